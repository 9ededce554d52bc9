"""Reads of extra power: what somebody asked for, and what the audit administrator goes through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Value, When

from yinling.base.access import policy
from yinling.base.access.models import BreakGlass
from yinling.base.access.terms import BreakGlassState, Sought
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer

PAGE = 50
_WAITING_FIRST = Case(When(reviewed_at__isnull=True, then=Value(0)), default=Value(1))


@dataclass(frozen=True)
class Asked:
    """What background work needs to resolve a break-glass: what was typed, and who typed it."""

    sought: str
    sought_by: Sought


@dataclass(frozen=True)
class Glass:
    """One break-glass as pages show it: never what was typed. `person_id` is the registry's inner id, once opened."""

    ask: UUID
    account: UUID
    account_name: str
    sought_by: Sought
    reason: str
    state: BreakGlassState
    person_id: int | None
    asked_at: datetime
    opened_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    reviewed_by: str
    reviewed_at: datetime | None
    review_note: str

    def is_open(self, at: datetime) -> bool:
        """Whether the person can be seen at a moment, whatever the deadline has done yet."""
        return self.state is BreakGlassState.OPEN and self.until is not None and at < self.until


@dataclass(frozen=True)
class GlassPage:
    """Up to 50, those nobody reviewed yet first, then the newest; `more` when others follow."""

    glasses: tuple[Glass, ...]
    more: bool


def asked_glass(ask: UUID, *, by: Viewer) -> Asked | None:
    """What was asked for and is not answered yet, for background work. Raises Forbidden."""
    policy.may_name(by)
    row = BreakGlass.objects.filter(public_id=ask, state=BreakGlassState.ASKED).first()
    return Asked(row.sought, Sought(row.sought_by)) if row else None


def glass_of(ask: UUID, *, by: Viewer) -> Glass:
    """One's own break-glass. Raises Forbidden for anybody else's."""
    policy.may_break_glass(by)
    own = BreakGlass.objects.select_related("account").filter(account__public_id=by.account)
    row = own.defer("sought").filter(public_id=ask).first()
    if row is None:
        raise Forbidden
    return _glass(row)


def asks_of(*, by: Viewer, limit: int = 20) -> list[Glass]:
    """One's own, newest first. Raises Forbidden for who may not ask."""
    policy.may_break_glass(by)
    own = BreakGlass.objects.select_related("account").filter(account__public_id=by.account)
    return [_glass(row) for row in own.defer("sought").order_by("-asked_at")[:limit]]


def glasses(*, by: Viewer, page: int = 1, unreviewed: bool = False) -> GlassPage:
    """All of the house for the audit administrator. Raises Forbidden."""
    policy.may_audit(by)
    rows = BreakGlass.objects.select_related("account").defer("sought")
    if unreviewed:
        rows = rows.filter(reviewed_at__isnull=True)
    start = (max(page, 1) - 1) * PAGE
    found = list(rows.order_by(_WAITING_FIRST, "-asked_at", "-id")[start : start + PAGE + 1])
    return GlassPage(tuple(_glass(row) for row in found[:PAGE]), len(found) > PAGE)


def _glass(row: BreakGlass) -> Glass:
    return Glass(
        ask=row.public_id, account=row.account.public_id, account_name=row.account_name,
        sought_by=Sought(row.sought_by), reason=row.reason, state=BreakGlassState(row.state), person_id=row.person_id,
        asked_at=row.asked_at, opened_at=row.opened_at, until=row.until, ended_at=row.ended_at,
        reviewed_by=row.reviewed_by, reviewed_at=row.reviewed_at, review_note=row.review_note,
    )  # fmt: skip
