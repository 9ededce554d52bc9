"""Accounts with what they may do, for the security administrator; grants given, for the audit administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from yinling.base.access import policy
from yinling.base.access.models import Grant
from yinling.base.accounts.domain import sign_in_name
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind
from yinling.base.regions.queries import paths
from yinling.base.rows.fields import CodeField
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.texts import plain
from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Purpose, Role, Viewer

PAGE = 50


@dataclass(frozen=True)
class GrantView:
    """One grant as pages show it: `place` is the path of its area, `units` their short names."""

    grant: UUID
    account: UUID
    account_name: str
    username: str
    role: Role
    place: str
    units: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    valid_from: date
    valid_to: date | None
    given_by: str
    given_at: datetime
    going_on: bool


@dataclass(frozen=True)
class AccountView:
    """One account of staff as its administrator sees it, with grants in force or to come, and those that are over."""

    account: UUID
    inner_id: int
    username: str
    name: str
    is_active: bool
    is_demo: bool
    is_enrolled: bool
    must_change_password: bool
    created_at: datetime
    last_login: datetime | None
    grants: tuple[GrantView, ...]
    past: tuple[GrantView, ...]


@dataclass(frozen=True)
class AccountFilter:
    """What a list of accounts is narrowed to: text of name or sign-in name, a role, an area with all in it, a state.

    States: active, closed, unenrolled (no authenticator yet), ungranted (no grant in force or to come).
    """

    text: str = ""
    role: Role | None = None
    area_code: str = ""
    state: str = ""


@dataclass(frozen=True)
class AccountPage:
    """Up to 50 accounts in order of their sign-in names, how many there are in all, and whether others follow."""

    accounts: tuple[AccountView, ...]
    count: int
    more: bool


def account_page(chosen: AccountFilter, *, by: Viewer, on: date, page: int = 1) -> AccountPage:
    """Accounts of staff for the security administrator: six queries for any number. Raises Forbidden."""
    policy.may_grant(by)
    rows = _chosen(chosen, on)
    start = (max(page, 1) - 1) * PAGE
    found = list(rows.order_by("username")[start : start + PAGE + 1])
    return AccountPage(tuple(_views(found[:PAGE], on)), rows.count(), len(found) > PAGE)


def account_view(account: UUID, *, by: Viewer, on: date) -> AccountView:
    """One account of staff. Raises Forbidden for whoever is no security administrator, and when there is none."""
    policy.may_grant(by)
    found = Account.objects.filter(public_id=account, kind=AccountKind.STAFF.value).first()
    if found is None:
        raise Forbidden
    return _views([found], on)[0]


def grants_given(*, by: Viewer, on: date, since: datetime, limit: int = 200) -> list[GrantView]:
    """Grants given to staff since a moment, newest first, for the audit administrator. Raises Forbidden.

    The keys of persons and proxies are left out: they name people whom he has no business to see, by the thousand.
    """
    policy.may_audit(by)
    staff = Grant.objects.filter(given_at__gte=since, account__kind=AccountKind.STAFF.value)
    rows = staff.order_by("-given_at", "-id")[:limit]
    return _grant_views(rows, on)


def _chosen(chosen: AccountFilter, on: date) -> QuerySet[Account]:
    rows = Account.objects.filter(kind=AccountKind.STAFF.value)
    if text := plain(chosen.text)[:60]:
        named = rows.annotate(called=Cast("display_name", CodeField()))
        rows = named.filter(Q(username__begins=sign_in_name(text)) | Q(called__begins=text))
    if chosen.role or chosen.area_code:
        rows = rows.filter(Exists(_held(on, chosen.role, chosen.area_code)))
    match chosen.state:
        case "active" | "closed":
            rows = rows.filter(is_active=chosen.state == "active")
        case "unenrolled":
            rows = rows.exclude(pk__in=Authenticator.objects.values("user_id"))
        case "ungranted":
            rows = rows.exclude(Exists(_held(on, None, "")))
    return rows


def _held(on: date, role: Role | None, area_code: str) -> QuerySet[Grant]:
    grants = Grant.objects.filter(_not_over(on), account=OuterRef("pk"))
    if role:
        grants = grants.filter(role=role)
    if area_code:
        lowest, highest = area_range(area_code)
        grants = grants.filter(area_code__gte=lowest, area_code__lt=highest)
    return grants


def _not_over(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _views(accounts: Sequence[Account], on: date) -> list[AccountView]:
    grants = _grant_views(Grant.objects.filter(account__in=accounts).order_by("-valid_from", "-id"), on)
    held: dict[UUID, list[GrantView]] = {}
    for grant in grants:
        held.setdefault(grant.account, []).append(grant)
    enrolled = set(Authenticator.objects.filter(user__in=accounts).values_list("user_id", flat=True))
    return [
        AccountView(
            account=a.public_id, inner_id=a.pk, username=a.username, name=a.display_name, is_active=a.is_active,
            is_demo=a.is_demo, is_enrolled=a.pk in enrolled, must_change_password=a.must_change_password,
            created_at=a.created_at, last_login=a.last_login,
            grants=tuple(g for g in held.get(a.public_id, []) if g.going_on),
            past=tuple(g for g in held.get(a.public_id, []) if not g.going_on),
        )
        for a in accounts
    ]  # fmt: skip


def _grant_views(rows: QuerySet[Grant], on: date) -> list[GrantView]:
    found = list(rows.select_related("account").prefetch_related("units"))
    places = paths({row.area_code for row in found if row.area_code})
    return [
        GrantView(
            grant=row.public_id, account=row.account.public_id, account_name=row.account.display_name,
            username=row.account.username, role=Role(row.role), place=places.get(row.area_code, row.area_code),
            units=tuple(unit.short_name for unit in row.units.all()), purposes=tuple(Purpose(p) for p in row.purposes),
            valid_from=row.valid_from, valid_to=row.valid_to, given_by=row.given_by, given_at=row.given_at,
            going_on=row.valid_to is None or row.valid_to > on,
        )
        for row in found
    ]  # fmt: skip
