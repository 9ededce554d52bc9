"""What orders announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class OrderPlaced:
    """An order wants hands: for the first time, or again after it came back (`round` counts)."""

    kind: ClassVar[str] = "orders.order_placed"
    subject: UUID
    person: UUID
    item: str
    due_date: str
    round: int


@dataclass(frozen=True)
class OrderAsked:
    """Somebody asked for a service: the person, a proxy by the right `on_behalf`, or staff on the person's word."""

    kind: ClassVar[str] = "orders.order_asked"
    subject: UUID
    person: UUID
    item: str
    item_code: str
    way: str
    said_by: str
    on_behalf: str


@dataclass(frozen=True)
class OrderToRedo:
    """A fulfilled order is placed again: what was done was not good. `reason` says why."""

    kind: ClassVar[str] = "orders.order_to_redo"
    subject: UUID
    reason: str


@dataclass(frozen=True)
class OrderReturned:
    """Nobody took the order in time, or who took it cannot: it is the officer's again."""

    kind: ClassVar[str] = "orders.order_returned"
    subject: UUID
    reason: str


@dataclass(frozen=True)
class OrderCancelled:
    """The order was called off, by an officer, the person or a proxy (`said_by`); whoever has it in hand stays home."""

    kind: ClassVar[str] = "orders.order_cancelled"
    subject: UUID
    reason: str = ""
    said_by: str = ""
    on_behalf: str = ""


@dataclass(frozen=True)
class OrderInHand:
    """Somebody took the order."""

    kind: ClassVar[str] = "orders.order_in_hand"
    subject: UUID


@dataclass(frozen=True)
class OrderFulfilled:
    """The service was given and confirmed."""

    kind: ClassVar[str] = "orders.order_fulfilled"
    subject: UUID
