"""The state table of tasks, read whole."""

from __future__ import annotations

from yinling.service.delivery.domain import MOVES, Move
from yinling.service.delivery.terms import TaskState


def test_the_state_table():
    assert {str(move): (str(origin), str(target)) for move, (origin, target) in MOVES.items()} == {
        "take": ("offered", "taken"),
        "withdraw": ("offered", "withdrawn"),
        "give_back": ("taken", "withdrawn"),
        "check_in": ("taken", "checked_in"),
        "finish": ("checked_in", "done"),
        "confirm": ("done", "confirmed"),
    }
    assert set(MOVES) == set(Move)


def test_every_state_is_reached_and_ends_are_ends():
    assert {target for _origin, target in MOVES.values()} | {TaskState.OFFERED} == set(TaskState)
    assert set(TaskState) - {origin for origin, _target in MOVES.values()} == {TaskState.CONFIRMED, TaskState.WITHDRAWN}
