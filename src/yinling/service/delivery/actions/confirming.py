"""The person, or who acts for the person, confirms; the receipt is made with it, and a day later the visit is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import unname_persons
from yinling.base.deadlines.actions import set_deadline
from yinling.base.journal.actions import record
from yinling.base.regions.queries import path
from yinling.kernel.masks import mask_name
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow
from yinling.service.delivery import policy
from yinling.service.delivery.actions.moving import digest, hold_order, move, own, plain
from yinling.service.delivery.domain import REMEMBERED, Move
from yinling.service.delivery.events import ServiceConfirmed
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.terms import Confirmer, TaskState
from yinling.service.orders.actions import fulfil

FORGET = "delivery.forget"  # until then the worker still sees the person of a visit that he ended


@transaction.atomic
def confirm(
    *, task: UUID, confirmer: Confirmer, proxy_name: str, proxy_relation: str, by: Viewer, at: datetime
) -> None:
    """The person, or a named proxy, confirms on the worker's device; the receipt is made with it.

    Repeating it changes nothing. Raises Forbidden, Unacceptable (a proxy needs name and relation), TaskMoved.
    """
    row = own(task, by)
    if row.state == TaskState.CONFIRMED:
        return
    is_proxy = confirmer is Confirmer.PROXY
    name, relation = plain(proxy_name), plain(proxy_relation)
    if is_proxy and not (2 <= len(name) <= 50 and 1 <= len(relation) <= 20):
        raise Unacceptable({"proxy_name": _("代办人确认时，请填写其姓名以及与本人的关系")})
    hold_order(row)
    move(
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
    policy.may_forget(by)
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
        notes_digest=digest(row.notes or ""),
    )  # fmt: skip


def _written(moment: datetime | None) -> str:
    assert moment is not None
    return moment.isoformat()
