"""Background work of the intake: each job calls one action, as the system, at the moment it runs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import job
from yinling.kernel.viewer import system
from yinling.people.intake.actions import ToldProgress, take_in
from yinling.people.intake.actions.receiving import TAKE

_TAKING = system("taking in a roster")


@job(TAKE, viewer=_TAKING)
def take(roster: str) -> None:
    """Take a roster in, telling its progress every second."""
    key = UUID(roster)
    with ToldProgress(key) as say:
        take_in(roster=key, by=_TAKING, at=timezone.now(), say=say)
