"""The sealer: a loop of the background process that seals what waits and signs the head every two seconds."""

from __future__ import annotations

import threading
import time

from django.db import close_old_connections
from django.utils import timezone

from yinling.base.journal import outside
from yinling.base.journal.actions import BATCH, check_continues, seal_batch, sign_checkpoint
from yinling.base.journal.models import Head
from yinling.base.journal.queries import checkpoints_after
from yinling.kernel.notes import parse_checkpoint
from yinling.kernel.viewer import system

PAUSE = 0.2  # seconds between two looks when nothing waits
SIGN_EVERY = 2.0  # seconds between two checkpoints at least

_SEALER = system("sealer")


def run_sealer(stop: threading.Event) -> None:
    """Seal, sign and keep copies until `stop` is set. May be killed at any moment and run twice beside itself.

    Raises TreeDamaged when the tree no longer continues what was signed: then nothing is signed until a person
    has read the audit. Raises NoLogKey without the signing key.
    """
    outside.verifier_key()
    check_against_kept()
    signed = time.monotonic() - SIGN_EVERY
    while not stop.is_set():
        close_old_connections()
        sealed = seal_batch(by=_SEALER, at=timezone.now())
        if time.monotonic() - signed >= SIGN_EVERY:
            sign_checkpoint(by=_SEALER, at=timezone.now())
            keep_copies()
            signed = time.monotonic()
        if sealed < BATCH:
            stop.wait(PAUSE)


def check_against_kept() -> None:
    """Compare the tree with the last checkpoint kept outside the database. Raises TreeDamaged."""
    last = outside.last_kept()
    if last is not None:
        size = Head.objects.values_list("size", flat=True).first() or 0
        check_continues(bytes(last), size=size)


def keep_copies() -> int:
    """Copy checkpoints that are signed, but not yet in the file outside the database; returns how many."""
    last = outside.last_kept()
    notes = [note for _, note in checkpoints_after(parse_checkpoint(last.text).size if last else 0)]
    outside.keep(notes)
    return len(notes)
