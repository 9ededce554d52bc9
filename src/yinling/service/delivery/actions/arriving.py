"""Showing to be at the person's side: by the card, by where the phone is, by six digits sent to the person's phone."""

from __future__ import annotations

import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.journal.actions import record
from yinling.base.notices.actions import send
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.ciphers import blind_index
from yinling.kernel.signing import public_key_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable, code_in, is_scanned
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import card_holder, void_card_holder
from yinling.service.delivery import policy
from yinling.service.delivery.actions.moving import TaskMoved, digest, move, own
from yinling.service.delivery.domain import (
    CODE_LIVES,
    CODE_TRIES,
    CODES_AN_HOUR,
    MAX_REASON,
    MAX_WRONG_CODES,
    Move,
    Place,
    six_digits,
    written_place,
)
from yinling.service.delivery.events import CardCodeUnlocked, PhoneCodeSent, WorkerCheckedIn
from yinling.service.delivery.models import PhoneCode, Task
from yinling.service.delivery.terms import CheckInWay, TaskState


class WrongCode(Refused):
    """The code is not that of this person's valid card, or not the one sent to the person's phone."""


class CardVoid(Refused):
    """The code is that of this person's card, which was revoked: it proves nothing any more."""


class CodeLocked(Refused):
    """Too many wrong codes; another way to check in, or the office, must help."""


class CodeOver(Refused):
    """No code sent to the phone holds any more: none was sent, its ten minutes are over, or it was used."""


class NoPhone(Refused):
    """The person has no telephone on record that a code could be sent to."""


class TooManyCodes(Refused):
    """As many codes were sent for this task within an hour as may be."""


def check_in(*, task: UUID, code: str, by: Viewer, at: datetime) -> None:
    """Prove to be at the person's side with the code on the card, typed or scanned. Repeating it changes nothing.

    Raises Forbidden, WrongCode and CardVoid (counted, and the count kept), CodeLocked after ten of them, TaskMoved.
    """
    row = own(task, by)
    if not _claim_try(row):
        return
    code = code[:300]
    found = code_in(code, public_key_of(settings.YINLING_CARD_KEY))
    if found is None:
        raise WrongCode
    if card_holder(found) != row.person_id:
        raise CardVoid if void_card_holder(found) == row.person_id else WrongCode
    way = CheckInWay.CARD_QR if is_scanned(code) else CheckInWay.CARD_CODE
    with transaction.atomic():
        _arrive(row, way, by, at, wrong_codes=F("wrong_codes") - 1)


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
def check_in_by_place(*, task: UUID, place: Place, by: Viewer, at: datetime) -> None:
    """Say to be at the person's side with where the phone is. Repeating it changes nothing.

    No coordinates of homes are known: what this proves is in the score. Raises Forbidden, TaskMoved.
    """
    row = own(task, by)
    if row.state == TaskState.CHECKED_IN:
        return
    written = written_place(place)
    _arrive(
        row, CheckInWay.PLACE, by, at, digest(f"{written},{place.accuracy}"), check_in_place=written,
        check_in_accuracy=place.accuracy,
    )  # fmt: skip


@transaction.atomic
def send_phone_code(*, task: UUID, by: Viewer, at: datetime) -> None:
    """Send six digits to the person's phone, which hold for ten minutes; earlier ones hold no longer.

    Raises Forbidden, NoPhone, TooManyCodes (three an hour), TaskMoved.
    """
    row = Task.objects.select_for_update().get(pk=own(task, by).pk)  # pressed twice at once: one after the other
    phone = PersonNow.objects.only("phone").get(person_id=row.person_id).phone
    if row.state != TaskState.TAKEN:
        raise TaskMoved
    if not phone:
        raise NoPhone
    if PhoneCode.objects.filter(task=row, sent_at__gt=at - timedelta(hours=1)).count() >= CODES_AN_HOUR:
        raise TooManyCodes
    drawn, key = f"{secrets.randbelow(10**6):06d}", uuid.uuid4()
    sent = PhoneCode.objects.create(
        public_id=key, person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, task=row, sent_at=at,
        code=_keyed(drawn, key), valid_until=at + CODE_LIVES,
    )  # fmt: skip
    send(
        phone=phone, text=_code_text(row, drawn), kind="phone_code", subject=task, key=f"phone_code:{key}", by=by,
        at=at, useful_until=sent.valid_until,
    )  # fmt: skip
    record(PhoneCodeSent(subject=task, worker=UUID(by.account)), by=by, at=at)


