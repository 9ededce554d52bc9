"""Files that nobody waits for any more are thrown away."""

from __future__ import annotations

from tests.factories import SYSTEM
from tests.people.intake.imported import ZHANG, handed_in, workbook
from tests.people.registry.people import COUNTY, officer, places, unit
from yinling.people.intake.actions import sweep_files
from yinling.people.intake.models import Roster, RosterFile


def test_a_file_that_waits_is_kept_and_one_that_was_refused_is_not(sides, now):
    sides.owner()
    places()
    waiting = handed_in(unit(COUNTY), workbook(ZHANG), by=officer(COUNTY), at=now)
    sides.owner()
    assert (sweep_files(by=SYSTEM, at=now), RosterFile.objects.count()) == (0, 1)
    Roster.objects.filter(public_id=waiting).update(state="refused")
    assert (sweep_files(by=SYSTEM, at=now), RosterFile.objects.count()) == (1, 0)
