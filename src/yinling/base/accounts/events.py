"""What accounts announce. `subject` is the account; for a name nobody has, a keyed digest of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class AccountCreated:
    """An account was made."""

    kind: ClassVar[str] = "accounts.created"
    subject: UUID
    username: str
    display_name: str
    demo: bool


@dataclass(frozen=True)
class AccountLocked:
    """An administrator closed the account; its sessions ended."""

    kind: ClassVar[str] = "accounts.locked"
    subject: UUID
    reason: str


@dataclass(frozen=True)
class AccountUnlocked:
    """An administrator opened the account and lifted any lock by failures."""

    kind: ClassVar[str] = "accounts.unlocked"
    subject: UUID


@dataclass(frozen=True)
class PasswordChanged:
    """The holder set a new password; other sessions ended."""

    kind: ClassVar[str] = "accounts.password_changed"
    subject: UUID


@dataclass(frozen=True)
class PinSet:
    """A person's or proxy's account has a new PIN; other sessions ended, a lock by failures is lifted."""

    kind: ClassVar[str] = "accounts.pin_set"
    subject: UUID


@dataclass(frozen=True)
class KeyholderRenamed:
    """The name under which a person or proxy signs in followed the card; it is a digest and not told."""

    kind: ClassVar[str] = "accounts.keyholder_renamed"
    subject: UUID


@dataclass(frozen=True)
class SecondFactorEnrolled:
    """The account has an authenticator app from now on."""

    kind: ClassVar[str] = "accounts.second_factor_enrolled"
    subject: UUID


@dataclass(frozen=True)
class SignedIn:
    """All proofs that the account has were given."""

    kind: ClassVar[str] = "accounts.signed_in"
    subject: UUID
    address: str
    proofs: tuple[str, ...]


@dataclass(frozen=True)
class SignInFailed:
    """A proof was wrong."""

    kind: ClassVar[str] = "accounts.sign_in_failed"
    subject: UUID
    address: str
    step: str


@dataclass(frozen=True)
class SignInLocked:
    """Too many wrong proofs: this name or this address waits."""

    kind: ClassVar[str] = "accounts.sign_in_locked"
    subject: UUID
    address: str
    until: str


@dataclass(frozen=True)
class TriesForgotten:
    """What sign-in no longer needs was deleted: ended sessions, and tries older than `before`."""

    kind: ClassVar[str] = "accounts.tries_forgotten"
    subject: UUID
    before: str
    sessions: int
    tries: int


@dataclass(frozen=True)
class SignedOut:
    """The holder left; `everywhere` when all devices were meant."""

    kind: ClassVar[str] = "accounts.signed_out"
    subject: UUID
    everywhere: bool


@dataclass(frozen=True)
class RecoveryAsked:
    """A security administrator asked that an account's way in be made anew. `subject` is the account."""

    kind: ClassVar[str] = "accounts.recovery_asked"
    subject: UUID
    recovery: UUID
    reason: str


@dataclass(frozen=True)
class RecoveryApproved:
    """Another administrator approved: a password for one sign-in, no authenticator, all sessions ended."""

    kind: ClassVar[str] = "accounts.recovery_approved"
    subject: UUID
    recovery: UUID


@dataclass(frozen=True)
class RecoveryRefused:
    """Another administrator refused; nothing was changed."""

    kind: ClassVar[str] = "accounts.recovery_refused"
    subject: UUID
    recovery: UUID
    reason: str


@dataclass(frozen=True)
class RecoveryWithdrawn:
    """Who asked took it back; nothing was changed."""

    kind: ClassVar[str] = "accounts.recovery_withdrawn"
    subject: UUID
    recovery: UUID


@dataclass(frozen=True)
class FilterSaved:
    """An account keeps a filter of a page; what it filters by is not told."""

    kind: ClassVar[str] = "accounts.filter_saved"
    subject: UUID
    page: str


@dataclass(frozen=True)
class FilterDropped:
    """An account keeps a filter no longer."""

    kind: ClassVar[str] = "accounts.filter_dropped"
    subject: UUID
    page: str
