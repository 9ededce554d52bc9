"""The state table of a task, and the limits of a visit's texts."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yinling.service.delivery.terms import TaskState

MAX_NOTES = 2_000
MAX_REASON = 200
MAX_WRONG_CODES = 10
MAX_PHOTOS = 6
REMEMBERED = timedelta(hours=24)  # how long a worker still sees the person of a visit that he ended


class Move(StrEnum):
    """What can happen to a task."""

    GIVE_BACK = "give_back"
    WITHDRAW = "withdraw"  # the order was cancelled before anybody went
    CHECK_IN = "check_in"
    FINISH = "finish"
    CONFIRM = "confirm"
    NO_SHOW = "no_show"


MOVES: dict[Move, tuple[frozenset[TaskState], TaskState]] = {
    Move.GIVE_BACK: (frozenset({TaskState.TAKEN}), TaskState.WITHDRAWN),
    Move.WITHDRAW: (frozenset({TaskState.TAKEN}), TaskState.WITHDRAWN),
    Move.CHECK_IN: (frozenset({TaskState.TAKEN}), TaskState.CHECKED_IN),
    Move.FINISH: (frozenset({TaskState.CHECKED_IN}), TaskState.DONE),
    Move.CONFIRM: (frozenset({TaskState.DONE}), TaskState.CONFIRMED),
    Move.NO_SHOW: (frozenset({TaskState.TAKEN, TaskState.CHECKED_IN}), TaskState.NO_SHOW),
}
