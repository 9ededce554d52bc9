"""Reads of approvals: what waits in one's area, and one approval; and of drafts, whoever keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.base.approvals.models import Approval, DraftRow
from yinling.base.approvals.terms import ApprovalState, DraftState
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Role, Viewer

PAGE = 200
Kind = TypeVar("Kind")
Written = TypeVar("Written", bound=DraftRow)
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


@dataclass(frozen=True)
class DraftLine(Generic[Kind]):
    """One draft in a list. `stops`: it ends what holds. `approval` is the one asked for last."""

    draft: UUID
    kind: Kind
    code: str
    title: str
    area_code: str
    state: DraftState
    version: int
    stops: bool
    valid_from: date | None
    author_name: str
    is_own: bool
    updated_at: datetime
    published_at: datetime | None
    approval: UUID | None


class DraftRefused(Refused):
    """A draft cannot become part of what it was written for. `problems` says why, a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


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


def found_draft(model: type[Written], draft: UUID) -> Written:
    """The row, if the viewer may see it. Raises Forbidden."""
    row = model._default_manager.filter(public_id=draft).first()
    if row is None:
        raise Forbidden
    return row


def drafts_in_scope(model: type[Written], *, by: Viewer, states: Iterable[DraftState] = ()) -> QuerySet[Written]:
    """The drafts of the viewer's area in these states (all, when none is named), the latest first."""
    rows = model._default_manager.filter(_within(by)).order_by("-updated_at", "-id")
    wanted = list(states)
    return rows.filter(state__in=wanted) if wanted else rows


def draft_line(
    row: DraftRow, kind: Kind, *, title: str, stops: bool, valid_from: date | None, by: Viewer
) -> DraftLine[Kind]:
    """A draft as lists show it; what its content says is told by the app that reads it."""
    return DraftLine(
        draft=row.public_id, kind=kind, code=row.code, title=title, area_code=row.area_code,
        state=DraftState(row.state), version=row.version, stops=stops, valid_from=valid_from,
        author_name=row.author_name, is_own=row.author == by.account, updated_at=row.updated_at,
        published_at=row.published_at, approval=row.approval,
    )  # fmt: skip


def _open(by: Viewer) -> QuerySet[Approval]:
    return _in_scope(by).filter(state=ApprovalState.OPEN)


def _in_scope(by: Viewer) -> QuerySet[Approval]:
    return Approval.objects.filter(_within(by))


def _within(by: Viewer) -> Q:
    is_seen = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi)
    return is_seen if by.role is Role.OFFICER and by.area else Q(pk__in=())


def _line(row: Approval, by: Viewer) -> ApprovalLine:
    return ApprovalLine(
        approval=row.public_id, kind=row.kind, subject=row.subject, area_code=row.area_code, title=row.title,
        reason=row.reason, asked_by_name=row.asked_by_name, asked_at=row.asked_at, state=ApprovalState(row.state),
        decided_by_name=row.decided_by_name, decided_at=row.decided_at, note=row.note,
        is_own=row.asked_by == by.account,
    )  # fmt: skip
