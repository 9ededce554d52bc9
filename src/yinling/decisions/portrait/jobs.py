"""Background work of portraits: the steps of a run, the nightly run, the hourly count."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import chore, job
from yinling.decisions.portrait.actions import recount_cells, start, step
from yinling.decisions.portrait.actions.recalculating import STEP
from yinling.kernel.areas import NATION
from yinling.kernel.viewer import system

_DRAWING = system("drawing portraits")
_COUNTING = system("counting portraits")


@job(STEP, viewer=_DRAWING)
def step_on(run: str) -> None:
    """Draw the next county of a run."""
    step(run=UUID(run), by=_DRAWING, at=timezone.now())


@chore("portrait.nightly", viewer=_DRAWING, cron="10 17 * * *")
def nightly(timestamp: int) -> None:
    """Ten past one in Shanghai: who grew a year older, and what is in force from today on."""
    start(area_code=NATION, reason="每日重算", by=_DRAWING, at=timezone.now())


@chore("portrait.recount", viewer=_COUNTING, cron="37 * * * *")
def count_anew(timestamp: int) -> None:
    """Each hour: the counts of all counties, for what single acts changed since."""
    recount_cells(area_code=NATION, by=_COUNTING, at=timezone.now())
