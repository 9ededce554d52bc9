"""Moves of orders: each claims the order in a legal state, changes it once and records the fact."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.decisions.careplan.queries import approved
from yinling.decisions.rulebook.queries import parameters_in_force
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import acting
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.service.orders import policy
from yinling.service.orders.domain import MOVES, Move
from yinling.service.orders.events import (
    OrderAsked,
    OrderCancelled,
    OrderFulfilled,
    OrderInHand,
    OrderPlaced,
    OrderReturned,
    OrderToRedo,
)
from yinling.service.orders.models import Order
from yinling.service.orders.queries import order_of, orderable
from yinling.service.orders.terms import OPEN_STATES, AskedWay, OrderState, Source
from yinling.supply.catalogue.queries import item_in_force

MAX_REASON, LEAST_REASON = 200, 2
MAX_NOTE = 200
ASK_AHEAD = 60  # days
MOST_ASKED = "在办申请上限"  # the rulebook's parameter: how many asked-for orders of one person are open at once


class OrderMoved(Refused):
    """The order is no longer in a state that allows this; look again."""


class TooManyAsked(Refused):
    """As many asked-for orders of this person are open as the area allows; `limit` says how many."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@transaction.atomic
def place(*, proposal: UUID, by: Viewer, at: datetime) -> UUID:
    """Make the order of an approved proposal, once however often it is asked. Returns the order's public id.

    Raises Forbidden when `by` is not background work or the proposal is not approved.
    """
    policy.may_place(by)
    source = approved(proposal)
    if source is None:
        raise Forbidden
    order, is_new = Order.objects.get_or_create(
        proposal=proposal,
        defaults={
            "person_id": source.person_id, "area_code": source.area_code, "unit_id": source.unit_id,
            "item": source.item, "because": source.need, "due_date": source.due_date,
            "item_code": _code_of(source.item, source.area_code, local_day(at)), "placed_at": at, "changed_at": at,
        },
    )  # fmt: skip
    if is_new:
        record(_placed(order, source.person.public_id), by=by, at=at)
    return order.public_id


