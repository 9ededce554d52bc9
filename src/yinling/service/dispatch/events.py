"""What dispatch announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class OrderOffered:
    """An order was offered to workers, until `take_by`. `subject` is the order; `wave` counts within the round."""

    kind: ClassVar[str] = "dispatch.order_offered"
    subject: UUID
    round: int
    wave: int
    workers: tuple[UUID, ...]
    take_by: str


@dataclass(frozen=True)
class OfferTaken:
    """A worker took an offer: the order is on offer to nobody else."""

    kind: ClassVar[str] = "dispatch.offer_taken"
    subject: UUID
    order: UUID
    worker: UUID


@dataclass(frozen=True)
class OfferDeclined:
    """A worker declined an offer with a reason: this order is never offered to him again."""

    kind: ClassVar[str] = "dispatch.offer_declined"
    subject: UUID
    order: UUID
    worker: UUID
    reason: str


@dataclass(frozen=True)
class OfferLapsed:
    """A worker did not answer an offer in time."""

    kind: ClassVar[str] = "dispatch.offer_lapsed"
    subject: UUID
    order: UUID
    worker: UUID


@dataclass(frozen=True)
class OffersWithdrawn:
    """What was still on offer for an order is so no longer: it was cancelled."""

    kind: ClassVar[str] = "dispatch.offers_withdrawn"
    subject: UUID
    offers: tuple[UUID, ...]
    reason: str
