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
class OrderReturned:
    """Nobody took the order in time, or who took it cannot: it is the officer's again."""

    kind: ClassVar[str] = "orders.order_returned"
    subject: UUID
    reason: str


@dataclass(frozen=True)
class OrderCancelled:
    """The officer withdrew the order before anybody took it."""

    kind: ClassVar[str] = "orders.order_cancelled"
    subject: UUID


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
