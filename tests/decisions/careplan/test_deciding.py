"""An officer decides once, says why, sees what he decided upon kept, and takes back what was a mistake."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tests import factories as make
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.actions import (
    AlreadyDecided,
    Decided,
    NotTakenBack,
    TooManyAtOnce,
    approve,
    decide_many,
    postpone,
    reject,
    undo,
)
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries import approved, waiting
from yinling.decisions.careplan.terms import Verdict
from yinling.decisions.portrait.models import Tag
from yinling.people.registry.domain import Unacceptable


@pytest.fixture
def waits(plan, alone, li):
    """The public id of the one proposal, before the officer."""
    plan.tag(li, alone)
    plan.propose()
    found = plan.proposed().public_id
    plan.sides.app(plan.clerk)
    return found


@pytest.fixture
def three(plan, alone, now):
    """Three proposals in the county, and one of another county."""
    persons = [make.person(unit=make.unit(), at=now, name=name) for name in ("张国华", "王桂英", "马志强")]
    far = make.person(unit=make.unit(make.QILIHE), at=now, name="陈刚")
    for one in (*persons, far):
        plan.tag(one, alone)
    plan.propose()
    here = list(Proposal.objects.exclude(person=far).order_by("id").values_list("public_id", flat=True))
    return here, plan.proposed(far).public_id


def kinds(plan) -> list[str]:
    plan.sides.owner()
    found = Entry.objects.filter(kind__startswith="careplan.").exclude(kind="careplan.proposals_recalculated")
    return list(found.order_by("id").values_list("kind", flat=True))


def state_of(plan, key) -> tuple[str, str, str | None]:
    plan.sides.owner()
    row = Proposal.objects.get(public_id=key)
    return row.state, row.decided_by, row.decision_note


def test_an_approval_stands_once_and_may_be_repeated(plan, waits):
    assert approved(waits) is None
    approve(proposal=waits, reason="已电话核实\x00 ", by=plan.clerk, at=plan.at)
    approve(proposal=waits, by=plan.clerk, at=plan.at)
    assert approved(waits) is not None
    assert waiting(by=plan.clerk, on=plan.at.date()) == []
    with pytest.raises(AlreadyDecided):
        reject(proposal=waits, reason="家属已安排", by=plan.clerk, at=plan.at)
    assert state_of(plan, waits) == ("approved", plan.clerk.account, "已电话核实")
    assert kinds(plan) == ["careplan.proposal_approved"]


def test_what_the_officer_had_before_him_is_kept(plan, waits):
    approve(proposal=waits, by=plan.clerk, at=plan.at)
    row = plan.proposed()
    assert row.reasons[-1] == "居住方式为“独居”，符合“居住方式为‘独居’”。"
    assert row.source == "规则“独居”第1版：测试文件，第一条（† 通行做法，尚未与原文核对）。"


def test_a_rejection_says_why(plan, waits):
    for nothing in ("", " ", "x", "好" * 201, "\x00"):
        with pytest.raises(Unacceptable) as refusal:
            reject(proposal=waits, reason=nothing, by=plan.clerk, at=plan.at)
        assert list(refusal.value.errors) == ["reason"]
    reject(proposal=waits, reason="家属已安排照护\x00", by=plan.clerk, at=plan.at)
    assert state_of(plan, waits) == ("rejected", plan.clerk.account, "家属已安排照护")
    assert kinds(plan) == ["careplan.proposal_rejected"]


def test_a_postponement_wants_a_day_within_a_year_and_a_reason(plan, waits):
    today = plan.at.date()
    for days, reason, wrong in (
        (0, "本人住院", ["until"]),
        (-1, "本人住院", ["until"]),
        (366, "", ["reason", "until"]),
    ):
        with pytest.raises(Unacceptable) as refusal:
            postpone(proposal=waits, until=today + timedelta(days=days), reason=reason, by=plan.clerk, at=plan.at)
        assert list(refusal.value.errors) == wrong
    until = today + timedelta(days=365)
    postpone(proposal=waits, until=until, reason="本人住院", by=plan.clerk, at=plan.at)
    postpone(proposal=waits, until=until, reason="本人住院", by=plan.clerk, at=plan.at)
    with pytest.raises(AlreadyDecided):
        postpone(proposal=waits, until=until - timedelta(days=1), reason="本人住院", by=plan.clerk, at=plan.at)
    assert (plan.proposed().postponed_until, plan.proposed().state) == (until, "postponed")
    assert kinds(plan) == ["careplan.proposal_postponed"]


def test_another_officer_decided_before(plan, waits, now):
    plan.sides.owner()
    other = make.viewer_for(make.officer(at=now, name="马丽"), at=now)
    plan.sides.app(plan.clerk)
    approve(proposal=waits, by=plan.clerk, at=now)
    plan.sides.app(other)
    with pytest.raises(AlreadyDecided):
        approve(proposal=waits, by=other, at=now)
    assert decide_many(proposals=[waits], verdict=Verdict.REJECT, reason="不需要", by=other, at=now) == Decided(0, 1, 0)


def test_many_are_decided_at_once_and_only_what_is_there(plan, three):
    here, far = three
    plan.sides.app(plan.clerk)
    reject(proposal=here[0], reason="家属已安排", by=plan.clerk, at=plan.at)
    asked = [*here, here[1], far, uuid.uuid4()]
    assert decide_many(proposals=asked, verdict=Verdict.APPROVE, by=plan.clerk, at=plan.at) == Decided(2, 1, 2)
    assert decide_many(proposals=asked, verdict=Verdict.APPROVE, by=plan.clerk, at=plan.at) == Decided(2, 1, 2)
    assert [state_of(plan, key)[0] for key in (*here, far)] == ["rejected", "approved", "approved", "open"]
    assert kinds(plan) == ["careplan.proposal_rejected", *["careplan.proposal_approved"] * 2]


def test_many_are_refused_whole_when_something_is_missing(plan, three):
    here, _far = three
    plan.sides.app(plan.clerk)
    for verdict, more in ((Verdict.REJECT, {}), (Verdict.POSTPONE, {"reason": "住院"})):
        with pytest.raises(Unacceptable):
            decide_many(proposals=here, verdict=verdict, by=plan.clerk, at=plan.at, **more)
    with pytest.raises(TooManyAtOnce):
        decide_many(proposals=[uuid.uuid4() for _ in range(501)], verdict=Verdict.APPROVE, by=plan.clerk, at=plan.at)
    assert decide_many(proposals=[], verdict=Verdict.APPROVE, by=plan.clerk, at=plan.at) == Decided(0, 0, 0)
    until = plan.at.date() + timedelta(days=7)
    done = decide_many(
        proposals=here, verdict=Verdict.POSTPONE, reason="本人住院", until=until, by=plan.clerk, at=plan.at
    )
    assert (done, {state_of(plan, key)[0] for key in here}) == (Decided(3, 0, 0), {"postponed"})


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.POSTPONE])
def test_a_mistake_is_taken_back_and_waits_again(plan, waits, verdict):
    until = plan.at.date() + timedelta(days=7)
    decide_many(proposals=[waits], verdict=verdict, reason="点错了", until=until, by=plan.clerk, at=plan.at)
    undo(proposal=waits, by=plan.clerk, at=plan.at + timedelta(hours=1))
    with pytest.raises(NotTakenBack):
        undo(proposal=waits, by=plan.clerk, at=plan.at)
    assert state_of(plan, waits) == ("open", "", None)
    row = plan.proposed()
    assert (row.reasons, row.source, row.postponed_until, row.decided_at) == ([], "", None, None)
    assert kinds(plan)[-1] == "careplan.proposal_reopened"


def test_an_approval_and_a_rejection_of_yesterday_stand(plan, waits):
    reject(proposal=waits, reason="家属已安排", by=plan.clerk, at=plan.at - timedelta(days=1))
    with pytest.raises(NotTakenBack):
        undo(proposal=waits, by=plan.clerk, at=plan.at)
    plan.sides.owner()
    Proposal.objects.update(state="open", decided_at=None, decided_by="")
    plan.sides.app(plan.clerk)
    approve(proposal=waits, by=plan.clerk, at=plan.at)
    with pytest.raises(NotTakenBack):
        undo(proposal=waits, by=plan.clerk, at=plan.at)
    assert state_of(plan, waits)[0] == "approved"


def test_a_rejection_that_another_proposal_followed_stands(plan, waits):
    reject(proposal=waits, reason="家属已安排", by=plan.clerk, at=plan.at)
    plan.sides.owner()
    Tag.objects.update(facts={"living_arrangement": "alone"})
    plan.propose()
    plan.sides.app(plan.clerk)
    with pytest.raises(NotTakenBack):
        undo(proposal=waits, by=plan.clerk, at=plan.at)
    assert state_of(plan, waits)[0] == "rejected"


def test_a_postponement_is_taken_back_on_any_day(plan, waits):
    until = plan.at.date() + timedelta(days=100)
    postpone(proposal=waits, until=until, reason="本人住院", by=plan.clerk, at=plan.at)
    undo(proposal=waits, by=plan.clerk, at=plan.at + timedelta(days=30))
    assert state_of(plan, waits)[0] == "open"


def test_an_officer_of_another_county_finds_nothing(plan, waits, now):
    plan.sides.owner()
    make.areas(make.QILIHE)
    stranger = make.viewer_for(make.officer(make.QILIHE, at=now), at=now)
    plan.sides.app(stranger)
    until = now.date() + timedelta(days=7)
    for act in (
        lambda: approve(proposal=waits, by=stranger, at=now),
        lambda: reject(proposal=waits, reason="家属已安排", by=stranger, at=now),
        lambda: postpone(proposal=waits, until=until, reason="本人住院", by=stranger, at=now),
        lambda: undo(proposal=waits, by=stranger, at=now),
    ):
        with pytest.raises(Forbidden):
            act()
    done = decide_many(proposals=[waits], verdict=Verdict.APPROVE, by=stranger, at=now)
    assert (done, state_of(plan, waits)[0]) == (Decided(0, 0, 1), "open")
