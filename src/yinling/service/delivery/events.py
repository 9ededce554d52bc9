"""What delivery announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class TaskTaken:
    """A worker took the task; it is no longer on offer to others."""

    kind: ClassVar[str] = "delivery.task_taken"
    subject: UUID
    order: UUID
    worker: UUID


@dataclass(frozen=True)
class TaskWithdrawn:
    """The task ended without a visit: untaken in time, or given back with a reason."""

    kind: ClassVar[str] = "delivery.task_withdrawn"
    subject: UUID
    order: UUID
    reason: str


@dataclass(frozen=True)
class WorkerCheckedIn:
    """The worker proved to be at the person's side, by the card."""

    kind: ClassVar[str] = "delivery.worker_checked_in"
    subject: UUID
    worker: UUID
    way: str


@dataclass(frozen=True)
class ServiceDone:
    """The worker noted what was done; the note itself stays with the task, here is its digest."""

    kind: ClassVar[str] = "delivery.service_done"
    subject: UUID
    notes_digest: str


@dataclass(frozen=True)
class ServiceConfirmed:
    """The person, or a named proxy, confirmed the service. This fact's proof is the receipt."""

    kind: ClassVar[str] = "delivery.service_confirmed"
    subject: UUID
    order: UUID
    person: UUID
    person_name: str
    item: str
    place: str
    worker: UUID
    worker_name: str
    taken_at: str
    checked_in_at: str
    check_in: str
    done_at: str
    confirmed_at: str
    confirmed_by: str
    notes_digest: str