def _code_text(row: Task, code: str) -> str:
    with override("zh-hans"):  # the person reads it, whatever the worker reads
        said = _(
            "【银龄】服务人员%(worker)s到您身边提供“%(item)s”。验证码 %(code)s，10 分钟内有效，请只告诉上门的服务人员。"
        )
        return said % {"worker": row.worker_name, "item": row.item, "code": code}


def _keyed(code: str, key: UUID) -> bytes:
    """A digest of the digits that nobody can try out who lacks the key and knows the rows."""
    return blind_index(code.encode(), key=settings.YINLING_INDEX_KEY, context=b"delivery.phone_code:" + key.bytes)


def check_in_by_phone_code(*, task: UUID, code: str, by: Viewer, at: datetime) -> None:
    """Prove to be at the person's side with the digits that reached the person's phone. Repeating it changes nothing.

    Raises Forbidden, WrongCode (counted, and the count kept), CodeOver, CodeLocked after five wrong ones, TaskMoved.
    """
    row = own(task, by)
    if row.state == TaskState.CHECKED_IN:
        return
    if row.state != TaskState.TAKEN:
        raise TaskMoved
    sent = _claim_phone_try(row, at)
    typed = six_digits(code)
    if typed is None or not hmac.compare_digest(_keyed(typed, sent.public_id), bytes(sent.code)):
        raise WrongCode
    with transaction.atomic():
        if not PhoneCode.objects.filter(pk=sent.pk, used_at__isnull=True).update(used_at=at):
            raise CodeOver
        _arrive(row, CheckInWay.PHONE_CODE, by, at)


def _claim_phone_try(row: Task, at: datetime) -> PhoneCode:
    """Count a try at the newest code before it is judged. Raises CodeOver, CodeLocked."""
    sent = PhoneCode.objects.filter(task=row).order_by("-sent_at", "-id").first()
    if sent is None or sent.used_at is not None or not sent.sent_at <= at < sent.valid_until:
        raise CodeOver
    if not PhoneCode.objects.filter(pk=sent.pk, tries__lt=CODE_TRIES).update(tries=F("tries") + 1):
        raise CodeLocked
    return sent


def _arrive(row: Task, way: CheckInWay, by: Viewer, at: datetime, place: str = "", **changed: object) -> None:
    move(row, Move.CHECK_IN, checked_in_at=at, check_in_way=way, **changed)
    record(
        WorkerCheckedIn(subject=row.public_id, worker=UUID(by.account), way=way.value, place_digest=place),
        by=by,
        at=at,
    )


@transaction.atomic
def unlock(*, task: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Let the worker try the card's code again after ten wrong ones. Repeating it changes nothing.

    Raises Forbidden when the task is absent or hidden, Unacceptable without a reason.
    """
    policy.may_unlock(by)
    reason = plain(reason)
    row = Task.objects.filter(public_id=task).first()
    if row is None:
        raise Forbidden
    if not 2 <= len(reason) <= MAX_REASON:
        raise Unacceptable({"reason": _("请写明解锁的理由，例如：已与服务人员电话核实")})
    locked = Task.objects.filter(pk=row.pk, state=TaskState.TAKEN, wrong_codes__gte=MAX_WRONG_CODES)
    if locked.update(wrong_codes=0):
        record(CardCodeUnlocked(subject=task, reason=reason), by=by, at=at)
