"""The state table of a task, and the limits of a visit's texts."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yinling.service.delivery.terms import TaskState

MAX_NOTES = 2_000
MAX_REASON = 200
MAX_WRONG_CODES = 10
REMEMBERED = timedelta(hours=24)  # how long a worker still sees the person of a visit that he ended


class Move(StrEnum):
    """What can happen to a task."""

    TAKE = "take"
    WITHDRAW = "withdraw"
    GIVE_BACK = "give_back"
    CHECK_IN = "check_in"
    FINISH = "finish"
    CONFIRM = "confirm"


MOVES: dict[Move, tuple[TaskState, TaskState]] = {
    Move.TAKE: (TaskState.OFFERED, TaskState.TAKEN),
    Move.WITHDRAW: (TaskState.OFFERED, TaskState.WITHDRAWN),
    Move.GIVE_BACK: (TaskState.TAKEN, TaskState.WITHDRAWN),
    Move.CHECK_IN: (TaskState.TAKEN, TaskState.CHECKED_IN),
    Move.FINISH: (TaskState.CHECKED_IN, TaskState.DONE),
    Move.CONFIRM: (TaskState.DONE, TaskState.CONFIRMED),
}
