"""Every rule and doubt of cleaning by worked cases, which a policy officer can read (cases.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.people.intake.domain.cleaning.surroundings import context
from yinling.people.intake.domain.cleaning.cells import clean_cell
from yinling.people.intake.domain.cleaning.rules import DOUBTS, RULES
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import CATALOGUE


@dataclass(frozen=True)
class Case:
    term: str
    cell: Cell
    expected: Cleaned
    surroundings: dict[str, object]


def _case(group: dict[str, object], row: list[Cell]) -> Case:
    cell, value, rule, doubt, *also = [*row, ""] if len(row) == 3 else row
    said = tuple(tuple(one.split("=")) for one in also)
    term = group["term"]
    surroundings = {
        "person_type": group.get("sheet", ""),
        "dialling_code": group.get("dialling_code", ""),
        "first_of_month": frozenset({term} if group.get("first_of_month") else ()),
    }
    other = group["sheet"] if doubt == "person_type.against_sheet" else ""
    return Case(term, cell, Cleaned(value, rule, doubt, other, said), surroundings)


GROUPS = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
CASES = [_case(group, row) for group in GROUPS.values() for row in group["cases"]]
# What only a whole row can say: test_rows.py.
BY_ROWS = {
    "residence.from_address",
    "residence.with_street",
    "birth_date.from_id",
    "sex.from_id",
    "person_type.from_sheet",
}
DOUBTED_BY_ROWS = {
    "birth_date.against_id", "birth_date.age", "sex.against_id", "period.against_work", "joined_party.too_young",
    "joined_party.no_member", "began_work.too_young", "began_work.after_1949", "retired_on.before_work",
    "retired_on.before_birth", "died_on.before_birth", "died_on.before_retirement",
}  # fmt: skip
# Made from long text rather than written into a file: test_cells.py.
BY_LENGTH, DOUBTED_BY_LENGTH = {"text.cut"}, {"name.too_long", "text.too_long"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.term}:{c.cell!r}"[:60])
def test_a_cell_is_read_by_its_rule(case):
    assert clean_cell(case.term, case.cell, context(**case.surroundings)) == case.expected


@pytest.mark.parametrize("case", [c for c in CASES if c.expected.value], ids=lambda c: f"{c.term}:{c.expected.value}")
def test_a_canonical_value_is_read_as_itself(case):
    again = clean_cell(case.term, case.expected.value, context(on=date(2026, 11, 22), dialling_code="0931"))
    expected = "0931-8432828" if case.term == "contact_phone" else case.expected.value
    assert again.value == expected


def test_every_rule_has_a_worked_case():
    assert set(RULES) - BY_ROWS - BY_LENGTH == {case.expected.rule for case in CASES}


def test_every_doubt_has_a_worked_case():
    shown = {case.expected.doubt for case in CASES if case.expected.doubt.endswith(".unknown_word")}
    assert len(shown) > 2
    assert set(DOUBTS) - DOUBTED_BY_ROWS - DOUBTED_BY_LENGTH == {case.expected.doubt for case in CASES} - shown - {""}


@pytest.mark.parametrize(
    ("term", "code", "label"),
    [
        (term, str(code), str(label))
        for term, spec in CATALOGUE.items()
        if spec.choices
        for code, label in spec.choices.choices
    ],
)
def test_every_code_and_its_label_mean_the_code(term, code, label):
    expected = "" if label == "未知" else code
    assert [clean_cell(term, word, context()).value for word in (code, label)] == [code, expected]
