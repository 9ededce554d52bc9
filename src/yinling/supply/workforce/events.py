"""What the workforce announces. The telephone number stays with the worker's row."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class WorkerRegistered:
    """An account that may work was given a profile. `skills` and `languages` are codes."""

    kind: ClassVar[str] = "workforce.worker_registered"
    subject: UUID
    account: UUID
    area_code: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    most_at_once: int


@dataclass(frozen=True)
class WorkerChanged:
    """A profile was changed; `changed` names the fields."""

    kind: ClassVar[str] = "workforce.worker_changed"
    subject: UUID
    changed: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    most_at_once: int


@dataclass(frozen=True)
class WorkerAway:
    """A worker is offered nothing from a day until the day of his return; both empty: he is here."""

    kind: ClassVar[str] = "workforce.worker_away"
    subject: UUID
    away_from: str
    away_to: str
