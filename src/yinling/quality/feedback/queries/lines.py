"""Ratings and concerns as lists and pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.people.registry.queries import names_of
from yinling.quality.feedback.domain import can_reopen
from yinling.quality.feedback.models import Concern, Rating
from yinling.quality.feedback.terms import ConcernKind, ConcernState, Stars, Way
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import TaskState


@dataclass(frozen=True)
class RatingLine:
    """One rating of one visit. `said_by` is in words, `on_behalf` the proxy right by which it was said.

    `superseded_at` is None for the one that counts.
    """

    rating: UUID
    task: UUID
    order: UUID
    person: UUID
    name: str
    area_code: str
    item: str
    worker_name: str
    stars: int
    remark: str
    way: Way
    said_by: str
    on_behalf: UUID | None
    rated_at: datetime
    superseded_at: datetime | None

    @property
    def word(self) -> str:
        """What the stars say in words."""
        return str(Stars(self.stars).label)


@dataclass(frozen=True)
class ConcernLine:
    """One concern about one visit: what was said and by whom, until when it is to be answered, what became of it."""

    concern: UUID
    task: UUID
    order: UUID
    person: UUID
    name: str
    area_code: str
    item: str
    worker_name: str
    kind: ConcernKind
    state: ConcernState
    text: str
    stars: int | None
    way: Way
    said_by: str
    raised_at: datetime
    answer_by: date
    answered_at: datetime | None
    answered_by_name: str
    answer: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state is ConcernState.OPEN

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been answered before a day."""
        return self.is_open and self.answer_by < on

    def can_reopen(self, at: datetime) -> bool:
        """Whether its answer can still be taken back."""
        return can_reopen(self.state, self.answered_at, at=at)


@dataclass(frozen=True)
class VisitSaid:
    """The visit that something is said about. `confirmed_on` is the day in China, None before it was confirmed."""

    task: UUID
    order: UUID
    person: UUID
    name: str
    area_code: str
    item: str
    state: TaskState
    worker_name: str
    taken_at: datetime | None
    confirmed_at: datetime | None
    confirmed_on: date | None


def task_row(task: UUID) -> Task:
    """The row of a visit with its person and order. Raises Forbidden when absent or hidden."""
    found = Task.objects.select_related("person", "order").filter(public_id=task).first()
    if found is None:
        raise Forbidden
    return found


def visit_of(task: UUID) -> VisitSaid:
    """A visit as its raters see it. Raises Forbidden when absent or hidden."""
    row = task_row(task)
    return visit_line(row, names_of([row.person_id]).get(row.person_id, ""))


def visit_line(row: Task, name: str) -> VisitSaid:
    """One visit; its person and order are at hand."""
    return VisitSaid(
        task=row.public_id, order=row.order.public_id, person=row.person.public_id, name=name,
        area_code=row.area_code, item=row.item, state=TaskState(row.state), worker_name=row.worker_name,
        taken_at=row.taken_at, confirmed_at=row.confirmed_at,
        confirmed_on=local_day(row.confirmed_at) if row.confirmed_at else None,
    )  # fmt: skip


def rating_lines(rows: Sequence[Rating]) -> list[RatingLine]:
    """Lines of ratings whose visit, order and person are at hand; one more query for the names."""
    names = names_of(sorted({row.person_id for row in rows})) if rows else {}
    return [
        RatingLine(
            rating=row.public_id, task=row.task.public_id, order=row.task.order.public_id,
            person=row.person.public_id, name=names.get(row.person_id, ""), area_code=row.area_code,
            item=row.task.item, worker_name=row.task.worker_name, stars=row.stars, remark=row.remark or "",
            way=Way(row.way), said_by=row.said_by, on_behalf=row.on_behalf, rated_at=row.rated_at,
            superseded_at=row.superseded_at,
        )
        for row in rows
    ]  # fmt: skip


def concern_lines(rows: Sequence[Concern]) -> list[ConcernLine]:
    """Lines of concerns whose visit, order, person and rating are at hand; one more query for the names."""
    names = names_of(sorted({row.person_id for row in rows})) if rows else {}
    return [
        ConcernLine(
            concern=row.public_id, task=row.task.public_id, order=row.task.order.public_id,
            person=row.person.public_id, name=names.get(row.person_id, ""), area_code=row.area_code,
            item=row.task.item, worker_name=row.task.worker_name, kind=ConcernKind(row.kind),
            state=ConcernState(row.state), text=row.text or "", stars=row.rating.stars if row.rating else None,
            way=Way(row.way), said_by=row.said_by, raised_at=row.raised_at, answer_by=row.answer_by,
            answered_at=row.answered_at, answered_by_name=row.answered_by_name, answer=row.answer or "",
        )
        for row in rows
    ]  # fmt: skip
