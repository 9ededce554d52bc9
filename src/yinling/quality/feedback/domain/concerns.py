"""The state table of a concern: which move is legal from which state. Everything else is refused."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from yinling.kernel.calendars import local_day
from yinling.quality.feedback.terms import ConcernState


class Move(StrEnum):
    """What can happen to a concern."""

    ANSWER = "answer"
    REDO = "redo"
    DISMISS = "dismiss"
    REOPEN = "reopen"


_OPEN = frozenset({ConcernState.OPEN})
MOVES: dict[Move, tuple[frozenset[ConcernState], ConcernState]] = {
    Move.ANSWER: (_OPEN, ConcernState.ANSWERED),
    Move.REDO: (_OPEN, ConcernState.REDONE),
    Move.DISMISS: (_OPEN, ConcernState.DISMISSED),
    # Not from redone: the order is on its way to hands again. Whoever wants it back cancels the order.
    Move.REOPEN: (frozenset({ConcernState.ANSWERED, ConcernState.DISMISSED}), ConcernState.OPEN),
}


def can_reopen(state: ConcernState, answered_at: datetime | None, *, at: datetime) -> bool:
    """Whether an answer can still be taken back: on its own day, and not once the service was ordered again."""
    same_day = answered_at is not None and local_day(answered_at) == local_day(at)
    return same_day and state in MOVES[Move.REOPEN][0]
