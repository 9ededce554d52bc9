from datetime import date, datetime

import pytest
from hypothesis import given, settings

from tests.kernel.expression.roster import ON, VOCABULARY, conditions, days, facts, parameters
from yinling.kernel.expression import FactError, UsedFact, evaluate, explain_lines, parse, telling
from yinling.kernel.expression.evaluating import elapsed
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Containment,
    Count,
    Elapsed,
    Literal,
    Membership,
    Not,
    Or,
    Parameter,
    Presence,
    Reference,
    written,
)

RULE = '年龄 >= {高龄起点} and 居住方式 == "独居" and 自理能力 != "能自理"'


def answer(text, known, given=None, on=ON):
    return evaluate(parse(text, VOCABULARY), known, given or {}, on=on)


# An independent reading of the same meaning: truth as 0, ½, 1 with min and max, as Kleene (1938) gave it.


def truth(node, known, given) -> float:  # noqa: PLR0911 - one line for each part
    match node:
        case And(parts=parts):
            return min(truth(part, known, given) for part in parts)
        case Or(parts=parts):
            return max(truth(part, known, given) for part in parts)
        case Not(part=part):
            return 1 - truth(part, known, given)
        case Presence(argument=argument, known=wanted):
            return float((known.get(argument.name) is None) != wanted)
        case Membership(item=item, options=options, negated=negated):
            found = max(truth(Comparison(item, "==", option), known, given) for option in options)
            return 1 - found if negated else found
        case Containment(item=item, options=options, negated=negated):
            listed, words = value(item, known, given), [value(option, known, given) for option in options]
            found = max(0.5 if listed is None or word is None else float(lists(listed, word)) for word in words)
            return 1 - found if negated else found
        case Comparison(left=left, operator=operator, right=right):
            one, other = value(left, known, given), value(right, known, given)
            if one is None or other is None:
                return 0.5
            sides = {"one": one, "other": other}
            return float(eval(f"one {operator} other", {}, sides))
        case _:
            plain = value(node, known, given)
            return 0.5 if plain is None else float(plain)


def value(node, known, given):
    match node:
        case Literal(value=constant):
            return constant
        case Reference(name=name):
            return known.get(name)
        case Parameter(name=name):
            return given.get(name)
        case Count(argument=argument):
            listed = known.get(argument.name)
            return None if listed is None else sum(lists(listed, part) for part in listed.split("、"))
        case Elapsed(function=function, argument=argument):
            since = known.get(argument.name)
            if since is None:
                return None
            return (ON - since).days if function == "距今天数" else years_by_counting(since, ON)


def lists(listed: str, word: str) -> bool:
    """Whether a word stands alone between two marks or ends; what says nothing is no word."""
    return word not in {"", "无"} and "、" not in word and f"、{word}、" in f"、{listed}、"


def years_by_counting(since: date, on: date) -> int:
    """Count anniversaries one by one; 29 February is kept on 1 March in common years."""

    def anniversary(years: int) -> date:
        try:
            return since.replace(year=since.year + years)
        except ValueError:
            return date(since.year + years, 3, 1)

    years = 0
    while anniversary(years + 1) <= on:
        years += 1
    while anniversary(years) > on:
        years -= 1
    return years


@pytest.mark.slow  # a thousand random conditions and persons
@settings(max_examples=1000)
@given(conditions, facts, parameters)
def test_the_answer_is_the_one_of_an_independent_reading(condition, known, given):
    outcome = evaluate(parse(written(condition), VOCABULARY), known, given, on=ON)
    assert outcome.value == {0.0: False, 0.5: None, 1.0: True}[truth(condition, known, given)]
    assert outcome.matched is (outcome.value is True)


@settings(max_examples=120)
@given(conditions, facts, parameters)
def test_every_answer_can_be_told_and_only_an_open_one_lacks_something(condition, known, given):
    outcome = evaluate(parse(written(condition), VOCABULARY), known, given, on=ON)
    lines = explain_lines(outcome)
    assert lines[0] == {
        True: "符合条件。", False: "不符合条件。", None: "缺资料，不能判断，按不符合处理。",
    }[outcome.value]  # fmt: skip
    assert len(lines) >= 2
    assert all(line.endswith("。") and "None" not in line for line in lines)
    assert bool(outcome.missing) is (outcome.value is None)
    assert all(known.get(name) is None and given.get(name) is None for name in outcome.missing)
    if outcome.value is not None:
        assert not any("不能判断" in line for line in lines)
        wrong = "，不符合“" if outcome.value else "，符合“"
        assert not any(wrong in line for line in lines)


@settings(max_examples=120)
@given(conditions, facts, parameters, facts)
def test_learning_a_missing_fact_never_turns_a_settled_answer(condition, known, given, learned):
    expression = parse(written(condition), VOCABULARY)
    asks_presence = "已知(" in expression.text or "未知(" in expression.text
    before = evaluate(expression, known, given, on=ON).value
    more = {**learned, **{name: fact for name, fact in known.items() if fact is not None}}
    after = evaluate(expression, more, given, on=ON).value
    assert before is None or asks_presence or after is before


