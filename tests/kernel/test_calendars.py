from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.calendars import (
    BirthAfterDay,
    LunarDateUnknown,
    age_on,
    local_day,
    lunar_text,
    say_date,
    say_due,
    say_wait,
)

NOW = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 22), "十月十四", "10th lunar month, day 14"),
        (date(2025, 7, 25), "闰六月初一", "leap 6th lunar month, day 1"),
        (date(2027, 1, 10), "腊月初三", "12th lunar month, day 3"),
        (date(2026, 1, 1), "冬月十三", "11th lunar month, day 13"),
        (date(1900, 1, 31), "正月初一", "1st lunar month, day 1"),
        (date(2101, 1, 28), "腊月廿九", "12th lunar month, day 29"),
    ],
)
def test_lunar_text(day, chinese, english):
    assert (lunar_text(day), lunar_text(day, language="en")) == (chinese, english)


# calendar.md: the days of 重阳 and of 春节.
@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("2026-10-18 2027-10-08 2028-10-26 2029-10-16 2030-10-05 2031-10-24", "九月初九"),
        ("2027-02-06 2028-01-26 2029-02-13 2030-02-03", "正月初一"),
    ],
)
def test_known_festivals(days, said):
    assert {lunar_text(date.fromisoformat(day)) for day in days.split()} == {said}


@pytest.mark.parametrize("day", [date(1900, 1, 30), date(2101, 1, 29), date.min, date.max])
def test_lunar_text_says_where_it_ends(day):
    with pytest.raises(LunarDateUnknown, match="1900至2100年") as caught:
        lunar_text(day)
    assert caught.value.code == "lunar_date_unknown"
    assert "农历" not in say_date(day)


def test_say_date():
    assert say_date(date(2026, 11, 22)) == "2026年11月22日 (农历十月十四)"
    assert say_date(date(2026, 11, 22), language="en") == "22 November 2026 (10th lunar month, day 14)"
    assert say_date(date(1899, 5, 1)) == "1899年5月1日"
    assert say_date(date(1899, 5, 1), language="en") == "1 May 1899"


def test_the_day_in_china_begins_at_16_utc():
    moments = (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), datetime(2026, 11, 22, 16, tzinfo=UTC))
    assert [local_day(moment) for moment in moments] == [date(2026, 11, 22), date(2026, 11, 23)]


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("1935-11-22", "2026-11-22", 91),
        ("1935-11-23", "2026-11-22", 90),
        ("1935-11-22", "1935-11-22", 0),
        ("1936-02-29", "2026-02-28", 89),
        ("1936-02-29", "2026-03-01", 90),
        ("1936-02-29", "2024-02-28", 87),
        ("1936-02-29", "2024-02-29", 88),
    ],
)
def test_age_on(born, on, age):
    assert age_on(date.fromisoformat(born), date.fromisoformat(on)) == age


def test_no_age_before_birth():
    with pytest.raises(BirthAfterDay, match="请核对出生日期") as caught:
        age_on(date(2026, 11, 23), date(2026, 11, 22))
    assert caught.value.code == "birth_after_day"


@given(st.dates(), st.dates())
def test_age_grows_by_at_most_one_a_day(born, on):
    if born < on:
        assert age_on(born, on) - age_on(born, on - timedelta(days=1)) in (0, 1)


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (-5, "刚刚", "just now"),
        (0, "刚刚", "just now"),
        (59.9, "刚刚", "just now"),
        (60, "已等 1 分钟", "waiting for 1 minute"),
        (12 * 60 + 59, "已等 12 分钟", "waiting for 12 minutes"),
        (3599, "已等 59 分钟", "waiting for 59 minutes"),
        (3600, "已等 1 小时", "waiting for 1 hour"),
        (86399, "已等 23 小时", "waiting for 23 hours"),
        (86400, "已等 1 天", "waiting for 1 day"),
        (86400 * 400, "已等 400 天", "waiting for 400 days"),
    ],
)
def test_say_wait(seconds, chinese, english):
    assert (say_wait(seconds), say_wait(seconds, language="en")) == (chinese, english)


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (3 * 86400 + 5, "3 天后到期", "due in 3 days"),
        (90 * 60, "1 小时后到期", "due in 1 hour"),
        (60, "1 分钟后到期", "due in 1 minute"),
        (59, "现在到期", "due now"),
        (-59, "现在到期", "due now"),
        (-60, "已超期 1 分钟", "1 minute overdue"),
        (-2.5 * 3600, "已超期 2 小时", "2 hours overdue"),
        (-86400, "已超期 1 天", "1 day overdue"),
    ],
)
def test_say_due(seconds, chinese, english):
    due = NOW + timedelta(seconds=seconds)
    assert (say_due(NOW, due), say_due(NOW, due, language="en")) == (chinese, english)


def test_say_due_mixes_no_moments_with_and_without_zone():
    with pytest.raises(TypeError):
        say_due(NOW, datetime(2026, 11, 22, 17))  # noqa: DTZ001 - the missing zone is the point
