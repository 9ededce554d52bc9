"""The state table of tasks, read whole."""

from __future__ import annotations

from yinling.service.delivery.domain import MOVES, Move
from yinling.service.delivery.terms import TaskState


def test_the_state_table():
    table = {str(move): (sorted(map(str, origins)), str(target)) for move, (origins, target) in MOVES.items()}
    assert table == {
        "give_back": (["taken"], "withdrawn"),
        "withdraw": (["taken"], "withdrawn"),
        "check_in": (["taken"], "checked_in"),
        "finish": (["checked_in"], "done"),
        "confirm": (["done"], "confirmed"),
        "no_show": (["checked_in", "taken"], "no_show"),
    }
    assert set(MOVES) == set(Move)


def test_every_state_is_reached_and_ends_are_ends():
    assert {target for _origins, target in MOVES.values()} | {TaskState.TAKEN} == set(TaskState)
    left = {origin for origins, _target in MOVES.values() for origin in origins}
    assert set(TaskState) - left == {TaskState.CONFIRMED, TaskState.WITHDRAWN, TaskState.NO_SHOW}
