"""What holds for every cell, whatever stands in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.intake.domain.cleaning.surroundings import context
from yinling.people.intake.domain.cleaning.cells import clean_cell
from yinling.people.intake.domain.cleaning.rows import clean_row
from yinling.people.intake.domain.cleaning.rules import DOUBTS, REFUSALS, RULES, say_doubt, say_rule
from yinling.people.intake.domain.cleaning.signs import shown, written
from yinling.people.intake.domain.records import Cleaned
from yinling.people.registry.terms import CATALOGUE

HERE = context(dialling_code="0931", person_type="retired", first_of_month=frozenset({"joined_party"}))
TERMS = st.sampled_from(sorted(CATALOGUE))
# Signs that rules look for, thrown together, come nearer to breaking one than any text does.
NEAR = st.text(
    alphabet="0123456789.-/年月日一二十廿〇民国约（）()、，;：: 正副处级享受待遇张李·英曾用名0931１９X无Ee+年＃\u3000\n",
    max_size=24,
)
TEXTS = st.one_of(st.text(max_size=40), NEAR)
CELLS = st.one_of(
    TEXTS,
    st.floats(),
    st.integers(min_value=-(10**20), max_value=10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TERMS, CELLS)
def test_no_cell_breaks_cleaning_and_every_name_is_registered(term, cell):
    cleaned = clean_cell(term, cell, HERE)
    assert cleaned.rule in RULES
    assert cleaned.doubt in {"", *DOUBTS, f"{term}.unknown_word"}
    assert cleaned.value or cleaned.rule in {"blank", "unknown", "unreadable", "level.treatment_only", "list.diseases_noted",
                                             "living_elsewhere.no", "level.post_and_treatment"}  # fmt: skip


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TERMS, CELLS)
def test_what_cleaning_gave_it_gives_again(term, cell):
    value = clean_cell(term, cell, HERE).value
    again = clean_cell(term, value, HERE)
    assert again.value == value


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.dictionaries(TERMS, CELLS, max_size=12))
def test_a_row_never_breaks_and_a_doubt_quotes_its_cell(cells):
    row = clean_row(cells, context=HERE)
    assert row.values.keys() == row.rules.keys()
    assert row.refusal == ("" if row.values.get("name") else "name.missing")
    assert {d.written for d in row.doubts} <= {written(cell) for cell in cells.values()} | {""}


@settings(max_examples=80, deadline=None, derandomize=True)
@given(TERMS.filter(lambda t: t not in {"name", "health_note", "former_name"}), TEXTS)
def test_what_is_written_and_not_read_is_doubted(term, text):
    """Nothing that says something goes without a value or a question."""
    cleaned = clean_cell(term, text, HERE)
    if cleaned.rule == "unreadable":
        assert cleaned.doubt


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"), (1931.05, "1931.05"), (4.10102193412224e17, "4.10102193412224E+17"), (True, "TRUE"),
        (date(1931, 5, 3), "1931-05-03"), (datetime(1931, 5, 3, 4, 5), "1931-05-03 04:05:00"), (time(4, 5), "04:05:00"),  # noqa: DTZ001 - as readers give it
        (timedelta(hours=30), "1 day, 6:00:00"), (float("nan"), ""), (" 原 样 ", " 原 样 "),
    ],
)  # fmt: skip
def test_a_cell_is_quoted_as_it_is_seen(cell, text):
    assert written(cell) == text


def test_long_texts_are_cut_and_asked_about():
    long = "长" * 5000
    assert clean_cell("post", long, HERE) == Cleaned("长" * 200, "text.cut", "text.too_long")
    assert clean_cell("remarks", long, HERE) == Cleaned("长" * 2000, "text.cut", "text.too_long")
    assert clean_cell("name", long, HERE) == Cleaned("长" * 60, "name.as_written", "name.too_long")


def test_control_characters_go_and_lines_stay():
    assert shown(" 一\u0000行\r\n 二\u200b行\ud800 ") == "一行\n二行"


def test_rules_and_doubts_have_words():
    said = (
        [say_rule(rule) for rule in RULES] + [say_doubt(code) for code in DOUBTS] + [str(r) for r in REFUSALS.values()]
    )
    assert [one for one in said if not one.strip() or "." in one] == []
    assert say_doubt("sex.unknown_word") == say_doubt("health.unknown_word") != "sex.unknown_word"


def test_a_term_that_does_not_exist_is_a_fault():
    with pytest.raises(KeyError):
        clean_cell("shoe_size", "42", HERE)
