"""Taking what is on offer, and giving it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.access.actions import note_look
from yinling.base.journal.actions import record
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery.actions.moving import TaskMoved, hold_order, move, own
from yinling.service.delivery.domain import MAX_REASON, Move, blank_checklist, written_checklist
from yinling.service.delivery.events import TaskTaken, TaskWithdrawn
from yinling.service.delivery.models import Task
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.models import Offer
from yinling.supply.catalogue.queries import item_in_force


@transaction.atomic
def take(*, offer: UUID, by: Viewer, at: datetime) -> UUID:
    """Take an offer and begin its task; taking one's own again changes nothing. Returns the task's public id.

    The task bears the public id of the offer. Raises Forbidden when `by` is no worker, OfferGone.
    """
    taken = dispatch.take(offer=offer, by=by, at=at)
    task, is_new = Task.objects.get_or_create(public_id=taken.public_id, defaults=_begun(taken, by, at))
    if is_new:
        note_look(
            person_id=task.person_id, area_code=task.area_code, unit_id=task.unit_id, part="task", reason=task.item,
            by=by, at=at,
        )  # fmt: skip
        record(TaskTaken(subject=task.public_id, order=taken.order.public_id, worker=taken.worker), by=by, at=at)
    return task.public_id


def _begun(taken: Offer, by: Viewer, at: datetime) -> dict[str, object]:
    return {
        "person_id": taken.person_id, "area_code": taken.area_code, "unit_id": taken.unit_id, "order": taken.order,
        "round": taken.round, "item": taken.order.item, "offered_at": taken.offered_at, "take_by": taken.take_by,
        "worker": taken.worker, "worker_name": by.name, "taken_at": at, "checklist": _checklist(taken, at),
    }  # fmt: skip


def _checklist(taken: Offer, at: datetime) -> list[dict[str, str | bool | None]]:
    """What the catalogue asks to be done, as it holds today where the person lives: later versions do not change it."""
    order = taken.order
    item = item_in_force(order.item_code or order.item, taken.area_code, local_day(at))
    return written_checklist(blank_checklist(item.checklist)) if item else []


@transaction.atomic
def give_back(*, task: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """The worker cannot go: the order is the officer's again. Raises Forbidden, Unacceptable, TaskMoved."""
    row = own(task, by)
    reason = plain(reason)
    if not 2 <= len(reason) <= MAX_REASON:
        raise Unacceptable({"reason": _("请写明退回的原因，例如：当天生病")})
    hold_order(row)
    move(row, Move.GIVE_BACK, withdrawn_at=at, withdrawn_because=reason)
    try:
        dispatch.give_back(offer=task, reason=reason, by=by, at=at)
    except dispatch.OfferGone as gone:
        raise TaskMoved from gone
    record(TaskWithdrawn(subject=task, order=row.order.public_id, reason=reason), by=by, at=at)
