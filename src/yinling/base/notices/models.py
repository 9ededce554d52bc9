"""Message, announcement."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.notices.terms import MessageState
from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity


class Message(Row):
    """A text to a phone: written with the fact that asks for it, sent by background, marked sent after it was sent.

    `key` names the reason once: the same message is never written twice, and the gateway is told it. After
    `useful_until` it is not sent any more. Class system.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM,
        app="select, insert",
        personal={"phone": Sensitivity.SECRET, "text": Sensitivity.SECRET},
    )

    key = CodeField(unique=True)
    kind = CodeField()
    subject = models.UUIDField()
    phone = EncryptedTextField()
    text = EncryptedTextField()
    state = CodeField(choices=MessageState, default=MessageState.WAITING)
    written_at = models.DateTimeField()
    useful_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(MessageState.SENT, MessageState.SHOWN), sent_at__isnull=False)
                | (~Q(state__in=(MessageState.SENT, MessageState.SHOWN)) & Q(sent_at__isnull=True)),
                name="message_sent_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.FAILED) | ~Q(failed_because=""), name="message_failed_says_why"
            ),
        )
        indexes = (models.Index(fields=["-written_at"], name="message_newest"),)


class Announcement(Row):
    """A notice to all users of an area and of the areas in it, from one moment to another or until it is taken back.

    Class reference: whoever signs in reads those whose area covers his; it names nobody.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE, app="select, insert, update (ended_at, ended_by)")

    area_code = CodeField()
    title = models.TextField()
    text = models.TextField()
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField(null=True)
    written_by = models.TextField()
    written_by_name = models.TextField()
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="announcement_says_something"),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_from__lt=F("shown_until")), name="announcement_forward"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="announcement_ended_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["-shown_from"], name="announcement_newest"),)
