from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.periods import Period, PeriodInvalid, PeriodNotDivisible

# A small stretch of days, so that periods often meet.
DAYS = st.integers(0, 12).map(lambda offset: date(2026, 2, 24) + timedelta(days=offset))
WINDOW = [date(2026, 2, 20) + timedelta(days=offset) for offset in range(40)]


@st.composite
def periods(draw):
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 12))
    return Period(start, None if length is None else start + timedelta(days=length))


def days_of(period):
    return {day for day in WINDOW if period is not None and period.contains(day)}


def test_one_year():
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert (year.days, year.is_open) == (365, False)
    assert [year.contains(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))] == [
        False, True, True,
    ]  # fmt: skip
    assert not year.contains(date(2027, 1, 1))


def test_until_further_notice():
    open_period = Period(date(2026, 1, 1))
    assert (open_period.end, open_period.days, open_period.is_open) == (None, None, True)
    assert open_period.contains(date.max)
    assert open_period.split(date.max) == (Period(date(2026, 1, 1), date.max), Period(date.max))


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31), date.min])
def test_a_period_holds_a_day(end):
    with pytest.raises(PeriodInvalid, match="应晚于开始日期") as caught:
        Period(date(2026, 1, 1), end)
    assert caught.value.code == "period_invalid"


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1), date.max])
def test_split_leaves_no_empty_part(day):
    with pytest.raises(PeriodNotDivisible, match="请另选日期") as caught:
        Period(date(2026, 1, 1), date(2027, 1, 1)).split(day)
    assert caught.value.code == "period_not_divisible"


def test_frozen():
    with pytest.raises(FrozenInstanceError):
        Period(date(2026, 1, 1)).start = date(2025, 1, 1)


@given(periods(), periods())
def test_intersecting_is_having_days_in_common(one, other):
    common = one.intersect(other)
    assert days_of(common) == days_of(one) & days_of(other)
    assert common == other.intersect(one)
    assert one.overlaps(other) == (common is not None) == other.overlaps(one)


@given(periods(), periods())
def test_adjacent_periods_never_overlap(one, other):
    assert one.adjacent(other) == other.adjacent(one)
    if one.adjacent(other):
        assert not one.overlaps(other)


@given(periods(), DAYS)
def test_the_parts_make_the_whole(period, day):
    if day == period.start or not period.contains(day):
        with pytest.raises(PeriodNotDivisible):
            period.split(day)
        return
    before, after = period.split(day)
    assert days_of(before) | days_of(after) == days_of(period)
    assert before.adjacent(after)
    assert not before.overlaps(after)
    assert (before.start, after.end) == (period.start, period.end)


@given(periods())
def test_days_counts_them(period):
    assert period.days is None or period.days == len(days_of(period))
