"""Accounts are made, closed and opened; their holders change password and authenticator."""

from __future__ import annotations

import uuid
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from yinling.base.accounts import events, policy, queries
from yinling.base.accounts.actions.signing_in import note_try
from yinling.base.accounts.domain import fits_sign_in, sign_in_name
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import Outcome, Step
from yinling.base.journal import actions as journal
from yinling.base.rows.refusals import Refused
from yinling.kernel.viewer import Viewer


class NameTaken(Refused):
    """Another account has this name."""


class NameUnfit(Refused):
    """The name of sign-in is not 3 to 40 small letters, digits and `._-`, or the holder's name is empty."""


class AlreadyEnrolled(Refused):
    """The account has an authenticator app; a second one is not added beside it."""


@transaction.atomic
def create_account(
    *, username: str, display_name: str, password: str, by: Viewer, at: datetime, demo: bool = False
) -> Account:
    """Make a staff account. It must change the password at its first sign-in, unless it is a demo account.

    Raises Forbidden, NameUnfit, NameTaken, and django's ValidationError for a password that is too simple.
    """
    policy.may_administer(by)
    account = Account(username=sign_in_name(username), display_name=display_name.strip(), created_at=at)
    if not fits_sign_in(account.username) or not account.display_name:
        raise NameUnfit
    account.is_demo, account.must_change_password = demo, not demo
    validate_password(password, account)
    account.set_password(password)
    if Account.objects.filter(username=account.username).exists():
        raise NameTaken
    account.save(force_insert=True)
    fact = events.AccountCreated(account.public_id, account.username, account.display_name, demo)
    journal.record(fact, by=by, at=at)
    return account


@transaction.atomic
def lock(*, account: Account, reason: str, by: Viewer, at: datetime) -> None:
    """Close an account and end its sessions. Raises Forbidden, also for the own account. Safe to repeat."""
    policy.may_administer(by, account)
    closed = Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False, session_stamp=uuid.uuid4())
    if closed:
        journal.record(events.AccountLocked(account.public_id, reason), by=by, at=at)


@transaction.atomic
def unlock(*, account: Account, by: Viewer, at: datetime) -> None:
    """Open an account and lift a lock by failures. Raises Forbidden, also for the own account."""
    policy.may_administer(by, account)
    Account.objects.filter(pk=account.pk).update(is_active=True)
    note_try(queries.name_digest(account.username), None, Step.PASSWORD, Outcome.REOPENED, at)
    journal.record(events.AccountUnlocked(account.public_id), by=by, at=at)


@transaction.atomic
def change_password(*, account: Account, password: str, by: Viewer, at: datetime) -> None:
    """Set a new password for oneself and end all sessions (the caller signs this one in again).

    Raises Forbidden, and django's ValidationError for a password that is too simple.
    """
    policy.is_self(by, account)
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password = False
    account.session_stamp = uuid.uuid4()
    account.save(update_fields=["password", "must_change_password", "session_stamp"])
    journal.record(events.PasswordChanged(account.public_id), by=by, at=at)


@transaction.atomic
def enrol_totp(*, account: Account, secret: str, by: Viewer, at: datetime, used_step: int = 0) -> None:
    """Give the account its authenticator app; `secret` is base32, stored sealed, `used_step` a code spent.

    Raises Forbidden, AlreadyEnrolled.
    """
    policy.may_enrol(by, account)
    held = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    if queries.second_factor(held):
        raise AlreadyEnrolled
    kind = Authenticator.Type.TOTP
    Authenticator.objects.create(user_id=held.pk, type=kind, data={"secret": encrypt(secret)}, created_at=at)
    Account.objects.filter(pk=held.pk).update(last_code_step=used_step)
    journal.record(events.SecondFactorEnrolled(account.public_id), by=by, at=at)
