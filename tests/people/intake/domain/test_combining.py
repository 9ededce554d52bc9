"""Two statements about one person: nothing known is lost, nothing is added twice, the coarser never wins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.intake.domain.cleaning.surroundings import LANZHOU
from yinling.people.intake.domain.combining import Alike, Relation, combine, leave_out, relate, renew

ALIKE = Alike(LANZHOU)
_DAYS = st.sampled_from(["1940", "1940-03", "1940-03-12", "1940-04", "1941-03-12"])
_VALUES = {
    "name": st.sampled_from(["李淑芬", "李淑芳"]),
    "sex": st.sampled_from(["1", "2"]),
    "birth_date": _DAYS,
    "retired_on": _DAYS,
    "phone": st.sampled_from(["13900000001", "13900000002", "13900000001、13900000002"]),
    "residence": st.sampled_from(["62", "6201", "620102", "620103"]),
    "address": st.sampled_from(["庆阳路7号3幢2单元501室", "庆阳路8号"]),
    "self_care": st.sampled_from(["able", "partly", "unable"]),
}
writings = st.fixed_dictionaries({}, optional=_VALUES)
EARLY, LATE = date(2025, 10, 31), date(2026, 10, 31)


def _heard(held: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    return {**held, **combine(held, said, ALIKE).stated}


def _says(term: str, whole: str, part: str) -> bool:
    """Whether `whole` tells all that `part` tells."""
    return relate(term, whole, part, ALIKE) in {Relation.SAME, Relation.COARSER}


@given(writings, writings)
def test_nothing_known_is_lost(held, said):
    found = combine(held, said, ALIKE)
    after = {**held, **found.stated}
    assert all(_says(term, after[term], value) for term, value in held.items())
    doubted = {(clash.term, clash.written) for clash in found.conflicts}
    assert all(_says(term, after[term], value) or (term, value) in doubted for term, value in said.items())


@given(writings, writings)
def test_the_same_writing_twice_adds_nothing(held, said):
    once = _heard(held, said)
    again = combine(once, said, ALIKE)
    assert again.stated == {}
    assert again.conflicts == combine(held, said, ALIKE).conflicts


@given(writings, writings)
def test_the_order_of_twins_changes_only_which_contradiction_is_held(one, other):
    first, second = _heard(one, other), _heard(other, one)
    doubted = {clash.term for clash in combine(one, other, ALIKE).conflicts}
    assert doubted == {clash.term for clash in combine(other, one, ALIKE).conflicts}
    for term in set(first) - doubted:
        assert _says(term, first[term], second[term]), term
        assert _says(term, second[term], first[term]), term


@given(writings, writings, st.sampled_from([EARLY, LATE]), st.frozensets(st.sampled_from(sorted(_VALUES))))
def test_the_coarser_never_replaces_the_finer(held, said, day, by_hand):
    found = renew(held, said, held_on=EARLY, said_on=day, by_hand=by_hand, alike=ALIKE)
    for term, value in found.stated.items():
        assert term not in held or relate(term, held[term], value, ALIKE) is not Relation.COARSER


@given(writings, writings, st.frozensets(st.sampled_from(sorted(_VALUES))))
def test_what_was_entered_by_hand_is_not_contradicted_silently(held, said, by_hand):
    found = renew(held, said, held_on=EARLY, said_on=LATE, by_hand=by_hand, alike=ALIKE)
    for term in by_hand & set(held) & set(said):
        if relate(term, held[term], said[term], ALIKE) in {Relation.OTHER, Relation.MORE}:
            assert term not in found.stated
            assert term in {clash.term for clash in found.conflicts}


@given(writings, writings)
def test_an_older_roster_only_fills_gaps_and_makes_dates_finer(held, said):
    found = renew(held, said, held_on=LATE, said_on=EARLY, by_hand=frozenset(), alike=ALIKE)
    for term, value in found.stated.items():
        assert term not in held or relate(term, held[term], value, ALIKE) is Relation.FINER


@pytest.mark.parametrize(
    ("term", "held", "said", "expected"),
    [
        ("birth_date", "1940-03", "1940-03-12", Relation.FINER),
        ("birth_date", "1940-03-12", "1940", Relation.COARSER),
        ("birth_date", "1940-03", "1941", Relation.OTHER),
        ("phone", "13900000001", "13900000001、13900000002", Relation.MORE),
        ("phone", "13900000001、13900000002", "13900000002", Relation.COARSER),
        ("residence", "6201", "620102", Relation.FINER),
        ("name", "劉國強", "刘国强", Relation.SAME),
        ("self_care", "able", "unable", Relation.OTHER),
    ],
)
def test_how_values_stand_to_each_other(term, held, said, expected):
    assert relate(term, held, said, ALIKE) is expected


def test_what_one_alone_said_is_left_out():
    assert leave_out("a、b、c", "b、c", ["c、d"]) == "a、c"
    assert leave_out("a", "b", []) == "a"
