"""Moves of tasks: offered, taken, withdrawn, given back, checked in, done, confirmed."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import name_person, note_look, unname_persons
from yinling.base.access.queries import workers_for
from yinling.base.accounts.models import Account
from yinling.base.deadlines.actions import close, set_deadline
from yinling.base.journal.actions import record
from yinling.base.regions.queries import path
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.rulebook.queries import parameters_in_force
from yinling.kernel.calendars import local_day
from yinling.kernel.masks import mask_name
from yinling.kernel.signing import public_key_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable, code_in, is_scanned
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import card_holder
from yinling.service.delivery import policy
from yinling.service.delivery.domain import (
    MAX_NOTES,
    MAX_REASON,
    MAX_WRONG_CODES,
    MOVES,
    REMEMBERED,
    Move,
)
from yinling.service.delivery.events import (
    ServiceConfirmed,
    ServiceDone,
    TaskOffered,
    TaskTaken,
    TaskWithdrawn,
    WorkerCheckedIn,
)
from yinling.service.delivery.models import Offer, Receipt, Task
from yinling.service.delivery.terms import CheckInWay, Confirmer, TaskState
from yinling.service.orders.actions import OrderMoved, fulfil, put_in_hand, send_back
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState

UNTAKEN = "delivery.untaken"  # the deadline by which somebody must have taken a task
FORGET = "delivery.forget"  # until then the worker still sees the person of a visit that he ended
TAKE_WITHIN = "接单时限"  # the rulebook's parameter: hours that an offer stands


class TaskGone(Refused):
    """The task is no longer on offer to this worker: another was faster, or its time is over."""


class TaskMoved(Refused):
    """The task is in another state than this step needs; look again."""


class WrongCode(Refused):
    """The code is not that of this person's valid card."""


class ParameterMissing(LookupError):
    """The rulebook lacks a parameter that delivery rests on; the job is tried again until somebody sets it."""


class CodeLocked(Refused):
    """Too many wrong codes for this task; the office must help."""


@transaction.atomic
def offer(*, order: UUID, round: int, by: Viewer, at: datetime) -> None:  # noqa: A002 - the word of the order
    """Offer a placed order to every worker of its area, for the hours that the area's parameter 接单时限 gives.

    Safe to repeat. With nobody to offer it to, the order goes back to the officer at once. Raises Forbidden.
    """
    policy.may_offer(by)
    placed = Order.objects.filter(public_id=order, state=OrderState.PLACED, round=round)
    row = placed.select_for_update().first()  # whoever cancels meanwhile waits and then finds the task
    if row is None or row.tasks.filter(round=round).exists():
        return  # cancelled meanwhile, or this job ran before
    workers = workers_for(row.area_code, on=local_day(at))
    if not workers:
        send_back(order=order, reason=_("本地区没有可派的服务人员"), by=by, at=at)
        return
    hours = _hours_to_take(row.area_code, local_day(at))
    task = Task.objects.create(
        person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, order=row, round=round, item=row.item,
        offered_at=at, take_by=at + timedelta(hours=hours),
    )  # fmt: skip
    for worker in workers:
        _offer_to(worker, task, by, at)
    set_deadline(kind=UNTAKEN, subject=task.public_id, due_at=task.take_by, by=by, at=at)
    named = tuple(worker.public_id for worker in workers)
    record(
        TaskOffered(subject=task.public_id, order=order, workers=named, take_by=task.take_by.isoformat()),
        by=by,
        at=at,
    )


def _hours_to_take(area_code: str, on: date) -> int:
    found = parameters_in_force(area_code, on).get(TAKE_WITHIN)
    if found is None or not isinstance(found.value, int):
        raise ParameterMissing(TAKE_WITHIN)
    return found.value


def _offer_to(worker: Account, task: Task, by: Viewer, at: datetime) -> None:
    Offer.objects.create(
        person_id=task.person_id,
        area_code=task.area_code,
        unit_id=task.unit_id,
        task=task,
        worker=worker.public_id,
    )
    name_person(
        account=worker.public_id,
        person_id=task.person_id,
        because="task",
        subject=task.public_id,
        by=by,
        at=at,
    )


