"""Account, try, recovery, saved filter."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from yinling.base.accounts.terms import AccountKind, Outcome, RecoveryState, Step
from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity

_OPEN = Sensitivity.OPEN


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their natural key, the name of sign-in."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of that name. Raises Account.DoesNotExist."""
        return self.get(username=username)


class Account(AbstractBaseUser, Row):
    """One person's way in. Open, or closed by an administrator (`is_active` false); never deleted.

    `session_stamp` is part of every session's seal: a new one ends all sessions. `last_code_step` is the time
    step of the last code used, so that none is used twice. Class system: read before there is a viewer.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM,
        app="select, insert, update (password, last_login, is_active, must_change_password, session_stamp,"
        " last_code_step)",
        personal={
            "username": Sensitivity.NAMED,
            "display_name": Sensitivity.NAMED,
            "kind": _OPEN,
            "password": _OPEN,
            "last_login": _OPEN,
            "is_active": _OPEN,
            "is_demo": _OPEN,
            "must_change_password": _OPEN,
            "session_stamp": _OPEN,
            "last_code_step": _OPEN,
            "created_at": _OPEN,
        },
    )

    username = CodeField(unique=True)
    display_name = models.TextField()
    kind = CodeField(choices=[(kind.value, kind.value) for kind in AccountKind], default=AccountKind.STAFF.value)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    session_stamp = models.UUIDField(default=uuid.uuid4)
    last_code_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{2,39}$"), name="account_username_form"
            ),
            models.CheckConstraint(condition=~Q(display_name=""), name="account_has_name"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in AccountKind]), name="account_kind_known"),
            models.CheckConstraint(condition=Q(last_code_step__gte=0), name="account_code_step_positive"),
        )

    def __str__(self) -> str:
        return self.display_name

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this account's: ends with the password and with the stamp."""
        return salted_hmac("accounts.session", f"{self.password}|{self.session_stamp}", algorithm="sha256").hexdigest()


class SignInTry(Row):
    """One try to sign in, kept to count failures. The name typed is kept as a keyed digest only: people type
    passwords into the wrong field. Class system.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert")

    who = models.BinaryField(max_length=32)
    address = models.GenericIPAddressField(null=True)
    step = models.TextField(choices=[(s.value, s.value) for s in Step])
    outcome = models.TextField(choices=[(o.value, o.value) for o in Outcome])
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(step__in=[s.value for s in Step]), name="try_step_known"),
            models.CheckConstraint(condition=Q(outcome__in=[o.value for o in Outcome]), name="try_outcome_known"),
        )
        indexes = (
            models.Index(fields=["who", "-at"], name="try_who"),
            models.Index(fields=["address", "-at"], condition=Q(outcome="failed"), name="try_address_failed"),
        )


class Recovery(Row):
    """A way in is made anew for somebody who lost password or authenticator: one administrator asks, another decides.

    Class system.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM, app="select, insert, update (state, decided_by, decided_by_name, decided_at, decided_because)"
    )

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recoveries")
    reason = models.TextField()
    asked_by = models.TextField()
    asked_by_name = models.TextField()
    asked_at = models.DateTimeField()
    state = CodeField(choices=[(s.value, s.value) for s in RecoveryState], default=RecoveryState.OPEN.value)
    decided_by = models.TextField(default="", blank=True)
    decided_by_name = models.TextField(default="", blank=True)
    decided_because = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RecoveryState]), name="recovery_state_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recovery_says_why"),
            models.CheckConstraint(
                condition=Q(state=RecoveryState.OPEN.value, decided_at__isnull=True, decided_by="", decided_because="")
                | (~Q(state=RecoveryState.OPEN.value) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="recovery_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RecoveryState.APPROVED.value, RecoveryState.REFUSED.value))
                | ~Q(asked_by=F("decided_by")),
                name="recovery_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(state=RecoveryState.OPEN.value), name="recovery_one_open"
            ),
        )


class SavedFilter(Row):
    """A filter of a list that an account keeps under a name: `query` is the address after the question mark.

    It can hold a name that was searched for, so it is sealed. Class system: an account reads its own alone.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM, app="select, insert, update, delete", personal={"query": Sensitivity.SECRET}
    )

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="saved_filters")
    page = CodeField()
    name = models.TextField()
    query = EncryptedTextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "page", "name"], name="savedfilter_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(page=""), name="savedfilter_has_name"),
        )
