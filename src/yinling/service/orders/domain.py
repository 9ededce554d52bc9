"""The state table of an order: which move is legal from which state. Everything else is refused."""

from __future__ import annotations

from enum import StrEnum

from yinling.service.orders.terms import OrderState


class Move(StrEnum):
    """What can happen to an order."""

    TAKE = "take"
    RETURN = "return"
    PLACE_AGAIN = "place_again"
    CANCEL = "cancel"
    FULFIL = "fulfil"
    CALL_OFF = "call_off"
    REDO = "redo"


MOVES: dict[Move, tuple[frozenset[OrderState], OrderState]] = {
    Move.TAKE: (frozenset({OrderState.PLACED}), OrderState.IN_HAND),
    Move.RETURN: (frozenset({OrderState.PLACED, OrderState.IN_HAND}), OrderState.RETURNED),
    Move.PLACE_AGAIN: (frozenset({OrderState.RETURNED}), OrderState.PLACED),
    Move.CANCEL: (frozenset({OrderState.PLACED, OrderState.RETURNED}), OrderState.CANCELLED),
    Move.FULFIL: (frozenset({OrderState.IN_HAND}), OrderState.FULFILLED),
    Move.CALL_OFF: (frozenset({OrderState.IN_HAND}), OrderState.CANCELLED),
    Move.REDO: (frozenset({OrderState.FULFILLED}), OrderState.PLACED),
}
