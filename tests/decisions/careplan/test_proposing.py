"""Proposals follow from tags through measures: once, quietly after a rejection, again when facts or days come."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from tests import factories as make
from tests.decisions.careplan.conftest import FACTS
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.actions import Proposed, approve, postpone, propose, reject
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.portrait.models import Tag
from yinling.decisions.rulebook.models import Measure
from yinling.kernel.areas import AreaCodeInvalid

NOTHING = Proposed(0, 0, 0)


def facts_of(kind: str) -> list[dict[str, object]]:
    entries = Entry.objects.filter(kind=f"careplan.{kind}").order_by("id").values_list("id", flat=True)
    return [json.loads(Body.objects.get(entry_id=key).body) for key in entries]


def test_a_tag_with_a_measure_is_proposed_with_all_that_is_said_of_it(plan, alone, li):
    plan.tag(li, alone)
    assert plan.propose() == Proposed(1, 0, 0)
    row = plan.proposed()
    said = (row.rule_code, row.rule_version, row.rule_title, row.item, row.need, row.need_type, row.state)
    assert said == ("alone", 1, "独居", "上门关怀", "独居，需要有人上门看望", "living", "open")
    assert (row.area_code, row.unit_id, row.facts, row.reasons, row.source) == (li.area_code, li.unit_id, FACTS, [], "")
    assert (row.due_date.isoformat(), row.proposed_at) == ("2026-12-22", plan.at)
    written = json.dumps(FACTS, ensure_ascii=False, separators=(", ", ": "))
    assert row.facts_digest == hashlib.sha256(written.encode()).hexdigest()


def test_an_area_has_one_fact_and_a_named_person_one_a_proposal(plan, alone, li, now):
    other = make.person(unit=li.unit, at=now, name="张国华")
    plan.tag(li, alone)
    plan.tag(other, alone)
    assert plan.propose(persons=[li.id]) == Proposed(1, 0, 0)
    (one,) = facts_of("service_proposed")
    assert (one["person"], one["item"], one["rule"]) == (str(li.public_id), "上门关怀", "alone")
    assert plan.propose(area_code="62") == Proposed(1, 0, 0)
    (fact,) = facts_of("proposals_recalculated")
    assert (fact["area_code"], fact["new"], fact["lapsed"], fact["woken"]) == ("62", 1, 0, 0)
    row = plan.proposed(other)
    line = f"new {row.public_id} 上门关怀 2026-12-22 {row.facts_digest}"
    assert fact["digest"] == hashlib.sha256(line.encode()).hexdigest()


def test_the_same_is_proposed_once_and_nothing_new_is_not_recorded(plan, alone, li):
    plan.tag(li, alone)
    plan.propose()
    assert (plan.propose(), plan.propose(persons=[li.id]), plan.propose(area_code="620102")) == (NOTHING,) * 3
    assert Proposal.objects.count() == 1
    assert len(facts_of("proposals_recalculated")) == 1
    assert facts_of("service_proposed") == []


def test_only_the_persons_and_the_area_named_are_looked_at(plan, alone, li, now):
    far = make.person(unit=make.unit(make.QILIHE), at=now, name="张国华")
    plan.tag(li, alone)
    plan.tag(far, alone)
    assert plan.propose(persons=[]) == NOTHING
    assert plan.propose(area_code="530102") == NOTHING
    assert plan.propose(area_code=make.QILIHE) == Proposed(1, 0, 0)
    assert plan.proposed().person_id == far.id


@pytest.mark.parametrize("change", [{"set_aside": True}, {"until": "2026-11-22", "ended_at": "2026-11-22T01:00Z"}])
def test_what_is_set_aside_or_over_is_not_proposed(plan, alone, li, change):
    Tag.objects.filter(id=plan.tag(li, alone).id).update(**change)
    assert plan.propose() == NOTHING


def test_a_rule_without_a_measure_proposes_nothing(plan, li):
    plan.tag(li, plan.rule())
    assert plan.propose() == NOTHING


def test_every_item_of_a_rule_is_a_proposal_of_its_own(plan, alone, li):
    plan.measure(alone, item="年度体检", due_days=90)
    plan.tag(li, alone)
    assert plan.propose() == Proposed(2, 0, 0)
    found = sorted((row.item, row.due_date.isoformat()) for row in Proposal.objects.all())
    assert found == [("上门关怀", "2026-12-22"), ("年度体检", "2027-02-20")]


def test_the_nearest_measure_and_the_nearest_parameter_decide(plan, li, now):
    rule = plan.rule()
    plan.parameter("到期天数", 30)
    plan.parameter("到期天数", 10, area="6201")
    plan.measure(rule, due_parameter="到期天数")
    far = make.person(unit=make.unit("530102"), at=now, name="张国华")
    near = make.person(unit=make.unit(make.QILIHE), at=now, name="王桂英")
    plan.measure(rule, area=make.QILIHE, due_days=5)
    for one in (li, far, near):
        plan.tag(one, rule)
    assert plan.propose() == Proposed(3, 0, 0)
    days = {row.person_id: (row.due_date - plan.at.date()).days for row in Proposal.objects.all()}
    assert days == {li.id: 10, far.id: 30, near.id: 5}


def test_a_rejected_need_stays_quiet_until_its_facts_change(plan, alone, li):
    tag = plan.tag(li, alone)
    plan.propose()
    plan.sides.app(plan.clerk)
    reject(proposal=plan.proposed().public_id, reason="家属已安排", by=plan.clerk, at=plan.at)
    plan.sides.owner()
    assert plan.propose(at=plan.at + timedelta(days=400)) == NOTHING
    Tag.objects.filter(id=tag.id).update(facts=FACTS | {"living_arrangement": "with_carer"})
    assert plan.propose() == Proposed(1, 0, 0)


def test_a_lapsed_need_is_proposed_again_when_it_holds_again(plan, alone, li):
    tag = plan.tag(li, alone)
    plan.propose()
    Tag.objects.filter(id=tag.id).update(until="2026-11-22", ended_at=plan.at)
    assert plan.propose() == Proposed(0, 1, 0)
    row = plan.proposed()
    assert (row.state, row.decided_at, row.decided_by) == ("lapsed", plan.at, "")
    plan.tag(li, alone)
    assert plan.propose() == Proposed(1, 0, 0)
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["lapsed", "open"]


def test_what_a_stopped_measure_asked_for_lapses_and_says_so_of_a_person(plan, alone, li):
    plan.tag(li, alone)
    plan.propose()
    Measure.objects.update(valid_to="2026-11-22")
    assert plan.propose(persons=[li.id]) == Proposed(0, 1, 0)
    (fact,) = facts_of("proposal_lapsed")
    assert (fact["person"], fact["item"]) == (str(li.public_id), "上门关怀")


def test_what_waits_stands_on_the_facts_of_now(plan, alone, li):
    tag = plan.tag(li, alone)
    plan.propose()
    changed = FACTS | {"birth_date": "1936-01-01"}
    newer = plan.rule(version=2)
    Tag.objects.filter(id=tag.id).update(facts=changed, rule=newer)
    assert plan.propose() == NOTHING
    row = plan.proposed()
    assert (row.facts, row.rule_version, row.state) == (changed, 2, "open")
    assert plan.propose() == NOTHING
    assert len(facts_of("proposals_recalculated")) == 2


@pytest.mark.parametrize(("repeat", "days", "new"), [(None, 400, 0), (30, 29, 0), (30, 30, 1)])
def test_what_was_approved_is_due_again_when_its_measure_says_so(plan, li, repeat, days, new):
    rule = plan.rule()
    plan.measure(rule, repeat_days=repeat)
    plan.tag(li, rule)
    plan.propose()
    plan.sides.app(plan.clerk)
    approve(proposal=plan.proposed().public_id, by=plan.clerk, at=plan.at)
    plan.sides.owner()
    assert plan.propose(at=plan.at + timedelta(days=days)) == Proposed(new, 0, 0)
    assert plan.propose(at=plan.at + timedelta(days=days)) == NOTHING


def test_what_was_postponed_waits_again_on_its_day(plan, alone, li):
    plan.tag(li, alone)
    plan.propose()
    plan.sides.app(plan.clerk)
    until = plan.at.date() + timedelta(days=40)
    postpone(proposal=plan.proposed().public_id, until=until, reason="本人住院", by=plan.clerk, at=plan.at)
    plan.sides.owner()
    assert plan.propose(at=plan.at + timedelta(days=39)) == NOTHING
    assert plan.propose(at=plan.at + timedelta(days=40)) == Proposed(0, 0, 1)
    row = plan.proposed()
    assert (row.state, row.decided_at, row.decided_by, row.due_date, row.reasons) == ("open", None, "", until, [])
    assert row.decision_note == "本人住院"


def test_a_postponed_one_lapses_with_its_tag(plan, alone, li):
    tag = plan.tag(li, alone)
    plan.propose()
    plan.sides.app(plan.clerk)
    until = plan.at.date() + timedelta(days=40)
    postpone(proposal=plan.proposed().public_id, until=until, reason="本人住院", by=plan.clerk, at=plan.at)
    plan.sides.owner()
    Tag.objects.filter(id=tag.id).update(until="2026-11-22", ended_at=plan.at)
    assert plan.propose(at=plan.at + timedelta(days=40)) == Proposed(0, 1, 0)


def test_officers_propose_nothing_and_no_area_is_none(plan):
    plan.sides.app(plan.clerk)
    with pytest.raises(Forbidden):
        propose(by=plan.clerk, at=plan.at)
    with pytest.raises(AreaCodeInvalid):
        propose(area_code="昆明", by=make.SYSTEM, at=plan.at)
