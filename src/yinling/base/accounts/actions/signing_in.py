"""Signing in and out. A wrong proof is an answer, not an exception: the failure must stay in the book, and an
exception would take the transaction and the count with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from yinling.base.accounts import events, policy, queries
from yinling.base.accounts.domain import matching_step, sign_in_name
from yinling.base.accounts.models import Account, SignInTry
from yinling.base.accounts.terms import STAFF, AccountKind, Outcome, Step
from yinling.base.journal import actions as journal
from yinling.kernel.viewer import NOBODY, Viewer

KEPT = timedelta(days=1)  # of a try: longer than any lock


@dataclass(frozen=True)
class Answer:
    """What a proof brought: the account, or nothing and perhaps the moment until which no try counts."""

    account: Account | None
    locked_until: datetime | None = None


@transaction.atomic
def check_password(
    *,
    username: str,
    password: str,
    address: str | None,
    at: datetime,
    kinds: Collection[AccountKind] = STAFF,
) -> Answer:
    """Try a name and a password: the first step of signing in, and the whole of it without a second factor.

    `kinds` says whose door it is: at another's nobody comes in. A card and a PIN are tried here too, as the name that
    the card stands for and `queries.pin_proof`. The answer and the work done are the same for a name nobody has, a
    closed account and a wrong password.
    """
    who = queries.name_digest(username)
    one_at_a_time(who)
    if until := queries.sign_in_locked_until(who, address, at=at):
        return Answer(None, until)
    account = _account_for(username, kinds)
    if not _fits(account, password):
        subject = account.public_id if account else uuid.UUID(bytes=who[:16])
        return failed(who, subject, address, Step.PASSWORD, at)
    assert account is not None
    if queries.second_factor(account) is None:
        passed(who, account, address, (Step.PASSWORD,), at)
    return Answer(account)


@transaction.atomic
def check_code(*, account: Account, code: str, address: str | None, at: datetime) -> Answer:
    """Try the code of the authenticator app: the second step. A code is right once in all processes."""
    who = queries.name_digest(account.username)
    one_at_a_time(who)
    if until := queries.sign_in_locked_until(who, address, at=at):
        return Answer(None, until)
    if not _spend_code(account, code, at):
        return failed(who, account.public_id, address, Step.CODE, at)
    passed(who, account, address, (Step.PASSWORD, Step.CODE), at)
    return Answer(account)


@transaction.atomic
def sign_out(*, account: Account, by: Viewer, at: datetime, everywhere: bool = False) -> None:
    """Write down that the holder leaves; `everywhere` ends the sessions on all devices. Raises Forbidden."""
    policy.is_self(by, account)
    if everywhere:
        Account.objects.filter(pk=account.pk).update(session_stamp=uuid.uuid4())
    journal.record(events.SignedOut(account.public_id, everywhere), by=by, at=at)


@transaction.atomic
def forget_ended(*, by: Viewer, at: datetime) -> None:
    """Delete what sign-in no longer needs: ended sessions, and tries that count for no lock any more.

    GB/T 22239-2019, 8.1.4 (剩余信息保护) asks that remains of identification are cleared; the journal says they were.
    Raises Forbidden.
    """
    policy.may_forget(by)
    before = at - KEPT
    tries, _tables = SignInTry.objects.filter(at__lt=before).delete()
    sessions, _tables = Session.objects.filter(expire_date__lt=at).delete()
    subject = uuid.uuid5(uuid.NAMESPACE_URL, f"yinling:tries:{before.isoformat()}")
    journal.record(events.TriesForgotten(subject, before.isoformat(), sessions, tries), by=by, at=at)


def _account_for(username: str, kinds: Collection[AccountKind]) -> Account | None:
    """The account of these kinds that may sign in under this name; a demo account only in a demo."""
    found = Account.objects.filter(username=sign_in_name(username), is_active=True, kind__in=kinds).first()
    return None if found and found.is_demo and not settings.YINLING_DEMO else found


def _fits(account: Account | None, password: str) -> bool:
    """Whether the password is right; one hash is computed in any case, so that time tells nothing."""
    if account is None:
        Account().set_password(password)
        return False
    return account.check_password(password)


def _spend_code(account: Account, code: str, at: datetime) -> bool:
    """Claim the step of a right code: the second of two claims finds the step already spent."""
    held = Account.objects.filter(pk=account.pk, is_active=True).first()
    factor = queries.second_factor(held) if held else None
    if held is None or factor is None:
        return False
    step = matching_step(decrypt(factor.data["secret"]), code, at=at, after=held.last_code_step)
    if step is None:
        return False
    claimed = Account.objects.filter(pk=held.pk, last_code_step__lt=step).update(last_code_step=step)
    return claimed == 1


def failed(who: bytes, subject: uuid.UUID, address: str | None, step: Step, at: datetime) -> Answer:
    """Count a wrong proof, write it down, and say whether the door is closed now."""
    note_try(who, address, step, Outcome.FAILED, at)
    journal.record(events.SignInFailed(subject, address or "", step), by=NOBODY, at=at)
    until = queries.sign_in_locked_until(who, address, at=at)
    if until:
        journal.record(events.SignInLocked(subject, address or "", until.isoformat()), by=NOBODY, at=at)
    return Answer(None, until)


def passed(who: bytes, account: Account, address: str | None, proofs: tuple[Step, ...], at: datetime) -> None:
    """Write down that all proofs which the account has were given."""
    note_try(who, address, proofs[-1], Outcome.PASSED, at)
    fact = events.SignedIn(account.public_id, address or "", tuple(proof.value for proof in proofs))
    journal.record(fact, by=queries.holder(account), at=at)


def note_try(who: bytes, address: str | None, step: Step, outcome: Outcome, at: datetime) -> None:
    """Write a try into the book, or that counting starts anew."""
    SignInTry.objects.create(who=who, address=address, step=step, outcome=outcome, at=at)


def one_at_a_time(who: bytes) -> None:
    """Tries under one name wait for each other, to the end of the transaction: guesses sent at once count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(who[:8], "big", signed=True)])
