"""Background work of the intake: each job calls one action, as the system, at the moment it runs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinling.base.jobs.jobs import chore, job
from yinling.kernel.viewer import system
from yinling.people.intake.actions import ToldProgress, settle_row, stand_apart, sweep_files, take_back_roster, take_in
from yinling.people.intake.actions.deciding import SETTLE
from yinling.people.intake.actions.receiving import TAKE
from yinling.people.intake.actions.undoing import SEPARATE, TAKE_BACK
from yinling.people.intake.models import Roster
from yinling.people.intake.terms import RosterState
from yinling.people.registry.actions import recount

_TAKING = system("taking in a roster")
_SETTLING = system("settling a row")
_SEPARATING = system("separating a row")
_TAKING_BACK = system("taking back a roster")
_SWEEPING = system("throwing away files")
_LONG = "rosters"  # they wait for each other anyway, by their advisory lock


@job(TAKE, viewer=_TAKING, lane=_LONG)
def take(roster: str) -> None:
    """Take a roster in, telling its progress every second."""
    key = UUID(roster)
    with ToldProgress(key) as say:
        done = take_in(roster=key, by=_TAKING, at=timezone.now(), say=say) == RosterState.DONE
        if done:
            recount(area_code=_area_of(key), by=_TAKING, at=timezone.now())


@job(SETTLE, viewer=_SETTLING)
def settle(row: str) -> None:
    """Write what a held row has become by what was said of it."""
    settle_row(row=UUID(row), by=_SETTLING, at=timezone.now())


@job(SEPARATE, viewer=_SEPARATING)
def stand_alone(row: str) -> None:
    """Let a row that was joined to a person stand alone."""
    stand_apart(row=UUID(row), by=_SEPARATING, at=timezone.now())


@job(TAKE_BACK, viewer=_TAKING_BACK, lane=_LONG)
def take_back(roster: str) -> None:
    """Undo what a withdrawn roster wrote."""
    key = UUID(roster)
    if any(take_back_roster(roster=key, by=_TAKING_BACK, at=timezone.now())):
        recount(area_code=_area_of(key), by=_TAKING_BACK, at=timezone.now())


@chore("intake.sweep", viewer=_SWEEPING, cron="23 * * * *")
def sweep(timestamp: int) -> None:
    """Each hour: throw away the files that nobody waits for."""
    sweep_files(by=_SWEEPING, at=timezone.now())


def _area_of(roster: UUID) -> str:
    return Roster.objects.values_list("area_code", flat=True).get(public_id=roster)
