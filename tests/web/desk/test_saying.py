"""Days and ages in words, counted in China."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from yinling.web.desk import saying

# 2026-11-22 23:30 in Shanghai.
LATE = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "said", "tone"),
    [
        (date(2026, 11, 22), "30 分钟后到期", "due"),
        (date(2026, 11, 21), "已超期 23 小时", "over"),
        (date(2026, 11, 25), "3 天后到期", "due"),
        (date(2026, 11, 29), "7 天后到期", "open"),
        (date(2026, 12, 22), "30 天后到期", "open"),
        (date(2026, 11, 1), "已超期 20 天", "over"),
    ],
)
def test_something_is_due_at_the_end_of_its_day_in_china(day, said, tone):
    assert saying.due(day, LATE) == (day, said, tone)


def test_the_reader_chooses_the_language():
    with override("en"):
        assert saying.due(date(2026, 11, 25), LATE).said == "due in 3 days"
        assert saying.today(LATE) == "22 November 2026 (10th lunar month, day 14)"
    assert saying.today(LATE) == "2026年11月22日 (农历十月十四)"


def test_a_birthday_begins_at_midnight_in_china():
    assert saying.age(date(1935, 11, 23), LATE) == 90
    assert saying.age(date(1935, 11, 23), datetime(2026, 11, 22, 16, tzinfo=UTC)) == 91
    assert saying.age(None, LATE) is None
