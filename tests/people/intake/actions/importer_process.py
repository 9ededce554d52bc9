"""One import in a process of its own, as background work: `importer_process ROSTER`; says what state it came to."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from uuid import UUID

import django

if __name__ == "__main__":
    django.setup()
    from yinling.base.rows.viewing import seen_as
    from yinling.kernel.viewer import system
    from yinling.people.intake.actions import take_in

    viewer = system("an import that may be killed")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    at = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    state = seen_as(viewer)(take_in)(roster=UUID(sys.argv[1]), by=viewer, at=at, assume=True)
    sys.stdout.write(state + "\n")
