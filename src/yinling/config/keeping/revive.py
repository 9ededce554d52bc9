"""A restored database becomes one of this version: migrated, walled, and its journal says that it was restored.

Run as a process of its own with the owner's login to that database; its last line is JSON.
"""

from __future__ import annotations

import json
import sys

from yinling.config.keeping.events import INSTALLATION, DatabaseRestored
from yinling.config.launcher.refusals import Refusal
from yinling.config.logs import speak_in_lines
from yinling.config.startup import settle


def main(said: str) -> None:
    """Do all of it; safe to repeat, though the journal says it again."""
    settle("owner")
    from django.core.management import call_command
    from django.utils import timezone

    from yinling.base.journal import outside
    from yinling.config.keeping.telling import tell
    from yinling.kernel.notes import NoteError, parse_checkpoint

    call_command("migrate", interactive=False, verbosity=0)
    try:
        last = outside.last_kept()
        known = parse_checkpoint(last.text).size if last is not None else 0
    except NoteError:  # the file is spoilt: the audit says so
        known = 0
    found = json.loads(said)
    tell(
        DatabaseRestored(
            subject=INSTALLATION,
            taken_at=found["taken_at"],
            size=found["size"],
            root=found["root"],
            known=max(known, found["size"]),
        ),
        at=timezone.now(),
    )
    print(json.dumps({"known": known}))


if __name__ == "__main__":
    speak_in_lines()
    try:
        main(sys.argv[1])
    except Refusal as refusal:
        sys.exit(refusal.sentence)
