"""The ways in of persons and proxies: made and closed by officers, opened with a PIN, named after the person's card."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.accounts import events, policy, queries
from yinling.base.accounts.actions.accounts import NameTaken
from yinling.base.accounts.actions.signing_in import note_try
from yinling.base.accounts.domain import is_simple_pin, plain_digits
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import KEYHOLDERS, AccountKind, Outcome, Step
from yinling.base.journal import actions as journal
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.viewer import Viewer


class PinTooSimple(Refused):
    """Not six digits, or six that anybody would try first."""


@transaction.atomic
def create_keyholder(
    *, account: UUID, kind: AccountKind, username: str, display_name: str, pin: str, by: Viewer, at: datetime
) -> None:
    """Make the way in of a person or a proxy. It sees nobody until background work ties a person to it.

    Raises Forbidden, PinTooSimple, NameTaken.
    """
    policy.may_keep_keys(by)
    if kind not in KEYHOLDERS:
        raise Forbidden
    made = Account(public_id=account, username=username, display_name=display_name, kind=kind.value, created_at=at)
    made.set_password(_proof(pin))
    if Account.objects.filter(username=username).exists():
        raise NameTaken
    made.save(force_insert=True)
    journal.record(events.AccountCreated(account, username, display_name, False), by=by, at=at)


@transaction.atomic
def set_pin(*, account: UUID, pin: str, by: Viewer, at: datetime) -> None:
    """Give a person's or proxy's account a new PIN: sessions end and a lock is lifted; set by an officer it also opens
    an account that was closed. Raises Forbidden, PinTooSimple.
    """
    policy.may_open(by)
    held = _held(account)
    policy.may_set_pin(by, held)
    held.set_password(_proof(pin))
    held.session_stamp = uuid.uuid4()
    held.is_active = held.is_active or by.account != str(account)
    held.save(update_fields=["password", "session_stamp", "is_active"])
    note_try(queries.name_digest(held.username), None, Step.PASSWORD, Outcome.REOPENED, at)
    journal.record(events.PinSet(account), by=by, at=at)


@transaction.atomic
def close_keyholder(*, account: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Close a person's or proxy's account and end its sessions. Raises Forbidden. Safe to repeat."""
    policy.may_keep_keys(by)
    held = Account.objects.filter(pk=_held(account).pk, kind__in=KEYHOLDERS, is_active=True)
    if held.update(is_active=False, session_stamp=uuid.uuid4()):
        journal.record(events.AccountLocked(account, reason), by=by, at=at)


@transaction.atomic
def rename_keyholder(*, account: UUID, username: str, by: Viewer, at: datetime) -> None:
    """Let a person's or proxy's sign-in name follow the card. Raises Forbidden, NameTaken."""
    policy.may_rename(by)
    held = _held(account)
    if held.username == username:
        return
    if Account.objects.filter(username=username).exists():
        raise NameTaken
    Account.objects.filter(pk=held.pk, kind__in=KEYHOLDERS).update(username=username)
    journal.record(events.KeyholderRenamed(account), by=by, at=at)


def _held(account: UUID) -> Account:
    found = queries.account_of(account)
    if found is None:
        raise Forbidden
    return found


def _proof(pin: str) -> str:
    if is_simple_pin(plain_digits(pin)):
        raise PinTooSimple
    return queries.pin_proof(pin)
