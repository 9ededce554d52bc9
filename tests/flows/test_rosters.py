"""A roster that comes draws the portraits of its people; one that is taken back takes them along."""

from tests.factories import SYSTEM, rules
from tests.people.intake.imported import ZHANG, taken_in, workbook
from tests.people.registry.people import COUNTY, officer, places, unit
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.portrait.actions import step
from yinling.decisions.portrait.models import Portrait, Run, Tag
from yinling.flows import jobs
from yinling.people.intake.actions import take_back_roster, withdraw
from yinling.people.registry.models import PersonNow


def drawn(roster, at):
    jobs.redraw_roster(roster=str(roster))
    run = Run.objects.latest("id").public_id
    while step(run=run, by=SYSTEM, at=at):
        continue
    jobs.propose_area(area=COUNTY)


def test_what_the_house_made_of_a_roster_by_itself_does_not_keep_it(sides, now):
    sides.owner()
    places()
    clerk, home = officer(COUNTY), unit(COUNTY)
    rules(now)
    roster = taken_in(home, workbook(ZHANG), by=clerk, at=now).public_id
    sides.work(SYSTEM)
    drawn(roster, now)
    assert (Portrait.objects.count(), PersonNow.objects.count()) == (1, 1)
    assert Tag.objects.filter(until__isnull=True).exists()
    sides.app(clerk)
    withdraw(roster=roster, by=clerk, at=now)
    sides.work(SYSTEM)
    assert take_back_roster(roster=roster, by=SYSTEM, at=now) == (1, 0)
    drawn(roster, now)
    assert (Portrait.objects.get().verdicts, PersonNow.objects.count()) == ([], 0)
    assert not Tag.objects.filter(until__isnull=True).exists()
    assert not Proposal.objects.filter(state__in=["open", "postponed"]).exists()
