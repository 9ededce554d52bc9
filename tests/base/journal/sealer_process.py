"""Sealers that are killed: two at a time, each with kill -9 after a moment, until SIGTERM; then one seals the rest."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time

import django

stop = threading.Event()


def seal_until_killed() -> int:
    """A child that seals as background does; it has no connection of its parent's."""
    child = os.fork()
    if child == 0:
        from yinling.base.journal.jobs import run_sealer

        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        run_sealer(threading.Event())
        os._exit(1)  # it never ends by itself
    return child


def drain() -> dict[str, object]:
    """What is left once everything is sealed, signed and copied; also what an audit finds."""
    from django.utils import timezone

    from tests.base.journal.facts import seal_and_sign
    from yinling.base.journal.audit import audit
    from yinling.base.journal.jobs import check_against_kept, keep_copies
    from yinling.base.journal.models import Todo

    check_against_kept()
    seal_and_sign(timezone.now())
    keep_copies()
    return {"todo": Todo.objects.count(), "findings": [str(finding) for finding in audit()]}


if __name__ == "__main__":
    django.setup()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    chance, kills, ended = random.Random(7), 0, 0
    while not stop.is_set():
        children = [seal_until_killed() for _ in range(2)]
        time.sleep(0.05 + chance.random() * 0.5)
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            kills += os.WTERMSIG(status) == signal.SIGKILL if os.WIFSIGNALED(status) else 0
            ended += os.WIFEXITED(status)
    sys.stdout.write(json.dumps({"kills": kills, "ended": ended, **drain()}) + "\n")
