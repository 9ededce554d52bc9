"""Visits for tests of feedback, written as the owner: what the visit itself needs is tested with delivery."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from tests import factories as make
from yinling.people.registry.models import Person
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import CheckInWay, Confirmer, TaskState
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState

_ORDER = {TaskState.CONFIRMED: OrderState.FULFILLED, TaskState.WITHDRAWN: OrderState.PLACED}


def visit(
    owner: Person, *, at: datetime, state: TaskState = TaskState.CONFIRMED, worker: uuid.UUID | None = None,
    worker_name: str = "周海", item: str = "上门关怀",
) -> Task:  # fmt: skip
    """A task about a person in a state, with its order; confirmed at `at`."""
    order = Order.objects.get(public_id=make.order(owner, at=at - timedelta(hours=3), item=item))
    Order.objects.filter(pk=order.pk).update(state=_ORDER.get(state, OrderState.IN_HAND))
    row = Task(
        **owner.scope(), order=order, round=1, item=item, state=state, offered_at=at - timedelta(hours=3),
        take_by=at + timedelta(hours=3), worker=worker or uuid.uuid4(), worker_name=worker_name,
        taken_at=at - timedelta(hours=2),
    )  # fmt: skip
    if state in {TaskState.CHECKED_IN, TaskState.DONE, TaskState.CONFIRMED}:
        row.checked_in_at, row.check_in_way = at - timedelta(hours=1), CheckInWay.CARD_CODE
    if state in {TaskState.DONE, TaskState.CONFIRMED}:
        row.done_at, row.notes = at - timedelta(minutes=5), "聊天，量血压"
    if state is TaskState.CONFIRMED:
        row.confirmed_at, row.confirmed_by = at, Confirmer.PERSON
    if state is TaskState.NO_SHOW:
        row.no_show_at, row.no_show_because = at, "无人应门"
    if state is TaskState.WITHDRAWN:
        row.withdrawn_at, row.withdrawn_because = at, "当天生病"
    row.save(force_insert=True)
    return row
