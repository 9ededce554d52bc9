"""Drafts for tests: the small rulebook loaded, officers of three areas, and the content of one draft of each kind."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from uuid import UUID

from tests.decisions.rulebook.small import SMALL
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook import actions
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import Purpose, Role, Viewer, system

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SYSTEM = system("rules for tests")
HEALTHY = frozenset({Purpose.GENERAL, Purpose.HEALTH})

LOWER = {
    "code": "高龄起点", "kind": "number", "value": 78, "unit": "岁", "valid_from": "2026-12-01",
    "source_document": "云老干发〔2026〕9号", "clause": "第三条", "confidence": "plain",
}  # fmt: skip
STRICTER = {
    "code": "visit_aged_alone", "title": "高龄独居探访", "text": '年龄 >= 90 and 居住方式 == "独居"',
    "kind": "tag", "need_type": "comfort", "need": "高龄独居，需要有人看望", "valid_from": "2026-12-01",
    "source_document": "云老干发〔2026〕9号", "clause": "第四条", "confidence": "known", "note": "试行",
}  # fmt: skip
SOONER = {
    "rule": "visit_aged_alone", "item": "上门关怀", "due_days": 7, "repeat_days": 30, "valid_from": "2026-12-01",
    "source_document": "云老干发〔2026〕9号", "clause": "第五条", "confidence": "plain",
}  # fmt: skip
CONTENT = {DraftKind.RULE: STRICTER, DraftKind.PARAMETER: LOWER, DraftKind.MEASURE: SOONER}


def purposes_of(names):
    """In these tests 自理能力 is kept for health, everything else for all."""
    return frozenset({Purpose.HEALTH} if "自理能力" in set(names) else set())


WORDS = {"vocabulary": VOCABULARY, "purposes_of": purposes_of}


def officer(area: str | None, name: str = "王敏", purposes=HEALTHY) -> Viewer:
    """An officer of an area."""
    return Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=area, purposes=purposes, name=name)


def load() -> None:
    """The small rulebook."""
    actions.load_rules(path=SMALL, vocabulary=VOCABULARY, by=SYSTEM, at=AT)


def write(by, content=LOWER, *, kind=DraftKind.PARAMETER, area="5301", key=None, seen=None, at=AT) -> UUID:
    """A draft kept."""
    key = key or uuid.uuid4()
    actions.write_draft(draft=key, kind=kind, area_code=area, content=content, seen=seen, by=by, at=at, **WORDS)
    return key


def submitted(by, content=LOWER, *, kind=DraftKind.PARAMETER, area="5301") -> UUID:
    """A draft that waits for approval."""
    key = write(by, content, kind=kind, area=area)
    actions.submit(draft=key, reason="按新文件调整", by=by, at=AT, **WORDS)
    return key


def approve(draft, by, *, seen=1, note="") -> None:
    """Somebody else's approval."""
    actions.approve_draft(draft=draft, seen=seen, note=note, by=by, at=AT, **WORDS)


def publish(draft, at=AT) -> None:
    """What the job does."""
    actions.publish(draft=draft, vocabulary=VOCABULARY, by=SYSTEM, at=at)