@settings(max_examples=120)
@given(days, days)
def test_full_years_are_counted_by_anniversaries(since, on):
    assert elapsed("距今年数", since, on) == years_by_counting(since, on)


def test_years_around_a_leap_day():
    born = date(2004, 2, 29)
    assert [elapsed("距今年数", born, day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29))] == [
        20,
        21,
        24,
    ]
    assert elapsed("距今天数", date(2026, 11, 30), ON) == -8


def test_a_match_tells_every_part_with_its_fact_and_parameter():
    outcome = answer(RULE, {"年龄": 91, "居住方式": "独居", "自理能力": "半自理"}, {"高龄起点": 80})
    assert outcome.matched
    assert explain_lines(outcome) == [
        "符合条件。",
        "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。",
        "居住方式为“独居”，符合“居住方式为‘独居’”。",
        "自理能力为“半自理”，符合“自理能力不是‘能自理’”。",
    ]
    age = VOCABULARY.find("年龄")
    assert age is not None
    assert outcome.facts[0] == UsedFact(age, 91)
    assert [part.text for part in outcome.finding.parts] == [
        "年龄 >= {高龄起点}",
        '居住方式 == "独居"',
        '自理能力 != "能自理"',
    ]


def test_no_match_tells_only_what_stood_against_it():
    outcome = answer(RULE, {"年龄": 79, "居住方式": "独居"}, {"高龄起点": 80})
    assert (outcome.value, outcome.missing) == (False, ())
    assert explain_lines(outcome) == ["不符合条件。", "年龄为79岁，不符合“年龄不小于80岁（高龄起点）”。"]


def test_a_missing_fact_leaves_the_answer_open_and_is_named():
    outcome = answer(RULE, {"年龄": 91, "自理能力": "半自理"}, {"高龄起点": 80})
    assert (outcome.value, outcome.matched, outcome.missing) == (None, False, ("居住方式",))
    assert explain_lines(outcome) == [
        "缺资料，不能判断，按不符合处理。",
        "缺资料，不能判断“居住方式为‘独居’”。",
        "还缺：居住方式。",
    ]


def test_a_parameter_that_is_not_in_force_is_named_too():
    outcome = answer(RULE, {"年龄": 91, "居住方式": "独居", "自理能力": "半自理"})
    assert outcome.missing == ("高龄起点",)
    assert explain_lines(outcome)[1:] == [
        "年龄为91岁，缺资料，不能判断“年龄不小于参数“高龄起点””。",
        "还缺：高龄起点。",
    ]


