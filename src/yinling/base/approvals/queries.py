"""Reads of approvals: what waits in one's area, and one approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.base.approvals.models import Approval
from yinling.base.approvals.terms import ApprovalState
from yinling.kernel.viewer import Role, Viewer

PAGE = 200
COUNT_LIMIT = 1_000  # the number stands on every page of the desk: it must cost nothing where much waits


@dataclass(frozen=True)
class ApprovalLine:
    """One approval: who asks for what and why, and what became of it. `is_own`: the viewer himself asked."""

    approval: UUID
    kind: str
    subject: UUID
    area_code: str
    title: str
    reason: str
    asked_by_name: str
    asked_at: datetime
    state: ApprovalState
    decided_by_name: str
    decided_at: datetime | None
    note: str
    is_own: bool


def open_approvals(*, by: Viewer, kind: str = "") -> list[ApprovalLine]:
    """What waits in the viewer's area, the longest first, one's own requests among them; at most two hundred."""
    rows = _open(by)
    if kind:
        rows = rows.filter(kind=kind)
    return [_line(row, by) for row in rows.order_by("asked_at", "id")[:PAGE]]


def count_open(*, by: Viewer, kind: str = "") -> int:
    """How many wait for this viewer, of one kind or of all: those that somebody else asked for; it stops at 1,000."""
    rows = _open(by).filter(kind=kind) if kind else _open(by)
    return rows.exclude(asked_by=by.account).order_by().values("id")[:COUNT_LIMIT].count()


def approval_of(public_id: UUID, *, by: Viewer) -> ApprovalLine | None:
    """One approval in the viewer's area, decided or not; None when there is none."""
    row = _in_scope(by).filter(public_id=public_id).first()
    return _line(row, by) if row else None


def _open(by: Viewer) -> QuerySet[Approval]:
    return _in_scope(by).filter(state=ApprovalState.OPEN)


def _in_scope(by: Viewer) -> QuerySet[Approval]:
    is_seen = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi)
    return Approval.objects.filter(is_seen if by.role is Role.OFFICER and by.area else Q(pk__in=()))


def _line(row: Approval, by: Viewer) -> ApprovalLine:
    return ApprovalLine(
        approval=row.public_id, kind=row.kind, subject=row.subject, area_code=row.area_code, title=row.title,
        reason=row.reason, asked_by_name=row.asked_by_name, asked_at=row.asked_at, state=ApprovalState(row.state),
        decided_by_name=row.decided_by_name, decided_at=row.decided_at, note=row.note,
        is_own=row.asked_by == by.account,
    )  # fmt: skip
