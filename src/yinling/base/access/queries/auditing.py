"""Who looked at whom: at one person for the person's own record, of one day for the audit administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from yinling.base.access import policy
from yinling.base.access.models import Look
from yinling.base.accounts.events import SignInFailed, SignInLocked
from yinling.base.accounts.models import Account, SignInTry
from yinling.base.accounts.terms import Outcome
from yinling.base.journal.queries import newest_headers
from yinling.kernel.receipts import Header
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


@dataclass(frozen=True)
class Failure:
    """One wrong proof or lock at sign-in: whose account, empty for a name that nobody has."""

    username: str
    name: str
    locked: bool
    at: datetime


@dataclass(frozen=True)
class Origin:
    """How many wrong proofs came from one address within the last day, and when the last."""

    address: str
    failures: int
    last_at: datetime


def sign_in_failures(*, by: Viewer, since: datetime) -> list[Failure]:
    """The newest 200 failures and locks since a moment, newest first. Raises Forbidden."""
    policy.may_audit(by)
    headers = newest_headers([SignInFailed.kind, SignInLocked.kind], since=since)
    accounts = {a.public_id: a for a in Account.objects.filter(public_id__in={h.subject for h in headers})}
    return [_failure(h, accounts.get(h.subject)) for h in headers]


def _failure(header: Header, account: Account | None) -> Failure:
    username, name = (account.username, account.display_name) if account else ("", "")
    return Failure(username, name, header.kind == SignInLocked.kind, header.at)


def origins(*, by: Viewer, since: datetime, limit: int = 50) -> list[Origin]:
    """Where wrong proofs came from since a moment, most first; tries are kept for a day. Raises Forbidden."""
    policy.may_audit(by)
    failed = SignInTry.objects.filter(outcome=Outcome.FAILED, address__isnull=False, at__gte=since)
    counted = failed.values("address").annotate(times=Count("pk"), last_at=Max("at")).order_by("-times", "address")
    return [Origin(str(row["address"]), row["times"], row["last_at"]) for row in counted[:limit]]
