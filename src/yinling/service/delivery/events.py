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
    """The worker proved to be at the person's side. A place stays with the task, here is its digest."""

    kind: ClassVar[str] = "delivery.worker_checked_in"
    subject: UUID
    worker: UUID
    way: str
    place_digest: str = ""


@dataclass(frozen=True)
class PhoneCodeSent:
    """Six digits were sent to the person's phone, for a check-in without the card."""

    kind: ClassVar[str] = "delivery.phone_code_sent"
    subject: UUID
    worker: UUID


@dataclass(frozen=True)
class CardCodeUnlocked:
    """An officer lets a worker try the card's code again, after ten wrong ones."""

    kind: ClassVar[str] = "delivery.card_code_unlocked"
    subject: UUID
    reason: str


@dataclass(frozen=True)
class VisitPhotographed:
    """A picture was added to the visit: the digest of what is kept, and the earlier picture that it repeats."""

    kind: ClassVar[str] = "delivery.visit_photographed"
    subject: UUID
    photo: UUID
    digest: str
    repeats: str


@dataclass(frozen=True)
class PersonNotMet:
    """Who went did not meet the person, or could not help: the order is the officer's again."""

    kind: ClassVar[str] = "delivery.person_not_met"
    subject: UUID
    order: UUID
    reason: str


@dataclass(frozen=True)
class ServiceDone:
    """The worker noted what was done; the note and the checklist stay with the task, here are their digests."""

    kind: ClassVar[str] = "delivery.service_done"
    subject: UUID
    notes_digest: str
    checklist_digest: str = ""


@dataclass(frozen=True)
class OrderHandedOver:
    """An officer moved an order from one worker to another, or to all who fit (`to` empty). `subject` is the order."""

    kind: ClassVar[str] = "delivery.order_handed_over"
    subject: UUID
    offer: UUID
    to: str
    reason: str


@dataclass(frozen=True)
class ServiceConfirmed:
    """The person, or who acts for the person, confirmed the service. This fact's proof is the receipt.

    `evidence` says in Chinese what the score of 0 to 100 rests on; `on_behalf` is the proxy right that was used.
    Receipts from before the score have none of the three.
    """

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
    evidence_score: int
    evidence: tuple[str, ...]
    on_behalf: str
