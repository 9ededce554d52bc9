from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.rulebook.small import AGE, MEASURE, RULE
from yinling.decisions.rulebook.domain import Difference, Mark, Part, compare, fields_said
from yinling.kernel.periods import Period

SAME, ADDED, REMOVED = Mark.SAME, Mark.ADDED, Mark.REMOVED


def test_versions_that_say_the_same_differ_in_nothing():
    assert compare(RULE, replace(RULE, version=2, author="somebody", inner=9)) == []


def test_a_condition_is_compared_by_its_words():
    other = replace(RULE, text='年龄 >= 90 and 居住方式 == "独居" and 自理能力 != "能自理"')
    assert compare(RULE, other) == [
        Difference(
            "text", RULE.text, other.text,
            (
                Part(SAME, "年龄 >= "), Part(REMOVED, "{高龄起点}"), Part(ADDED, "90"),
                Part(SAME, ' and 居住方式 == "独居"'), Part(ADDED, ' and 自理能力 != "能自理"'),
            ),
        )
    ]  # fmt: skip


def test_prose_is_compared_sign_by_sign_and_a_value_as_a_whole():
    other = replace(AGE, value=78, period=Period(AGE.period.start, date(2027, 1, 1)))
    assert compare(AGE, other) == [
        Difference("value", "80", "78", (Part(REMOVED, "80"), Part(ADDED, "78"))),
        Difference("valid_to", "", "2027-01-01", (Part(ADDED, "2027-01-01"),)),
    ]
    other = replace(RULE, title="高龄独居月探访")
    (found,) = compare(RULE, other)
    assert found.parts == (Part(SAME, "高龄独居"), Part(ADDED, "月"), Part(SAME, "探访"))


def test_a_measure_says_how_it_waits():
    other = replace(MEASURE, due_days=7, due_parameter="", repeat_days=30)
    assert [(one.field, one.old, one.new) for one in compare(MEASURE, other)] == [
        ("due_days", "", "7"),
        ("due_parameter", "探访到期天数", ""),
        ("repeat_days", "", "30"),
    ]


def test_entries_of_two_kinds_are_not_compared():
    with pytest.raises(TypeError):
        compare(RULE, AGE)


def test_the_fields_are_those_of_the_rule_file():
    assert set(fields_said(RULE)) == {
        "title", "text", "kind", "need_type", "rank", "need", "area", "valid_from", "valid_to", "source_document",
        "clause", "note", "confidence",
    }  # fmt: skip
    assert fields_said(replace(AGE, value=True))["value"] == "true"


TEXTS = st.text(alphabet='年龄 >={}"a1\n', max_size=40)


@given(TEXTS, TEXTS)
def test_the_parts_make_up_both_texts(old, new):
    for found in compare(replace(RULE, text=old, need=new), replace(RULE, text=new, need=old)):
        assert "".join(part.text for part in found.parts if part.mark is not ADDED) == found.old
        assert "".join(part.text for part in found.parts if part.mark is not REMOVED) == found.new
