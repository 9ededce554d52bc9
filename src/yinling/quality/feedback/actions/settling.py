"""The office answers a concern, orders the service again or finds no ground; an answer is taken back the same day."""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.journal.actions import record
from yinling.base.notices.actions import send
from yinling.base.rows.refusals import Refused, Stale
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import PersonNow
from yinling.quality.feedback import policy
from yinling.quality.feedback.domain import LONGEST_ANSWER, MOVES, Move, can_reopen, fits
from yinling.quality.feedback.events import ConcernReopened, ConcernSettled
from yinling.quality.feedback.models import Concern
from yinling.quality.feedback.queries.concerns import concern_row
from yinling.quality.feedback.terms import ConcernState
from yinling.service.orders import actions as orders

NOTICE = "feedback.answer"
REDO_WITHIN = 60  # days from today on which a service can be wished again
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


class ConcernMoved(Stale):
    """Somebody answered the concern meanwhile, or it can be taken back no longer. Nothing was written."""


class NotToRedo(Refused):
    """The order is not fulfilled: it is under way, came back or was cancelled, and is placed again as an order."""


@transaction.atomic
def answer(*, concern: UUID, answer: str, by: Viewer, at: datetime) -> None:
    """Answer a concern; the person is told. Raises Forbidden, Unacceptable, ConcernMoved."""
    _settle(concern, Move.ANSWER, answer, by, at)


@transaction.atomic
def dismiss(*, concern: UUID, answer: str, by: Viewer, at: datetime) -> None:
    """Find a concern without ground, and say why; the person is told. Raises Forbidden, Unacceptable, ConcernMoved."""
    _settle(concern, Move.DISMISS, answer, by, at)


@transaction.atomic
def redo(*, concern: UUID, answer: str, due_date: date, by: Viewer, at: datetime) -> None:
    """Order the service once more until a day, and tell the person so.

    Raises Forbidden, Unacceptable (`answer`, `due_date`), ConcernMoved, NotToRedo when the order is not fulfilled.
    """
    today = local_day(at)
    if not 0 <= (due_date - today).days <= REDO_WITHIN:
        policy.may_answer(by, concern_row(concern).person)
        raise Unacceptable({"due_date": _("请选今天起 60 天内的一天")})
    row = _settle(concern, Move.REDO, answer, by, at)
    try:
        orders.redo(order=row.task.order.public_id, reason=plain(answer), due_date=due_date, by=by, at=at)
    except orders.OrderMoved as moved:
        raise NotToRedo from moved


@transaction.atomic
def reopen(*, concern: UUID, by: Viewer, at: datetime) -> None:
    """Take an answer back on its own day: the concern waits again. Raises Forbidden, ConcernMoved."""
    row = concern_row(concern)
    policy.may_answer(by, row.person)
    if not can_reopen(ConcernState(row.state), row.answered_at, at=at):
        raise ConcernMoved
    settled = Concern.objects.filter(pk=row.pk, state=row.state, answered_at=row.answered_at)
    nothing = {"answered_at": None, "answered_by": "", "answered_by_name": "", "answer": None}
    if not settled.update(state=MOVES[Move.REOPEN][1], **nothing):
        raise ConcernMoved
    record(ConcernReopened(subject=concern, task=row.task.public_id), by=by, at=at)


def _settle(concern: UUID, move: Move, answer: str, by: Viewer, at: datetime) -> Concern:
    """Claim a concern that waits, write the answer, and tell the person."""
    row = concern_row(concern)
    policy.may_answer(by, row.person)
    answer = plain(answer)
    if not fits(answer, LONGEST_ANSWER):
        raise Unacceptable({"answer": _("请写明答复，2 到 {limit} 个字").format(limit=LONGEST_ANSWER)})
    origins, outcome = MOVES[move]
    waiting = Concern.objects.filter(pk=row.pk, state__in=origins)
    said = {"answered_at": at, "answered_by": by.account, "answered_by_name": by.name, "answer": answer}
    if not waiting.update(state=outcome, **said):
        raise ConcernMoved
    digest = sha256(answer.encode()).hexdigest()
    record(ConcernSettled(concern, row.task.public_id, outcome.value, digest), by=by, at=at)
    _tell(row, outcome, answer, by, at)
    return row


def _tell(row: Concern, outcome: ConcernState, answer: str, by: Viewer, at: datetime) -> None:
    """Write the answer to the person's mobile phone, where one is known; it also stands on the person's own page."""
    numbers = PersonNow.objects.filter(person_id=row.person_id).values_list("phone", flat=True).first() or ""
    mobile = _MOBILE.search(str(numbers))
    if mobile is None:
        return
    with override("zh-hans"):  # the person's language, whatever the officer reads
        said = _("您对“{item}”的意见{outcome}：{answer}")
        text = said.format(item=row.task.item, outcome=outcome.label, answer=answer)
    key = f"{NOTICE}:{row.public_id}:{at.isoformat()}"
    send(phone=mobile[0], text=text, kind=NOTICE, subject=row.public_id, key=key, by=by, at=at)
