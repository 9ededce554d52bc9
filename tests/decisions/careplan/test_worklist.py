"""The worklist: who, what, why, by when; filtered, grouped, counted, in pages, and only what one may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan.actions import approve, reject
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.queries import (
    Group,
    WorkFilter,
    WorkFilterUnknown,
    count_waiting,
    groups,
    keys_of,
    of_person,
    tally,
    waiting,
    worklist,
)
from yinling.decisions.careplan.queries.worklist import PAGE, _parse_after
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.models import Portrait
from yinling.kernel.viewer import Purpose

TODAY = date(2026, 11, 22)


@pytest.fixture
def found(plan, alone, li, now):
    """Two persons of the county; one has two proposals, of which one is overdue."""
    plan.measure(alone, item="年度体检", due_days=90)
    other = make.person(unit=li.unit, at=now, name="张国华", living_arrangement="with_spouse")
    plan.tag(li, alone)
    plan.propose()
    plan.tag(other, plan.rule("aged", text="年龄 >= 60"))
    plan.measure(type(alone).objects.get(code="aged"), item="上门关怀", due_days=10)
    plan.propose(persons=[other.id])
    Proposal.objects.filter(person=li, item="年度体检").update(
        due_date="2026-11-01", proposed_at=now - timedelta(days=2)
    )
    Portrait.objects.update_or_create(
        person=li,
        defaults={**li.scope(), "verdicts": [], "tier": 2, "focus": True, "facts_version": 1, "judged_at": now},
    )
    plan.sides.app(plan.clerk)
    return li, other


def items(plan, **asked) -> list[tuple[str, str]]:
    page = worklist(by=plan.clerk, chosen=WorkFilter(**asked), on=TODAY)
    return [(line.name, line.item) for line in page.lines]


ALL = [("李淑芬", "年度体检"), ("张国华", "上门关怀"), ("李淑芬", "上门关怀")]


def test_a_line_says_who_what_why_by_when_and_how_sure(plan, found):
    li, _other = found
    line = waiting(by=plan.clerk, on=TODAY)[-1]
    assert (line.person, line.name, line.birth_date, line.area_code) == (
        li.public_id,
        "李淑芬",
        date(1935, 3, 8),
        "620102",
    )
    assert (line.item, line.need, line.rule_title, line.due_date) == (
        "上门关怀", "独居，需要有人上门看望", "独居", date(2026, 12, 22),
    )  # fmt: skip
    assert (line.tier, line.focus, line.confidence, line.state) == (2, True, "known", ProposalState.OPEN)
    assert line.reasons[-1] == "居住方式为“独居”，符合“居住方式为‘独居’”。"
    assert "测试文件" in line.source


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, [0, 1, 2]),
        ({"rule": "alone"}, [0, 2]),
        ({"item": "上门关怀"}, [1, 2]),
        ({"need_type": "living"}, [0, 1, 2]),
        ({"need_type": "medical"}, []),
        ({"area": "62"}, [0, 1, 2]),
        ({"area": "620103"}, []),
        ({"tier": 2}, [0, 2]),
        ({"tier": 1}, []),
        ({"focus": True}, [0, 2]),
        ({"overdue": True}, [0]),
        ({"fresh": True}, [1, 2]),
        ({"search": "李淑"}, [0, 2]),
        ({"search": "zgh"}, [1]),
        ({"search": "没有这个人"}, []),
        ({"state": ProposalState.APPROVED}, []),
    ],
)
def test_the_filter_means_what_it_says(plan, found, asked, kept):
    assert items(plan, **asked) == [ALL[place] for place in kept]


def test_a_unit_is_a_filter(plan, found):
    li, _other = found
    assert items(plan, unit=li.unit.public_id) == ALL
    assert items(plan, unit=li.public_id) == []


def test_groups_count_what_waits_and_what_is_overdue_whatever_group_is_chosen(plan, found):
    asked = WorkFilter(rule="alone", item="年度体检")
    assert groups(by=plan.clerk, chosen=asked, on=TODAY) == [
        Group("aged", "独居", "上门关怀", "living", 1, 0),
        Group("alone", "独居", "上门关怀", "living", 1, 0),
        Group("alone", "独居", "年度体检", "living", 1, 1),
    ]
    counted = tally(by=plan.clerk, chosen=WorkFilter(), on=TODAY)
    assert (counted.number, counted.overdue, counted.fresh, counted.is_exact) == (3, 1, 2, True)
    assert (count_waiting(by=plan.clerk), len(keys_of(by=plan.clerk, chosen=asked, on=TODAY, limit=500))) == (3, 1)


def test_who_has_no_purpose_for_health_is_shown_nothing_of_it(plan, li):
    sick = plan.rule("sick", text='重大疾病 包含 "肺癌"')
    plan.sides.owner()
    plan.measure(sick, item="上门巡诊")
    plan.tag(li, sick, facts={"serious_diseases": "肺癌"})
    plan.propose()
    key = plan.proposed().public_id
    general = replace(plan.clerk, purposes=frozenset({Purpose.GENERAL}))
    nurse = replace(plan.clerk, purposes=frozenset({Purpose.GENERAL, Purpose.HEALTH}))
    plan.sides.app(general)
    assert (waiting(by=general, on=TODAY), count_waiting(by=general)) == ([], 0)
    assert of_person(li.public_id, by=general, on=TODAY) == []
    assert tally(by=general, chosen=WorkFilter(), on=TODAY).groups == []
    with pytest.raises(Forbidden):
        approve(proposal=key, by=general, at=plan.at)
    plan.sides.app(nurse)
    (line,) = waiting(by=nurse, on=TODAY)
    assert (line.item, line.reasons[-1]) == ("上门巡诊", "重大疾病为“肺癌”，符合“重大疾病包含‘肺癌’”。")
    approve(proposal=key, by=nurse, at=plan.at)


def test_tier_and_focus_are_hidden_with_what_they_rest_on(plan, found):
    plan.sides.owner()
    plan.rule("tier_sick", text='重大疾病 包含 "肺癌"', kind="tier", rank=1)
    plan.rule("focus_sick", text='重大疾病 包含 "肺癌"', kind="focus")
    plan.sides.app(plan.clerk)
    assert {(line.tier, line.focus) for line in waiting(by=plan.clerk, on=TODAY)} == {(None, False)}
    for asked in ({"tier": 2}, {"focus": True}):
        with pytest.raises(Forbidden):
            items(plan, **asked)


def test_what_was_decided_says_by_whom_when_and_why(plan, found):
    li, _other = found
    first = waiting(by=plan.clerk, on=TODAY)[0]
    reject(proposal=first.proposal, reason="家属已安排", by=plan.clerk, at=plan.at)
    (line,) = worklist(by=plan.clerk, chosen=WorkFilter(state=ProposalState.REJECTED), on=TODAY).lines
    assert (line.decided_by, line.by_account, line.note) == ("王敏", plan.clerk.account, "家属已安排")
    assert (line.decided_at, line.reasons) == (plan.at, first.reasons)
    states = [(line.item, line.state.value) for line in of_person(li.public_id, by=plan.clerk, on=TODAY)]
    assert states == [("上门关怀", "open"), ("年度体检", "rejected")]


def test_pages_follow_each_other_and_cost_the_same(plan, alone, li, django_assert_max_num_queries):
    plan.tag(li, alone)
    plan.propose()
    row = plan.proposed()
    copies = [
        Proposal(
            **li.scope(), rule_code=f"r{n}", rule_version=1, rule_title="x", item="x", need="x", reasons=["x"],
            facts_digest=str(n), due_date=row.due_date - timedelta(days=n % 3), proposed_at=plan.at,
        )
        for n in range(PAGE + 9)
    ]  # fmt: skip
    Proposal.objects.bulk_create(copies)
    plan.sides.app(plan.clerk)
    with django_assert_max_num_queries(20):
        first = worklist(by=plan.clerk, chosen=WorkFilter(), on=TODAY)
    assert first.after is not None
    rest = worklist(by=plan.clerk, chosen=WorkFilter(), after=first.after, on=TODAY)
    both = [*first.lines, *rest.lines]
    assert (len(first.lines), len(rest.lines), rest.after) == (PAGE, 10, None)
    assert len({line.proposal for line in both}) == 60
    assert [line.due_date for line in both] == sorted(line.due_date for line in both)


@given(st.text(max_size=60))
def test_a_made_up_place_is_the_beginning(after):
    for key in ("due_date", "decided_at"):
        place = _parse_after(after, key)
        assert place is None or place.inner >= 0


@pytest.mark.parametrize(
    "asked",
    [{"need_type": "luck"}, {"tier": 0}, {"area": "昆明"}, {"rule": "x" * 101}, {"item": "\x00"}, {"search": "\x00"}],
)
def test_a_filter_that_cannot_be_asked_is_refused(asked):
    with pytest.raises(WorkFilterUnknown):
        WorkFilter(**asked)
