"""What proxies announce. Names and phones stay with the right; the facts carry its id."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class ProxyRightRecorded:
    """Somebody may act for a person from a day until before another (empty: until revoked), for these scopes."""

    kind: ClassVar[str] = "proxies.right_recorded"
    subject: UUID
    person: UUID
    proxy_kind: str
    basis: str
    scopes: tuple[str, ...]
    valid_from: str
    valid_to: str
    account: str


@dataclass(frozen=True)
class ProxyRightRevoked:
    """A right holds no longer; whoever came in by it may do nothing more."""

    kind: ClassVar[str] = "proxies.right_revoked"
    subject: UUID
    person: UUID


@dataclass(frozen=True)
class ProxyRightRestored:
    """The revocation was a mistake, taken back the same day by who made it."""

    kind: ClassVar[str] = "proxies.right_restored"
    subject: UUID
    person: UUID


@dataclass(frozen=True)
class KeyIssued:
    """A person, or a proxy by the right `on_behalf`, got a key to the elder door."""

    kind: ClassVar[str] = "proxies.key_issued"
    subject: UUID
    key: UUID
    account: UUID
    holder: str
    on_behalf: str


@dataclass(frozen=True)
class KeyOpened:
    """The account of a key sees its person from now on."""

    kind: ClassVar[str] = "proxies.key_opened"
    subject: UUID
    key: UUID


@dataclass(frozen=True)
class KeyRenewed:
    """A key has a new PIN, printed for its holder."""

    kind: ClassVar[str] = "proxies.key_renewed"
    subject: UUID
    key: UUID


@dataclass(frozen=True)
class KeyRevoked:
    """A key opens nothing any more."""

    kind: ClassVar[str] = "proxies.key_revoked"
    subject: UUID
    key: UUID
    reason: str


@dataclass(frozen=True)
class KeysFollowedCard:
    """The keys of a person are tried with the card that is valid now; `keys` of them were changed."""

    kind: ClassVar[str] = "proxies.keys_followed_card"
    subject: UUID
    keys: int
