"""What the registry announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class PersonRegistered:
    """A new person stands in the registry, with a card. Which terms were known is told, their values are not."""

    kind: ClassVar[str] = "registry.person_registered"
    subject: UUID
    area_code: str
    unit: UUID
    terms: tuple[str, ...]


@dataclass(frozen=True)
class RegistrationHeld:
    """An identity number was already kept somewhere; nothing was written. `subject` is the attempt's own id."""

    kind: ClassVar[str] = "registry.registration_held"
    subject: UUID


@dataclass(frozen=True)
class CardIssued:
    """A person got a card; an earlier one, if any, is void."""

    kind: ClassVar[str] = "registry.card_issued"
    subject: UUID
    serial: UUID
