"""A writer: records facts as the application until SIGTERM; writes each sequence to a file after its commit."""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

import django

stop = threading.Event()


def write(chance: random.Random, acknowledged: TextIO) -> None:
    """One fact in a transaction of its own: some are held open, some rolled back."""
    from django.db import transaction
    from django.utils import timezone

    from tests.base.journal.facts import visited

    fate = chance.random()
    with transaction.atomic():
        sequence = visited(timezone.now()).sequence
        if fate < 0.02:
            time.sleep(chance.random() * 0.3)
        if fate > 0.95:
            transaction.set_rollback(True)
    if fate <= 0.95:
        acknowledged.write(f"{sequence}\n")


if __name__ == "__main__":
    django.setup()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with Path(sys.argv[2]).open("w", encoding="ascii") as file:
        seeded = random.Random(int(sys.argv[1]))
        while not stop.is_set():
            write(seeded, file)
