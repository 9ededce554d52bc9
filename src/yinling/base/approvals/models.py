"""Approval, and what drafts of every kind have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.approvals.terms import ApprovalState, DraftState
from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules

_DECIDED = (ApprovalState.APPROVED, ApprovalState.REFUSED)


class Approval(Row):
    """What one account asks for in an area and another decides, once: open -> approved, refused or withdrawn.

    `kind` says what is approved (`rulebook.draft`), `subject` is its public id, `title` what it is called.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.AREA, app="select, insert, update (state, decided_by, decided_by_name, decided_at, note)"
    )

    kind = CodeField()
    subject = models.UUIDField()
    area_code = CodeField()
    title = models.TextField()
    reason = models.TextField()
    asked_by = models.TextField()
    asked_by_name = models.TextField()
    asked_at = models.DateTimeField()
    state = CodeField(choices=ApprovalState, default=ApprovalState.OPEN)
    decided_by = models.TextField(default="", blank=True)
    decided_by_name = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state=ApprovalState.OPEN), name="approval_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ApprovalState.OPEN, decided_at__isnull=True, decided_by="")
                | (~Q(state=ApprovalState.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="approval_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_DECIDED) | ~Q(decided_by=F("asked_by")), name="approval_four_eyes"
            ),
            models.CheckConstraint(condition=~Q(asked_by="") & ~Q(reason=""), name="approval_asked_with_reason"),
        )
        indexes = (models.Index(fields=["state", "area_code", "asked_at"], name="approval_list"),)


class DraftRow(Row):
    """What an officer wrote for an area, before another approved it: writing -> submitted -> decided.

    The model says in `kind` what may be written, and what `content` and `code` mean. `version` rises with each saving:
    a stale one is refused. `approval` is the public id of the approval asked for.
    """

    kind: models.Field[Any, str]
    code = CodeField()
    area_code = CodeField()
    content = models.JSONField(default=dict)
    state = CodeField(choices=DraftState, default=DraftState.WRITING)
    version = models.PositiveIntegerField(default=1)
    author = models.TextField()
    author_name = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    approval = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