@pytest.mark.parametrize(
    ("text", "known", "lines"),
    [
        (
            'not (居住方式 == "独居" or 党员)',
            {"居住方式": "独居", "党员": False},
            ["不符合条件。", "居住方式为“独居”，不符合“居住方式不是‘独居’”。"],
        ),
        (
            "not (年龄 < 80 and 党员)",
            {"年龄": 80, "党员": True},
            ["符合条件。", "年龄为80岁，符合“年龄不小于80岁”。"],
        ),
        (
            "距今天数(上次探访日期) > 30",
            {"上次探访日期": date(2026, 10, 1)},
            [
                "符合条件。",
                "上次探访日期为2026-10-01，至2026-11-22为52天，符合“距上次探访日期的天数大于30天”。",
            ],
        ),
        (
            "1976-07-01 >= 入党日期 且 距今年数(入党日期) >= 50",
            {"入党日期": date(1950, 7, 1)},
            [
                "符合条件。",
                "入党日期为1950-07-01，符合“入党日期不晚于1976-07-01”。",
                "入党日期为1950-07-01，至2026-11-22为76年，符合“距入党日期的年数不小于50年”。",
            ],
        ),
        (
            "未知(自理能力) or 子女数 not in [1, 2]",
            {"子女数": 2},
            ["符合条件。", "自理能力没有登记，符合“自理能力未登记”。"],
        ),
        (
            "not 未知(自理能力)",
            {},
            ["不符合条件。", "自理能力没有登记，不符合“自理能力已登记”。"],
        ),
        (
            "年龄 in [80, 90] and 上次探访日期 > 入党日期",
            {"年龄": 85, "上次探访日期": ON},
            ["不符合条件。", "年龄为85岁，不符合“年龄属于80岁、90岁”。"],
        ),
        ("党员 == 是", {"党员": True}, ["符合条件。", "党员为“是”，符合“党员为‘是’”。"]),
        ("党员", {"党员": False}, ["不符合条件。", "党员为“否”，不符合“党员为是”。"]),
        ("是", {}, ["符合条件。", "规则规定对所有人适用。"]),
        (
            '慢性病 包含 ["糖尿病", "高血压"] and 爱好 不包含 "门球"',
            {"慢性病": "白内障、高血压", "爱好": "象棋"},
            [
                "符合条件。",
                "慢性病为“白内障、高血压”，符合“慢性病包含‘糖尿病’、‘高血压’之一”。",
                "爱好为“象棋”，符合“爱好不包含‘门球’”。",
            ],
        ),
        (
            'not 慢性病 包含 ["糖尿病", "血压"]',
            {"慢性病": "高血压"},
            ["符合条件。", "慢性病为“高血压”，符合“慢性病不包含‘糖尿病’、‘血压’中的任何一项”。"],
        ),
        (
            "个数(慢性病) >= 2 and 个数(爱好) == 0",
            {"慢性病": "白内障、高血压", "爱好": "无"},
            [
                "符合条件。",
                "慢性病为“白内障、高血压”，共2项，符合“慢性病的项数不小于2项”。",
                "爱好为“无”，共0项，符合“爱好的项数等于0项”。",
            ],
        ),
        (
            "个数(爱好) > 个数(慢性病)",
            {"爱好": "", "慢性病": "高血压"},
            [
                "不符合条件。",
                "爱好为“无”，共0项，慢性病为“高血压”，共1项，不符合“爱好的项数大于慢性病的项数”。",
            ],
        ),
        (
            '慢性病 包含 "高血压"',
            {},
            [
                "缺资料，不能判断，按不符合处理。",
                "缺资料，不能判断“慢性病包含‘高血压’”。",
                "还缺：慢性病。",
            ],
        ),
        ("未知(慢性病)", {"慢性病": ""}, ["不符合条件。", "慢性病已经登记，不符合“慢性病未登记”。"]),
        ("not 是", {}, ["不符合条件。", "规则规定对任何人都不适用。"]),
    ],
)
def test_plain_sentences(text, known, lines):
    assert explain_lines(answer(text, known)) == lines


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], []),
        (["符合条件。"], []),
        (
            ["符合条件。", "易地安置地已经登记，符合“易地安置地已登记”。"],
            ["易地安置地已经登记，符合“易地安置地已登记”。"],
        ),
        (
            ["符合条件。", "服务需求已经登记，符合“服务需求已登记”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"],
            ["居住方式为“独居”，符合“居住方式为‘独居’”。"],
        ),
        (["符合条件。", "一。", "二。", "三。"], ["二。", "三。"]),
        (["备注为“已经登记，符合”，符合“备注不是‘无’”。"], ["备注为“已经登记，符合”，符合“备注不是‘无’”。"]),
        (["不符合条件。", "自理能力没有登记，不符合“自理能力已登记”。", "一。"], ["一。"]),
    ],
)
def test_the_sentences_that_say_most(lines, told):
    assert telling(lines) == told


def test_false_and_true_decide_whatever_is_unknown():
    assert answer("年龄 > 80 and 党员", {"党员": False}).value is False
    assert answer("年龄 > 80 or 党员", {"党员": True}).value is True
    assert answer("年龄 > 80 or 党员", {"党员": False}).value is None
    assert answer("年龄 > 80 or not (年龄 > 80)", {}).value is None
    assert answer("子女数 in [1, {甲}]", {"子女数": 1}).value is True
    assert answer("子女数 not in [1, {甲}]", {"子女数": 2}).value is None
    assert answer('慢性病 包含 ["高血压", {甲}]', {"慢性病": "高血压"}).value is True
    assert answer('慢性病 包含 ["高血压", {甲}]', {"慢性病": "糖尿病"}).value is None
    assert answer('慢性病 不包含 ["高血压", {甲}]', {"慢性病": "高血压"}).value is False
    assert answer("慢性病 包含 {甲}", {"慢性病": "高血压、糖尿病"}, {"甲": "糖尿病"}).value is True
    assert answer("慢性病 包含 {甲}", {"慢性病": "高血压、糖尿病"}, {"甲": "高血压、糖尿病"}).value is False
    assert answer("个数(慢性病) == 0", {}).value is None


@pytest.mark.parametrize(
    ("known", "given", "message"),
    [
        ({"年龄": "91"}, {}, "“年龄”的值不是整数"),
        ({"年龄": True}, {}, "“年龄”的值不是整数"),
        ({"居住方式": 3}, {}, "“居住方式”的值不是选项"),
        ({}, {"高龄起点": ON}, "“高龄起点”的值不是整数"),
    ],
)
def test_a_value_of_another_kind_is_refused(known, given, message):
    with pytest.raises(FactError) as refused:
        answer(RULE, known, given)
    assert refused.value.message == message


def test_a_moment_is_no_date_and_a_number_is_no_truth():
    with pytest.raises(FactError):
        answer("入党日期 < 1949-10-01", {"入党日期": datetime(1948, 1, 1)})  # noqa: DTZ001 - the refusal is the point
    with pytest.raises(FactError):
        answer("党员", {"党员": 1})


def test_a_word_that_left_the_list_is_a_text_like_any_other():
    assert answer('居住方式 == "独居"', {"居住方式": "养老机构"}).value is False
