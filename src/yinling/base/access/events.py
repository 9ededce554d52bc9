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


@dataclass(frozen=True)
class BreakGlassAsked:
    """An officer asked for extra power. By what the person was named is told, the number or code itself is not."""

    kind: ClassVar[str] = "access.break_glass_asked"
    subject: UUID
    account: UUID
    sought_by: str
    reason: str


@dataclass(frozen=True)
class BreakGlassOpened:
    """A person's record is open to who asked, until a moment."""

    kind: ClassVar[str] = "access.break_glass_opened"
    subject: UUID
    account: UUID
    person: UUID
    until: str


@dataclass(frozen=True)
class BreakGlassNotFound:
    """Nobody was found by what was typed."""

    kind: ClassVar[str] = "access.break_glass_not_found"
    subject: UUID
    account: UUID


@dataclass(frozen=True)
class BreakGlassEnded:
    """The extra power is over: by its deadline, or before it by who asked."""

    kind: ClassVar[str] = "access.break_glass_ended"
    subject: UUID
    account: UUID
    early: bool


@dataclass(frozen=True)
class BreakGlassReviewed:
    """The audit administrator went through it and noted what he found."""

    kind: ClassVar[str] = "access.break_glass_reviewed"
    subject: UUID
    note: str


@dataclass(frozen=True)
class BooksRead:
    """The audit administrator read what the books say. `subject` is his account, `about` a day, account or record."""

    kind: ClassVar[str] = "access.books_read"
    subject: UUID
    page: str
    about: str
