"""The rules that ship: each reads, cites, says why it proposes nothing, and decides its worked persons as written."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from django.db import connection

from tests.decisions.rulebook.shipped_page import PAGE, SHIPPED, page
from yinling.decisions.entitlements.actions.loading import SHIPPED as PAPERS
from yinling.decisions.entitlements.domain import plan as plan_papers
from yinling.decisions.entitlements.outside import read_requirement_file
from yinling.decisions.rulebook.domain import Book, apply, plan
from yinling.decisions.rulebook.outside import read_rule_file
from yinling.decisions.rulebook.terms import NeedType
from yinling.kernel.expression import compiled, parse
from yinling.kernel.viewer import Purpose
from yinling.people.registry.queries import rule_columns
from yinling.people.registry.queries.figures.definitions import FIGURES
from yinling.people.registry.terms import (
    CATALOGUE,
    CHOICES,
    RULE_TERMS,
    TermKind,
    codes_of,
    label_of,
    purposes_of,
    say_value,
    term_of,
    vocabulary,
)
from yinling.service.delivery.domain import WEIGHTS
from yinling.service.dispatch.actions import TAKE_WITHIN

BOOK = read_rule_file(SHIPPED)
REQUIREMENTS = read_requirement_file(PAPERS)
CASES = tomllib.loads((Path(__file__).parent / "cases_shipped.toml").read_text())["case"]
ANSWERS = {"符合": True, "不符合": False, "资料不全": None}
CODES = {rule.code for rule in BOOK.rules}
IN_FORCE = {rule.code: rule for rule in BOOK.rules if rule.period.end is None}
PROPOSES_NOTHING = "不带服务措施："
OURS = re.compile("本规则|本平台|代替|没有写明|没有统一")  # a note that admits to an addition
DAY = date(2026, 11, 22)
COLUMNS = {TermKind.DATE: "date", TermKind.NUMBER: "integer"}

# The best mark that each document may bear: as the domain papers mark it, less where only practice is behind it.
BEST = {
    "离退休干部分层分类服务做法（项目功能清单C部分整理，没有单一文件）": "known",
    "离退休干部服务数据库分类要求（项目功能清单A部分）": "known",
    "项目功能清单O05、K07（数字鸿沟、智能手机培训）": "known",
    "项目功能清单H06（慢性病管理）": "known",
    "项目功能清单J01（心理疏导：适应退休、孤独、焦虑）": "known",
    "项目功能清单A18、政策整理4.1（服务管理归属、政治待遇）": "known",
    "服务需求信息台账做法（调查表27小项，项目功能清单A12、B12）": "known",
    "市委老干发〔2018〕9号（特殊困难离退休干部及遗属建档立卡）": "plain",
    "十部门2022年关于探访关爱服务的文件": "plain",
    "各地走访慰问惯例（五必访、四必访等，没有统一文件）": "known",
    "慰问时机惯例（政策整理4.7，没有统一文件）": "known",
    "离休干部护理费政策（政策整理4.5，文号未录）": "plain",
    "离休干部生活待遇政策（政策整理4.2，文号未录）": "plain",
    "离休干部特需经费规定（政策整理4.3，文号未录）": "plain",
    "离退休干部公用经费规定（政策整理4.4，文号未录）": "plain",
    "易地安置离休干部服务管理政策（政策整理4.5，文号未录）": "plain",
    "已故离休干部无固定收入遗属生活补助政策（政策整理4.5，文号未录）": "plain",
    "退（离）休领导干部社会团体兼职规定（政策整理4.9，文号未录）": "plain",
    "《中华人民共和国公务员法》第一百零七条（政策整理4.9）": "plain",
    "建档立卡工作流程（政策整理4.10，方案建议）": "unverified",
    "国家基本公共卫生服务规范（老年人和慢性病健康管理，整理2.9）": "known",
    "《离休干部健康体检制度》（2009年）": "plain",
    "“光荣在党50年”纪念章颁发规定（政策整理4.7，2021年起，文号未录）": "plain",
    "《中国共产党支部工作条例（试行）》（2018年）和离退休干部党支部做法（政策整理4.8）": "known",
    "国发〔1982〕62号": "plain",
    "国家基本养老服务清单（2023年）": "unverified",
    "本平台的运行参数（没有文件依据）": "unverified",
}
WORSE = ("plain", "known", "unverified")

# Where in the catalogue of services (ten categories, 238 items) each proposed item stands.
ITEMS = {
    "上门关怀": "心理慰藉", "电话关怀": "心理慰藉", "生日祝福": "心理慰藉",
    "钟点陪护": "日常陪护", "陪读书报": "日常陪护", "陪聊": "日常陪护",
    "压疮预防": "生活照料", "安全巡视": "生活照料", "代缴代办": "生活照料", "上门助浴": "生活照料", "晨间护理": "生活照料",
    "家庭医生签约": "卫生医疗", "慢病随访": "卫生医疗", "上门巡诊": "卫生医疗", "陪诊": "卫生医疗",
    "绿色通道": "卫生医疗", "健康体检": "卫生医疗",
    "辅具评估": "保健康复",
    "日常保洁": "家政便民", "SOS设备安装": "家政便民", "适老化改造": "家政便民",
    "书法": "娱乐学习",
    "送学上门": "目录以外，由党支部办理",
}  # fmt: skip


def decide(code, facts, on=DAY):
    rule = next(rule for rule in BOOK.rules if rule.code == code and rule.period.contains(on))
    values = {entry.code: entry for entry in BOOK.parameters if entry.period.contains(on)}
    return apply(rule, parse(rule.text, vocabulary()), facts, values, on=on)


# Worked persons.


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']}: {case['name']}" for case in CASES])
def test_worked_person(case):
    decision = decide(case["rule"], case["facts"], case["on"])
    assert decision.outcome.value is ANSWERS[case["answer"]]
    assert case["because"] in decision.reason_lines


def test_the_compiled_rule_says_the_same_of_every_worked_person(db):
    with connection.cursor() as cursor:
        said = [_answer_in_sql(cursor, case) for case in CASES]
    assert said == [ANSWERS[case["answer"]] for case in CASES]


def _answer_in_sql(cursor, case):
    on = case["on"]
    rule = next(rule for rule in BOOK.rules if rule.code == case["rule"] and rule.period.contains(on))
    values = {entry.code: entry.value for entry in BOOK.parameters if entry.period.contains(on)}
    condition = compiled(parse(rule.text, vocabulary()), rule_columns("n"), values, on=on)
    row = dict.fromkeys(RULE_TERMS) | dict(_stored(name, value, on) for name, value in case["facts"].items())
    columns = ", ".join(f"%s::{COLUMNS.get(CATALOGUE[term].kind, 'text')} AS {term}" for term in row)
    cursor.execute(f"SELECT {condition.text} FROM (SELECT {columns}) n", [*condition.values, *row.values()])
    return cursor.fetchone()[0]


def _stored(name, value, on):
    if name == "年龄":
        return "birth_date", on.replace(year=on.year - value)
    return term_of(name), codes_of(term_of(name)).get(value, value)


def test_every_rule_has_a_person_who_matches_and_one_who_just_does_not():
    told = {(case["rule"], case["answer"]) for case in CASES}
    assert {(code, answer) for code in CODES for answer in ("符合", "不符合")} - told == set()


def test_every_rule_that_can_lack_a_fact_has_a_person_who_lacks_it():
    lacking = {code for code in CODES if decide(code, {}).outcome.value is None}
    undecided = {case["rule"] for case in CASES if case["answer"] == "资料不全"}
    by_type_only = {"special_fund", "public_fund", "medical_costs", "yearly_checkup", "survivor"}  # never missing
    assert lacking - undecided == by_type_only


# Form.


def test_the_file_stands_in_the_vocabulary_of_the_registry():
    change, problems = plan(BOOK, Book(), vocabulary())
    assert problems == ()
    assert change.new == BOOK


def test_no_number_stands_in_a_rule():
    assert [rule.code for rule in BOOK.rules if re.search(r"[0-9０-９]", rule.text)] == []


def test_every_rule_has_a_title_of_its_own():
    titles = [rule.title for rule in IN_FORCE.values()]
    assert sorted(titles) == sorted(set(titles))


def test_what_installations_have_approved_already_stays_word_for_word():
    first = next(rule for rule in BOOK.rules if rule.version == 1 and rule.code == "visit_aged_alone")
    said = (first.title, first.text, first.kind, first.need_type, first.area_code, first.period.start, first.author)
    assert said == (
        "高龄独居探访", '年龄 >= {高龄起点} and 居住方式 == "独居"', "tag", "none", "0", date(2023, 1, 1), "yinling",
    )  # fmt: skip
    assert (first.need, first.source.confidence) == ("高龄独居，需要有人每月上门看望", "known")
    assert [(entry.code, entry.value, entry.unit, entry.period.start) for entry in BOOK.parameters[:3]] == [
        ("高龄起点", 80, "岁", date(2023, 1, 1)),
        ("探访到期天数", 30, "天", date(2023, 1, 1)),
        ("接单时限", 24, "小时", date(2023, 1, 1)),
    ]


# What no rule reads: offering, asking, rating and complaining rest on these.
RUNNING = {"同时派单人数", "在办申请上限", "评价期限", "低分线", "投诉答复期限"}


def test_every_parameter_is_used():
    needed = {need.name for rule in BOOK.rules for need in parse(rule.text, vocabulary()).parameters}
    due = {measure.due_parameter for measure in BOOK.measures}
    by_the_house = {TAKE_WITHIN, *WEIGHTS.values(), *RUNNING}
    assert {entry.code for entry in BOOK.parameters} == (needed | due | by_the_house) - {""}


# Sources.


def test_no_entry_bears_a_better_mark_than_its_document():
    sources = [entry.source for entry in (*BOOK.entries(), *REQUIREMENTS)]
    assert {source.document for source in sources} == set(BEST)
    too_good = [s for s in sources if WORSE.index(s.confidence) < WORSE.index(BEST[s.document])]
    assert too_good == []


def test_what_we_added_is_never_plain():
    held = [*BOOK.rules, *BOOK.measures]
    assert [entry.code for entry in held if OURS.search(entry.source.note) and entry.source.confidence == "plain"] == []
    papers = [entry for entry in REQUIREMENTS if OURS.search(entry.source.note)]
    assert {entry.source.confidence for entry in papers} <= {"known", "unverified"}


def test_every_unverified_entry_says_why():
    held = [*BOOK.rules, *BOOK.parameters, *REQUIREMENTS]
    assert [entry for entry in held if entry.source.confidence == "unverified" and not entry.source.note] == []


def test_a_rule_proposes_something_or_says_why_not():
    offered = {measure.rule_code for measure in BOOK.measures}
    silent = {code for code, rule in IN_FORCE.items() if rule.source.note.startswith(PROPOSES_NOTHING)}
    assert silent == set(IN_FORCE) - offered


def test_every_proposed_item_has_its_place():
    assert {measure.item for measure in BOOK.measures} == set(ITEMS)


def test_every_kind_of_need_is_met():
    assert {rule.need_type for rule in BOOK.rules} == set(NeedType.values)
    assert sorted(rule.rank for rule in BOOK.rules if rule.kind == "tier") == [1, 2, 3]


def test_the_page_is_what_the_file_says():
    assert PAGE.read_text() == page(BOOK)


# What single rules mean.


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("nursing_allowance", ["nursing_allowance_candidates"]),
        ("survivor_allowance", ["survivors_without_fixed_income"]),
        ("hardship_aid", ["special_hardship_cadres", "special_hardship_survivors"]),
        ("yearly_checkup", ["retired_with_honours"]),
        ("enterprise_honours", ["retired_with_honours_enterprise"]),
        ("living_elsewhere", ["living_elsewhere"]),
    ],
)
def test_candidates_are_those_whom_the_published_figure_counts(code, figures):
    """So 126 for the nursing allowance of Lanzhou's roster as of 2017-12-31: the import gives that figure exactly."""
    terms = sorted({condition.term for name in figures for condition in FIGURES[name].conditions})
    for values in product(*(["", *(CHOICES[term].values if term in CHOICES else ["上海市"])] for term in terms)):
        held = dict(zip(terms, values, strict=True))
        facts = {label_of(term): say_value(term, value) or None for term, value in held.items()}
        assert decide(code, facts).matched is any(FIGURES[name].holds(held) for name in figures)


