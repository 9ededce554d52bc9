"""The list of orders: fifty at a time, newest change first, narrowed by filters; counts that stop; rows for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import page as persons_page
from yinling.service.orders.models import Order
from yinling.service.orders.queries.reading import OrderLine, lines_of
from yinling.service.orders.terms import OPEN_STATES, OrderState, Source

PAGE = 50
COUNT_LIMIT = 1_000  # the number stands on every page of the desk: it must cost nothing where much waits
_SLICE = 500  # rows of a file that are in memory at once


@dataclass(frozen=True)
class OrderFilter:
    """What is asked of the list. `overdue_on` is the day on which an open order is late; `text` finds persons."""

    state: OrderState | None = None
    source: Source | None = None
    item: str = ""
    overdue_on: date | None = None
    text: str = ""
    person: UUID | None = None


@dataclass(frozen=True)
class OrderPage:
    """Fifty lines, and where the next fifty begin; `after` is empty on the last page."""

    lines: Sequence[OrderLine]
    after: str


def page(*, by: Viewer, chosen: OrderFilter | None = None, after: str = "") -> OrderPage:
    """Fifty orders of those that a filter means, in the viewer's scope, newest change first.

    `after` is what an earlier page gave; anything else is the beginning.
    """
    rows, place = _chosen(by, chosen or OrderFilter()), _parse(after)
    if place is not None:
        rows = rows.filter(TupleLessThan(Tuple(F("changed_at"), F("id")), place))
    found = list(rows.order_by("-changed_at", "-id")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return OrderPage(lines_of(found[:PAGE]), f"{last.changed_at.isoformat()}~{last.id}" if last else "")


def count(*, by: Viewer, chosen: OrderFilter | None = None) -> int:
    """How many orders a filter means; counting stops at 1,000."""
    return _chosen(by, chosen or OrderFilter()).order_by().values("id")[:COUNT_LIMIT].count()


def lines_for_file(*, by: Viewer, chosen: OrderFilter, limit: int) -> Iterator[list[OrderLine]]:
    """What a filter means, newest change first, up to `limit`, a slice at a time in one transaction."""
    held: list[Order] = []
    ordered = _chosen(by, chosen).order_by("-changed_at", "-id")[:limit]
    for row in ordered.iterator(chunk_size=_SLICE):
        held.append(row)
        if len(held) == _SLICE:
            yield lines_of(held)
            held = []
    if held:
        yield lines_of(held)


def newest(
    *, by: Viewer, states: Sequence[OrderState] = (), before: datetime | None = None, limit: int = PAGE
) -> list[OrderLine]:
    """Fifty orders in scope, newest change first, or fewer; `before` continues after an earlier page."""
    rows = _in_scope(by)
    if states:
        rows = rows.filter(state__in=states)
    if before:
        rows = rows.filter(changed_at__lt=before.astimezone(UTC))  # PostgreSQL knows fewer offsets than Python
    return lines_of(list(rows.order_by("-changed_at")[:limit]))


def count_returned(*, by: Viewer) -> int:
    """How many orders came back and wait for the officer; counting stops at 1,000."""
    return _in_scope(by).filter(state=OrderState.RETURNED).order_by().values("id")[:COUNT_LIMIT].count()


def explain_newest(*, by: Viewer) -> str:
    """PostgreSQL's plan of `newest`, for docs/measurements.md."""
    return str(_in_scope(by).order_by("-changed_at")[:PAGE].explain(analyze=True))


def _chosen(by: Viewer, chosen: OrderFilter) -> QuerySet[Order]:
    rows = _in_scope(by)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.source:
        rows = rows.filter(source=chosen.source)
    if chosen.item:
        rows = rows.filter(item_code=chosen.item)
    if chosen.overdue_on:
        rows = rows.filter(due_date__lt=chosen.overdue_on, state__in=OPEN_STATES)
    if chosen.person:
        rows = rows.filter(person_id__in=Person.objects.filter(public_id=chosen.person).values("id"))
    if chosen.text:
        rows = rows.filter(person_id__in=_found_by(by, chosen.text))
    return rows


def _found_by(by: Viewer, text: str) -> list[int]:
    """The inner ids of the fifty persons whom a text finds best: orders are looked for among theirs alone."""
    found = [line.person for line in persons_page(by=by, search=text).lines]
    return list(Person.objects.filter(public_id__in=found).values_list("id", flat=True))


def _in_scope(by: Viewer) -> QuerySet[Order]:
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    if by.units:
        arms |= Q(unit_id__in=by.units)
    if by.persons:
        arms |= Q(person_id__in=by.persons)
    return Order.objects.filter(arms)


def _parse(after: str) -> tuple[datetime, int] | None:
    """The place that an earlier page gave; None for anything else that somebody typed into the address."""
    moment, _tilde, inner = after.partition("~")
    try:
        found, number = datetime.fromisoformat(moment).astimezone(UTC), int(inner)
    except (ValueError, OverflowError):
        return None
    return (found, number) if datetime.fromisoformat(moment).tzinfo and 0 <= number < 2**63 else None
