"""The hourly chore of the registry."""

from __future__ import annotations

from django.utils import timezone

from yinling.base.jobs.jobs import chore
from yinling.kernel.viewer import system
from yinling.people.registry.actions.tallies import recount

_COUNTING = system("counting the registry anew")


@chore("registry.recount", viewer=_COUNTING, cron="7 * * * *")
def count_anew(timestamp: int) -> None:
    """Seven minutes past each hour: the tallies of the whole house."""
    recount(by=_COUNTING, at=timezone.now())