@transaction.atomic
def take(*, task: UUID, by: Viewer, at: datetime) -> None:
    """Give an offered task to the worker who answered first. Taking one's own task again changes nothing.

    Raises Forbidden when `by` is no worker, TaskGone when the task is no longer on offer to this worker.
    """
    worker = policy.worker_of(by)
    mine = Task.objects.filter(public_id=task, offers__worker=worker).select_related("order").first()
    if mine is None:
        raise TaskGone
    if mine.worker == worker and mine.state != TaskState.WITHDRAWN:
        return
    close(kind=UNTAKEN, subject=task, by=by, at=at)  # first: the engine holds it while it ends the task
    _hold_order(mine)
    on_offer = Task.objects.filter(pk=mine.pk, state=TaskState.OFFERED, take_by__gt=at)
    if not on_offer.update(state=TaskState.TAKEN, worker=worker, worker_name=by.name, taken_at=at):
        raise TaskGone
    try:
        put_in_hand(order=mine.order.public_id, by=by, at=at)
    except OrderMoved as moved:
        raise TaskGone from moved
    unname_persons(subject=task, keep=worker, by=by, at=at)
    note_look(
        person_id=mine.person_id, area_code=mine.area_code, unit_id=mine.unit_id, part="task", reason=mine.item,
        by=by, at=at,
    )  # fmt: skip
    record(TaskTaken(subject=task, order=mine.order.public_id, worker=worker), by=by, at=at)


