"""What was said about a visit, as pages of the desk show it beside the visit and in the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yinling.base.access.actions import note_look
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import person_of
from yinling.quality.feedback.queries import (
    ConcernFilter,
    ConcernLine,
    RatingLine,
    VisitSaid,
    can_rate,
    concerns,
    concerns_about,
    concerns_of,
    count_concerns,
    count_overdue,
    rating_of,
    ratings_of,
    visit_of,
    visits_to_rate,
)
from yinling.web.desk import saying

_FIRST = 5


class Said(NamedTuple):
    """One visit with its rating and concerns; `can_rate`: somebody's word can still be entered."""

    visit: VisitSaid
    rating: RatingLine | None
    can_rate: bool
    concerns: Sequence[ConcernLine]


class ConcernWork(NamedTuple):
    """A concern in the worklist, and when its answer is due."""

    line: ConcernLine
    due: saying.Due


class Waiting(NamedTuple):
    """The concerns that wait: the most urgent, how many there are, and how many of those are late."""

    first: Sequence[ConcernWork]
    number: int
    overdue: int


class OfPerson(NamedTuple):
    """What a person said, and which visits nobody has rated yet."""

    to_rate: Sequence[VisitSaid]
    ratings: Sequence[RatingLine]
    concerns: Sequence[ConcernLine]


def said_about(task: UUID, *, at: datetime) -> Said:
    """What was said about a visit, for desk/parts/rating.html. Raises Forbidden when it is absent or hidden."""
    visit = visit_of(task)
    return Said(visit, rating_of(task), can_rate(visit, on=local_day(at)), concerns_about(task))


def said_by_person(person: UUID, *, at: datetime) -> OfPerson:
    """What a person said, for desk/parts/said_by_person.html. Raises Forbidden."""
    return OfPerson(visits_to_rate(person, on=local_day(at)), ratings_of(person), concerns_of(person))


def note_said(person: UUID, item: str, *, by: Viewer, at: datetime) -> None:
    """Write down that somebody read what a person said of a service; the person can see it. Raises Forbidden."""
    row = person_of(person)
    note_look(person_id=row.id, area_code=row.area_code, unit_id=row.unit_id, part="said", reason=item, by=by, at=at)


def waiting(*, by: Viewer, at: datetime) -> Waiting:
    """What today's page says of concerns, for desk/parts/concerns_today.html."""
    number, on = count_concerns(by=by), local_day(at)
    if not number:
        return Waiting((), 0, 0)
    lines = concerns(by=by, chosen=ConcernFilter(), on=on).lines[:_FIRST]
    return Waiting(works(lines, at=at), number, count_overdue(by=by, on=on))


def works(lines: Sequence[ConcernLine], *, at: datetime) -> list[ConcernWork]:
    """Lines as a worklist shows them."""
    return [ConcernWork(line, saying.due(line.answer_by, at)) for line in lines]
