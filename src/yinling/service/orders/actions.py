"""Moves of orders: each claims the order in a legal state, changes it once and records the fact."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.careplan.queries import approved
from yinling.kernel.viewer import Viewer
from yinling.service.orders import policy
from yinling.service.orders.domain import MOVES, Move
from yinling.service.orders.events import (
    OrderCancelled,
    OrderFulfilled,
    OrderInHand,
    OrderPlaced,
    OrderReturned,
)
from yinling.service.orders.models import Order
from yinling.service.orders.queries import order_of


class OrderMoved(Refused):
    """The order is no longer in a state that allows this; look again."""


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
            "placed_at": at, "changed_at": at,
        },
    )  # fmt: skip
    if is_new:
        record(_placed(order, source.person.public_id), by=by, at=at)
    return order.public_id


@transaction.atomic
def place_again(*, order: UUID, by: Viewer, at: datetime) -> None:
    """Offer a returned order anew. Raises Forbidden, OrderMoved."""
    policy.may_manage(by)
    row = order_of(order)
    _move(row, Move.PLACE_AGAIN, at, rounds=1)
    row.refresh_from_db()
    record(_placed(row, row.person.public_id), by=by, at=at)


@transaction.atomic
def cancel(*, order: UUID, by: Viewer, at: datetime) -> None:
    """Withdraw an order that nobody took. Raises Forbidden, OrderMoved."""
    policy.may_manage(by)
    _move(order_of(order), Move.CANCEL, at)
    record(OrderCancelled(subject=order), by=by, at=at)


@transaction.atomic
def send_back(*, order: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Give an order back to the officer: nobody took it, or who took it cannot. Raises Forbidden, OrderMoved."""
    policy.may_carry(by)
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
    policy.may_carry(by)
    _move(order_of(order), Move.FULFIL, at)
    record(OrderFulfilled(subject=order), by=by, at=at)


def _move(order: Order, move: Move, at: datetime, *, returned_because: str = "", rounds: int = 0) -> None:
    """Claim the order in a legal state and change it; `rounds` is added to its count."""
    origins, target = MOVES[move]
    claim = Order.objects.filter(pk=order.pk, state__in=origins, round=order.round)
    if not claim.update(state=target, changed_at=at, returned_because=returned_because, round=order.round + rounds):
        raise OrderMoved


def _placed(order: Order, person: UUID) -> OrderPlaced:
    return OrderPlaced(
        subject=order.public_id,
        person=person,
        item=order.item,
        due_date=order.due_date.isoformat(),
        round=order.round,
    )
