import uuid
from dataclasses import replace

import pytest

from tests.people.registry.people import CITY, COUNTY, OTHER_CITY, officer
from tests.supply.catalogue.shelves import AT, approve, item, package, submitted, told, written
from yinling.base.approvals.actions import AlreadyDecided, DraftMoved, ReasonUnfit, SameEyes, SavedMeanwhile
from yinling.base.approvals.queries import DraftRefused
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.kernel.viewer import Purpose
from yinling.supply.catalogue.actions import (
    ContentUnfit,
    discard,
    refuse_draft,
    submit,
    take_back,
    write_draft,
)
from yinling.supply.catalogue.models import Draft
from yinling.supply.catalogue.queries import draft_of, drafts
from yinling.supply.catalogue.terms import EntryKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(shelves):
    by = officer(CITY)
    shelves.app(by)
    return by


def _save(by, key, content, seen, area=CITY):
    return write_draft(draft=key, kind=EntryKind.ITEM, area_code=area, content=content, seen=seen, by=by, at=AT)


def test_saving_raises_the_version_and_says_so_once(wang):
    key = written(wang, item())
    assert _save(wang, key, item(), None) == 1
    assert _save(wang, key, item(price="90"), 1) == 2
    assert _save(wang, key, item(price="90"), 1) == 2
    with pytest.raises(SavedMeanwhile) as refused:
        _save(wang, key, item(price="95"), 1)
    assert (refused.value.version, refused.value.content["price"]) == (2, "90")


def test_two_saved_facts_stand_in_the_journal(shelves, wang):
    key = written(wang, item())
    _save(wang, key, item(price="90"), 1)
    shelves.work()
    facts = [(fact["code"], fact["of"], fact["version"]) for fact in told("catalogue.drafted")]
    assert facts == [("0214", "item", 1), ("0214", "item", 2)]


@pytest.mark.parametrize("area", ["0", "53", OTHER_CITY, "banana", ""])
def test_an_officer_writes_for_his_own_area(wang, area):
    with pytest.raises(Forbidden):
        written(wang, item(), area=area)


def test_another_ones_draft_is_not_mine(shelves, wang):
    key = written(wang, item())
    chen = officer(CITY)
    shelves.app(chen)
    for act in (lambda: _save(chen, key, item(), 1), lambda: submit(draft=key, reason="按通知", by=chen, at=AT),
                lambda: take_back(draft=key, by=chen, at=AT), lambda: discard(draft=key, by=chen, at=AT)):  # fmt: skip
        with pytest.raises(Forbidden):
            act()
    stranger = officer(OTHER_CITY)
    shelves.app(stranger)
    with pytest.raises(Forbidden):
        _save(stranger, key, item(), None, OTHER_CITY)


