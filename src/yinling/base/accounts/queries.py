"""Reads of accounts: who has a second factor, whether a name or an address is locked, the demo accounts."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings

from yinling.base.accounts import policy
from yinling.base.accounts.domain import (
    CODE_SECONDS,
    LockRule,
    code_at,
    code_step,
    locked_until,
    plain_digits,
    sign_in_name,
)
from yinling.base.accounts.models import Account, Recovery, SavedFilter, SignInTry
from yinling.base.accounts.terms import Outcome, RecoveryState
from yinling.kernel.viewer import Viewer


@dataclass(frozen=True)
class DemoAccount:
    """One line of the table on a demo's sign-in page; `code` is right for `seconds_left` more seconds."""

    account: Account
    secret: str
    code: str
    seconds_left: int


def name_digest(username: str) -> bytes:
    """The keyed digest under which tries of a name are counted; the same for a name that nobody has."""
    return hmac.digest(settings.YINLING_INDEX_KEY, b"accounts.try|" + sign_in_name(username).encode(), sha256)


def pin_proof(pin: str) -> str:
    """What is hashed in place of a PIN: a keyed digest, since a million PINs are soon tried on a stolen table alone."""
    return hmac.digest(settings.YINLING_INDEX_KEY, b"accounts.pin|" + plain_digits(pin).encode(), sha256).hex()


def account_of(account: UUID) -> Account | None:
    """The account of this public id."""
    return Account.objects.filter(public_id=account).first()


def holder(account: Account) -> Viewer:
    """The viewer an account is by itself, before it takes a seat: it sees no row and manages its own way in."""
    return Viewer(account=str(account.public_id), role=None, name=account.display_name)


def second_factor(account: Account) -> Authenticator | None:
    """The account's authenticator app, or None before enrolment."""
    return Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).first()


@dataclass(frozen=True)
class Asking:
    """One recovery as pages show it; `own` when the reader asked for it, `about_own` when it is his account."""

    recovery: UUID
    account: UUID
    account_name: str
    username: str
    reason: str
    asked_by_name: str
    asked_at: datetime
    state: RecoveryState
    decided_by_name: str
    decided_because: str
    decided_at: datetime | None
    own: bool
    about_own: bool


def recoveries(*, by: Viewer, limit: int = 100) -> list[Asking]:
    """Recoveries for security administrators: open ones first, then the newest. Raises Forbidden."""
    policy.may_administer(by)
    newest = Recovery.objects.select_related("account").order_by("-asked_at", "-id")
    waiting, settled = newest.filter(state=RecoveryState.OPEN), newest.exclude(state=RecoveryState.OPEN)
    return [_asking(row, by) for row in (*waiting, *settled[:limit])]


def last_recovery(account: Account) -> Asking | None:
    """The newest approved recovery of an account, for its holder."""
    approved = Recovery.objects.select_related("account").filter(account=account, state=RecoveryState.APPROVED)
    row = approved.order_by("-decided_at").first()
    return _asking(row, holder(account)) if row else None


def _asking(row: Recovery, by: Viewer) -> Asking:
    return Asking(
        recovery=row.public_id, account=row.account.public_id, account_name=row.account.display_name,
        username=row.account.username, reason=row.reason, asked_by_name=row.asked_by_name, asked_at=row.asked_at,
        state=RecoveryState(row.state), decided_by_name=row.decided_by_name, decided_because=row.decided_because,
        decided_at=row.decided_at, own=row.asked_by == by.account, about_own=str(row.account.public_id) == by.account,
    )  # fmt: skip


def sign_in_locked_until(who: bytes, address: str | None, *, at: datetime) -> datetime | None:
    """Until when sign-in waits for this name (`name_digest`) or this address; None when it may be tried."""
    account, place = settings.YINLING_LOCK_ACCOUNT, settings.YINLING_LOCK_ADDRESS
    ends = [
        locked_until(_failures_of_name(who, account, at), rule=account, at=at),
        locked_until(_failures_from(address, place, at), rule=place, at=at) if address else None,
    ]
    return max((end for end in ends if end), default=None)


def _failures_of_name(who: bytes, rule: LockRule, at: datetime) -> list[datetime]:
    tries = SignInTry.objects.filter(who=who, at__gt=at - rule.window - rule.closed)
    cleared = tries.exclude(outcome=Outcome.FAILED).order_by("-at").values_list("at", flat=True).first()
    failed = tries.filter(outcome=Outcome.FAILED)
    return list((failed.filter(at__gt=cleared) if cleared else failed).values_list("at", flat=True))


def _failures_from(address: str, rule: LockRule, at: datetime) -> list[datetime]:
    since = at - rule.window - rule.closed
    tries = SignInTry.objects.filter(address=address, at__gt=since, outcome=Outcome.FAILED)
    return list(tries.values_list("at", flat=True))


def demo_accounts_exist() -> bool:
    """Whether this database holds demo accounts, which no production start accepts."""
    return Account.objects.filter(is_demo=True).exists()


def demo_accounts(*, at: datetime) -> list[DemoAccount]:
    """The demo accounts with their current codes; nothing at all when this is no demo."""
    if not settings.YINLING_DEMO:
        return []
    factors = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__is_demo=True, user__is_active=True
    ).select_related("user")
    step = code_step(at)
    left = CODE_SECONDS - int(at.timestamp()) % CODE_SECONDS
    lines = []
    for factor in factors.order_by("user__id"):
        secret = decrypt(factor.data["secret"])
        lines.append(DemoAccount(factor.user, secret, code_at(secret, step), left))
    return lines


def saved_filters(account: Account, page: str) -> list[SavedFilter]:
    """The filters of a page that an account keeps, by name."""
    return list(SavedFilter.objects.filter(account=account, page=page).order_by("name"))
