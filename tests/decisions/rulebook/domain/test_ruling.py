from dataclasses import replace
from datetime import date

import pytest

from tests.decisions.rulebook.small import AGE, BOOK, RULE
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.domain import Book, branches
from yinling.kernel.expression import ExpressionError
from yinling.kernel.periods import Period

DAY = date(2026, 11, 22)


def told(book, on=DAY):
    found = branches(book, VOCABULARY, on=on)
    return {
        code: [(b.area_code, b.rule.area_code, {n: e.value for n, e in b.parameters.items()}) for b in ones]
        for code, ones in found.items()
    }


def test_one_rule_is_one_branch_with_the_values_it_needs():
    assert told(BOOK) == {"visit_aged_alone": [("0", "0", {"高龄起点": 80})]}
    assert told(BOOK, date(2022, 12, 31)) == {}
    assert told(Book()) == {}


def test_another_value_below_divides_the_area_the_smallest_first():
    city, county = replace(AGE, area_code="5301", value=78), replace(AGE, area_code="530102", value=75)
    unneeded = replace(AGE, code="接单时限之二", area_code="5303")
    book = replace(BOOK, parameters=(*BOOK.parameters, city, county, unneeded))
    assert told(book)["visit_aged_alone"] == [
        ("530102", "0", {"高龄起点": 75}),
        ("5301", "0", {"高龄起点": 78}),
        ("0", "0", {"高龄起点": 80}),
    ]


def test_another_version_below_divides_it_too_and_brings_its_own_values():
    province = replace(RULE, area_code="53", version=3, text="年龄 >= {本省起点}")
    own = replace(AGE, code="本省起点", area_code="53", value=77)
    lower_there = replace(own, area_code="5303", value=70)
    city = replace(AGE, area_code="5301", value=78)  # of the nation's rule, which does not decide in the province
    book = replace(BOOK, rules=(RULE, province), parameters=(*BOOK.parameters, own, lower_there, city))
    assert told(book)["visit_aged_alone"] == [
        ("5303", "53", {"本省起点": 70}),
        ("53", "53", {"本省起点": 77}),
        ("0", "0", {"高龄起点": 80}),
    ]


def test_what_is_over_or_not_yet_is_no_branch():
    over = replace(RULE, area_code="53", period=Period(RULE.period.start, DAY))
    later = replace(AGE, area_code="5301", period=Period(date(2026, 11, 23)))
    book = replace(BOOK, rules=(RULE, over), parameters=(*BOOK.parameters, later))
    assert [area for area, *_ in told(book)["visit_aged_alone"]] == ["0"]
    assert [area for area, *_ in told(book, date(2026, 11, 23))["visit_aged_alone"]] == ["5301", "0"]


def test_a_value_that_is_not_in_force_is_missing():
    assert told(replace(BOOK, parameters=())) == {"visit_aged_alone": [("0", "0", {})]}


def test_a_text_that_does_not_read_is_refused():
    with pytest.raises(ExpressionError):
        branches(replace(BOOK, rules=(replace(RULE, text="年岁 > 1"),)), VOCABULARY, on=DAY)
