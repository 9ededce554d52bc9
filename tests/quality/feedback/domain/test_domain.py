"""Moves of a concern, means of small groups, codes of slips."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.quality.feedback.domain import (
    FEW,
    MOVES,
    Mean,
    Move,
    SlipUnreadable,
    can_reopen,
    fits,
    mean_of,
    slip_code,
    tasks_of_slip,
)
from yinling.quality.feedback.terms import ConcernState

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # noon in China
_LEGAL = {
    (Move.ANSWER, ConcernState.OPEN): ConcernState.ANSWERED,
    (Move.REDO, ConcernState.OPEN): ConcernState.REDONE,
    (Move.DISMISS, ConcernState.OPEN): ConcernState.DISMISSED,
    (Move.REOPEN, ConcernState.ANSWERED): ConcernState.OPEN,
    (Move.REOPEN, ConcernState.DISMISSED): ConcernState.OPEN,
}


def test_the_table_is_exactly_this():
    found = {
        (move, state): target
        for move, state in itertools.product(Move, ConcernState)
        for origins, target in [MOVES[move]]
        if state in origins
    }
    assert found == _LEGAL


@pytest.mark.parametrize(
    ("state", "ago", "can"),
    [
        (ConcernState.ANSWERED, timedelta(hours=11), True),
        (ConcernState.ANSWERED, timedelta(hours=13), False),
        (ConcernState.DISMISSED, timedelta(), True),
        (ConcernState.REDONE, timedelta(), False),
    ],
)
def test_an_answer_is_taken_back_on_its_own_day(state, ago, can):
    assert can_reopen(state, NOON - ago, at=NOON) is can
    assert not can_reopen(ConcernState.OPEN, None, at=NOON)


def test_a_mean_is_said_to_a_tenth_and_never_of_a_few():
    assert mean_of({}) == mean_of({1: FEW - 1}) == Mean(None, None, None)
    assert mean_of({5: 3, 4: 1, 1: 1}) == Mean(5, Decimal("4.0"), (1, 0, 0, 1, 3))
    assert mean_of({5: 3, 4: 3, 3: 1}).mean == Decimal("4.3")


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 10_000)))
def test_a_mean_lies_between_the_worst_and_the_best(counted):
    found = mean_of(counted)
    rated = [stars for stars, times in counted.items() if times]
    if found.mean is None:
        assert sum(counted.values()) < FEW
    else:
        assert min(rated) <= found.mean <= max(rated)
        assert sum(found.of_stars) == found.number == sum(counted.values())


@given(st.uuids())
def test_a_slip_finds_its_visit_however_it_is_typed(task):
    code = slip_code(task)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code[:3]} {code[3:]}  "):
        low, high = tasks_of_slip(typed)
        assert low <= task <= high
    assert high.int - low.int == 2**84 - 1


@given(st.uuids(), st.integers(0, 9), st.sampled_from("23456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_every_single_wrong_symbol_is_noticed(task, place, symbol):
    plain = slip_code(task).replace("-", "")
    wrong = plain[:place] + symbol + plain[place + 1 :]
    if wrong != plain:
        with pytest.raises(SlipUnreadable):
            tasks_of_slip(wrong)


@given(st.text(max_size=40))
def test_anything_typed_is_read_or_refused(text):
    try:
        low, high = tasks_of_slip(text)
    except SlipUnreadable:
        return
    assert isinstance(low, UUID)
    assert low < high


@pytest.mark.parametrize("text", ["", "2", "ZZZZZ-ZZZZZ", "7K3QF-2MND", "7K3QF-2MNDAA", "\x00" * 10, "2" * 10_000])
def test_what_is_no_code_is_refused(text):
    with pytest.raises(SlipUnreadable):
        tasks_of_slip(text)


def test_texts_say_something_and_end():
    assert [fits(text, 5) for text in ("", "a", "ab", "abcde", "abcdef")] == [False, False, True, True, False]
