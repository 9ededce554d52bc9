"""Locks, codes and names, by worked cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.base.accounts.domain import (
    LockRule,
    code_at,
    code_step,
    kinds_of_characters,
    locked_until,
    matching_step,
    sign_in_name,
)

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
RULE = LockRule(5, timedelta(minutes=15), timedelta(minutes=15))
# RFC 6238 appendix B gives eight digits for the ASCII secret 12345678901234567890; ours are the last six.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CASES = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC_CASES)
def test_codes_are_those_of_the_rfc(seconds, code):
    assert code_at(RFC_SECRET, seconds // 30) == code


def minutes(*values):
    return [NOW + timedelta(minutes=value) for value in values]


@pytest.mark.parametrize(
    ("failures", "at", "until"),
    [
        ([], 0, None),
        ([0, 1, 2, 3], 4, None),
        ([0, 1, 2, 3, 4], 4, 19),
        ([0, 1, 2, 3, 4], 18.99, 19),
        ([0, 1, 2, 3, 4], 19, None),
        ([0, 1, 2, 3, 16], 16, None),  # never five within fifteen minutes
        ([0, 5, 10, 14, 15], 16, 30),
        ([0, 1, 2, 3, 4, 20], 21, None),  # the next one after a lock begins a new count
    ],
)
def test_five_failures_in_fifteen_minutes_close_for_fifteen(failures, at, until):
    moment = minutes(at)[0]
    expected = None if until is None else minutes(until)[0]
    assert locked_until(minutes(*failures), rule=RULE, at=moment) == expected
    assert locked_until(list(reversed(minutes(*failures))), rule=RULE, at=moment) == expected


@given(st.lists(st.integers(0, 3600), max_size=12), st.integers(0, 7200))
def test_a_lock_always_ends_within_its_time(seconds, later):
    failures = [NOW + timedelta(seconds=s) for s in seconds]
    at = NOW + timedelta(seconds=later)
    until = locked_until(failures, rule=RULE, at=at)
    assert until is None or at < until <= max(failures) + RULE.closed
    assert len(failures) >= RULE.limit or until is None


def test_a_code_is_right_one_step_around_and_once():
    now = code_step(NOW)
    answers = [
        matching_step(RFC_SECRET, code_at(RFC_SECRET, now + drift), at=NOW, after=0) for drift in (-2, -1, 0, 1, 2)
    ]
    assert answers == [None, now - 1, now, now + 1, None]
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, now), at=NOW, after=now) is None
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, now - 1), at=NOW, after=now) is None


@pytest.mark.parametrize("typed", ["", "0", "１２３", "abcdef", "000000000000", "\x00", "９" * 6, "½", "'; --"])
def test_what_is_no_code_is_wrong_and_nothing_breaks(typed):
    assert matching_step(RFC_SECRET, typed, at=datetime(2001, 9, 9, tzinfo=UTC), after=0) is None


def test_full_width_digits_and_spaces_are_read():
    step = code_step(NOW)
    code = code_at(RFC_SECRET, step)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert matching_step(RFC_SECRET, f" {wide[:3]} {wide[3:]} ", at=NOW, after=0) == step


@pytest.mark.parametrize(("typed", "name"), [(" WangMin ", "wangmin"), ("ＷangＭin", "wangmin"), ("", "")])
def test_a_name_has_one_form(typed, name):
    assert sign_in_name(typed) == name


@pytest.mark.parametrize(
    ("password", "kinds"), [("", 0), ("aaaa", 1), ("aA1", 3), ("aA1!", 4), ("密码", 1), ("a 1", 3)]
)
def test_kinds_of_characters(password, kinds):
    assert kinds_of_characters(password) == kinds
