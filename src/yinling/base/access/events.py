"""What rights announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class GrantGiven:
    """An account received a role over a scope. `subject` is the grant."""

    kind: ClassVar[str] = "access.grant_given"
    subject: UUID
    account: UUID
    role: str
    area_code: str
    units: tuple[UUID, ...]
    purposes: tuple[str, ...]
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class GrantEnded:
    """A grant ended before its time."""

    kind: ClassVar[str] = "access.grant_ended"
    subject: UUID


@dataclass(frozen=True)
class LooksDigested:
    """The day's log of looks, tied down: how many there were and the SHA-256 over them in order of their ids."""

    kind: ClassVar[str] = "access.looks_digested"
    subject: UUID
    day: str
    looks: int
    digest: str
