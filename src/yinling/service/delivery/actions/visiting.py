"""The visit itself: the worker shows to be there and notes what was done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.kernel.signing import public_key_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable, code_in, is_scanned
from yinling.people.registry.queries import card_holder
from yinling.service.delivery.actions.moving import TaskMoved, digest, move, own, plain
from yinling.service.delivery.domain import MAX_NOTES, MAX_WRONG_CODES, Move
from yinling.service.delivery.events import ServiceDone, WorkerCheckedIn
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import CheckInWay, TaskState


class WrongCode(Refused):
    """The code is not that of this person's valid card."""


class CodeLocked(Refused):
    """Too many wrong codes for this task; the office must help."""


def check_in(*, task: UUID, code: str, by: Viewer, at: datetime) -> None:
    """Prove to be at the person's side with the code on the card, typed or scanned. Repeating it changes nothing.

    Raises Forbidden, WrongCode (counted, and the count kept), CodeLocked after ten wrong ones, TaskMoved.
    """
    row = own(task, by)
    if not _claim_try(row):
        return
    code = code[:300]
    found = code_in(code, public_key_of(settings.YINLING_CARD_KEY))
    if found is None or card_holder(found) != row.person_id:
        raise WrongCode
    way = CheckInWay.CARD_QR if is_scanned(code) else CheckInWay.CARD_CODE
    with transaction.atomic():
        move(row, Move.CHECK_IN, checked_in_at=at, check_in_way=way, wrong_codes=F("wrong_codes") - 1)
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
    row = own(task, by)
    notes = plain(notes)
    if not 2 <= len(notes) <= MAX_NOTES:
        raise Unacceptable({"notes": _("请写明做了什么，2 到 {limit} 个字").format(limit=MAX_NOTES)})
    if row.state == TaskState.DONE and row.notes == notes:
        return
    move(row, Move.FINISH, done_at=at, notes=notes)
    record(ServiceDone(subject=task, notes_digest=digest(notes)), by=by, at=at)
