"""The person, or who acts for the person, confirms; the receipt is made with it, and a day later the visit is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.actions import unname_persons
from yinling.base.deadlines.actions import set_deadline
from yinling.base.journal.actions import record
from yinling.base.regions.queries import path
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.masks import mask_name
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.queries import acting, right_row, rights_of, spoken_by
from yinling.people.proxies.terms import ActingKind, ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow
from yinling.service.delivery import policy
from yinling.service.delivery.actions.moving import TaskMoved, digest, hold_order, move, own
from yinling.service.delivery.domain import REMEMBERED, Evidence, Move, Word, written_parts
from yinling.service.delivery.events import ServiceConfirmed
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.queries import evidence_of
from yinling.service.delivery.terms import Confirmer, TaskState, WordWay, say_part
from yinling.service.orders.actions import fulfil

FORGET = "delivery.forget"  # until then the worker still sees the person of a visit that he ended


@dataclass(frozen=True)
class _Given:
    """A word given: who confirms, on which way it reached us, by which right, and how the receipt says it.

    A receipt is written in Chinese, whatever language the page was read in; so is `said`.
    """

    confirmer: Confirmer
    word: Word
    said: str
    name: str | None = None
    relation: str = ""
    right: UUID | None = None


@transaction.atomic
def confirm(
    *,
    task: UUID,
    confirmer: Confirmer,
    proxy_name: str,
    proxy_relation: str,
    right: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> None:
    """The person, or who acts for the person, confirms on the worker's phone; the receipt is made with it.

    `right` is the recorded right of a proxy; without one a proxy is named, the receipt says that nothing is recorded,
    and the score counts it for less. Repeating it changes nothing. Raises Forbidden (also for a right that does not
    hold, or of another person), Unacceptable (a proxy needs name and relation), TaskMoved.
    """
    row = own(task, by)
    if row.state == TaskState.CONFIRMED:
        return
    if confirmer is Confirmer.PERSON:
        _confirm(row, _Given(confirmer, Word.PERSON, "本人"), by, at)
    elif confirmer is Confirmer.PROXY and right is not None:
        _confirm(row, _by_right(row, right, at), by, at)
    elif confirmer is Confirmer.PROXY:
        _confirm(row, _unrecorded(plain(proxy_name), plain(proxy_relation)), by, at)
    else:
        raise Forbidden  # staff confirm for themselves, not on a worker's phone


def _by_right(row: Task, right: UUID, at: datetime) -> _Given:
    on = local_day(at)
    held = {line.right: line for line in rights_of(row.person.public_id, on=on, scope=ActingScope.CONFIRM)}
    if right not in held or held[right].account == row.worker:
        raise Forbidden  # nobody confirms his own visit, whatever else he may do for the person
    line = held[right]
    said = f"代办人（{line.relation}）"
    return _Given(Confirmer.PROXY, Word.PROXY, said, line.name, line.relation, right)


def _unrecorded(name: str, relation: str) -> _Given:
    if not (2 <= len(name) <= 50 and 1 <= len(relation) <= 20):
        raise Unacceptable({"proxy_name": _("代办人确认时，请填写其姓名以及与本人的关系")})
    said = f"代办人（{relation}，未登记授权）"
    return _Given(Confirmer.PROXY, Word.PROXY_UNKNOWN, said, name, relation)


@transaction.atomic
def confirm_by_person(
    *, task: UUID, way: WordWay | None = None, right: UUID | None = None, by: Viewer, at: datetime
) -> None:
    """The person or a proxy confirms at his own page; or an officer writes down whose word he heard, and on which way.

    `right` says that the officer heard a proxy. Repeating it changes nothing. Raises Forbidden, Unacceptable (an
    officer says the way), TaskMoved before the worker has noted what was done.
    """
    policy.may_confirm_for_person(by)
    row = Task.objects.filter(public_id=task).select_related("order", "person").first()
    if row is None:
        raise Forbidden
    actor = acting(person=row.person.public_id, scope=ActingScope.CONFIRM, by=by, on=local_day(at))
    if row.state == TaskState.CONFIRMED:
        return
    if actor.kind is ActingKind.PERSON:
        given = _Given(Confirmer.PERSON, Word.PERSON_SELF, "本人（自己的网页）")
    elif actor.kind is ActingKind.PROXY and actor.on_behalf is not None:
        line = right_row(actor.on_behalf)
        said = f"代办人（{line.relation}）"
        given = _Given(Confirmer.PROXY, Word.PROXY, said, line.name, line.relation, actor.on_behalf)
    else:
        given = _by_staff(row, way, right, by, at)
    _confirm(row, given, by, at)


def _by_staff(row: Task, way: WordWay | None, right: UUID | None, by: Viewer, at: datetime) -> _Given:
    if by.role is not Role.OFFICER:
        raise Forbidden
    if way is None:
        raise Unacceptable({"way": _("请选择是电话答复还是纸质答复")})
    whose = spoken_by(right, person=row.person.public_id, scope=ActingScope.CONFIRM, on=local_day(at))
    with override("zh-hans"):
        heard = str(way.label)
    said = f"{'本人' if right is None else '代办人'}，经办人员代办（{heard}）"
    return _Given(Confirmer.STAFF, Word.STAFF, said, by.name or whose, heard, right)


def _confirm(row: Task, given: _Given, by: Viewer, at: datetime) -> None:
    """Move task and order on, score the proof, and make the receipt: all of it or nothing."""
    hold_order(row)
    if row.state != TaskState.DONE:
        raise TaskMoved
    proven = evidence_of(row, given.word, at)
    move(
        row, Move.CONFIRM, confirmed_at=at, confirmed_by=given.confirmer, proxy_name=given.name,
        proxy_relation=given.relation, on_behalf=given.right, evidence_score=proven.score,
        evidence_parts=written_parts(proven.parts),
    )  # fmt: skip
    fulfil(order=row.order.public_id, by=by, at=at)
    row.refresh_from_db()
    recorded = record(_confirmed(row, given, proven), by=by, at=at)
    Receipt.objects.create(
        person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, task=row, made_at=at,
        sequence=recorded.sequence, salt=recorded.salt, body=recorded.body_text,
    )  # fmt: skip
    set_deadline(kind=FORGET, subject=row.public_id, due_at=at + REMEMBERED, by=by, at=at)


@transaction.atomic
def forget(*, task: UUID, by: Viewer, at: datetime) -> None:
    """The visit is over for a day: its worker no longer sees the person. Safe to repeat. Raises Forbidden."""
    policy.may_forget(by)
    unname_persons(subject=task, keep=None, by=by, at=at)


def _confirmed(row: Task, given: _Given, proven: Evidence) -> ServiceConfirmed:
    now = PersonNow.objects.select_related("person").get(person_id=row.person_id)
    assert row.worker is not None  # by constraint, like the moments below
    with override("zh-hans"):  # a receipt is written in the source language, whatever the worker reads
        way = row.get_check_in_way_display()
        parts = tuple(
            say_part(rests_on=p.rests_on, found=p.found, points=p.points, of=p.of, values=p.values)
            for p in proven.parts
        )
    return ServiceConfirmed(
        subject=row.public_id, order=row.order.public_id, person=now.person.public_id, person_name=mask_name(now.name),
        item=row.item, place=path(row.area_code), worker=row.worker, worker_name=row.worker_name,
        taken_at=_written(row.taken_at), checked_in_at=_written(row.checked_in_at), check_in=way,
        done_at=_written(row.done_at), confirmed_at=_written(row.confirmed_at), confirmed_by=given.said,
        notes_digest=digest(row.notes or ""), evidence_score=proven.score, evidence=parts,
        on_behalf=str(given.right or ""),
    )  # fmt: skip


def _written(moment: datetime | None) -> str:
    assert moment is not None
    return moment.isoformat()
