"""Columns: their order, who may see which, and their cells in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.people.registry.people import COUNTY, officer
from tests.people.registry.rows import known
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose
from yinling.people.registry.queries import (
    COLUMNS,
    DEFAULT_COLUMNS,
    SECRET_COLUMNS,
    Filter,
    columns_for,
    in_order,
    label_of_column,
    page,
    secret_columns_for,
)
from yinling.people.registry.terms import CATALOGUE

CLERK = officer(COUNTY)
PLAIN = replace(CLERK, purposes=frozenset({Purpose.GENERAL}))


def test_every_term_is_a_column_once_and_secrets_stand_apart():
    assert {*COLUMNS, *SECRET_COLUMNS} >= {*CATALOGUE}
    assert {*COLUMNS} & {*SECRET_COLUMNS} == set()
    assert len({*COLUMNS}) == len(COLUMNS)
    assert [label_of_column(column) for column in COLUMNS if not label_of_column(column)] == []
    assert in_order(DEFAULT_COLUMNS) == DEFAULT_COLUMNS
    assert in_order(["unit", "age", "x"]) == ("name", "age", "unit")


def test_a_purpose_not_held_has_no_columns():
    hidden = {*columns_for(CLERK), *secret_columns_for(CLERK)} - {*columns_for(PLAIN), *secret_columns_for(PLAIN)}
    assert hidden == {term for term, spec in CATALOGUE.items() if spec.purpose is not Purpose.GENERAL}


@pytest.mark.parametrize("column", ["health", "chronic_diseases", "political_status", "joined_party"])
def test_a_list_does_not_show_what_the_purpose_hides(home, column):
    with pytest.raises(Forbidden):
        page(by=PLAIN, columns=["name", column])


@pytest.mark.parametrize("column", SECRET_COLUMNS)
def test_a_list_never_shows_a_secret(home, column):
    with pytest.raises(Forbidden):
        page(by=CLERK, columns=["name", column])


def test_cells_are_words_as_exact_as_what_is_known(sides, home):
    sides.owner()
    known(
        home, "甲一", birth_date=date(1930, 1, 1), birth_date_precision="year", retired_on=date(1990, 6, 1),
        retired_on_precision="month", joined_party=date(1950, 7, 1), floor_area=Decimal("80.0"), children_count=10,
        living_arrangement="alone", id_number_tail="002x", residence="530103", known_on=date(2026, 1, 2),
    )  # fmt: skip
    sides.app(CLERK)
    columns = (
        "age", "birth_date", "retired_on", "joined_party", "floor_area", "children_count", "living_arrangement",
        "id_number_tail", "residence", "area", "unit", "known_on", "health",
    )  # fmt: skip
    found = page(by=CLERK, chosen=Filter(on=date(2026, 11, 22)), columns=columns).lines[0].cells
    assert found == {
        "name": "甲一", "sex": "男", "age": "96", "birth_date": "1930", "retired_on": "1990-06",
        "joined_party": "1950-07-01", "floor_area": "80", "children_count": "10", "living_arrangement": "独居",
        "id_number_tail": "002X", "residence": "昆明市 盘龙区", "area": "昆明市 五华区", "unit": "五华区教育局",
        "known_on": "2026-01-02", "health": "",
    }  # fmt: skip
