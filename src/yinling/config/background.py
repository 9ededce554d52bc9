"""The background process: everything that happens without somebody asking, as loops of one process.

Each loop is a thread of its own. One that fails is started again, later each time, and says why in the log.
"""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections

from yinling.config.launcher.refusals import Refusal
from yinling.config.logs import speak_in_lines
from yinling.config.startup import settle

log = logging.getLogger("yinling.background")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds between a failure and the next try; doubles
_SETTLED = 30.0  # a loop that ran so many seconds failed for a new reason
_GRACE = 2.5  # seconds that loops have for ending after SIGTERM


@dataclass(frozen=True)
class Loop:
    """One kind of background work; `run` goes on until the event is set, and ends soon after."""

    name: str
    run: Callable[[threading.Event], None]


def loops() -> Sequence[Loop]:
    """Every loop of this process; they are known only once Django's apps are."""
    from yinling.base.deadlines.jobs import run_engine
    from yinling.base.jobs.jobs import run_worker
    from yinling.base.journal.jobs import run_sealer

    return Loop("jobs", run_worker), Loop("deadlines", run_engine), Loop("sealer", run_sealer)


def keep_running(loop: Loop, stop: threading.Event) -> None:
    """Run a loop until `stop` is set, again and again when it fails, each time on a database connection of its own.

    A connection that broke outside of a transaction stays with its thread as it is: whoever begins with a question
    would fail on it for ever.
    """
    pause = _FIRST_PAUSE
    while not stop.is_set():
        start = time.monotonic()
        try:
            connections.close_all()
            loop.run(stop)
        except Exception:  # whatever broke, the work must go on; the log says what
            log.exception("loop %s failed", loop.name)
        if time.monotonic() - start > _SETTLED:
            pause = _FIRST_PAUSE
        stop.wait(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _thread(loop: Loop, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=keep_running, args=(loop, stop), name=loop.name, daemon=True)
    thread.start()
    return thread


def main(_argv: Sequence[str] = ()) -> None:
    """Run all loops until SIGTERM or SIGINT; ends within three seconds, whatever they are doing.

    What is cut off then is work that may be done twice: its transaction is rolled back.
    """
    speak_in_lines()
    settle("background")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    threads = [
        threading.Thread(target=keep_running, args=(loop, stop), name=loop.name, daemon=True) for loop in loops()
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(3600):
        continue
    end = time.monotonic() + _GRACE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    logging.shutdown()
    os._exit(0)  # a thread inside a long piece of work must not hold the process


if __name__ == "__main__":
    try:
        main()
    except Refusal as refusal:
        sys.exit(refusal.sentence)
