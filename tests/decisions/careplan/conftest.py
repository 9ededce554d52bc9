"""Persons with tags, and those who decide about what is proposed for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from tests import factories as make
from tests.conftest import Sides
from yinling.decisions.careplan.actions import Proposed, propose
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.portrait.models import Tag
from yinling.decisions.rulebook.models import Measure, Parameter, Rule
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person

FACTS = {"birth_date": "1935-03-08", "living_arrangement": "alone"}
_CITED = {"source_document": "测试文件", "clause": "第一条", "confidence": "known"}


@dataclass
class Plan:
    """A rulebook of our own and tags that we set: made as the owner, proposed as the system."""

    at: datetime
    sides: Sides
    clerk: Viewer = field(init=False)

    def parameter(self, code: str, days: int, area: str = "0") -> None:
        Parameter.objects.create(
            code=code, kind="number", value=str(days), unit="天", area_code=area, valid_from="2023-01-01", **_CITED
        )

    def rule(self, code: str = "alone", area: str = "0", text: str = '居住方式 == "独居"', **more) -> Rule:
        return Rule.objects.create(
            code=code, version=more.pop("version", 1), title="独居", text=text, kind=more.pop("kind", "tag"), need_type="living",
            need="独居，需要有人上门看望", area_code=area, valid_from="2023-01-01", state="approved", author="a",
            approver="b", approved_at=self.at, **_CITED, **more,
        )  # fmt: skip

    def measure(self, rule: Rule, item: str = "上门关怀", area: str = "0", **more) -> Measure:
        days = {} if "due_parameter" in more else {"due_days": more.pop("due_days", 30)}
        return Measure.objects.create(
            rule_code=rule.code, item=item, area_code=area, valid_from="2023-01-01", **days, **_CITED, **more
        )

    def tag(self, person: Person, rule: Rule, facts: dict[str, str] | None = None) -> Tag:
        Tag.objects.filter(person=person, rule_code=rule.code).delete()  # registering judged him already
        return Tag.objects.create(
            **person.scope(), rule=rule, rule_code=rule.code, kind=rule.kind, need_type=rule.need_type,
            facts=FACTS if facts is None else facts, since=local_day(self.at), began_at=self.at,
        )  # fmt: skip

    def propose(self, *, at: datetime | None = None, **more) -> Proposed:
        self.sides.work(make.SYSTEM)
        done = propose(by=make.SYSTEM, at=at or self.at, **more)
        self.sides.owner()
        return done

    def proposed(self, person: Person | None = None) -> Proposal:
        """The one proposal (of a person)."""
        rows = Proposal.objects.filter(person=person) if person else Proposal.objects.all()
        return rows.get()


@pytest.fixture
def plan(sides, now):
    sides.owner()
    made = Plan(now, sides)
    make.areas(make.CHENGGUAN)
    made.clerk = make.viewer_for(make.officer(make.CHENGGUAN, at=now), at=now)
    return made


@pytest.fixture
def alone(plan):
    """A rule with one measure."""
    found = plan.rule()
    plan.measure(found)
    return found


@pytest.fixture
def li(plan, now):
    return make.person(unit=make.unit(), at=now)
