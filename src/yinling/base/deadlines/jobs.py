"""The engine: fires deadlines when they are due, until it is told to stop."""

from __future__ import annotations

import logging
import os
import socket
import threading
from datetime import UTC, datetime

from django.db import DatabaseError, InterfaceError, connection, transaction

from yinling.base.deadlines.actions import BATCH, fire_due
from yinling.base.deadlines.queries import next_due
from yinling.base.rows.viewing import state
from yinling.kernel.viewer import system

SHORTEST_PAUSE = 0.005  # seconds: two engines at one burst must not spin
LONGEST_PAUSE = 0.1  # a deadline that is set for right now waits at most this long
LOST_PAUSE = 1.0  # PostgreSQL is away or restarting

ENGINE = system("deadlines")

log = logging.getLogger(__name__)


def run_engine(stop: threading.Event) -> None:
    """Fire deadlines until `stop` is set. Any number may run at once; each deadline is fired by one of them.

    Nothing is kept in memory: killed at any moment, it loses nothing and doubles nothing. While the database
    is away it waits and tries again.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"
    while not stop.is_set():
        try:
            pause = _turn(name)
        except (DatabaseError, InterfaceError):
            log.exception("the engine lost its database; trying again")
            connection.close()
            pause = LOST_PAUSE
        stop.wait(pause)
    connection.close()


def _turn(name: str) -> float:
    """Fire one batch if anything is due. Returns how many seconds to wait before the next turn."""
    now = datetime.now(UTC)
    due = next_due()
    if due is None:
        return LONGEST_PAUSE
    if due > now:
        return _bounded((due - now).total_seconds())
    with transaction.atomic():
        state(ENGINE)
        fired = fire_due(engine=name, by=ENGINE, at=now)
    return 0 if fired == BATCH else SHORTEST_PAUSE


def _bounded(seconds: float) -> float:
    return min(LONGEST_PAUSE, max(SHORTEST_PAUSE, seconds))
