"""How every step of a visit moves its task: the worker's own, in a legal state, once."""

from __future__ import annotations

import hashlib
from uuid import UUID

from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Viewer
from yinling.service.delivery import policy
from yinling.service.delivery.domain import MOVES, Move
from yinling.service.delivery.models import Task
from yinling.service.orders.models import Order


class TaskMoved(Refused):
    """The task is in another state than this step needs; look again."""


def own(task: UUID, by: Viewer) -> Task:
    """The worker's own task. Raises Forbidden."""
    worker = policy.worker_of(by)
    row = Task.objects.filter(public_id=task, worker=worker).select_related("order").first()
    if row is None:
        raise Forbidden
    return row


def hold_order(row: Task) -> None:
    """Lock the task's order. Where both change, the order comes first, as when the officer cancels it."""
    Order.objects.select_for_update().get(pk=row.order_id)


def move(row: Task, step: Move, **changed: object) -> None:
    """Claim the task in a legal state and change it. Raises TaskMoved."""
    origins, target = MOVES[step]
    if not Task.objects.filter(pk=row.pk, state__in=origins).update(state=target, **changed):
        raise TaskMoved


def digest(text: str) -> str:
    """SHA-256 of a text, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()
