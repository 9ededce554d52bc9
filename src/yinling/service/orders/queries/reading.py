"""One order, the orders of one person, and what may be ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.queries import menu_item
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import find_person, names_of, person_of, public_ids_of
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState, Source
from yinling.supply.catalogue.domain import ItemEntry
from yinling.supply.catalogue.queries import item_in_force


@dataclass(frozen=True)
class OrderLine:
    """One order in a list. `asked_way` is in words; `round` counts how often it was placed."""

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
    item_code: str = ""
    source: Source = Source.PROPOSAL
    asked_way: str = ""
    asked_by: str = ""
    cancelled_because: str = ""
    round: int = 1
    area_code: str = ""
    unit_id: int = 0


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
        raise Unacceptable({"item_code": _("这项服务不适用：{why}").format(why=_("；").join(offered.reasons))})
    return found


def line_of(order: UUID) -> tuple[OrderLine, str]:
    """One order, and what was said with it when somebody asked for it. Raises Forbidden when absent or hidden."""
    row = order_of(order)
    return lines_of([row])[0], row.note or ""


def of_person(person: UUID) -> list[OrderLine]:
    """All orders of one person, newest first."""
    owner = find_person(person)
    return lines_of(list(Order.objects.filter(person=owner).order_by("-changed_at"))) if owner else []


def lines_of(rows: Sequence[Order]) -> list[OrderLine]:
    """Rows as lines. Rows first, then the persons they belong to: a join before the LIMIT would join the province."""
    ids = sorted({row.person_id for row in rows})
    names = names_of(ids)
    persons = public_ids_of(ids)
    return [
        OrderLine(
            order=row.public_id, inner_id=row.id, person=persons[row.person_id], name=names.get(row.person_id, ""),
            item=row.item, because=row.because, state=OrderState(row.state), due_date=row.due_date,
            placed_at=row.placed_at, changed_at=row.changed_at, returned_because=row.returned_because,
            item_code=row.item_code, source=Source(row.source),
            asked_way=str(row.get_asked_way_display()) if row.asked_way else "", asked_by=row.asked_by,
            cancelled_because=row.cancelled_because, round=row.round, area_code=row.area_code, unit_id=row.unit_id,
        )
        for row in rows
    ]  # fmt: skip
