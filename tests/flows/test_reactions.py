"""What follows from a fact is stored with it as a job, or happens with it."""

from django.db import connection

from tests.factories import CHENGGUAN, SYSTEM, offered, officer, order, person, rules, unit, viewer_for, worker
from yinling.base.deadlines.models import Deadline
from yinling.decisions.careplan.actions import approve
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries import waiting
from yinling.decisions.portrait.actions import step
from yinling.decisions.portrait.models import Run, Tag
from yinling.flows import jobs
from yinling.kernel.calendars import local_day
from yinling.people.registry.actions import correct, merge_persons, undo_merge
from yinling.people.registry.models import Fact, Person
from yinling.service.dispatch.models import Offer
from yinling.service.orders.actions import cancel
from yinling.service.orders.models import Order


def deferred() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE task_name LIKE 'flows.%' ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def tags(row: Person) -> set[str]:
    return set(Tag.objects.filter(person=row, until__isnull=True).values_list("rule_code", flat=True))


def test_a_registration_is_judged_in_the_same_act_and_proposals_follow(sides, now):
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    sides.owner()
    assert "visit_aged_alone" in tags(found)
    assert deferred() == ["flows.redraw", "flows.propose"]


def test_a_correction_draws_the_portrait_in_the_same_act(sides, now):
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    clerk = viewer_for(officer(CHENGGUAN, at=now), at=now)
    sides.app(clerk)
    fact = Fact.objects.get(person=found, term="living_arrangement", superseded_at__isnull=True)
    correct(
        person=found.public_id, term="living_arrangement", value="with_spouse", valid_from=None,
        reason="电话核实", seen=fact.public_id, by=clerk, at=now,
    )  # fmt: skip
    sides.owner()
    assert "visit_aged_alone" not in tags(found)
    assert deferred() == ["flows.redraw", "flows.propose", "flows.propose"]


def test_merged_records_are_judged_both_ways(sides, now):
    sides.owner()
    rules(now)
    home = unit()
    kept = person(unit=home, at=now, living_arrangement="")
    twin = person(unit=home, at=now, name="李淑芳", phone="")
    assert ("visit_aged_alone" in tags(kept), "visit_aged_alone" in tags(twin)) == (False, True)
    clerk = viewer_for(officer(CHENGGUAN, at=now), at=now)
    sides.app(clerk)
    merge = merge_persons(person=kept.public_id, other=twin.public_id, reason="同一人", by=clerk, at=now)
    sides.owner()
    assert ("visit_aged_alone" in tags(kept), tags(twin)) == (True, set())
    sides.app(clerk)
    undo_merge(merge=merge, by=clerk, at=now)
    sides.owner()
    assert ("visit_aged_alone" in tags(kept), "visit_aged_alone" in tags(twin)) == (False, True)


def test_rules_that_change_and_rosters_that_come_draw_everything_anew(sides, now):
    sides.owner()
    found = person(unit=unit(), at=now)
    rules(now)
    sides.work(SYSTEM)
    jobs.redraw(area="0")
    run = Run.objects.get()
    while step(run=run.public_id, by=SYSTEM, at=now):
        continue
    assert "visit_aged_alone" in tags(found)
    sides.owner()
    assert deferred()[1:] == ["flows.redraw", "flows.propose_area"]
    sides.work(SYSTEM)
    jobs.propose_area(area="620102")
    jobs.propose_area(area="620102")
    assert Proposal.objects.filter(item="上门关怀").count() == 1


def test_an_approval_is_followed_by_an_order_and_that_by_an_offer(sides, now):
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    clerk = viewer_for(officer(CHENGGUAN, at=now), at=now)
    worker(CHENGGUAN, at=now)
    sides.work(SYSTEM)
    jobs.propose(person=str(found.public_id))
    sides.app(clerk)
    line = next(one for one in waiting(by=clerk, on=local_day(now)) if one.item == "上门关怀")
    approve(proposal=line.proposal, reason="", by=clerk, at=now)
    sides.owner()
    assert deferred()[-1] == "flows.place"
    sides.work(SYSTEM)
    jobs.place(proposal=str(line.proposal))
    jobs.place(proposal=str(line.proposal))
    placed = Order.objects.get()
    assert deferred()[-2:] == ["flows.place", "flows.offer"]
    jobs.offer(order=str(placed.public_id), round=1)
    jobs.offer(order=str(placed.public_id), round=1)
    assert Offer.objects.get().state == "offered"


def test_a_cancelled_order_takes_its_offer_along(sides, now):
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    worker(CHENGGUAN, at=now)
    clerk = viewer_for(officer(CHENGGUAN, at=now), at=now)
    sides.work(SYSTEM)
    offered(found, at=now)
    sides.app(clerk)
    cancel(order=Order.objects.get().public_id, by=clerk, at=now)
    sides.owner()
    assert (Offer.objects.get().state, Order.objects.get().state) == ("withdrawn", "cancelled")


def test_an_unanswered_offer_goes_back_when_its_deadline_fires(sides, now):
    from datetime import timedelta

    from yinling.base.deadlines.actions import fire_due

    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    worker(CHENGGUAN, at=now)
    sides.work(SYSTEM)
    offered(found, at=now)
    assert fire_due(engine="tests", by=SYSTEM, at=now + timedelta(hours=23)) == 0
    assert fire_due(engine="tests", by=SYSTEM, at=now + timedelta(hours=24)) == 1
    assert (Offer.objects.get().state, Order.objects.get().state) == ("lapsed", "returned")
    assert Order.objects.get().returned_because == "已请1人：1人未答复"
    assert list(Deadline.objects.values_list("state", flat=True)) == ["fired"]


def test_with_nobody_to_send_the_order_goes_back_at_once(sides, now):
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    sides.work(SYSTEM)
    jobs.offer(order=str(order(found, at=now)), round=1)
    assert (Order.objects.get().state, Order.objects.get().returned_because) == (
        "returned", "本地区没有可派的服务人员"
    )  # fmt: skip
