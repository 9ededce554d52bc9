"""The rows of a roster as its result page lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.domain.cells import unpack, unpack_clean
from yinling.people.intake.models import Roster, RosterRow
from yinling.people.intake.queries.reasons import say_reason
from yinling.people.intake.queries.results import roster_of
from yinling.people.intake.terms import RowStatus
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of

PAGE = 50
_SEARCHED = 5_000  # rows that a search opens at most: cells are sealed, each must be deciphered
_TEXTS = 6  # cells that show what a row without a name says


@dataclass(frozen=True)
class RowLine:
    """One row: where it stands, who or what it says it is, what became of it.

    `person` is the record that it is now part of, `person_name` what that is called; both empty when the viewer may
    not see it, or when there is none. `cursor` is where a page that begins after this row continues.
    """

    row: UUID
    sheet: str
    number: int
    said: str
    status: str
    status_label: str
    reason: str
    person: UUID | None
    person_name: str
    cursor: str


@dataclass(frozen=True)
class RowPage:
    """Some rows in the order of the file; `after` is "" when no more follow. `is_cut`: the search stopped early."""

    lines: Sequence[RowLine]
    after: str
    is_cut: bool = False


def rows(public_id: UUID, *, by: Viewer, status: str = "", search: str = "", after: str = "") -> RowPage:
    """Rows of a roster in the order of the file: of one status, or those whose cells hold the words of `search`.

    A status or an `after` that means nothing is passed over. Raises Forbidden when the roster is absent or hidden.
    """
    policy.may_take_in(by)
    roster = roster_of(public_id)
    wanted = RosterRow.objects.filter(roster=roster).select_related("sheet").order_by("id")
    if status in RowStatus.values:
        wanted = wanted.filter(status=status)
    if after.isascii() and after.isdigit() and len(after) < 19:
        wanted = wanted.filter(id__gt=int(after))
    words = search.strip()
    if words:
        return _found(roster, list(wanted[:_SEARCHED]), words)
    found = list(wanted[: PAGE + 1])
    more = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    return RowPage(_lines(found[:PAGE]), more)


def roster_of_row(row: UUID, *, by: Viewer) -> UUID:
    """The roster that a row stands in. Raises Forbidden when the row is absent or hidden."""
    policy.may_take_in(by)
    found = RosterRow.objects.filter(public_id=row).values_list("roster__public_id", flat=True).first()
    if found is None:
        raise Forbidden
    return found


def _found(roster: Roster, rows: Sequence[RosterRow], words: str) -> RowPage:
    """Those rows of a slice that hold the words; when nothing more fits on the page, the next begins there."""
    found = [row for row in rows if words in " ".join(str(cell) for cell in unpack(row.cells))]
    if len(found) > PAGE:
        return RowPage(_lines(found[:PAGE]), str(found[PAGE - 1].id))
    is_cut = len(rows) == _SEARCHED
    return RowPage(_lines(found), str(rows[-1].id) if is_cut else "", is_cut)


def _lines(rows: Sequence[RosterRow]) -> list[RowLine]:
    ends = _ends({row.person_id for row in rows if row.person_id})
    names = names_of([inner for inner, _public in ends.values()])
    return [_line(row, ends, names) for row in rows]


def _line(row: RosterRow, ends: Mapping[int, tuple[int, UUID]], names: Mapping[int, str]) -> RowLine:
    inner, public = ends.get(row.person_id or 0, (0, None))
    return RowLine(
        row=row.public_id, sheet=row.sheet.name, number=row.number, said=said_by(row), status=row.status,
        status_label=str(RowStatus(row.status).label), reason=say_reason(row.reason), person=public,
        person_name=names.get(inner, ""), cursor=str(row.id),
    )  # fmt: skip


def said_by(row: RosterRow) -> str:
    """The name that a person's row says; of any other row its first texts. Numbers stay out: they may be secret."""
    name = unpack_clean(row.cleaned).values.get("name", "") if row.cleaned else ""
    if name:
        return name
    texts = [cell.strip() for cell in unpack(row.cells) if isinstance(cell, str) and cell.strip()]
    plain = [text for text in texts if not any(sign.isdigit() for sign in text)]
    return " ".join(plain[:_TEXTS])[:60]


def _ends(persons: set[int]) -> Mapping[int, tuple[int, UUID]]:
    """The surviving record of each person that the viewer may see: inner id and public id."""
    found = {person: person for person in persons}
    while merged := dict(
        Person.objects.filter(id__in=set(found.values()), merged_into__isnull=False).values_list("id", "merged_into_id")
    ):
        found = {person: merged.get(end, end) for person, end in found.items()}
    seen = dict(Person.objects.filter(id__in=set(found.values())).values_list("id", "public_id"))
    return {person: (end, seen[end]) for person, end in found.items() if end in seen}
