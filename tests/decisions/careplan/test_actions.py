"""Rules propose once, an officer decides once, and says why when the answer is no."""

import pytest

from tests.factories import CHENGGUAN, QILIHE, SYSTEM, officer, person, rules, unit, viewer_for
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.actions import AlreadyDecided, approve, judge, reject
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries import approved, count_waiting, of_person, waiting
from yinling.people.registry.domain import Unacceptable


@pytest.fixture
def aged(sides, now):
    """A woman of 91 living alone, judged."""
    sides.owner()
    rules(now)
    found = person(unit=unit(), at=now)
    sides.work(SYSTEM)
    assert judge(person=found.public_id, by=SYSTEM, at=now) == 1
    sides.owner()
    return found


@pytest.fixture
def clerk(aged, sides, now):
    sides.owner()
    return viewer_for(officer(CHENGGUAN, at=now), at=now)


def kinds(sides) -> list[str]:
    sides.owner()
    return list(Entry.objects.filter(kind__startswith="careplan.").order_by("id").values_list("kind", flat=True))


def test_the_proposal_says_what_why_and_by_when(aged, clerk, sides):
    sides.app(clerk)
    (line,) = waiting(by=clerk)
    assert (line.person, line.item, line.need) == (aged.public_id, "上门关怀", "高龄独居，需要有人每月上门看望")
    assert list(line.reasons)[1:] == [
        "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。",
        "居住方式为“独居”，符合“居住方式为‘独居’”。",
    ]
    assert "探访" in line.source
    assert line.due_date.isoformat() == "2026-12-22"
    assert (count_waiting(by=clerk), of_person(aged.public_id)) == (1, [line])


def test_the_same_need_is_proposed_once(aged, sides, now):
    sides.work(SYSTEM)
    assert judge(person=aged.public_id, by=SYSTEM, at=now) == 0
    assert kinds(sides) == ["careplan.service_proposed"]


@pytest.mark.parametrize(("birth_date", "living"), [("1960-05-01", "alone"), ("1935-05-01", "with_spouse")])
def test_who_does_not_meet_the_rule_gets_no_proposal(sides, now, birth_date, living):
    sides.owner()
    rules(now)
    other = person(unit=unit(), at=now)
    now_row = other.now
    now_row.birth_date, now_row.living_arrangement = birth_date, living
    now_row.save()
    sides.work(SYSTEM)
    assert judge(person=other.public_id, by=SYSTEM, at=now) == 0


def test_an_approval_stands_once_and_may_be_repeated(aged, clerk, sides, now):
    sides.app(clerk)
    (line,) = waiting(by=clerk)
    assert approved(line.proposal) is None
    approve(proposal=line.proposal, by=clerk, at=now)
    approve(proposal=line.proposal, by=clerk, at=now)
    assert waiting(by=clerk) == []
    assert approved(line.proposal) is not None
    with pytest.raises(AlreadyDecided):
        reject(proposal=line.proposal, reason="家属已安排", by=clerk, at=now)
    assert kinds(sides) == ["careplan.service_proposed", "careplan.proposal_approved"]


def test_a_rejection_says_why_and_stays_quiet(aged, clerk, sides, now):
    sides.app(clerk)
    (line,) = waiting(by=clerk)
    for nothing in ("", " ", "x", "好" * 201):
        with pytest.raises(Unacceptable) as refusal:
            reject(proposal=line.proposal, reason=nothing, by=clerk, at=now)
        assert list(refusal.value.errors) == ["reason"]
    reject(proposal=line.proposal, reason="家属已安排照护\x00", by=clerk, at=now)
    sides.work(SYSTEM)
    assert judge(person=aged.public_id, by=SYSTEM, at=now) == 0
    sides.owner()
    (row,) = Proposal.objects.all()
    assert (row.state, row.decision_note, row.decided_by) == ("rejected", "家属已安排照护", clerk.account)


def test_another_officer_decided_before(aged, clerk, sides, now):
    sides.owner()
    other = viewer_for(officer(CHENGGUAN, at=now, name="马丽"), at=now)
    sides.app(clerk)
    (line,) = waiting(by=clerk)
    approve(proposal=line.proposal, by=clerk, at=now)
    sides.app(other)
    with pytest.raises(AlreadyDecided):
        approve(proposal=line.proposal, by=other, at=now)


def test_an_officer_of_another_county_finds_nothing(aged, clerk, sides, now):
    sides.owner()
    stranger = viewer_for(officer(QILIHE, at=now), at=now)
    sides.app(clerk)
    (line,) = waiting(by=clerk)
    sides.app(stranger)
    assert (waiting(by=stranger), count_waiting(by=stranger), of_person(aged.public_id)) == ([], 0, [])
    with pytest.raises(Forbidden):
        approve(proposal=line.proposal, by=stranger, at=now)
