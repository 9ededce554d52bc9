"""Units and days as the rows around the persons say them."""

from datetime import date, datetime

import pytest

from yinling.people.intake.domain.layout.said import as_of, day_of, parse_day, reported_unit, says_who_or_when


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017年12月31日", date(2017, 12, 31)),
        ("2017 年 1 月 5 日", date(2017, 1, 5)),
        ("２０１７．１２．３１", date(2017, 12, 31)),
        ("2017-1-5", date(2017, 1, 5)),
        ("2017/12/31", date(2017, 12, 31)),
        ("20171231", date(2017, 12, 31)),
        ("二〇一七年十二月三十一日", date(2017, 12, 31)),
        ("二○一八年十月二十日", date(2018, 10, 20)),
        ("二零一七年二月", date(2017, 2, 28)),
        ("2020年2月", date(2020, 2, 29)),
        ("2017.12", date(2017, 12, 31)),
        ("2017年底", date(2017, 12, 31)),
        ("2017年末统计", date(2017, 12, 31)),
        ("2017年度", None),
        ("2017年", None),
        ("2017年13月1日", None),
        ("2017-02-30", None),
        ("0000-00-00", None),
        ("    年  月  日", None),
        ("13800001111", None),
        ("", None),
    ],
)
def test_days_in_all_spellings(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2017, 12, 31, 8), date(2017, 12, 31)),  # noqa: DTZ001 - a cell has no zone
        (date(2017, 12, 31), date(2017, 12, 31)),
        (43_100.0, date(2017, 12, 31)),
        (20_171_231.0, date(2017, 12, 31)),
        (7.0, None),
        (True, None),
        ("", None),
    ],
)
def test_days_of_cells(cell, day):
    assert day_of(cell) == day


@pytest.mark.parametrize(
    ("row", "unit", "day"),
    [
        (["填报单位：教育局", "填报日期：2017年12月31日"], "教育局", date(2017, 12, 31)),
        (["填报单位（盖章）：教育局   填报日期：2017-12-31"], "教育局", date(2017, 12, 31)),
        (["单位（公章）:", "教育局", "日期:", 43_100.0], "教育局", date(2017, 12, 31)),
        (["制表单位", "教育局(盖章)"], "教育局", None),
        (["填报单位：", "填报日期：    年  月  日"], "", None),
        (["截止日期：2017.12.31", "填报日期：2018.1.5"], "", date(2017, 12, 31)),
        (["填报日期：2018.1.5", "统计时间：2017年12月"], "", date(2017, 12, 31)),
        (["离退休干部名册（截至2017年12月31日）"], "", date(2017, 12, 31)),
        (["2017年12月31日离退休干部名册"], "", date(2017, 12, 31)),
        (["2017年度离退休干部名册"], "", None),
        ([], "", None),
    ],
)
def test_who_reported_and_as_of_when(row, unit, day):
    assert (reported_unit([row]), as_of([row])) == (unit, day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("填报单位：教育局", True),
        ("单位（盖章）：", True),
        ("制表人：张三", True),
        ("填报日期 2017年12月31日", True),
        ("单位", False),
        ("单位性质", False),
        ("联系电话", False),
        ("截至目前身体较好", False),
        ("张三", False),
    ],
)
def test_lines_that_say_who_or_when(text, said):
    assert says_who_or_when(text) == said