@transaction.atomic
def ask(
    *,
    person: UUID,
    item_code: str,
    wished_day: date,
    note: str,
    request: UUID,
    way: AskedWay,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Order a service from the person's menu: by the person, a proxy, or staff on the person's word.

    `request` is the id that the form drew: the same one makes one order. Returns the order's public id. Raises
    Forbidden without the right to order for this person, Unacceptable for an item that is not in the person's menu or
    a day outside the next 60, TooManyAsked.
    """
    today = local_day(at)
    actor = acting(person=person, scope=ActingScope.ORDER, by=by, on=today)
    existing = Order.objects.filter(request=request, person=actor.person).first()
    if existing is not None:
        return existing.public_id
    item = orderable(person, item_code, by=by, on=today)
    note = plain(note)
    errors = {"wished_day": _("请选今天起 60 天内的一天")} if not 0 <= (wished_day - today).days <= ASK_AHEAD else {}
    if len(note) > MAX_NOTE:
        errors["note"] = _("说明请不要超过 {limit} 个字").format(limit=MAX_NOTE)
    if errors:
        raise Unacceptable(errors)
    _few_enough(actor.person, today)
    with override("zh-hans"):  # kept with the order, whatever the page's language
        because = _("{who}申请").format(who=actor.said)
    order = Order.objects.create(
        **actor.person.scope(), source=Source.ASKED, request=request, asked_way=way, asked_by=actor.said,
        on_behalf=actor.on_behalf, note=note or None, item=item.name, item_code=item.code, because=because,
        due_date=wished_day, placed_at=at, changed_at=at,
    )  # fmt: skip
    asked = OrderAsked(order.public_id, person, item.name, item.code, way.value, actor.said, str(actor.on_behalf or ""))
    record(asked, by=by, at=at)
    record(_placed(order, person), by=by, at=at)
    return order.public_id


def _few_enough(person: Person, today: date) -> None:
    """Whether the person may ask for one more. Raises TooManyAsked."""
    limit = parameters_in_force(person.area_code, today).get(MOST_ASKED)
    open_ones = Order.objects.filter(person=person, source=Source.ASKED, state__in=OPEN_STATES)
    if limit is not None and isinstance(limit.value, int) and open_ones.count() >= limit.value:
        raise TooManyAsked(limit.value)


def _code_of(item: str, area_code: str, on: date) -> str:
    """The catalogue's code of an item by its name; empty for what the catalogue does not know there."""
    found = item_in_force(item, area_code, on)
    return found.code if found else ""


@transaction.atomic
def place_again(*, order: UUID, by: Viewer, at: datetime) -> None:
    """Offer a returned order anew. Raises Forbidden, OrderMoved."""
    policy.may_manage(by)
    row = order_of(order)
    _move(row, Move.PLACE_AGAIN, at, rounds=1)
    row.refresh_from_db()
    record(_placed(row, row.person.public_id), by=by, at=at)


@transaction.atomic
def cancel(*, order: UUID, reason: str = "", by: Viewer, at: datetime) -> None:
    """Call an order off: by an officer, the person or a proxy. Whoever has it in hand is told by what follows.

    Raises Forbidden, OrderMoved, Unacceptable for a reason that is too long or, in hand, missing; and what delivery
    refuses once somebody is at the door.
    """
    policy.may_call_off(by)
    row = order_of(order)
    actor = acting(person=row.person.public_id, scope=ActingScope.ORDER, by=by, on=local_day(at))
    reason = plain(reason)
    in_hand = row.state == OrderState.IN_HAND
    if len(reason) > MAX_REASON or (in_hand and len(reason) < LEAST_REASON):
        raise Unacceptable({"reason": _("请写明取消的原因，2 到 {limit} 个字").format(limit=MAX_REASON)})
    _move(row, Move.CALL_OFF if in_hand else Move.CANCEL, at, cancelled_because=reason)
    fact = OrderCancelled(order, reason, actor.said, str(actor.on_behalf or ""))
    record(fact, by=by, at=at)


@transaction.atomic
def redo(*, order: UUID, reason: str, due_date: date, by: Viewer, at: datetime) -> None:
    """Place a fulfilled order again, because what was done was not good. Part of answering a concern.

    Raises Forbidden, OrderMoved.
    """
    policy.may_manage(by)
    row = order_of(order)
    _move(row, Move.REDO, at, rounds=1, due_date=due_date)
    row.refresh_from_db()
    record(OrderToRedo(order, reason), by=by, at=at)
    record(_placed(row, row.person.public_id), by=by, at=at)


@transaction.atomic
def send_back(*, order: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Give an order back to the officer: nobody took it, or who took it cannot. Raises Forbidden, OrderMoved."""
    policy.may_return(by)
    _move(order_of(order), Move.RETURN, at, returned_because=reason)
    record(OrderReturned(subject=order, reason=reason), by=by, at=at)


@transaction.atomic
def put_in_hand(*, order: UUID, by: Viewer, at: datetime) -> None:
    """Somebody took the order; part of taking the task. Raises Forbidden, OrderMoved."""
    policy.may_carry(by)
    _move(order_of(order), Move.TAKE, at)
    record(OrderInHand(subject=order), by=by, at=at)


@transaction.atomic
def fulfil(*, order: UUID, by: Viewer, at: datetime) -> None:
    """The service was given and confirmed; part of confirming. Raises Forbidden, OrderMoved."""
    policy.may_fulfil(by)
    _move(order_of(order), Move.FULFIL, at)
    record(OrderFulfilled(subject=order), by=by, at=at)


def _move(order: Order, move: Move, at: datetime, *, rounds: int = 0, **changed: object) -> None:
    """Claim the order in a legal state and change it; `rounds` is added to its count."""
    origins, target = MOVES[move]
    claim = Order.objects.filter(pk=order.pk, state__in=origins, round=order.round)
    columns = {"returned_because": "", **changed}
    if not claim.update(state=target, changed_at=at, round=order.round + rounds, **columns):
        raise OrderMoved


def _placed(order: Order, person: UUID) -> OrderPlaced:
    return OrderPlaced(
        subject=order.public_id,
        person=person,
        item=order.item,
        due_date=order.due_date.isoformat(),
        round=order.round,
    )
