"""Reads of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.queries import menu_item
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of, person_of
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState
from yinling.supply.catalogue.domain import ItemEntry
from yinling.supply.catalogue.queries import item_in_force

PAGE = 50
COUNT_LIMIT = 1_000  # the number stands on every page of the desk: it must cost nothing where much waits


@dataclass(frozen=True)
class OrderLine:
    """One order in a list."""

    order: UUID
    inner_id: int
    person: UUID
    name: str
    item: str
    because: str
    state: OrderState
    due_date: date
    placed_at: datetime
    changed_at: datetime
    returned_because: str


def order_of(public_id: UUID) -> Order:
    """The order, if the viewer may see it. Raises Forbidden when absent or hidden."""
    found = Order.objects.filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    return found


def orderable(person: UUID, item_code: str, *, by: Viewer, on: date) -> ItemEntry:
    """The item of the person's menu that may be ordered. Raises Forbidden, Unacceptable with what speaks against it."""
    found = item_in_force(item_code, person_of(person).area_code, on)
    if found is None or found.code != item_code:
        raise Unacceptable({"item_code": _("目录里没有这项服务，请重新选择")})
    offered = menu_item(person, found.code, by=by, on=on)
    if not offered.may_order:
        raise Unacceptable({"item_code": _("这项服务不适用：{why}").format(why="；".join(offered.reasons))})
    return found


def newest(*, by: Viewer, states: Sequence[OrderState] = (), before: datetime | None = None) -> list[OrderLine]:
    """Fifty orders in scope, newest change first; `before` continues after an earlier page."""
    rows = _in_scope(by)
    if states:
        rows = rows.filter(state__in=states)
    if before:
        rows = rows.filter(changed_at__lt=before.astimezone(UTC))  # PostgreSQL knows fewer offsets than Python
    return _lines(list(rows.order_by("-changed_at")[:PAGE]))


def of_person(person: UUID) -> list[OrderLine]:
    """All orders of one person, newest first."""
    owner = Person.objects.filter(public_id=person).first()
    return _lines(list(Order.objects.filter(person=owner).order_by("-changed_at"))) if owner else []


def count_returned(*, by: Viewer) -> int:
    """How many orders came back and wait for the officer; counting stops at 1,000."""
    return _in_scope(by).filter(state=OrderState.RETURNED).order_by().values("id")[:COUNT_LIMIT].count()


def explain_newest(*, by: Viewer) -> str:
    """PostgreSQL's plan of `newest`, for docs/measurements.md."""
    return str(_in_scope(by).order_by("-changed_at")[:PAGE].explain(analyze=True))


def _in_scope(by: Viewer) -> QuerySet[Order]:
    arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
    if by.units:
        arms |= Q(unit_id__in=by.units)
    if by.persons:
        arms |= Q(person_id__in=by.persons)
    return Order.objects.filter(arms)


def _lines(rows: Sequence[Order]) -> list[OrderLine]:
    """Fifty rows first, then the persons they belong to: a join before the LIMIT would join the province."""
    ids = sorted({row.person_id for row in rows})
    names = names_of(ids)
    persons = dict(Person.objects.filter(id__in=ids).values_list("id", "public_id"))
    return [
        OrderLine(
            order=row.public_id, inner_id=row.id, person=persons[row.person_id], name=names.get(row.person_id, ""),
            item=row.item, because=row.because, state=OrderState(row.state), due_date=row.due_date,
            placed_at=row.placed_at, changed_at=row.changed_at, returned_because=row.returned_because,
        )
        for row in rows
    ]  # fmt: skip
