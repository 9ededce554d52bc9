"""Contests as lists and pages show them: those that wait, those that were decided, those of one person."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.models import Contest
from yinling.decisions.portrait.queries.ruling import secret_codes, standing_book
from yinling.decisions.portrait.queries.tags import scope_arms
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow

CONTESTS_PAGE = 50
COUNTED_UP_TO = 1_000


@dataclass(frozen=True)
class ContestLine:
    """One contest: about whom, which rule's version, who said what, and what became of it.

    `decided_at` and what goes with it are empty while it waits.
    """

    contest: UUID
    person: UUID
    name: str
    birth_date: date | None
    area_code: str
    rule_code: str
    rule_version: int
    rule_title: str
    claim: Claim
    voice: Voice
    reason: str
    contested_at: datetime
    contested_by: str
    state: ContestState
    decided_at: datetime | None
    decided_by: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is ContestState.OPEN


@dataclass(frozen=True)
class ContestPage:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[ContestLine]
    after: str | None


def count_open_contests(*, by: Viewer) -> int:
    """How many contests wait in the viewer's scope, as far as his purposes reach; counted up to COUNTED_UP_TO."""
    return _seen(by).filter(state=ContestState.OPEN)[:COUNTED_UP_TO].count()


def contests_page(*, by: Viewer, state: ContestState = ContestState.OPEN, after: str = "") -> ContestPage:
    """Fifty contests of a state in the viewer's scope: those that wait the oldest first, others the newest decided.

    `after` is what an earlier page of the same state gave; anything else is the beginning. Contests about rules that
    read what the viewer has no purpose for are left out.
    """
    waits = state is ContestState.OPEN
    key = "contested_at" if waits else "decided_at"
    rows, place = _seen(by).filter(state=state), _parse_after(after)
    if place is not None:
        beyond = TupleGreaterThan if waits else TupleLessThan
        rows = rows.filter(beyond(Tuple(F(key), F("id")), place))
    ordered = rows.select_related("person").order_by(*((key, "id") if waits else (f"-{key}", "-id")))
    found = list(ordered[: CONTESTS_PAGE + 1])
    shown = found[:CONTESTS_PAGE]
    return ContestPage(_lines(shown), _say_after(shown[-1], key) if len(found) > CONTESTS_PAGE else None)


def contest_of(contest: UUID, *, by: Viewer) -> ContestLine:
    """One contest. Raises Forbidden when it is absent, hidden, or about a rule that the viewer may not know of."""
    row = _seen(by).select_related("person").filter(public_id=contest).first()
    if row is None:
        raise Forbidden
    return _lines([row])[0]


def contests_of(person: UUID, *, by: Viewer) -> list[ContestLine]:
    """All contests about one person, as far as the viewer's purposes reach, the newest first."""
    return _lines(_seen(by).select_related("person").filter(person__public_id=person).order_by("-contested_at"))


def _seen(by: Viewer) -> QuerySet[Contest]:
    return Contest.objects.filter(scope_arms(by)).exclude(rule_code__in=secret_codes(by=by))


def _lines(rows: Sequence[Contest] | QuerySet[Contest]) -> list[ContestLine]:
    rows = list(rows)
    ids = [row.person_id for row in rows]
    known = PersonNow.objects.filter(person_id__in=ids).only("person_id", "name", "birth_date")
    people = {row.person_id: row for row in known}
    titles = _titles()
    return [_line(row, people.get(row.person_id), titles) for row in rows]


def _line(row: Contest, person: PersonNow | None, titles: Mapping[str, str]) -> ContestLine:
    return ContestLine(
        contest=row.public_id, person=row.person.public_id, name=person.name if person else "",
        birth_date=person.birth_date if person else None, area_code=row.area_code, rule_code=row.rule_code,
        rule_version=row.rule_version, rule_title=titles.get(row.rule_code, row.rule_code), claim=Claim(row.claim),
        voice=Voice(row.voice), reason=row.reason, contested_at=row.contested_at, contested_by=row.contested_by_name,
        state=ContestState(row.state), decided_at=row.decided_at, decided_by=row.decided_by_name, note=row.note or "",
    )  # fmt: skip


def _titles() -> Mapping[str, str]:
    """The title of each code: that of its newest version."""
    return {rule.code: rule.title for rule in sorted(standing_book().rules, key=lambda rule: rule.version)}


def _say_after(row: Contest, key: str) -> str:
    moment: datetime = getattr(row, key)
    return urlsafe_b64encode(f"{moment.isoformat()} {row.pk}".encode()).decode().rstrip("=")


def _parse_after(after: str) -> tuple[datetime, int] | None:
    try:
        moment, inner = urlsafe_b64decode(after[:200] + "=" * (-len(after) % 4)).decode().split(" ")
        found = datetime.fromisoformat(moment), int(inner)
    except ValueError:
        return None
    return found if found[0].tzinfo is not None and 0 <= found[1] < 2**63 else None
