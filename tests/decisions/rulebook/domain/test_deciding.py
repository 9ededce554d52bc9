import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.decisions.rulebook.small import AGE, BOOK, DAYS, MEASURE, PARAMETERS, RULE
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.domain import apply, cited, due_days
from yinling.kernel.expression import FactError, Kind, parse

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
ANSWERS = {"符合": True, "不符合": False, "资料不全": None}
CAUTIONS = {"plain": "有文件出处", "known": "† 通行做法"}
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
    assert decision.reason_lines == tuple(case["reasons"])


def test_a_decision_cites_its_rule_and_every_value_with_its_confidence():
    decision = decide(RULE, {"年龄": 91, "居住方式": "独居"})
    assert decision.source_lines == (
        "规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法）。"
        "文件面向全部独居老年人，限于高龄是本规则所加。",
        "高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），"
        "80岁以上、独居、不能自理、重病者定期走访（† 通行做法）。各地做法不一，可按地区另设。",
    )


def test_a_truth_value_is_told_in_words():
    flag = replace(AGE, code="试点", kind=Kind.BOOLEAN, value=True, unit="")
    rule = replace(RULE, text='{试点} and 居住方式 == "独居"')
    assert decide(rule, {"居住方式": "独居"}, {"试点": flag}).source_lines[1].startswith("试点为是：")


def test_a_confidence_without_words_is_told_as_it_is():
    assert cited(RULE.source, {}) == (
        "十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（known）。"
        "文件面向全部独居老年人，限于高龄是本规则所加。"
    )


def test_a_measure_is_due_after_its_own_days_or_those_of_its_parameter():
    own = replace(MEASURE, due_days=7, due_parameter="")
    assert (due_days(own, {}), due_days(MEASURE, PARAMETERS), due_days(MEASURE, {})) == (7, 30, None)
    assert due_days(MEASURE, {"探访到期天数": replace(DAYS, kind=Kind.TEXT, value="三十")}) is None


def test_a_parameter_that_is_not_in_force_leaves_the_decision_open():
    decision = decide(RULE, {"年龄": 91, "居住方式": "独居"}, {})
    assert (decision.outcome.value, decision.outcome.missing) == (None, ("高龄起点",))


def test_a_fact_of_another_kind_is_refused():
    with pytest.raises(FactError):
        decide(RULE, {"年龄": "91"})
