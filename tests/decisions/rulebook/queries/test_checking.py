from datetime import date

import pytest

from tests.decisions.rulebook.drafted import LOWER, SOONER, STRICTER
from tests.decisions.rulebook.small import AGE
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.queries import CheckError, check
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.areas import AreaCodeInvalid

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def checked(content, kind=DraftKind.RULE, area="5301"):
    return check(kind, content, vocabulary=VOCABULARY, area_code=area, on=DAY)


def test_a_rule_that_could_be_submitted(book):
    found = checked(STRICTER | {"text": '年龄 >= {高龄起点} and 居住方式 == "独居"'})
    assert (found.error, found.problems, found.is_fit) == (None, (), True)
    assert [term.name for term in found.terms] == ["年龄", "居住方式"]
    ((needed),) = found.parameters
    assert (needed.needed.name, needed.needed.unit, needed.entry) == ("高龄起点", "岁", AGE)
    assert found.expression.canonical == '年龄 >= {高龄起点} and 居住方式 == "独居"'


def test_a_wrong_condition_is_pointed_at(book):
    found = checked(STRICTER | {"text": '年龄 >= 80 and 居住方式 == "独身"'})
    assert found.error == CheckError(
        start=21, end=25, message="没有“独身”这个选项，是不是“独居”",
        hint='年龄 >= 80 and 居住方式 == "独身"\n　　           　　　　    ^^^^^^',
    )  # fmt: skip
    assert (found.expression, found.parameters, found.terms, found.problems, found.is_fit) == (None, (), (), (), False)


@pytest.mark.parametrize("text", ["", " ", 7, None, "长" * 2_000, "(" * 2_000, "年龄 >= {没有}", "\x00"])
def test_whatever_is_typed_is_answered(book, text):
    found = checked(STRICTER | {"text": text})
    assert not found.is_fit


def test_a_missing_value_is_told_and_shown_as_missing(book):
    found = checked(STRICTER | {"text": "年龄 >= {没有}"})
    assert [(value.needed.name, value.entry) for value in found.parameters] == [("没有", None)]
    assert found.problems == ("规则“visit_aged_alone”第1版（地区5301）：参数“没有”没有在规则的整个有效期内生效",)


def test_the_form_of_what_is_not_finished_is_told_besides(book):
    found = checked({"text": "年龄 >= 80"})
    assert found.error is None
    assert "规则：“code”应是1到50个字" in found.problems


def test_values_measures_and_stops_are_checked_without_a_condition(book):
    assert checked(LOWER, DraftKind.PARAMETER).is_fit
    assert checked(SOONER, DraftKind.MEASURE).is_fit
    assert checked(LOWER | {"value": "八十"}, DraftKind.PARAMETER).problems
    stop = checked({"code": "visit_aged_alone", "valid_from": "2026-12-01", "stops": True})
    assert (stop.error, stop.problems) == (None, ("本地区在这一天没有可以停用的内容",))


def test_values_are_those_of_the_first_day(book):
    found = checked(STRICTER | {"text": "年龄 >= {高龄起点}", "valid_from": "2022-01-01"})
    assert [value.entry for value in found.parameters] == [None]


def test_an_area_that_is_none_is_refused(book):
    with pytest.raises(AreaCodeInvalid):
        checked(STRICTER, area="530")
