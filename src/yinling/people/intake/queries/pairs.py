"""Held rows and the records that they may be about: the queue, and the two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinling.base.regions.models import Area
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.domain.cells import unpack, unpack_clean
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.combining import Alike, Relation, relate
from yinling.people.intake.domain.matching.evidence import Agreement
from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.models import Candidate, RosterRow
from yinling.people.intake.queries.rows import said_by
from yinling.people.intake.terms import RowStatus, VerdictChoice
from yinling.people.registry.models import PersonNow
from yinling.people.registry.policy import reads
from yinling.people.registry.queries import mask, say_plain, values_of
from yinling.people.registry.terms import CATALOGUE, SECRET_TERMS

PAGE = 50
_STRONGEST = ("name", "id_number", "birth_date", "sex", "phone", "address", "former_unit", "contact_name")
_OF_RELATION = {
    Relation.SAME: Agreement.AGREE, Relation.FINER: Agreement.NEARLY, Relation.COARSER: Agreement.NEARLY,
    Relation.MORE: Agreement.NEARLY, Relation.OTHER: Agreement.DIFFER,
}  # fmt: skip


@dataclass(frozen=True)
class HeldLine:
    """One row of the queue: where it stands, whom it names, how many records it may be about."""

    row: UUID
    roster: UUID
    file_name: str
    sheet: str
    number: int
    name: str
    candidates: int
    cursor: str


@dataclass(frozen=True)
class HeldPage:
    """Some held rows in the order in which they came; `after` is "" when no more follow."""

    lines: Sequence[HeldLine]
    after: str


@dataclass(frozen=True)
class TermPair:
    """One term on both sides, secret values masked, and how the two stand to each other.

    `written` is the cell as the office wrote it where that says more than `row`. `weighed`: matching looked at it.
    """

    term: str
    label: str
    written: str
    row: str
    record: str
    agreement: Agreement
    is_weighed: bool


@dataclass(frozen=True)
class CandidateView:
    """A record that the row may be about. `person` is None for one that the viewer may not see: then nothing is told.

    `verdict` is what was said of it, "" while nobody has.
    """

    person: UUID | None
    name: str
    unit: str
    known_on: date | None
    verdict: str
    is_elsewhere: bool
    terms: tuple[TermPair, ...]

    @property
    def agreeing(self) -> int:
        """How many of the terms that matching weighed agree."""
        return self._number(Agreement.AGREE)

    @property
    def near(self) -> int:
        """How many of them nearly agree."""
        return self._number(Agreement.NEARLY)

    @property
    def differing(self) -> int:
        """How many of them differ."""
        return self._number(Agreement.DIFFER)

    def _number(self, agreement: Agreement) -> int:
        return sum(pair.agreement is agreement for pair in self.terms if pair.is_weighed)


@dataclass(frozen=True)
class Pair:
    """A held row beside the records that it may be about, likeliest first; its neighbours in the queue."""

    row: UUID
    roster: UUID
    file_name: str
    sheet: str
    number: int
    name: str
    status: str
    candidates: tuple[CandidateView, ...]
    next_row: UUID | None
    previous_row: UUID | None


def held(*, by: Viewer, roster: UUID | None = None, after: str = "") -> HeldPage:
    """The rows that wait for a decision in the viewer's scope, of one roster or of all, oldest first."""
    wanted = _waiting(by, roster).select_related("roster", "sheet").annotate(
        number_open=Count("candidates", filter=Q(candidates__verdict=""))
    )  # fmt: skip
    if after.isascii() and after.isdigit() and len(after) < 19:
        wanted = wanted.filter(id__gt=int(after))
    rows = list(wanted.order_by("id")[: PAGE + 1])
    lines = [
        HeldLine(
            row=row.public_id, roster=row.roster.public_id, file_name=row.roster.file_name, sheet=row.sheet.name,
            number=row.number, name=said_by(row), candidates=row.number_open, cursor=str(row.id),
        )
        for row in rows[:PAGE]
    ]  # fmt: skip
    return HeldPage(lines, lines[-1].cursor if len(rows) > PAGE else "")


def next_held(*, by: Viewer, roster: UUID | None = None, after: UUID | None = None) -> UUID | None:
    """The row that waits after this one and that nobody has answered yet; from the first again at the end."""
    waiting = _unanswered(_waiting(by, roster)).order_by("id")
    here = RosterRow.objects.filter(public_id=after).values_list("id", flat=True).first() if after else None
    following = waiting.filter(id__gt=here).first() if here else None
    found = following or (waiting.exclude(public_id=after) if after else waiting).first()
    return found.public_id if found else None


