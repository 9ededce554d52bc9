"""Pure parts: how a fact becomes an entry, and what an audit concludes from what it reads."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol
from uuid import UUID

from yinling.kernel.canonical import canonical_json
from yinling.kernel.receipts import moment_text
from yinling.kernel.viewer import Role, Viewer


class Event(Protocol):
    """A fact: a frozen dataclass with a kind and the public id of what it is about."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]  # Any: as the standard library declares it
    kind: ClassVar[str]

    @property
    def subject(self) -> UUID:
        """The public id of what the fact is about."""


class NotAFact(TypeError):
    """An event holds a value that has no one written form: a fraction, a naive moment, an object."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What `record` wrote: the entry's number, and the salt and canonical body that its commitment is over."""

    sequence: int
    salt: bytes
    body_text: str


def body_of(event: Event) -> str:
    """The canonical body: all fields of the event. Raises NotAFact."""
    return canonical_json({f.name: plain(getattr(event, f.name)) for f in dataclasses.fields(event)}).decode()


def actor_of(by: Viewer) -> str:
    """The account's public id, `system` for background work, empty when nobody is signed in."""
    return by.account or (Role.SYSTEM.value if by.role is Role.SYSTEM else "")


def plain(value: object) -> object:
    """A field's value in JSON's types: dates and moments as ISO 8601 (moments in UTC), ids as text.

    Raises NotAFact for fractions (money is fen, shares are pairs of integers), naive moments and other objects.
    """
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case UUID():
            return str(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [plain(item) for item in value]
    raise NotAFact(f"{type(value).__name__} has no written form in a fact")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise NotAFact("a moment without time zone")
    return moment_text(value)