@transaction.atomic
def withdraw_untaken(*, task: UUID, by: Viewer, at: datetime) -> None:
    """Nobody took the task in time: it ends, the order goes back to the officer. Safe to repeat. Raises Forbidden."""
    policy.may_offer(by)
    row = Task.objects.filter(public_id=task).select_related("order").first()
    if row is None:
        raise Forbidden
    _hold_order(row)
    reason = _("到时限无人接单")
    if _withdraw_offered(row, reason, by, at):  # otherwise it was taken at the last moment
        send_back(order=row.order.public_id, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw_cancelled(*, order: UUID, by: Viewer, at: datetime) -> None:
    """The officer cancelled the order: what is still on offer for it is on offer no longer. Safe to repeat.

    Raises Forbidden when `by` may not cancel orders.
    """
    policy.may_withdraw(by)
    with override("zh-hans"):  # kept with the task, whatever the officer reads
        reason = _("订单已取消")
    for row in Task.objects.filter(order__public_id=order, state=TaskState.OFFERED).select_related("order"):
        _withdraw_offered(row, reason, by, at)


def _withdraw_offered(row: Task, reason: str, by: Viewer, at: datetime) -> bool:
    on_offer = Task.objects.filter(pk=row.pk, state=TaskState.OFFERED)
    withdrawn = on_offer.update(state=TaskState.WITHDRAWN, withdrawn_at=at, withdrawn_because=reason)
    if withdrawn:
        _end(row, reason, by, at)
    return bool(withdrawn)


@transaction.atomic
def give_back(*, task: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """The worker cannot go: the order is the officer's again. Raises Forbidden, Unacceptable, TaskMoved."""
    row = _own(task, by)
    reason = _plain(reason)
    if not 2 <= len(reason) <= MAX_REASON:
        raise Unacceptable({"reason": _("请写明退回的原因，例如：当天生病")})
    _hold_order(row)
    _move(row, Move.GIVE_BACK, withdrawn_at=at, withdrawn_because=reason)
    send_back(order=row.order.public_id, reason=reason, by=by, at=at)
    _end(row, reason, by, at)


def _end(row: Task, reason: str, by: Viewer, at: datetime) -> None:
    unname_persons(subject=row.public_id, keep=None, by=by, at=at)
    record(TaskWithdrawn(subject=row.public_id, order=row.order.public_id, reason=reason), by=by, at=at)


def check_in(*, task: UUID, code: str, by: Viewer, at: datetime) -> None:
    """Prove to be at the person's side with the code on the card, typed or scanned. Repeating it changes nothing.

    Raises Forbidden, WrongCode (counted, and the count kept), CodeLocked after ten wrong ones, TaskMoved.
    """
    row = _own(task, by)
    if not _claim_try(row):
        return
    code = code[:300]
    found = code_in(code, public_key_of(settings.YINLING_CARD_KEY))
    if found is None or card_holder(found) != row.person_id:
        raise WrongCode
    way = CheckInWay.CARD_QR if is_scanned(code) else CheckInWay.CARD_CODE
    with transaction.atomic():
        _move(row, Move.CHECK_IN, checked_in_at=at, check_in_way=way, wrong_codes=F("wrong_codes") - 1)
        record(WorkerCheckedIn(subject=task, worker=UUID(by.account), way=way.value), by=by, at=at)


def _claim_try(row: Task) -> bool:
    """Count a try before it is judged, so that a hundred at once are not more than ten; a right one is given back.

    False when the worker is already checked in. Raises CodeLocked, TaskMoved.
    """
    tries = Task.objects.filter(pk=row.pk, state=TaskState.TAKEN, wrong_codes__lt=MAX_WRONG_CODES)
    if tries.update(wrong_codes=F("wrong_codes") + 1):
        return True
    row.refresh_from_db()
    if row.state == TaskState.CHECKED_IN:
        return False
    raise CodeLocked if row.state == TaskState.TAKEN else TaskMoved


@transaction.atomic
def finish(*, task: UUID, notes: str, by: Viewer, at: datetime) -> None:
    """Note what was done. Raises Forbidden, Unacceptable, TaskMoved."""
    row = _own(task, by)
    notes = _plain(notes)
    if not 2 <= len(notes) <= MAX_NOTES:
        raise Unacceptable({"notes": _("请写明做了什么，2 到 {limit} 个字").format(limit=MAX_NOTES)})
    if row.state == TaskState.DONE and row.notes == notes:
        return
    _move(row, Move.FINISH, done_at=at, notes=notes)
    record(ServiceDone(subject=task, notes_digest=_digest(notes)), by=by, at=at)


@transaction.atomic
def confirm(
    *, task: UUID, confirmer: Confirmer, proxy_name: str, proxy_relation: str, by: Viewer, at: datetime
) -> None:
    """The person, or a named proxy, confirms on the worker's device; the receipt is made with it.

    Repeating it changes nothing. Raises Forbidden, Unacceptable (a proxy needs name and relation), TaskMoved.
    """
    row = _own(task, by)
    if row.state == TaskState.CONFIRMED:
        return
    is_proxy = confirmer is Confirmer.PROXY
    name, relation = _plain(proxy_name), _plain(proxy_relation)
    if is_proxy and not (2 <= len(name) <= 50 and 1 <= len(relation) <= 20):
        raise Unacceptable({"proxy_name": _("代办人确认时，请填写其姓名以及与本人的关系")})
    _hold_order(row)
    _move(
        row, Move.CONFIRM, confirmed_at=at, confirmed_by=confirmer, proxy_name=name if is_proxy else None,
        proxy_relation=relation if is_proxy else "",
    )  # fmt: skip
    fulfil(order=row.order.public_id, by=by, at=at)
    row.refresh_from_db()
    recorded = record(_confirmed(row), by=by, at=at)
    Receipt.objects.create(
        person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, task=row, made_at=at,
        sequence=recorded.sequence, salt=recorded.salt, body=recorded.body_text,
    )  # fmt: skip
    set_deadline(kind=FORGET, subject=task, due_at=at + REMEMBERED, by=by, at=at)


@transaction.atomic
def forget(*, task: UUID, by: Viewer, at: datetime) -> None:
    """The visit is over for a day: its worker no longer sees the person. Safe to repeat. Raises Forbidden."""
    policy.may_offer(by)
    unname_persons(subject=task, keep=None, by=by, at=at)


def _confirmed(row: Task) -> ServiceConfirmed:
    now = PersonNow.objects.select_related("person").get(person_id=row.person_id)
    assert row.worker is not None  # by constraint, like the moments below
    with override("zh-hans"):  # a receipt is written in the source language, whatever the worker reads
        by_whom = row.get_confirmed_by_display() + (f"（{row.proxy_relation}）" if row.proxy_relation else "")
        way = row.get_check_in_way_display()
    return ServiceConfirmed(
        subject=row.public_id, order=row.order.public_id, person=now.person.public_id, person_name=mask_name(now.name),
        item=row.item, place=path(row.area_code), worker=row.worker, worker_name=row.worker_name,
        taken_at=_written(row.taken_at), checked_in_at=_written(row.checked_in_at), check_in=way,
        done_at=_written(row.done_at), confirmed_at=_written(row.confirmed_at), confirmed_by=by_whom,
        notes_digest=_digest(row.notes or ""),
    )  # fmt: skip


def _written(moment: datetime | None) -> str:
    assert moment is not None
    return moment.isoformat()


def _own(task: UUID, by: Viewer) -> Task:
    worker = policy.worker_of(by)
    row = Task.objects.filter(public_id=task, worker=worker).select_related("order").first()
    if row is None:
        raise Forbidden
    return row


def _hold_order(row: Task) -> None:
    """Lock the task's order. Where both change, the order comes first, as when the officer cancels it."""
    Order.objects.select_for_update().get(pk=row.order_id)


def _move(row: Task, move: Move, **changed: object) -> None:
    origin, target = MOVES[move]
    if not Task.objects.filter(pk=row.pk, state=origin).update(state=target, **changed):
        raise TaskMoved


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
