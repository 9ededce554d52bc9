"""Background work of the registry: the hourly count, and what follows a merge."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import chore, job
from yinling.kernel.viewer import system
from yinling.people.registry.actions.merging import MOVE
from yinling.people.registry.actions.merging import move_belongings as move
from yinling.people.registry.actions.tallies import recount

_COUNTING = system("counting the registry anew")


@chore("registry.recount", viewer=_COUNTING, cron="7 * * * *")
def count_anew(timestamp: int) -> None:
    """Seven minutes past each hour: the tallies of the whole house."""
    recount(by=_COUNTING, at=timezone.now())


_MOVING = system("moving what hangs on a merged record")


@job(MOVE, viewer=_MOVING)
def move_belongings(merge: str) -> None:
    """Let what hangs on a record follow its merge."""
    move(merge=UUID(merge), by=_MOVING, at=timezone.now())
