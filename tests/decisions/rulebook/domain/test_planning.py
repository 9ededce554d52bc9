from dataclasses import replace
from datetime import date

import pytest

from tests.decisions.rulebook.small import AGE, BOOK, DAYS, MEASURE, RULE
from tests.decisions.rulebook.words import VOCABULARY
from yinling.decisions.rulebook.domain import Book, Change, after, plan, publication, superseding
from yinling.kernel.expression import Kind
from yinling.kernel.periods import Period

DAY = date(2026, 11, 22)
NEW_YEAR = date(2027, 1, 1)
CARE = "规则“visit_aged_alone”的措施“上门关怀”（地区0，自2023-01-01起）"


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
    assert problems(Book((RULE,), (AGE, short), (MEASURE,)), Book()) == (
        f"{CARE}：参数“探访到期天数”没有在规则的整个有效期内生效",
    )
    later = replace(DAYS, period=Period(date(2030, 1, 1)))
    assert problems(Book((RULE,), (AGE, short, later), (MEASURE,)), Book()) == ()
    until = replace(MEASURE, period=Period(MEASURE.period.start, date(2030, 1, 1)))
    assert problems(Book((RULE,), (AGE, short), (until,)), Book()) == ()


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
    assert problems(Book((RULE,), (AGE, replace(DAYS, value=days)), (MEASURE,)), Book()) == (
        f"{CARE}：参数“探访到期天数”用作天数，应在1到3660之间",
    )


def test_a_measure_hangs_on_a_rule_that_is_there():
    stray = replace(MEASURE, rule_code="visit_nobody")
    assert problems(Book(measures=(stray,))) == (
        "规则“visit_nobody”的措施“上门关怀”（地区0，自2023-01-01起）：没有“visit_nobody”这条规则",
    )


def test_a_measure_may_wait_days_or_what_a_parameter_says_there():
    here = replace(MEASURE, area_code="53", item="电话问候", due_parameter="探访到期天数")
    elsewhere = replace(DAYS, area_code="62")
    others = tuple(one for one in BOOK.parameters if one is not DAYS)
    assert problems(Book((RULE,), (*others, elsewhere), (here,)), Book()) == (
        "规则“visit_aged_alone”的措施“电话问候”（地区53，自2023-01-01起）：参数“探访到期天数”没有在规则的整个有效期内生效",
    )
    days = replace(here, due_days=3, due_parameter="")
    assert problems(Book((RULE,), others, (days,)), Book()) == ()


# What takes the place of what.


def published(entry, book=BOOK, **how):
    return publication(entry, book, VOCABULARY, **how)


def test_what_holds_ends_when_its_follower_begins():
    lower = replace(AGE, value=78, period=Period(NEW_YEAR))
    until = replace(AGE, period=Period(AGE.period.start, NEW_YEAR))
    change, found = published(lower)
    assert (change, found) == (Change(new=Book(parameters=(lower,)), ended=Book(parameters=(until,))), ())
    assert set(after(BOOK, change).parameters) == {*BOOK.parameters[1:], until, lower}


def test_what_would_begin_no_earlier_is_retired_also_back_dated():
    planned = replace(AGE, value=78, period=Period(NEW_YEAR))
    until = replace(AGE, period=Period(AGE.period.start, NEW_YEAR))
    book = replace(BOOK, parameters=(until, planned, *BOOK.parameters[1:]))
    sooner = replace(AGE, value=75, period=Period(DAY))
    change, found = published(sooner, book)
    assert found == ()
    assert change == Change(
        new=Book(parameters=(sooner,)),
        ended=Book(parameters=(replace(AGE, period=Period(AGE.period.start, DAY)),)),
        retired=Book(parameters=(planned,)),
    )
    same_day = replace(AGE, value=75)
    change, found = published(same_day, book)
    assert (change.ended, change.retired, found) == (Book(), Book(parameters=(until, planned)), ())
    assert after(book, change).parameters == (*BOOK.parameters[1:], same_day)


def test_another_area_another_code_and_what_ended_before_are_left_alone():
    past = replace(AGE, period=Period(date(2020, 1, 1), date(2021, 1, 1)))
    there = replace(AGE, area_code="62", value=85)
    book = replace(BOOK, parameters=(*BOOK.parameters, past, there))
    here = replace(AGE, area_code="53", value=78, period=Period(NEW_YEAR))
    assert published(here, book) == (Change(new=Book(parameters=(here,)), ended=Book()), ())


def test_a_stop_ends_and_puts_nothing_in_its_place():
    here = replace(RULE, area_code="53")
    book = replace(BOOK, rules=(RULE, here))
    change, found = published(replace(here, period=Period(NEW_YEAR)), book, stops=True)
    ended = replace(here, period=Period(here.period.start, NEW_YEAR))
    assert (change, found) == (Change(new=Book(), ended=Book(rules=(ended,))), ())


def test_a_stop_that_leaves_a_rule_without_its_value_is_told():
    _change, found = published(replace(AGE, period=Period(NEW_YEAR)), stops=True)
    assert found == ("规则“visit_aged_alone”第1版（地区0）：参数“高龄起点”没有在规则的整个有效期内生效",)


def test_a_rule_that_never_held_leaves_its_measures_in_the_air():
    _change, found = published(RULE, stops=True)
    assert found == (f"{CARE}：没有“visit_aged_alone”这条规则",)


def test_a_measure_takes_the_place_of_the_same_item_only():
    other = replace(MEASURE, item="电话问候", period=Period(NEW_YEAR))
    same = replace(MEASURE, due_days=7, due_parameter="", period=Period(NEW_YEAR))
    assert superseding(other, BOOK) == Change(new=Book(measures=(other,)), ended=Book())
    assert superseding(same, BOOK).ended.measures == (replace(MEASURE, period=Period(MEASURE.period.start, NEW_YEAR)),)


def test_a_condition_that_does_not_read_is_told_with_its_place():
    _change, found = published(replace(RULE, version=2, text="年岁 > 80", period=Period(NEW_YEAR)))
    assert found == (
        "规则“visit_aged_alone”第2版（地区0）：第1行第1个字：没有“年岁”这个词汇，是不是“年龄”\n年岁 > 80\n^^^^",
    )
