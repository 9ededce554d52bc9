"""What the background does with a roster besides the act itself."""

from tests.factories import SYSTEM
from tests.people.intake.imported import LI, ZHANG, taken_in, workbook
from tests.people.registry.people import COUNTY, officer, places, unit
from yinling.people.intake import jobs
from yinling.people.intake.actions import withdraw
from yinling.people.registry.actions import recount
from yinling.people.registry.models import Tally


def test_when_a_roster_was_taken_back_its_area_is_counted_anew(sides, now):
    """Large lists say what the tallies say: they must not name for an hour people who have left."""
    sides.owner()
    places()
    clerk, home = officer(COUNTY), unit(COUNTY)
    roster = taken_in(home, workbook(ZHANG, LI), by=clerk, at=now).public_id
    recount(by=SYSTEM, at=now)
    assert Tally.objects.get(term="", area_code=COUNTY).number == 2
    sides.app(clerk)
    withdraw(roster=roster, by=clerk, at=now)
    sides.work(SYSTEM)
    jobs.take_back(roster=str(roster))
    assert not Tally.objects.filter(area_code=COUNTY).exists()