def pair(row: UUID, *, by: Viewer) -> Pair:
    """A row beside the records that it may be about. Raises Forbidden when absent or hidden, or never held."""
    policy.may_take_in(by)
    found = RosterRow.objects.select_related("roster", "sheet").filter(public_id=row).first()
    candidates = list(Candidate.objects.filter(row__public_id=row).order_by("-score", "id")) if found else []
    if found is None or not candidates or not found.cleaned:
        raise Forbidden
    queue = _unanswered(_waiting(by, found.roster.public_id))
    following, before = queue.filter(id__gt=found.id).order_by("id"), queue.filter(id__lt=found.id).order_by("-id")
    return Pair(
        row=row, roster=found.roster.public_id, file_name=found.roster.file_name, sheet=found.sheet.name,
        number=found.number, name=said_by(found), status=found.status, candidates=_views(found, candidates, by),
        next_row=following.values_list("public_id", flat=True).first(),
        previous_row=before.values_list("public_id", flat=True).first(),
    )  # fmt: skip


def _waiting(by: Viewer, roster: UUID | None) -> QuerySet[RosterRow]:
    policy.may_take_in(by)
    wanted = RosterRow.objects.filter(status=RowStatus.HELD)
    return wanted.filter(roster__public_id=roster) if roster else wanted


def _unanswered(rows: QuerySet[RosterRow]) -> QuerySet[RosterRow]:
    """Rows about which a human has something to say: the job may not have come to those that were answered."""
    open_ones = Candidate.objects.filter(row=OuterRef("id"), verdict="")
    same = Candidate.objects.filter(row=OuterRef("id"), verdict=VerdictChoice.SAME)
    return rows.filter(Exists(open_ones)).exclude(Exists(same))


def _views(row: RosterRow, candidates: Sequence[Candidate], by: Viewer) -> tuple[CandidateView, ...]:
    wanted = {candidate.person_id for candidate in candidates}
    seen = {now.person_id: now for now in PersonNow.objects.select_related("person__unit").filter(person_id__in=wanted)}
    left = _Left(row, by)
    return tuple(_view(one, seen.get(one.person_id), left) for one in candidates)


class _Left:
    """The row's side: what it says, how that was written, and by what it is compared."""

    def __init__(self, row: RosterRow, by: Viewer) -> None:
        self.by = by
        self.clean = unpack_clean(row.cleaned or "{}")
        self.written = _written(row)
        self.alike = Alike(Places.build(Area.objects.values_list("code", "name", "short_name"), row.roster.area_code))

    def beside(self, term: str, right: str, weighed: Agreement | None) -> TermPair:
        """The row's term beside the record's value of it."""
        mine = self.clean.values.get(term, "")
        said, written = _say(term, self.clean.stated.get(term, mine)), self.written.get(term, "")
        agreement = weighed or Agreement.UNKNOWN
        if agreement is Agreement.UNKNOWN and mine and right:
            agreement = _OF_RELATION[relate(term, right, mine, self.alike)]
        return TermPair(
            term=term, label=str(CATALOGUE[term].label), written=written if written != said else "", row=said,
            record=_say(term, right), agreement=agreement, is_weighed=weighed is not None,
        )  # fmt: skip


def _view(one: Candidate, now: PersonNow | None, left: _Left) -> CandidateView:
    if now is None:
        return CandidateView(None, "", "", None, one.verdict, True, ())
    weighed = {field: Agreement(agreement) for field, agreement in one.evidence}
    record = values_of(now)
    terms = [term for term in _order(left.clean.values, record) if reads(left.by, term)]
    pairs = tuple(left.beside(term, record.get(term, ""), weighed.get(term)) for term in terms)
    return CandidateView(
        now.person.public_id, now.name, now.person.unit.name, now.known_on, one.verdict, one.is_elsewhere, pairs
    )


def _order(row: Mapping[str, str], record: Mapping[str, str]) -> list[str]:
    """What identifies first, then the rest as the record has it."""
    known = [term for term in CATALOGUE if term in row or term in record]
    return [term for term in _STRONGEST if term in known] + [term for term in known if term not in _STRONGEST]


def _say(term: str, value: str) -> str:
    if not value:
        return ""
    return mask(term, value) if term in SECRET_TERMS else say_plain(term, value)


def _written(row: RosterRow) -> dict[str, str]:
    """The cells as the office wrote them, by term; of secret terms nothing."""
    cells = unpack(row.cells)
    return {
        str(c["term"]): _text(cells[int(c["index"])])
        for c in row.sheet.columns
        if c["term"] in CATALOGUE and c["term"] not in SECRET_TERMS and int(c["index"]) < len(cells)
    }


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
