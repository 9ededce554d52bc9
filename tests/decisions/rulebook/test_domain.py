import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.actions import SHIPPED
from yinling.decisions.rulebook.domain import Book, Change, apply, plan
from yinling.decisions.rulebook.outside import read_rule_file
from yinling.kernel.expression import FactError, Kind, parse
from yinling.kernel.periods import Period

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
ANSWERS = {"符合": True, "不符合": False, "资料不全": None}
CAUTIONS = {"plain": "有文件出处", "known": "† 通行做法"}
BOOK = read_rule_file(SHIPPED)
PARAMETERS = {entry.code: entry for entry in BOOK.parameters}
(RULE,) = BOOK.rules
(AGE, DAYS, _) = BOOK.parameters
DAY = date(2026, 11, 22)


def decide(rule, facts, parameters=PARAMETERS):
    expression = parse(rule.text, VOCABULARY)
    return apply(rule, expression, facts, parameters, on=DAY, cautions=CAUTIONS)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_case(case):
    rule = next(rule for rule in BOOK.rules if rule.code == case["rule"])
    expression = parse(rule.text, VOCABULARY)
    decision = apply(rule, expression, case["facts"], PARAMETERS, on=case["day"])
    assert decision.outcome.value is ANSWERS[case["answer"]]
    assert decision.matched is (case["answer"] == "符合")
    assert decision.due_date == case.get("due")
    assert decision.reason_lines == tuple(case["reasons"])


def test_a_decision_cites_its_rule_and_every_value_with_its_confidence():
    decision = decide(RULE, {"年龄": 91, "居住方式": "独居"})
    assert decision.source_lines == (
        "规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法）。"
        "文件面向全部独居老年人，限于高龄是本规则所加。",
        "高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），"
        "80岁以上、独居、不能自理、重病者定期走访（† 通行做法）。各地做法不一，可按地区另设。",
        "探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。"
        "文件要求每月探访，这里按30天计。",
    )


def test_a_rule_with_its_own_days_is_due_after_them():
    own = replace(RULE, due_days=7, due_parameter="")
    assert decide(own, {"年龄": 91, "居住方式": "独居"}).due_date == date(2026, 11, 29)


def test_a_parameter_that_is_not_in_force_leaves_the_decision_open():
    decision = decide(RULE, {"年龄": 91, "居住方式": "独居"}, {})
    assert (decision.outcome.value, decision.outcome.missing) == (None, ("高龄起点",))
    assert decision.due_date is None


def test_a_fact_of_another_kind_is_refused():
    with pytest.raises(FactError):
        decide(RULE, {"年龄": "91"})


# Which entries may stand beside each other.


def problems(file: Book, book: Book = BOOK) -> tuple[str, ...]:
    return plan(file, book, VOCABULARY)[1]


def test_the_same_file_twice_changes_nothing():
    change, found = plan(BOOK, BOOK, VOCABULARY)
    assert (change, found) == (Change(new=Book(), ended=Book()), ())
    assert change.is_empty


def test_the_first_load_takes_everything():
    assert plan(BOOK, Book(), VOCABULARY) == (Change(new=BOOK, ended=Book()), ())


def test_what_is_approved_is_never_edited():
    edited = replace(RULE, need="别的理由")
    assert problems(Book((edited,))) == ("规则“visit_aged_alone”第1版（地区0）：已经批准的内容不能改，请写成新的版本",)
    assert problems(Book(parameters=(replace(AGE, value=85),))) == (
        "参数“高龄起点”（地区0，自2023-01-01起）：已经批准的内容不能改，请写成新的版本",
    )


def test_a_last_day_and_a_following_version_come_together():
    last = date(2027, 1, 1)
    ended = replace(RULE, period=Period(RULE.period.start, last))
    following = replace(RULE, version=2, period=Period(last), text='年龄 >= 90 and 居住方式 == "独居"')
    change, found = plan(Book((ended, following)), BOOK, VOCABULARY)
    assert found == ()
    assert change == Change(new=Book((following,)), ended=Book((ended,)))


def test_two_versions_may_not_hold_at_once():
    second = replace(RULE, version=2, period=Period(date(2027, 1, 1)))
    assert problems(Book((second,))) == (
        "规则“visit_aged_alone”第1版（地区0）与规则“visit_aged_alone”第2版（地区0）：同一地区同一时间只能有一个生效",
    )
    again = replace(AGE, period=Period(date(2027, 1, 1)))
    assert problems(Book(parameters=(again,))) == (
        "参数“高龄起点”（地区0，自2023-01-01起）与参数“高龄起点”（地区0，自2027-01-01起）："
        "同一地区同一时间只能有一个生效",
    )


def test_an_entry_written_twice_is_told():
    assert "参数“高龄起点”（地区0，自2023-01-01起）：文件里写了两次" in problems(Book(parameters=(AGE, AGE)), Book())


def test_a_text_that_does_not_read_is_shown_with_its_place():
    second = replace(RULE, area_code="53", text='居住方式 == "独身"')
    assert problems(Book((second,))) == (
        "规则“visit_aged_alone”第1版（地区53）：第1行第9个字：没有“独身”这个选项，是不是“独居”\n"
        '居住方式 == "独身"\n　　　　    ^^^^^^',
    )


def test_every_parameter_must_hold_wherever_and_whenever_the_rule_does():
    elsewhere = replace(AGE, area_code="53")
    assert problems(Book((RULE,), (elsewhere, DAYS)), Book()) == (
        "规则“visit_aged_alone”第1版（地区0）：参数“高龄起点”没有在规则的整个有效期内生效",
    )
    short = replace(DAYS, period=Period(DAYS.period.start, date(2030, 1, 1)))
    assert problems(Book((RULE,), (AGE, short)), Book()) == (
        "规则“visit_aged_alone”第1版（地区0）：参数“探访到期天数”没有在规则的整个有效期内生效",
    )
    later = replace(DAYS, period=Period(date(2030, 1, 1)))
    assert problems(Book((RULE,), (AGE, short, later)), Book()) == ()
    until = replace(RULE, period=Period(RULE.period.start, date(2030, 1, 1)))
    assert problems(Book((until,), (AGE, short)), Book()) == ()


def test_a_parameter_of_another_kind_is_told():
    day = replace(AGE, kind=Kind.DATE, value=DAY)
    assert problems(Book((RULE,), (day, DAYS)), Book()) == (
        "规则“visit_aged_alone”第1版（地区0）：参数“高龄起点”应是整数，现在是日期",
    )
    here = replace(day, area_code="53")
    assert "参数“高龄起点”：有的地方是整数，有的地方是日期" in problems(Book(parameters=(here,)))


def test_a_parameter_that_stands_for_a_word_must_be_one_of_the_choices():
    text = replace(RULE, text="年龄 > {高龄起点} and 居住方式 == {方式}", area_code="53")
    word = replace(AGE, code="方式", kind=Kind.TEXT, value="独身", unit="")
    assert problems(Book((text,), (word,))) == (
        "规则“visit_aged_alone”第1版（地区53）：参数“方式”的值“独身”不在选项之中",
    )


@pytest.mark.parametrize("days", [0, -30, 3_661])
def test_a_parameter_that_says_when_must_be_a_possible_number_of_days(days):
    assert problems(Book((RULE,), (AGE, replace(DAYS, value=days))), Book()) == (
        "规则“visit_aged_alone”第1版（地区0）：参数“探访到期天数”用作天数，应在1到3660之间",
    )
