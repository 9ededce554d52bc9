"""Progress of an import, told every second through a connection of its own: the import itself is one transaction."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from uuid import UUID

from django.db import connections, transaction
from django.db.models.functions import Now

from yinling.base.rows.viewing import state
from yinling.kernel.viewer import system
from yinling.people.intake.models import Roster
from yinling.people.intake.terms import Phase, RosterState

_EVERY = 1.0
_TELLING = system("progress of an import")


class Progress:
    """What an import is doing, kept in memory; a quiet one, for tests and for callers who print it themselves."""

    def __init__(self) -> None:
        self.phase = Phase.READ
        self.done = 0
        self.total = 0
        self.seconds: dict[str, float] = {}
        self._since = time.monotonic()

    def begin(self, phase: Phase, total: int = 0) -> None:
        """A new phase of so many steps."""
        self.end()
        self.phase, self.done, self.total = phase, 0, total

    def step(self, number: int = 1) -> None:
        """So many steps were done."""
        self.done += number

    def end(self) -> None:
        """Note how long the phase took, in seconds."""
        now = time.monotonic()
        self.seconds[self.phase.value] = round(self.seconds.get(self.phase.value, 0.0) + now - self._since, 2)
        self._since = now


class ToldProgress(Progress):
    """Progress that a thread writes into the roster's row once a second, until the block ends.

    The thread never waits for the row: while the import itself holds it, nothing is told.
    """

    def __init__(self, roster: UUID) -> None:
        super().__init__()
        self._roster = roster
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="import progress", daemon=True)

    def __enter__(self) -> ToldProgress:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _tell(self) -> None:
        try:
            while True:
                self._write()
                if self._stop.wait(_EVERY):
                    return
        finally:
            connections.close_all()

    def _write(self) -> None:
        with transaction.atomic():
            state(_TELLING)
            at_work = Roster.objects.filter(public_id=self._roster).exclude(
                state__in=[RosterState.DONE, RosterState.REFUSED, RosterState.WITHDRAWN]
            )
            # An import that ends holds the row until its job commits, and the job waits for this thread: never wait.
            free = list(at_work.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True))
            Roster.objects.filter(id__in=free).update(
                state=RosterState.RUNNING, phase=self.phase, done=self.done, total=self.total, moved_at=Now()
            )
