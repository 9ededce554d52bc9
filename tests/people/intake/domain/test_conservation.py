from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.people.intake.domain.conservation import NotConserved, Place, check_conservation
from yinling.people.intake.terms import RowStatus

sizes = st.lists(st.integers(0, 6), min_size=1, max_size=4)


def _places(of: list[int]) -> list[Place]:
    return [Place(sheet, number) for sheet, size in enumerate(of) for number in range(1, size + 1)]


@given(sizes, st.data())
def test_every_row_once_is_conserved(of, data):
    outcomes = [(place, data.draw(st.sampled_from(RowStatus.values))) for place in _places(of)]
    counts = check_conservation(of, data.draw(st.permutations(outcomes)))
    assert sum(counts.values()) == sum(of)
    assert counts == {s: sum(status == s for _place, status in outcomes) for s in RowStatus.values}


@given(sizes, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 7)), max_size=24))
def test_any_other_outcomes_are_refused(of, found):
    outcomes = [(Place(*place), "new") for place in found]
    if sorted(place for place, _status in outcomes) == _places(of):
        assert check_conservation(of, outcomes)["new"] == sum(of)
        return
    with pytest.raises(NotConserved):
        check_conservation(of, outcomes)


@pytest.mark.parametrize("status", ["", "lost", "New"])
def test_an_outcome_that_is_none_is_refused(status):
    with pytest.raises(NotConserved):
        check_conservation([1], [(Place(0, 1), status)])
