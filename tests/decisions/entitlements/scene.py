"""Two entitlements in 城关区 and 七里河区: one that reads health, one that does not; persons drawn by real portraits."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from tests import factories as make
from tests.decisions.entitlements.papers import file
from tests.decisions.portrait.people import citizen, rule
from yinling.base.units.models import Unit
from yinling.decisions.entitlements.actions import load_requirements, note_evidence
from yinling.decisions.portrait.actions import judge
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry.models import Person

SYSTEM = system("tests")
CARE, AID = "nursing_allowance", "survivor_allowance"
PROOF, OPINION, REQUEST = "医院诊断证明", "单位意见", "补助申请"
EVERYTHING = frozenset(Purpose)


def viewer(area: str | None = make.CHENGGUAN, *, units: tuple[int, ...] = (), purposes=EVERYTHING, role=Role.OFFICER):
    """Somebody in an office."""
    return Viewer(account=str(uuid.uuid4()), role=role, area=area, units=units, purposes=purposes, name="王敏")


@dataclass
class Scene:
    """What is in the database; made as the owner."""

    at: datetime
    home: Unit
    away: Unit

    @property
    def on(self) -> date:
        """The day of the tests."""
        return local_day(self.at)

    def carer(self, name: str, *, of: Unit | None = None, pinyin: str = "ceshi", **facts: object) -> Person:
        """Somebody retired with honours who lies in bed: a candidate for the allowance of care."""
        plain: dict[str, object] = {
            "person_type": "retired_with_honours", "bedridden": "yes", "birth_date": date(1930, 1, 1),
        }  # fmt: skip
        return self.drawn(name, of=of, pinyin=pinyin, **(plain | facts))

    def drawn(self, name: str, *, of: Unit | None = None, pinyin: str = "ceshi", **facts: object) -> Person:
        """Somebody with these facts, the portrait drawn."""
        row = citizen(of or self.home, self.at, name=name, given_name=name[1:] or name, pinyin=pinyin, **facts)
        judge(person=row.public_id, by=SYSTEM, at=self.at)
        return row

    def seen(self, person: Person, name: str = PROOF, *, by: Viewer | None = None, code: str = CARE, **more) -> UUID:
        """A paper noted by an officer of the person's county."""
        key = uuid.uuid4()
        given = {"document": "省院〔2026〕12号", "issued_on": date(2026, 10, 1), **more}
        note_evidence(
            evidence=key, person=person.public_id, rule_code=code, name=name, by=by or viewer(person.area_code),
            at=self.at, **given,
        )  # fmt: skip
        return key


def begun(at: datetime, folder: Path) -> Scene:
    """Both rules and their papers; nobody yet."""
    home, away = make.unit(make.CHENGGUAN, name="城关区教育局"), make.unit(make.QILIHE, name="七里河区教育局")
    rule(
        CARE, '人员类别 == "离休干部" and 是否长期卧床 == "是"', kind="entitlement", title="护理费",
        need="可以申请护理费",
    )  # fmt: skip
    rule(
        AID, '人员类别 == "遗属" and 有无固定收入 == "否"', kind="entitlement", title="遗属生活补助",
        need="可以申请生活补助",
    )  # fmt: skip
    rule("aged", "年龄 >= 80", title="高龄")
    papers = file(
        folder, {"rule": CARE, "evidence": PROOF}, {"rule": CARE, "evidence": OPINION, "position": 2},
        {"rule": AID, "evidence": REQUEST}, {"rule": AID, "evidence": "社区证明", "position": 2, "area": make.QILIHE},
    )  # fmt: skip
    load_requirements(path=papers, codes={CARE, AID}, by=SYSTEM, at=at)
    return Scene(at, home, away)
