"""Concerns: what waits for an answer, what was answered, of a visit and of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.queries import scope_arms
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import person_of
from yinling.quality.feedback.models import Concern
from yinling.quality.feedback.queries.filters import (
    PAGE,
    UNREAD,
    FeedbackFilterUnknown,
    check_area,
    check_words,
    narrowed,
    page_of,
    parse_place,
    say_place,
)
from yinling.quality.feedback.queries.lines import ConcernLine, concern_lines
from yinling.quality.feedback.terms import ConcernKind, ConcernState

CONCERNS_COUNTED = 1_000  # the number stands on pages that open often: it must cost nothing where much waits
_ALL_OF_PERSON = 200
_SLICE = 500


@dataclass(frozen=True, kw_only=True)
class ConcernFilter:
    """Conditions that all hold at once; without any, everything that waits. `overdue` counts from the day asked about.

    Raises FeedbackFilterUnknown.
    """

    state: ConcernState = ConcernState.OPEN
    kind: str = ""
    overdue: bool = False
    item: str = ""
    area: str = ""
    search: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        check_words(self.item, self.search)
        check_area(self.area)
        if self.kind and self.kind not in ConcernKind.values:
            raise FeedbackFilterUnknown(self.kind)


@dataclass(frozen=True)
class ConcernPage:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[ConcernLine]
    after: str | None


def count_concerns(*, by: Viewer) -> int:
    """How many concerns wait in scope; counting stops at 1,000."""
    return _waiting(by).order_by().values("id")[:CONCERNS_COUNTED].count()


def count_overdue(*, by: Viewer, on: date) -> int:
    """How many of them should have been answered before a day; counting stops at 1,000."""
    return _waiting(by).filter(answer_by__lt=on).order_by().values("id")[:CONCERNS_COUNTED].count()


def concerns(*, by: Viewer, chosen: ConcernFilter, after: str = "", on: date) -> ConcernPage:
    """Fifty concerns of a state in scope: those that wait by the day of answer, others the newest answered first.

    `after` is what an earlier page of the same state gave; anything else is the beginning.
    """
    rows, waits = _meant(by, chosen, on), chosen.state is ConcernState.OPEN
    key = "answer_by" if waits else "answered_at"
    place = parse_place(after, key, is_moment=not waits)
    if place is not None:
        beyond = TupleGreaterThan if waits else TupleLessThan
        rows = rows.filter(beyond(Tuple(F(key), F("id")), tuple(place)))
    order = (key, "id") if waits else (f"-{key}", "-id")
    found = page_of(rows, _whole(Concern.objects.all()), *order)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return ConcernPage(concern_lines(found[:PAGE]), say_place(key, getattr(last, key), last.id) if last else None)


def concern_of(concern: UUID) -> ConcernLine:
    """One concern. Raises Forbidden when absent or hidden."""
    return concern_lines([concern_row(concern)])[0]


def concern_row(concern: UUID) -> Concern:
    """The row of a concern with its visit, order and person, for actions. Raises Forbidden when absent or hidden."""
    found = _whole(Concern.objects.filter(public_id=concern)).first()
    if found is None:
        raise Forbidden
    return found


def concerns_about(task: UUID) -> list[ConcernLine]:
    """What was said about a visit, the newest first."""
    return concern_lines(list(_whole(Concern.objects.filter(task__public_id=task)).order_by("-id")))


def concerns_of(person: UUID) -> list[ConcernLine]:
    """The concerns about a person's visits, the newest first. Raises Forbidden."""
    rows = _whole(Concern.objects.filter(person=person_of(person))).order_by("-raised_at", "-id")
    return concern_lines(list(rows[:_ALL_OF_PERSON]))


def concerns_for_file(*, by: Viewer, chosen: ConcernFilter, on: date, limit: int) -> Iterator[ConcernLine]:
    """Everything that a filter means, up to a limit, some hundreds in memory at a time."""
    key = "answer_by" if chosen.state is ConcernState.OPEN else "answered_at"
    rows = _whole(_meant(by, chosen, on)).order_by(key, "id")[:limit]
    held: list[Concern] = []
    for row in rows.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield from concern_lines(held)
            held = []
    yield from concern_lines(held)


def _waiting(by: Viewer) -> QuerySet[Concern]:
    return Concern.objects.filter(scope_arms(by), state=ConcernState.OPEN)


def _meant(by: Viewer, chosen: ConcernFilter, on: date) -> QuerySet[Concern]:
    rows = Concern.objects.filter(state=chosen.state)
    rows = narrowed(rows, by=by, area=chosen.area, item=chosen.item, search=chosen.search)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    return rows.filter(answer_by__lt=on) if chosen.overdue else rows


def _whole(rows: QuerySet[Concern]) -> QuerySet[Concern]:
    return rows.select_related("task__order", "person", "rating").defer(*UNREAD, "rating__remark")
