"""Moves of tasks: taken, given back, checked in, done, confirmed."""

from yinling.service.delivery.actions.confirming import FORGET, confirm, forget
from yinling.service.delivery.actions.moving import TaskMoved
from yinling.service.delivery.actions.taking import give_back, take
from yinling.service.delivery.actions.visiting import CodeLocked, WrongCode, check_in, finish

__all__ = [
    "FORGET", "CodeLocked", "TaskMoved", "WrongCode", "check_in", "confirm", "finish", "forget", "give_back", "take",
]  # fmt: skip
