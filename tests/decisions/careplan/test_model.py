"""Whatever happens in whatever order: one need waits once, and what was decided stays quiet on the same facts."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from yinling.base.rows.refusals import Refused
from yinling.decisions.careplan.actions import Proposed, approve, postpone, reject, undo
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.portrait.models import Tag
from yinling.kernel.calendars import local_day

FACTS = (
    {"living_arrangement": "alone"},
    {"living_arrangement": "alone", "self_care": "partly"},
    {"self_care": "partly"},
)
REPEAT = 30
steps = st.lists(
    st.tuples(st.sampled_from(["tag", "untag", "propose", "approve", "reject", "postpone", "undo", "wait"]), st.integers(0, 2)),
    min_size=4, max_size=25,
)  # fmt: skip


def act(plan, ready, step, at):
    """One step; what is refused is refused."""
    (rule, person), (name, choice) = ready, step
    if name == "tag":
        plan.tag(person, rule, FACTS[choice])
    elif name == "untag":
        Tag.objects.filter(person=person, rule_code=rule.code).delete()
    elif name == "propose":
        more = ({}, {"persons": [person.id]}, {"area_code": person.area_code})[choice]
        plan.propose(at=at, **more)
        check_quiet(at)
        assert plan.propose(at=at, **more) == Proposed(0, 0, 0)
    else:
        decide(plan, name, choice, at)


def decide(plan, name, choice, at):
    rows = list(Proposal.objects.order_by("-id")[:3])
    if not rows:
        return
    key = rows[choice % len(rows)].public_id
    plan.sides.app(plan.clerk)
    until = at.date() + timedelta(days=5 + 20 * choice)
    act_of = {
        "approve": lambda: approve(proposal=key, by=plan.clerk, at=at),
        "reject": lambda: reject(proposal=key, reason="不需要", by=plan.clerk, at=at),
        "postpone": lambda: postpone(proposal=key, until=until, reason="住院", by=plan.clerk, at=at),
        "undo": lambda: undo(proposal=key, by=plan.clerk, at=at),
    }[name]
    with suppress(Refused):
        act_of()
    plan.sides.owner()


def check_one_waits():
    """At any moment, whatever was done."""
    assert Proposal.objects.filter(state__in=("open", "postponed")).count() <= 1


def check_quiet(at):
    """After a run: nobody is asked again what he answered on the same facts, until it is due again."""
    rows = list(Proposal.objects.all())
    for row in (one for one in rows if one.state in {"open", "postponed"}):
        said = [other for other in rows if other.facts_digest == row.facts_digest]
        assert [other for other in said if other.state == "rejected"] == []
        late = [local_day(at) - local_day(other.decided_at) for other in said if other.state == "approved"]
        assert [days for days in late if days < timedelta(days=REPEAT)] == []


@pytest.fixture
def ready(plan, now):
    rule = plan.rule(text='居住方式 == "住养老机构"')
    plan.measure(rule, repeat_days=REPEAT)
    return rule, make.person(unit=make.unit(), at=now, living_arrangement="with_spouse")


@pytest.mark.slow  # many runs of the same statement
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps)
def test_one_need_waits_once_and_decisions_hold(plan, ready, steps):
    Proposal.objects.all().delete()
    Tag.objects.all().delete()
    at = plan.at
    for name, choice in steps:
        at += timedelta(minutes=1)
        if name == "wait":
            at += timedelta(days=10 + 20 * choice)
        else:
            act(plan, ready, (name, choice), at)
        check_one_waits()
