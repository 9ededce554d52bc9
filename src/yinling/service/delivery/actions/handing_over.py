"""A case load changes hands: an officer moves what a worker has in hand or on offer, one order at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import policy
from yinling.service.delivery.actions.moving import TaskMoved, hold_order, move
from yinling.service.delivery.domain import MAX_REASON, Move
from yinling.service.delivery.events import OrderHandedOver, TaskWithdrawn
from yinling.service.delivery.models import Task
from yinling.service.dispatch import actions as dispatch
from yinling.service.orders.actions import place_again
from yinling.service.orders.queries import order_of
from yinling.service.orders.terms import OrderState


@transaction.atomic
def hand_over(*, offer: UUID, to: UUID | None, reason: str, by: Viewer, at: datetime) -> UUID:
    """Move one order from the worker who has this offer, or its task, to another worker, or to all who fit.

    Nothing moves once somebody is at the person's side. The other worker gets an offer and takes it himself; who sees
    the person follows by background work. Returns the order. Raises Forbidden, Unacceptable without a reason of 2 to
    200 characters, TaskMoved, and NotToBeSent (dispatch) when the other one declined it or is not wanted.
    """
    policy.may_hand_over(by)
    reason = plain(reason)
    if not 2 <= len(reason) <= MAX_REASON:
        raise Unacceptable({"reason": _("请写明移交的原因，2 到 {limit} 个字").format(limit=MAX_REASON)})
    _end_task(offer, reason, by, at)
    try:
        order = dispatch.take_back(offer=offer, reason=reason, by=by, at=at)
    except dispatch.OfferGone as gone:
        raise TaskMoved from gone
    if to is not None:
        dispatch.assign(order=order, worker=to, by=by, at=at)
    elif order_of(order).state == OrderState.RETURNED:
        place_again(order=order, by=by, at=at)
    record(OrderHandedOver(order, offer, str(to) if to else "", reason), by=by, at=at)
    return order


def _end_task(offer: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Whoever took it need not go and is told; nothing to do for what is only on offer."""
    row = Task.objects.filter(public_id=offer).select_related("order").first()
    if row is None:
        return
    hold_order(row)
    move(row, Move.WITHDRAW, withdrawn_at=at, withdrawn_because=reason)
    defer(task="delivery.tell_withdrawn", by=by, at=at, task_id=offer)
    record(TaskWithdrawn(subject=offer, order=row.order.public_id, reason=reason), by=by, at=at)
