"""The state table of orders, read whole."""

from __future__ import annotations

from yinling.service.orders.domain import MOVES
from yinling.service.orders.terms import OrderState


def test_the_state_table():
    assert {move.value: (sorted(origins), target.value) for move, (origins, target) in MOVES.items()} == {
        "take": (["placed"], "in_hand"),
        "return": (["in_hand", "placed"], "returned"),
        "place_again": (["returned"], "placed"),
        "cancel": (["placed", "returned"], "cancelled"),
        "call_off": (["in_hand"], "cancelled"),
        "fulfil": (["in_hand"], "fulfilled"),
        "redo": (["fulfilled"], "placed"),
    }


def test_every_state_is_reached_and_the_end_is_the_end():
    reached = {target for _origins, target in MOVES.values()} | {OrderState.PLACED}
    assert reached == set(OrderState)
    left = frozenset[OrderState]().union(*(origins for origins, _target in MOVES.values()))
    assert set(OrderState) - left == {OrderState.CANCELLED}
