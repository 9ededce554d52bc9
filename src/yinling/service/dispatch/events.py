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
class OrderAssigned:
    """An officer asked one worker by hand; `despite` are codes of what speaks against him. `subject` is the offer."""

    kind: ClassVar[str] = "dispatch.order_assigned"
    subject: UUID
    order: UUID
    round: int
    wave: int
    worker: UUID
    take_by: str
    despite: tuple[str, ...]


@dataclass(frozen=True)
class OfferTaken:
    """A worker took an offer: the order is on offer to nobody else."""

    kind: ClassVar[str] = "dispatch.offer_taken"
    subject: UUID
    order: UUID
    worker: UUID


@dataclass(frozen=True)
class OfferDeclined:
    """A worker declined an offer with a reason: this order is never offered to him again.

    `others_asked` still have it on offer; with none of them the next ones are asked.
    """

    kind: ClassVar[str] = "dispatch.offer_declined"
    subject: UUID
    order: UUID
    round: int
    worker: UUID
    reason: str
    others_asked: int


@dataclass(frozen=True)
class OfferGivenBack:
    """Who took an offer cannot go: it is never offered to him again."""

    kind: ClassVar[str] = "dispatch.offer_given_back"
    subject: UUID
    order: UUID
    worker: UUID
    reason: str


@dataclass(frozen=True)
class OfferTakenBack:
    """An officer took an order from a worker who had it on offer or in hand, without a word against him.

    `others_asked` is how many still have it on offer in this round.
    """

    kind: ClassVar[str] = "dispatch.offer_taken_back"
    subject: UUID
    order: UUID
    round: int
    worker: UUID
    reason: str
    others_asked: int


@dataclass(frozen=True)
class OfferLapsed:
    """A worker did not answer an offer in time."""

    kind: ClassVar[str] = "dispatch.offer_lapsed"
    subject: UUID
    order: UUID
    worker: UUID


@dataclass(frozen=True)
class OffersWithdrawn:
    """What was on offer for an order, or taken, is so no longer: it was cancelled."""

    kind: ClassVar[str] = "dispatch.offers_withdrawn"
    subject: UUID
    offers: tuple[UUID, ...]
    reason: str


@dataclass(frozen=True)
class WishSaid:
    """What a person wishes about who comes, said by the person, a proxy or staff. `subject` is the wish."""

    kind: ClassVar[str] = "dispatch.wish_said"
    subject: UUID
    person: UUID
    carer_sex: str
    languages: tuple[str, ...]
    avoided: tuple[UUID, ...]
    said_by: str
    on_behalf: str


@dataclass(frozen=True)
class WishEnded:
    """A person has no wishes about who comes any longer."""

    kind: ClassVar[str] = "dispatch.wish_ended"
    subject: UUID
    person: UUID
    said_by: str
    on_behalf: str


@dataclass(frozen=True)
class OrdersExported:
    """A list of orders left the house as a file. `chosen` is the filter as JSON, without the name searched for."""

    kind: ClassVar[str] = "dispatch.orders_exported"
    subject: UUID
    chosen: str
    orders: int
    file_kind: str
    digest: str
