"""Writes of notices: a message is written with its fact and sent after it; an announcement stands until it ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.base.notices import policy
from yinling.base.notices.events import AnnouncementEnded, AnnouncementWritten, MessageEnded, MessageWritten
from yinling.base.notices.models import Announcement, Message
from yinling.base.notices.outside import GatewayRefused, hand_over
from yinling.base.notices.terms import MessageState
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer

LONGEST_TEXT = 300
LONGEST_TITLE, LONGEST_NOTICE = 60, 2_000


class NothingSaid(Refused):
    """A notice without a title or a text, or longer than a page bears."""


@transaction.atomic
def send(
    *,
    phone: str,
    text: str,
    kind: str,
    subject: UUID,
    key: str,
    by: Viewer,
    at: datetime,
    useful_until: datetime | None = None,
) -> UUID:
    """Write a message to a phone, once for each `key`; background sends it soon after. Returns its public id.

    `kind` says what it is about (for the log), `subject` whose it is. After `useful_until` it is not sent any more.
    Raises Forbidden for nobody.
    """
    policy.may_write(by)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "subject": subject, "phone": phone, "text": text[:LONGEST_TEXT], "written_at": at,
            "useful_until": useful_until,
        },
    )  # fmt: skip
    if is_new:
        record(MessageWritten(subject=subject, message=message.public_id, about=kind), by=by, at=at)
        defer(task="notices.deliver", by=by, at=at, message=message.public_id)
    return message.public_id


@transaction.atomic
def deliver(*, message: UUID, by: Viewer, at: datetime) -> None:
    """Give a waiting message to the gateway and mark it; in a demo it is shown instead. Safe to repeat.

    Raises Forbidden, GatewayAway: then it waits and is tried again.
    """
    policy.may_send(by)
    row = Message.objects.select_for_update().filter(public_id=message, state=MessageState.WAITING).first()
    if row is None:
        return
    state, because = _given(row, at)
    sent_at = at if state is not MessageState.FAILED else None
    Message.objects.filter(pk=row.pk).update(state=state, sent_at=sent_at, failed_because=because)
    record(MessageEnded(subject=message, state=state.value), by=by, at=at)


def _given(row: Message, at: datetime) -> tuple[MessageState, str]:
    """What became of a message, and why it failed."""
    if row.useful_until and row.useful_until <= at:
        return MessageState.FAILED, "已过时效"
    if not settings.YINLING_SMS_GATEWAY:
        demo = settings.YINLING_DEMO
        return (MessageState.SHOWN, "") if demo else (MessageState.FAILED, "没有配置短信通道")
    try:
        hand_over(key=row.key, phone=row.phone, text=row.text)
    except GatewayRefused as refused:
        return MessageState.FAILED, f"短信通道拒绝（{refused}）"
    return MessageState.SENT, ""


@transaction.atomic
def announce(
    *,
    announcement: UUID,
    area_code: str,
    title: str,
    text: str,
    shown_from: datetime,
    shown_until: datetime | None,
    by: Viewer,
    at: datetime,
) -> None:
    """Put a notice on the pages of all users of an area. Safe to repeat with the same `announcement` id.

    Raises Forbidden outside the viewer's area, NothingSaid.
    """
    policy.may_announce(by, area_code)
    title, text = plain(title), plain(text)
    if not title or not text or len(title) > LONGEST_TITLE or len(text) > LONGEST_NOTICE:
        raise NothingSaid(_("请写明标题（60 字以内）和内容（2000 字以内）"))
    if shown_until is not None and shown_until <= shown_from:
        raise NothingSaid(_("结束时间要晚于开始时间"))
    if Announcement.objects.filter(public_id=announcement).exists():
        return
    Announcement.objects.create(
        public_id=announcement, area_code=area_code, title=title, text=text, shown_from=shown_from,
        shown_until=shown_until, written_by=by.account, written_by_name=by.name, written_at=at,
    )  # fmt: skip
    until = shown_until.isoformat() if shown_until else ""
    record(AnnouncementWritten(announcement, area_code, shown_from.isoformat(), until), by=by, at=at)


@transaction.atomic
def end_announcement(*, announcement: UUID, by: Viewer, at: datetime) -> None:
    """Take a notice back; taking it back again changes nothing. Raises Forbidden outside the viewer's area."""
    row = Announcement.objects.filter(public_id=announcement).first()
    if row is None:
        raise Forbidden
    policy.may_announce(by, row.area_code)
    ended = Announcement.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by.account)
    if ended:
        record(AnnouncementEnded(subject=announcement), by=by, at=at)
