"""Files of requirements: read hostilely, taken whole or not at all, never edited once loaded."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.decisions.entitlements.papers import PLAIN, file, written
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.entitlements.actions import load_requirements
from yinling.decisions.entitlements.domain import RequirementEntry, asked_for
from yinling.decisions.entitlements.models import Requirement
from yinling.decisions.entitlements.outside import (
    MAX_BYTES,
    MAX_ENTRIES,
    RequirementFileRefused,
    read_requirement_file,
)
from yinling.decisions.entitlements.queries import requirements_of
from yinling.decisions.rulebook.domain import Source
from yinling.kernel.periods import Period
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

SYSTEM = system("tests")
CODES = {"nursing_allowance"}
ENTRY = RequirementEntry(
    rule_code="nursing_allowance", evidence="医院诊断证明", position=1, area_code="0",
    period=Period(date(2020, 1, 1)), source=Source(document="护理费文件", clause="第二条", confidence="known"),
)  # fmt: skip


@pytest.fixture
def load(sides, now, tmp_path):
    sides.work(SYSTEM)

    def loaded(*entries, text="", by=SYSTEM, codes=CODES):
        return load_requirements(path=file(tmp_path, *entries, text=text), codes=codes, by=by, at=now)

    return loaded


def facts() -> list[dict[str, object]]:
    kind = "entitlements.requirements_loaded"
    return [json.loads(Body.objects.get(pk=e.pk).body) for e in Entry.objects.filter(kind=kind).order_by("pk")]


def test_an_entry_is_read_as_it_is_written(tmp_path):
    assert read_requirement_file(file(tmp_path, {})) == (ENTRY,)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"evidence": ""}, "“evidence”应是1到60个字"),
        ({"evidence": "长" * 61}, "“evidence”应是1到60个字"),
        ({"evidence": 5}, "“evidence”应是1到60个字"),
        ({"evidence": "证\0明"}, "“evidence”应是1到60个字"),
        ({"evidence": "证\n明"}, "“evidence”应是1到60个字"),
        ({"rule": None}, "“rule”应是1到60个字"),
        ({"position": 0}, "“position”应是1到99之间的整数"),
        ({"position": True}, "“position”应是1到99之间的整数"),
        ({"position": "1"}, "“position”应是1到99之间的整数"),
        ({"area": "5300"}, "“5300”不是行政区划代码。请填写省2位、市州4位、县区6位或乡镇街道9位的代码，例如530102。"),
        ({"valid_from": None}, "“valid_from”和“valid_to”应是日期"),
        ({"valid_from": "2020-01-01T08:00:00"}, "“valid_from”和“valid_to”应是日期"),
        ({"valid_to": "2020-01-01"}, "时段的结束日期（2020-01-01，不含当日）应晚于开始日期（2020-01-01）。请核对两个日期。"),
        ({"confidence": "sure"}, "“confidence”应是 plain、known、unverified 之一"),
        ({"confidence": None}, "“confidence”应是 plain、known、unverified 之一"),
        ({"note": "长" * 501}, "“note”应是0到500个字"),
        ({"amount": 2500}, "不认识“amount”"),
    ],
)  # fmt: skip
def test_a_field_of_another_form_is_refused(tmp_path, changed, problem):
    with pytest.raises(RequirementFileRefused) as refused:
        read_requirement_file(file(tmp_path, {}, {"evidence": "单位意见"} | changed))
    assert refused.value.problems == (f"第2个材料：{problem}",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[requirement", "材料文件不是完好的TOML文件"),
        ("a = " + "[" * 5_000, "材料文件不是完好的TOML文件"),
        ("#" * (MAX_BYTES + 1), "材料文件太大，最多500千字节"),
        ("requirement = 5", "“requirement”应是最多1000个条目的列表"),
        ("requirement = [5]", "“requirement”应是最多1000个条目的列表"),
        ("[[requirement]]\n" * (MAX_ENTRIES + 1), "“requirement”应是最多1000个条目的列表"),
        ("[[grant]]\namount = 2500", "文件里不认识“grant”"),
    ],
    ids=["broken", "deep", "large", "number", "numbers", "many", "other"],
)
def test_a_file_of_another_form_is_refused(tmp_path, text, problem):
    with pytest.raises(RequirementFileRefused) as refused:
        read_requirement_file(file(tmp_path, text=text))
    assert refused.value.problems == (problem,)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    bytes_of = tmp_path / "bytes.toml"
    bytes_of.write_bytes(b"\xff\xfe")
    for path in (tmp_path / "nothing.toml", tmp_path, bytes_of):
        with pytest.raises(RequirementFileRefused):
            read_requirement_file(path)


def test_a_load_writes_the_file_and_a_second_one_nothing(load):
    change = load({}, {"evidence": "单位意见", "position": 2})
    assert [entry.evidence for entry in change.new] == ["医院诊断证明", "单位意见"]
    assert requirements_of(["nursing_allowance", "x"], on=date(2026, 1, 1)) == {
        "nursing_allowance": change.new, "x": ()
    }  # fmt: skip
    assert requirements_of(CODES, on=date(2019, 12, 31)) == {"nursing_allowance": ()}
    assert load({}, {"evidence": "单位意见", "position": 2}).is_empty
    (fact,) = facts()
    assert len(str(fact.pop("digest"))) == 64
    assert fact.pop("subject")
    assert fact == {
        "requirements": [
            "nursing_allowance/医院诊断证明/0/2020-01-01", "nursing_allowance/单位意见/0/2020-01-01",
        ],
        "ended": [],
    }  # fmt: skip


def test_only_the_last_day_of_what_was_loaded_may_move(load):
    load({})
    change = load({"valid_to": "2027-01-01"}, {"valid_from": "2027-01-01", "position": 3})
    assert ([e.called for e in change.new], [str(e.period.end) for e in change.ended]) == (
        ["nursing_allowance/医院诊断证明/0/2027-01-01"], ["2027-01-01"],
    )  # fmt: skip
    assert list(Requirement.objects.order_by("valid_from").values_list("position", "valid_to")) == [
        (1, date(2027, 1, 1)), (3, None),
    ]  # fmt: skip
    for changed in ({"position": 2}, {"clause": "第三条"}, {"confidence": "plain"}, {"note": "改"}):
        with pytest.raises(RequirementFileRefused, match="已经载入的内容不能改，只能改截止日期"):
            load({"valid_to": "2027-01-01"} | changed)
    assert len(facts()) == 2


def test_two_may_not_hold_at_once_and_each_has_its_rule(load):
    load({})
    said = "待遇“nursing_allowance”的材料“医院诊断证明”（地区0，自{}起）"
    for entries, problem in (
        ([{"valid_from": "2022-01-01"}], said.format("2020-01-01") + "与" + said.format("2022-01-01")
         + "：同一地区同一时间只能有一条"),
        ([{}, {}], said.format("2020-01-01") + "：文件里写了两次"),
        ([{"rule": "visit_aged_alone"}], "待遇“visit_aged_alone”的材料“医院诊断证明”（地区0，自2020-01-01起）：没有“visit_aged_alone”这条待遇规则"),
    ):  # fmt: skip
        with pytest.raises(RequirementFileRefused) as refused:
            load(*entries)
        assert refused.value.problems == (problem,)
    assert Requirement.objects.count() == 1


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.SYSTEM)])
def test_only_the_system_loads(load, role):
    with pytest.raises(Forbidden):
        load({}, by=Viewer(account="somebody", role=role, area="0") if role else NOBODY)
    assert Requirement.objects.count() == 0


def test_of_one_paper_the_smallest_area_speaks_and_others_are_added(load):
    change = load(
        {}, {"evidence": "单位意见", "position": 2}, {"area": "53", "position": 9, "clause": "云南"},
        {"area": "530102", "evidence": "社区证明", "position": 3},
    )  # fmt: skip
    seen = {
        area: [(entry.evidence, entry.area_code) for entry in asked_for(change.new, area)]
        for area in ("62", "53", "5301", "530102", "530102001", "530103")
    }
    plain, yunnan = [("医院诊断证明", "0"), ("单位意见", "0")], [("单位意见", "0"), ("医院诊断证明", "53")]
    wuhua = [("单位意见", "0"), ("社区证明", "530102"), ("医院诊断证明", "53")]
    assert seen == {
        "62": plain, "53": yunnan, "5301": yunnan, "530102": wuhua, "530102001": wuhua, "530103": yunnan,
    }  # fmt: skip


def test_the_plain_entry_is_what_the_reader_reads():
    assert written({}).count("=") == len(PLAIN)