@pytest.mark.parametrize(
    ("content", "field"),
    [({"name": "x" * 2_001}, "name"), ({"name": "a\x00b"}, "name"), ({"price": 1.5}, "price"), ({"name": {}}, "name"),
     ({"checklist": ["x"] * 61}, "checklist"), ({"checklist": [1]}, "checklist"), ({"x" * 51: 1}, "…"),
     ({str(n): 1 for n in range(31)}, "…"), ({"name": "\ud800"}, "name"), ({"minutes": 10**12}, "minutes")],
)  # fmt: skip
def test_what_no_draft_may_hold_is_not_kept(wang, content, field):
    with pytest.raises(ContentUnfit) as refused:
        written(wang, content)
    assert refused.value.field == field
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (item(price="八十"), EntryKind.ITEM, "单价"),
        (item(price="-1"), EntryKind.ITEM, "单价"),
        (item(code="9914"), EntryKind.ITEM, "前两位"),
        (item(name="上门关怀"), EntryKind.ITEM, "不能同名"),
        (item(eligible="没有的词 == 1"), EntryKind.ITEM, "没有的词"),
        (item(valid_from="2026-02-30"), EntryKind.ITEM, "日期"),
        (item(valid_to="2026-11-30"), EntryKind.ITEM, "时段"),
        (item(source=""), EntryKind.ITEM, "来源"),
        (item(minutes="0"), EntryKind.ITEM, "时长"),
        (item(evidence=["video"]), EntryKind.ITEM, "凭证"),
        (item(consent_needed="perhaps"), EntryKind.ITEM, "知情同意"),
        (item(extra="x"), EntryKind.ITEM, "不认识"),
        (item(stops=True, valid_from=""), EntryKind.ITEM, "停用的日期"),
        (item(stops=True), EntryKind.ITEM, "没有可以停用"),
        (package(items=[]), EntryKind.PACKAGE, "至少选一个"),
        (package(items=["0199"]), EntryKind.PACKAGE, "0199"),
        (package(code="X1"), EntryKind.PACKAGE, "P0001"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_not_submitted(wang, content, kind, said):
    key = written(wang, content, kind)
    with pytest.raises(DraftRefused) as refused:
        submit(draft=key, reason="按通知", by=wang, at=AT)
    assert said in "\n".join(refused.value.problems)
    view = draft_of(key, by=wang)
    assert (view.line.state, view.entry) == (DraftState.WRITING, None)
    assert view.problems == refused.value.problems


def test_a_draft_says_what_it_changes(wang):
    view = draft_of(written(wang, item(minutes="40", checklist="一\n二")), by=wang)
    assert [(one.label, one.before, one.after) for one in view.differences] == [
        ("单价（元）", "未定", "¥80.00"), ("联系卡颜色", "蓝", "未定"), ("时长（分钟）", "未定", "40"),
        ("服务清单", "\n".join(view.before.checklist), "一\n二"),
        ("来源", "兰州市公布的十大类服务目录（项目由本平台整理，类别照公布）", "昆明市养老服务价格（测试）"),
        ("说明", "服务清单：银龄示例清单，待本省核定。", ""),
        ("来源核对", "‡ 未经核实", "有文件出处"),
    ]  # fmt: skip


def test_submitted_taken_back_and_given_up(wang):
    key = submitted(wang, item())
    assert submit(draft=key, reason="按通知", by=wang, at=AT) == draft_of(key, by=wang).line.approval
    with pytest.raises(DraftMoved):
        _save(wang, key, item(price="1"), 1)
    with pytest.raises(DraftMoved):
        discard(draft=key, by=wang, at=AT)
    take_back(draft=key, by=wang, at=AT)
    with pytest.raises(DraftMoved):
        take_back(draft=key, by=wang, at=AT)
    discard(draft=key, by=wang, at=AT)
    assert [line.state for line in drafts(by=wang)] == [DraftState.DISCARDED]
    assert drafts(by=wang, states=[DraftState.WRITING]) == []


def test_a_reason_must_be_said(wang):
    key = written(wang, item())
    with pytest.raises(ReasonUnfit):
        submit(draft=key, reason=" ", by=wang, at=AT)
    assert draft_of(key, by=wang).line.state is DraftState.WRITING


def test_nobody_approves_his_own_and_no_lower_office_decides(shelves, wang):
    key = submitted(wang, item())
    with pytest.raises(SameEyes):
        approve(key, wang)
    for other in (officer(COUNTY), officer(OTHER_CITY)):
        shelves.app(other)
        with pytest.raises(Forbidden):
            approve(key, other)
    zhao = officer("53")
    shelves.app(zhao)
    with pytest.raises(Stale):
        approve(key, zhao, seen=2)


def test_refused_is_taken_up_again(shelves, wang):
    key, zhao = submitted(wang, item()), officer("53")
    shelves.app(zhao)
    refuse_draft(draft=key, note="依据不足", by=zhao, at=AT)
    refuse_draft(draft=key, note="依据不足", by=zhao, at=AT)
    with pytest.raises(AlreadyDecided):
        approve(key, zhao)
    shelves.app(wang)
    take_back(draft=key, by=wang, at=AT)
    assert _save(wang, key, item(price="70"), 1) == 2


def test_a_condition_on_health_is_for_who_may_know_health(shelves, wang):
    sick = item(eligible='健康状况 == "很差"')
    clerk = replace(officer(CITY), purposes=frozenset({Purpose.GENERAL}))
    key = written(wang, sick)
    shelves.app(clerk)
    assert drafts(by=clerk) == []
    assert draft_of(key, by=clerk) is None
    with pytest.raises(Forbidden):
        written(clerk, sick)
    assert draft_of(uuid.uuid4(), by=clerk) is None
