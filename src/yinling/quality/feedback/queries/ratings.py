"""Ratings: of a visit, of a person, and fifty at a time for the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import names_of, person_of
from yinling.quality.feedback.domain import tasks_of_slip
from yinling.quality.feedback.models import Rating
from yinling.quality.feedback.queries.filters import (
    PAGE,
    UNREAD,
    FeedbackFilterUnknown,
    beginning_of,
    check_area,
    check_words,
    narrowed,
    page_of,
    parse_place,
    say_place,
)
from yinling.quality.feedback.queries.lines import RatingLine, VisitSaid, rating_lines, visit_line
from yinling.quality.feedback.queries.parameters import terms_in_force
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import TaskState

LONG = 2_000  # drawing so many together takes some milliseconds
_ALL_OF_PERSON = 200
_SLICE = 500


@dataclass(frozen=True, kw_only=True)
class RatingFilter:
    """Conditions that all hold at once, on the ratings that count. The days are both included.

    `search` compares beginnings of names, as the list of people does. Raises FeedbackFilterUnknown.
    """

    since: date | None = None
    until: date | None = None
    stars: int | None = None
    low: bool = False
    way: str = ""
    item: str = ""
    worker: UUID | None = None
    area: str = ""
    search: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        check_words(self.item, self.search)
        check_area(self.area)
        if self.stars is not None and not 1 <= self.stars <= 5:
            raise FeedbackFilterUnknown(self.stars)
        if self.way and self.way not in Way.values:
            raise FeedbackFilterUnknown(self.way)


@dataclass(frozen=True)
class RatingPage:
    """Fifty lines and where the next fifty begin; `after` is None on the last page."""

    lines: Sequence[RatingLine]
    after: str | None


def rating_of(task: UUID) -> RatingLine | None:
    """The rating of a visit that counts, if the viewer may see it."""
    found = rating_lines(list(_whole(_counting()).filter(task__public_id=task)))
    return found[0] if found else None


def rating_history(task: UUID) -> list[RatingLine]:
    """All ratings of a visit, the newest first."""
    return rating_lines(list(_whole(Rating.objects.filter(task__public_id=task)).order_by("-id")))


def ratings_of(person: UUID) -> list[RatingLine]:
    """The ratings of a person's visits that count, the newest first. Raises Forbidden."""
    rows = _whole(_counting().filter(person=person_of(person))).order_by("-rated_at", "-id")
    return rating_lines(list(rows[:_ALL_OF_PERSON]))


def standing_ratings(tasks: Sequence[UUID]) -> dict[UUID, RatingLine]:
    """The ratings of several visits that count, by the visit."""
    rows = _whole(_counting().filter(task__public_id__in=tasks)) if tasks else Rating.objects.none()
    return {line.task: line for line in rating_lines(list(rows))}


def can_rate(visit: VisitSaid, *, on: date) -> bool:
    """Whether a visit can be rated on a day: it is confirmed, and not longer ago than the area allows."""
    if visit.state is not TaskState.CONFIRMED or visit.confirmed_on is None:
        return False
    return terms_in_force(visit.area_code, on=on).can_rate(visit.confirmed_on, on=on)


def visits_to_rate(person: UUID, *, on: date) -> list[VisitSaid]:
    """A person's confirmed visits that can be rated and are not, the newest first. Raises Forbidden."""
    row = person_of(person)
    terms = terms_in_force(row.area_code, on=on)
    rated = Exists(_counting().filter(task=OuterRef("pk")))
    visits = Task.objects.filter(~rated, person=row, state=TaskState.CONFIRMED)
    if terms.rate_within is not None:
        visits = visits.filter(confirmed_at__gte=beginning_of(on - timedelta(days=terms.rate_within)))
    found = list(visits.select_related("person", "order").order_by("-confirmed_at")[:_ALL_OF_PERSON])
    name = names_of([row.id]).get(row.id, "")
    return [visit_line(task, name) for task in found]


def task_of_slip(code: str) -> UUID:
    """The visit whose slip bears a typed code, among those that the viewer may see.

    Raises SlipUnreadable, Forbidden when there is none (or, once in many millions, more than one).
    """
    low, high = tasks_of_slip(code)
    found = list(Task.objects.filter(public_id__gte=low, public_id__lte=high).values_list("public_id", flat=True)[:2])
    if len(found) != 1:
        raise Forbidden
    return UUID(str(found[0]))


def ratings(*, by: Viewer, chosen: RatingFilter, after: str = "", on: date) -> RatingPage:
    """Fifty ratings that count in the viewer's scope, the newest first; `after` is what an earlier page gave."""
    rows, place = meant(by=by, chosen=chosen, on=on), parse_place(after, "rated_at", is_moment=True)
    if place is not None:
        rows = rows.filter(TupleLessThan(Tuple(F("rated_at"), F("id")), tuple(place)))
    found = page_of(rows, _whole(Rating.objects.all()), "-rated_at", "-id")
    last = found[PAGE - 1] if len(found) > PAGE else None
    return RatingPage(rating_lines(found[:PAGE]), say_place("rated_at", last.rated_at, last.id) if last else None)


def is_long(*, by: Viewer, chosen: RatingFilter, on: date) -> bool:
    """Whether a filter means so many that what they come to is worth a request of its own."""
    return meant(by=by, chosen=chosen, on=on).order_by().values("id")[: LONG + 1].count() > LONG


def ratings_for_file(*, by: Viewer, chosen: RatingFilter, on: date, limit: int) -> Iterator[RatingLine]:
    """Everything that a filter means, up to a limit, the newest first, some hundreds in memory at a time."""
    rows = _whole(meant(by=by, chosen=chosen, on=on)).order_by("-rated_at", "-id")[:limit]
    held: list[Rating] = []
    for row in rows.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield from rating_lines(held)
            held = []
    yield from rating_lines(held)


def meant(*, by: Viewer, chosen: RatingFilter, on: date) -> QuerySet[Rating]:
    """The ratings that count, in the viewer's scope, that a filter means on a day."""
    rows = narrowed(_counting(), by=by, area=chosen.area, item=chosen.item, search=chosen.search)
    if chosen.since:
        rows = rows.filter(rated_at__gte=beginning_of(chosen.since))
    if chosen.until and chosen.until < date.max:
        rows = rows.filter(rated_at__lt=beginning_of(chosen.until + timedelta(days=1)))
    if chosen.low:
        rows = rows.filter(stars__lte=terms_in_force(chosen.area or by.area or "0", on=on).low_line)
    named = {"stars": chosen.stars, "way": chosen.way, "task__worker": chosen.worker}
    return rows.filter(**{name: value for name, value in named.items() if value})


def _counting() -> QuerySet[Rating]:
    return Rating.objects.filter(superseded_at__isnull=True)


def _whole(rows: QuerySet[Rating]) -> QuerySet[Rating]:
    return rows.select_related("task__order", "person").defer(*UNREAD)
