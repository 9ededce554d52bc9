"""A way in made anew: one security administrator asks, another decides, and each hands the holder half a password.

Neither half lets anybody in by itself, so neither administrator can take the account over alone.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from yinling.base.accounts import events, policy, queries
from yinling.base.accounts.actions.passwords import first_half, join_halves, random_half
from yinling.base.accounts.actions.signing_in import note_try
from yinling.base.accounts.models import Account, Recovery
from yinling.base.accounts.terms import Outcome, RecoveryState, Step
from yinling.base.journal import actions as journal
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer

SHORTEST, LONGEST = 2, 300  # of a reason, in characters


class RecoveryOpen(Refused):
    """Somebody asked for this account already, and nobody has decided yet."""


class RecoveryMoved(Refused):
    """Somebody has decided meanwhile, or it was taken back."""


class ReasonMissing(Refused):
    """Nobody said why, in 2 to 300 characters."""


@transaction.atomic
def ask_recovery(*, recovery: UUID, account: Account, reason: str, by: Viewer, at: datetime) -> str:
    """Ask that an account's way in be made anew. Returns the first half of its password, shown to who asks, once.

    `recovery` is the form's own key: sent twice, it is asked once. Raises Forbidden, ReasonMissing, RecoveryOpen.
    """
    policy.may_recover(by, account)
    reason = _reason(reason)
    if Recovery.objects.filter(public_id=recovery, account=account, asked_by=by.account).exists():
        return first_half(recovery)
    held = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)  # two who ask at once
    if Recovery.objects.filter(account=held, state=RecoveryState.OPEN.value).exists():
        raise RecoveryOpen
    Recovery.objects.create(
        public_id=recovery, account=held, reason=reason, asked_by=by.account, asked_by_name=by.name or by.account,
        asked_at=at,
    )  # fmt: skip
    journal.record(events.RecoveryAsked(account.public_id, recovery, reason), by=by, at=at)
    return first_half(recovery)


@transaction.atomic
def approve_recovery(*, recovery: UUID, by: Viewer, at: datetime) -> str:
    """Approve: a password for one sign-in, no authenticator, all sessions ended, locks by failures lifted.

    Returns the second half of the password, shown to who approves, once. Raises Forbidden, RecoveryMoved.
    """
    row = _asked(recovery)
    policy.may_decide_recovery(by, row)
    _claim(row, RecoveryState.APPROVED, "", by, at)
    first = first_half(recovery)
    password = join_halves(first, random_half)
    account = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=row.account_id)
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password, account.session_stamp = True, uuid.uuid4()
    account.save(update_fields=["password", "must_change_password", "session_stamp"])
    Authenticator.objects.filter(user_id=account.pk).delete()
    note_try(queries.name_digest(account.username), None, Step.PASSWORD, Outcome.REOPENED, at)
    journal.record(events.RecoveryApproved(account.public_id, recovery), by=by, at=at)
    return password.removeprefix(f"{first}-")


@transaction.atomic
def refuse_recovery(*, recovery: UUID, reason: str, by: Viewer, at: datetime) -> None:
    """Refuse, with a reason. Raises Forbidden, ReasonMissing, RecoveryMoved."""
    row = _asked(recovery)
    policy.may_decide_recovery(by, row)
    reason = _reason(reason)
    _claim(row, RecoveryState.REFUSED, reason, by, at)
    journal.record(events.RecoveryRefused(row.account.public_id, recovery, reason), by=by, at=at)


@transaction.atomic
def withdraw_recovery(*, recovery: UUID, by: Viewer, at: datetime) -> None:
    """Take back what one asked for. Raises Forbidden, RecoveryMoved."""
    row = _asked(recovery)
    policy.may_withdraw_recovery(by, row)
    _claim(row, RecoveryState.WITHDRAWN, "", by, at)
    journal.record(events.RecoveryWithdrawn(row.account.public_id, recovery), by=by, at=at)


def _asked(recovery: UUID) -> Recovery:
    row = Recovery.objects.select_related("account").filter(public_id=recovery).first()
    if row is None:
        raise Forbidden
    return row


def _claim(row: Recovery, state: RecoveryState, because: str, by: Viewer, at: datetime) -> None:
    open_one = Recovery.objects.filter(pk=row.pk, state=RecoveryState.OPEN.value)
    claimed = open_one.update(
        state=state.value, decided_by=by.account or "system", decided_by_name=by.name or by.account,
        decided_because=because, decided_at=at,
    )  # fmt: skip
    if not claimed:
        raise RecoveryMoved


def _reason(text: str) -> str:
    reason = plain(text)
    if not SHORTEST <= len(reason) <= LONGEST:
        raise ReasonMissing
    return reason
