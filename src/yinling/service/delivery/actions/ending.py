"""A task that ends without a service: nobody was met, or the order was called off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import unname_persons
from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.notices.actions import send
from yinling.base.regions.queries import path
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import policy
from yinling.service.delivery.actions.moving import hold_order, move, own
from yinling.service.delivery.domain import MAX_REASON, Move
from yinling.service.delivery.events import PersonNotMet, TaskWithdrawn
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import NoShow, TaskState
from yinling.service.orders.actions import send_back
from yinling.supply.workforce.models import Worker

_IN_HAND = (TaskState.TAKEN, TaskState.CHECKED_IN, TaskState.DONE)


@transaction.atomic
def no_show(*, task: UUID, because: NoShow, what: str, by: Viewer, at: datetime) -> None:
    """Who went did not meet the person, or could not help: the order is the officer's again, with why.

    Raises Forbidden, Unacceptable (another reason than those listed needs words), TaskMoved.
    """
    row = own(task, by)
    what = plain(what)
    if len(what) > MAX_REASON or (because is NoShow.OTHER and len(what) < 2):
        raise Unacceptable({"what": _("请写明当时的情况，2 到 {limit} 个字").format(limit=MAX_REASON)})
    with override("zh-hans"):  # kept with the order, whatever the worker reads
        reason = str(because.label) + (_("：%(what)s") % {"what": what} if what else "")
        returned = _("未能见面。%(reason)s") % {"reason": reason}
    hold_order(row)
    move(row, Move.NO_SHOW, no_show_at=at, no_show_because=reason)
    send_back(order=row.order.public_id, reason=returned, by=by, at=at)
    unname_persons(subject=task, keep=None, by=by, at=at)
    record(PersonNotMet(subject=task, order=row.order.public_id, reason=reason), by=by, at=at)


@transaction.atomic
def withdraw_cancelled(*, order: UUID, by: Viewer, at: datetime) -> None:
    """The order was called off: its task is the worker's no longer, and he is told. Safe to repeat.

    Raises Forbidden, TaskMoved when somebody is at the person's side already: then it is too late to call it off.
    """
    policy.may_withdraw(by)
    row = Task.objects.filter(order__public_id=order, state__in=_IN_HAND).select_related("order").first()
    if row is None:
        return
    with override("zh-hans"):  # kept with the task, whatever the page's language
        reason = _("订单已取消")
        if row.order.cancelled_because:
            reason += _("：%(what)s") % {"what": row.order.cancelled_because}
    move(row, Move.WITHDRAW, withdrawn_at=at, withdrawn_because=reason)
    unname_persons(subject=row.public_id, keep=None, by=by, at=at)
    defer(task="delivery.tell_withdrawn", by=by, at=at, task_id=row.public_id)
    record(TaskWithdrawn(subject=row.public_id, order=order, reason=reason), by=by, at=at)


@transaction.atomic
def tell_withdrawn(*, task: UUID, by: Viewer, at: datetime) -> None:
    """Tell the worker by phone that he need not go, where his phone is on record. Safe to repeat. Raises Forbidden."""
    policy.may_tell(by)
    row = Task.objects.filter(public_id=task, state=TaskState.WITHDRAWN).first()
    if row is None or row.worker is None:
        raise Forbidden
    worker = Worker.objects.filter(account=row.worker).first()
    if worker is None or not worker.phone:
        return
    with override("zh-hans"):
        text = _("【银龄】您接的“%(item)s”（%(place)s）已取消，请不要前往。") % {
            "item": row.item, "place": path(row.area_code)
        }  # fmt: skip
    send(phone=worker.phone, text=text, kind="task_withdrawn", subject=task, key=f"withdrawn:{task}", by=by, at=at)
