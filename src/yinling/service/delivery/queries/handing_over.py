"""What a worker has in hand or on offer, before it is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinling.kernel.viewer import Viewer
from yinling.service.delivery import policy
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import TaskState
from yinling.service.dispatch.queries import WorkerOffer, offers_of_worker
from yinling.service.dispatch.terms import OfferState


@dataclass(frozen=True)
class Carried:
    """One order that a worker has: on offer, taken, or begun. What is begun at the person's side stays with him."""

    offer: UUID
    order: UUID
    item: str
    name: str
    due_date: date
    state: str
    label: str
    may_go: bool


def carried_by(worker: UUID, *, by: Viewer, limit: int = 200) -> list[Carried]:
    """What a worker has of the persons whom the officer may see. Two queries. Raises Forbidden."""
    policy.may_hand_over(by)
    held = offers_of_worker(worker, states=[OfferState.OFFERED, OfferState.TAKEN], limit=limit)
    offers = [one.offer.offer for one in held]
    states = dict(Task.objects.filter(public_id__in=offers).values_list("public_id", "state"))
    return [_carried(one, TaskState(states[key]) if (key := one.offer.offer) in states else None) for one in held]


def _carried(one: WorkerOffer, task: TaskState | None) -> Carried:
    state = task or one.offer.state
    return Carried(
        offer=one.offer.offer, order=one.order, item=one.item, name=one.name, due_date=one.due_date, state=state.value,
        label=str(state.label), may_go=task in (None, TaskState.TAKEN),
    )  # fmt: skip
