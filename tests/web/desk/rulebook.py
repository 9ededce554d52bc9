"""The rulebook on the desk of 城关区, and drafts that are written for it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.test import Client

from tests import factories as make
from tests.decisions.rulebook.small import SMALL
from yinling.base.accounts.models import Account
from yinling.decisions.rulebook import actions
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import Purpose, Role
from yinling.people.registry.terms import purposes_of, vocabulary

# Every address of the rulebook: test_door knows them by these, test_rules_door tries them.
LISTS = ("rules", "rule_parameters", "rule_measures", "rules_xlsx", "drafts", "approvals")
OF_CODE = ("rule", "rule_parameter", "rule_compare")
WRITING = ("draft_new", "draft_check")
OF_DRAFT = ("draft", "draft_edit", "draft_preview", "draft_people", "draft_progress")
ACTS = (
    "draft_submit", "draft_withdraw", "draft_take_up", "draft_discard", "draft_approve", "draft_refuse", "draft_export",
)  # fmt: skip
ADDRESSES = {*LISTS, *OF_CODE, *WRITING, *OF_DRAFT, *ACTS}

WORDS = {"vocabulary": vocabulary(), "purposes_of": purposes_of}
ILL = '个数(慢性病) >= 2 and 居住方式 == "独居"'


def content(**more: object) -> dict[str, object]:
    """A value of 高龄起点 for 城关区 as an officer keeps it: 95, so that a woman of 91 leaves."""
    return {
        "code": "高龄起点", "kind": "number", "value": 95, "unit": "岁", "valid_from": "2026-01-01",
        "source_document": "城关区老干部局会议纪要", "clause": "第三项", "confidence": "plain", **more,
    }  # fmt: skip


def typed(**more: str) -> dict[str, str]:
    """The same as a form sends it."""
    form = {name: str(value) for name, value in content().items()}
    return {
        **form,
        "draft": str(uuid.uuid4()),
        "seen": "",
        "stops": "False",
        "area": make.CHENGGUAN,
        "note": "",
        **more,
    }


def rule_typed(**more: str) -> dict[str, str]:
    """A new rule as a form sends it."""
    return {
        "draft": str(uuid.uuid4()), "seen": "", "stops": "False", "code": "widowed_alone", "title": "丧偶独居",
        "text": '婚姻状况 == "丧偶" and 居住方式 == "独居"', "kind": "tag", "need_type": "comfort", "rank": "",
        "need": "丧偶独居，需要有人陪伴", "area": make.CHENGGUAN, "valid_from": "2026-01-01",
        "source_document": "城关区老干部局会议纪要", "clause": "第四项", "confidence": "unverified", "note": "", **more,
    }  # fmt: skip


def written(by: Account, at: datetime, of: DraftKind = DraftKind.PARAMETER, **more: object) -> UUID:
    """A draft that an officer keeps."""
    key = uuid.uuid4()
    said: Mapping[str, object] = content(**more) if of is DraftKind.PARAMETER else dict(more)
    actions.write_draft(
        draft=key, kind=of, area_code=make.CHENGGUAN, content=said, seen=None, by=make.viewer_for(by, at=at), at=at,
        **WORDS,
    )  # fmt: skip
    return key


def submitted(by: Account, at: datetime, **more: object) -> UUID:
    """A draft that waits for another officer."""
    key = written(by, at, **more)
    actions.submit(draft=key, reason="会议定的", by=make.viewer_for(by, at=at), at=at, **WORDS)
    return key


def load(at: datetime) -> None:
    """One rule with its measure and three parameters, and a rule that reads what is kept for the purpose of health."""
    actions.load_rules(path=SMALL, vocabulary=vocabulary(), by=make.SYSTEM, at=at)
    rule_of_illness(at)


def rule_of_illness(at: datetime) -> None:
    """A rule that reads what is kept for the purpose of health."""
    Rule.objects.create(
        code="ill_alone", version=1, title="多病独居", text=ILL, kind="tag", need_type="medical", need="多病独居，要有人照看",
        area_code="0", valid_from="2023-01-01", source_document="试验文件", clause="第一条", confidence="unverified",
        author="tests", approver="system", approved_at=at, state="approved",
    )  # fmt: skip


def officer(area_code: str, at: datetime, name: str, *purposes: Purpose) -> tuple[Account, Client]:
    """An officer with purposes beyond the general one, and his browser."""
    holder = make.account(Role.OFFICER, area_code, at=at, name=name)
    if purposes:
        holder.grants.update(purposes=[Purpose.GENERAL.value, *(purpose.value for purpose in purposes)])
    return holder, make.signed_in(holder)