def test_the_medal_has_a_day_for_every_year_without_a_gap():
    days = [entry for entry in BOOK.parameters if entry.code == "光荣在党截止日"]
    assert [(entry.period.start, entry.value) for entry in days] == [
        (date(year, 1, 1), date(year - 50, 7, 1)) for year in range(2021, 2036)
    ]
    assert [entry.period.end for entry in days] == [*(entry.period.start for entry in days[1:]), None]


def test_which_rules_only_some_may_see():
    seen: dict[Purpose, set[str]] = {}
    for code, rule in IN_FORCE.items():
        for purpose in purposes_of(term.name for term in parse(rule.text, vocabulary()).terms):
            seen.setdefault(purpose, set()).add(code)
    assert seen[Purpose.POLITICAL] == {"not_in_party_life", "party_medal", "study_at_home"}
    assert {"disabled", "care_at_home", "tier_one", "nursing_allowance"} & seen[Purpose.HEALTH] == set()
    assert {"gravely_ill", "tier_two", "focus_alone", "family_doctor_first", "study_at_home"} <= seen[Purpose.HEALTH]


# The papers of entitlements.


def test_papers_are_asked_for_by_entitlements_only():
    entitlements = {rule.code for rule in BOOK.rules if rule.kind == "entitlement"}
    change, problems = plan_papers(REQUIREMENTS, (), entitlements)
    assert problems == ()
    assert change.new == REQUIREMENTS
    without = {"public_fund", "monthly_visit"}  # nothing is granted to anybody by name
    assert {entry.rule_code for entry in REQUIREMENTS} == entitlements - without


def test_papers_of_a_rule_are_numbered_from_one():
    for code in {entry.rule_code for entry in REQUIREMENTS}:
        places = [entry.position for entry in REQUIREMENTS if entry.rule_code == code]
        assert places == list(range(1, len(places) + 1))
