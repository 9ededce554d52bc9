"""Small-cell care, held against brute force: every hidden number can be another, whatever a reader adds and subtracts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinling.decisions.portrait.domain.small_cells import FEW, Apart, Care, protected

NUMBER = st.one_of(st.just(0), st.integers(1, 6), st.integers(0, 40))


def with_totals(inner):
    """A table of groups that divide the people, with its totals."""
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def beside_totals(rows):
    """A table whose columns overlap: the last of each row is the number of people, the others are parts of it."""
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


@st.composite
def tables(draw, most=6):
    height, width = draw(st.sampled_from([(h, w) for h in range(1, 5) for w in range(1, 5) if h * w <= most]))
    return with_totals([[draw(NUMBER) for _ in range(width)] for _ in range(height)])


@st.composite
def overlapping(draw):
    height, width = draw(st.sampled_from([(1, 1), (2, 1), (3, 1), (2, 2), (1, 3), (2, 3)]))
    people = [draw(NUMBER) for _ in range(height)]
    return beside_totals([[*(draw(st.integers(0, n)) for _ in range(width)), n] for n in people])


def fits(shown, number, *, few_is_said):
    """Whether a reader must believe this number possible: where some are called few, the other hidden ones are not."""
    if shown.care is Care.PLAIN:
        return number == shown.number
    return 0 < number < FEW if shown.care is Care.FEW else number >= (FEW if few_is_said else 1)


def says_few(table):
    return any(one.care is Care.FEW for row in table for one in row)


def others(numbers, table, *, apart):
    """All tables near the true one that a reader must believe possible: no inner number differs by more than one."""
    *rows, _totals = numbers
    few = says_few(table)
    inner = [row if apart else row[:-1] for row in rows]
    free = [
        (i, j) for i, row in enumerate(inner) for j in range(len(row)) if table[i][j].care is not Care.PLAIN
    ]  # fmt: skip
    for steps in product((-1, 0, 1), repeat=len(free)):
        changed = [list(row) for row in inner]
        for (i, j), step in zip(free, steps, strict=True):
            changed[i][j] += step
        whole = beside_totals(changed) if apart else with_totals(changed)
        if apart and any(part > row[-1] for row in whole for part in row):
            continue
        if all(
            fits(one, n, few_is_said=few)
            for line, row in zip(table, whole, strict=True)
            for one, n in zip(line, row, strict=True)
        ):
            yield whole


def known_for_certain(numbers, table, *, apart=False):
    """The hidden places that have one value in all tables a reader must believe possible."""
    left = {(i, j) for i, row in enumerate(table) for j, one in enumerate(row) if one.care is not Care.PLAIN}
    for other in others(numbers, table, apart=apart):
        left = {(i, j) for i, j in left if other[i][j] == numbers[i][j]}
        if not left:
            break
    return left


def at_least_five(numbers, table):
    """The reader also knows that what is hidden beside few ones is none of them."""
    return {
        (i, j) for i, row in enumerate(table) for j, one in enumerate(row)
        if one.care is Care.HIDDEN and numbers[i][j] < FEW
    }  # fmt: skip


@given(tables())
@settings(max_examples=60)
def test_every_hidden_number_can_be_another(numbers):
    assert known_for_certain(numbers, protected(numbers)) == set()


@given(overlapping())
@settings(max_examples=60)
def test_every_hidden_number_can_be_another_where_groups_overlap(numbers):
    assert known_for_certain(numbers, protected(numbers, apart=Apart.COLUMNS), apart=True) == set()


@given(st.one_of(st.tuples(tables(most=16), st.just(Apart.NEITHER)), st.tuples(overlapping(), st.just(Apart.COLUMNS))))
def test_small_ones_are_never_shown_zero_always_and_no_number_is_wrong(drawn):
    numbers, apart = drawn
    table = protected(numbers, apart=apart)
    pairs = [(n, one) for row, line in zip(numbers, table, strict=True) for n, one in zip(row, line, strict=True)]
    assert [n for n, one in pairs if 0 < n < FEW and one.care is Care.PLAIN] == []
    assert [n for n, one in pairs if n == 0 and one.number != 0] == []
    assert [n for n, one in pairs if one.care is Care.PLAIN and one.number != n] == []
    assert [n for n, one in pairs if one.care is Care.FEW and n >= FEW] == []
    if says_few(table):
        assert at_least_five(numbers, table) == set()


@given(overlapping())
def test_overlapping_rows_are_overlapping_columns_turned(numbers):
    turned = [list(row) for row in zip(*numbers, strict=True)]
    found = protected(turned, apart=Apart.ROWS)
    assert [list(row) for row in zip(*found, strict=True)] == [
        list(row) for row in protected(numbers, apart=Apart.COLUMNS)
    ]


def said(table):
    return [
        " ".join("few" if o.care is Care.FEW else "*" if o.number is None else str(o.number) for o in row)
        for row in table
    ]


def test_a_table_without_small_numbers_is_shown_whole():
    assert said(protected(with_totals([[12, 0], [7, 5]]))) == ["12 0 12", "7 5 12", "19 5 24"]


def test_one_small_number_hides_another_in_its_row_and_its_column_and_the_crossing():
    assert said(protected(with_totals([[3, 20, 30], [9, 40, 50], [60, 70, 80]]))) == [
        "few * 30 53", "* * 50 99", "60 70 80 210", "72 130 160 362",
    ]  # fmt: skip


def test_a_small_total_is_hidden_with_what_would_give_it_away():
    assert said(protected(with_totals([[2, 0], [0, 30]]))) == ["few 0 few", "0 * *", "few * 32"]


def test_one_person_alone_is_few_everywhere():
    assert said(protected(with_totals([[1]]))) == ["few few", "few few"]
    assert said(protected(beside_totals([[1, 1]]), apart=Apart.COLUMNS)) == ["few few", "few few"]


def test_where_already_few_would_tell_the_number_nothing_is_called_few():
    found = said(protected(with_totals([[0, 1, 0], [0, 2, 3], [3, 1, 1]])))
    assert [line for line in found if "few" in line] == []


def test_nobody_at_all():
    assert said(protected(with_totals([[0, 0]]))) == ["0 0 0", "0 0 0"]


@pytest.mark.slow  # 19,683 tables for each of the examples
@given(tables(most=9))
@settings(max_examples=40)
def test_every_hidden_number_of_a_larger_table_can_be_another(numbers):
    assert known_for_certain(numbers, protected(numbers)) == set()
