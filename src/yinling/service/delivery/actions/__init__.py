"""Moves of tasks: taken, given back, checked in, done, confirmed, or ended without a service."""

from yinling.service.delivery.actions.arriving import (
    CardVoid,
    CodeLocked,
    CodeOver,
    NoPhone,
    TooManyCodes,
    WrongCode,
    check_in,
    check_in_by_phone_code,
    check_in_by_place,
    send_phone_code,
    unlock,
)
from yinling.service.delivery.actions.confirming import FORGET, confirm, confirm_by_person, forget
from yinling.service.delivery.actions.ending import no_show, tell_withdrawn, withdraw_cancelled
from yinling.service.delivery.actions.handing_over import hand_over
from yinling.service.delivery.actions.moving import TaskMoved
from yinling.service.delivery.actions.reading import open_visit, see_photo
from yinling.service.delivery.actions.taking import give_back, take
from yinling.service.delivery.actions.visiting import LineSaid, PhotoAdded, add_photo, finish

__all__ = [
    "FORGET", "CardVoid", "CodeLocked", "CodeOver", "LineSaid", "NoPhone", "PhotoAdded", "TaskMoved", "TooManyCodes",
    "WrongCode", "add_photo", "check_in", "check_in_by_phone_code", "check_in_by_place", "confirm", "confirm_by_person",
    "finish", "forget", "give_back", "hand_over", "no_show", "open_visit", "see_photo", "send_phone_code", "take",
    "tell_withdrawn", "unlock", "withdraw_cancelled",
]  # fmt: skip
