"""Who looked at whom: at one person for the person's own record, of one day for the audit administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from yinling.base.access import policy
from yinling.base.access.models import Look
from yinling.kernel.viewer import Viewer

PAGE = 100


@dataclass(frozen=True)
class LookPage:
    """Up to 100 looks, newest first; `more` when others follow."""

    looks: tuple[Look, ...]
    more: bool


def looks_at(person_id: int, *, since: datetime, limit: int = 50) -> Sequence[Look]:
    """Who looked at a person's record, newest first. Filtered by the viewer like every table about persons."""
    return list(Look.objects.filter(person_id=person_id, at__gte=since).order_by("-at")[:limit])


def looks_of_day(
    day: date, *, by: Viewer, account: str = "", person_id: int | None = None, page: int = 1, size: int = PAGE
) -> LookPage:
    """The looks of one day in China within the auditor's area, of one account or at one person when these are named.

    Raises Forbidden for all but the audit administrator.
    """
    policy.may_audit(by)
    start = datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
    rows = Look.objects.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if account:
        rows = rows.filter(account=account)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    first = (max(page, 1) - 1) * size
    found = list(rows.order_by("-at", "-id")[first : first + size + 1])
    return LookPage(tuple(found[:size]), len(found) > size)
