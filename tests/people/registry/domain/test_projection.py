"""Facts become the wide row: dates on their first day, numbers, tails and search keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import models

from yinling.people.registry.domain import NOW_COLUMNS, first_day, now_values
from yinling.people.registry.models import PersonNow

MACHINERY = {
    "id",
    "public_id",
    "person",
    "area_code",
    "unit_id",
    "id_number_index",
    "known_on",
    "version",
    "updated_at",
}


def test_every_column_of_today_is_projected():
    assert set(NOW_COLUMNS) == {field.name for field in PersonNow._meta.concrete_fields} - MACHINERY


def test_nothing_known_is_what_the_table_says_by_default():
    row = now_values({})
    for field in PersonNow._meta.concrete_fields:
        if field.name not in MACHINERY and field.default is not models.NOT_PROVIDED:
            assert row[field.name] == field.default, field.name
    assert row["birth_date"] is None


def test_values_take_the_type_of_their_column():
    row = now_values({
        "name": "单国英", "birth_date": "1935-03", "began_work": "1949", "died_on": "2026-11-02", "floor_area": "59.5",
        "children_count": "2", "chronic_diseases": "高血压、糖尿病", "phone": "13900001234、0931-8432828",
        "id_number": "53010219350301002X", "sex": "2", "address": "",
    })  # fmt: skip
    assert (row["given_name"], row["pinyin"], row["initials"]) == ("国英", "shanguoying", "sgy")
    assert (row["birth_date"], row["birth_date_precision"]) == (date(1935, 3, 1), "month")
    assert (row["began_work"], row["began_work_precision"]) == (date(1949, 1, 1), "year")
    assert (row["died_on"], row["died_on_precision"]) == (date(2026, 11, 2), "day")
    assert (row["floor_area"], row["children_count"]) == (Decimal("59.5"), 2)
    assert (row["phone_tail"], row["id_number_tail"]) == ("1234", "002x")
    assert (row["chronic_diseases"], row["address"], row["standing"]) == ("高血压、糖尿病", None, "on_roll")


@pytest.mark.parametrize(
    "facts", [{"pinyin": "x"}, {"birth_date": "1935-13"}, {"birth_date": "35"}, {"floor_area": "x"}]
)
def test_what_is_no_term_or_no_value_is_refused(facts):
    with pytest.raises((KeyError, ValueError, ArithmeticError)):
        now_values(facts)


def test_the_first_day_of_a_month_and_a_year():
    assert [first_day(text) for text in ("1949", "1949-05", "1949-05-07")] == [
        date(1949, 1, 1), date(1949, 5, 1), date(1949, 5, 7),
    ]  # fmt: skip
