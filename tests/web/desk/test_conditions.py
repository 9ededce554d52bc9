"""Conditions laid out for reading."""

from __future__ import annotations

import pytest

from yinling.kernel.expression import parse
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.terms import vocabulary
from yinling.web.desk.conditions import PARAMETER, PLAIN, TERM, VALUE, Part, Piece, in_one_line, laid_out
from yinling.web.desk.rule_words import word_groups

VALUES = {"高龄起点": "80岁"}


def line(text: str) -> str:
    return in_one_line(laid_out(text, vocabulary(), VALUES))


def test_the_words_are_marked_and_the_parts_stand_under_each_other():
    found = laid_out('年龄 >= {高龄起点} and 居住方式 == "独居"', vocabulary(), VALUES)
    age = "整数；单位：岁；由出生日期得出的周岁"
    assert found == Part(
        "all",
        parts=(
            Part("", (Piece("年龄", TERM, age), Piece(" 不小于 "), Piece("高龄起点（80岁）", PARAMETER))),
            Part(
                "",
                (
                    Piece("居住方式", TERM, "选项；登记信息（生活状况）"),
                    Piece(" 是 ", PLAIN),
                    Piece("独居", VALUE),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('年龄 >= {高龄起点} and 居住方式 == "独居"', "年龄 不小于 高龄起点（80岁），且居住方式 是 独居"),
        ("年龄 < {没有}", "年龄 小于 没有（没有生效的值）"),
        ('not (居住方式 == "独居" or 年龄 > 90)', "不满足：（居住方式 是 独居，或年龄 大于 90）"),
        ('居住方式 in ["独居", "与配偶同住"]', "居住方式 是其中之一： 独居、与配偶同住"),
        ('居住方式 not in ["独居"]', "居住方式 不是其中任何一个： 独居"),
        ('兴趣爱好 包含 "书法"', "兴趣爱好 包含其中之一： 书法"),
        ('兴趣爱好 不包含 ["书法", "绘画"]', "兴趣爱好 不包含其中任何一个： 书法、绘画"),
        ("个数(兴趣爱好) <= 2", "兴趣爱好的个数 不大于 2"),
        ("距今年数(离退休时间) >= 3 or 距今天数(离退休时间) != 9", "离退休时间至今的整年数 不小于 3，或离退休时间至今的天数 不是 9"),
        ("已知(出生日期) and 未知(离退休时间)", "出生日期 已登记，且离退休时间 没有登记"),
        ("出生日期 < 1949-10-01 and 是", "出生日期 早于 1949-10-01，且是"),
        ("", ""),
        ("年龄 >=", "年龄 >="),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_one_line(text, said):
    assert line(text) == said


def test_every_example_that_the_editor_offers_is_a_condition_or_begins_one():
    by = Viewer(account="x", role=Role.OFFICER, area="62", purposes=frozenset(Purpose))
    offered = [word for group in word_groups(by, ()) for word in group.words]
    examples = [word.help for word in offered if word.help and "..." not in word.help]
    assert len(examples) > 50
    for example in examples:
        assert parse(example, vocabulary()).text == example


def test_words_of_a_purpose_are_offered_to_those_who_hold_it():
    def names(*purposes: Purpose) -> set[str]:
        by = Viewer(account="x", role=Role.OFFICER, area="62", purposes=frozenset({Purpose.GENERAL, *purposes}))
        return {word.name for group in word_groups(by, ()) for word in group.words}

    assert names(Purpose.HEALTH) - names() == {
        "健康状况", "慢性病", "重大疾病", "近一年住院次数", "是否长期卧床", "视力听力", "家庭医生签约",
    }  # fmt: skip
    assert {"慢性病", "入党时间", "政治面貌"} & names() == set()
    every = {term.name for term in vocabulary()}
    assert every <= names(Purpose.HEALTH, Purpose.POLITICAL)
