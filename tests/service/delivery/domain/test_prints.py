"""Fingerprints of pictures: bits, and how they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.service.delivery.domain import bits_apart, likeness_hash, signed, unsigned

POINTS = st.lists(st.integers(0, 255), min_size=72, max_size=72)


def test_a_bit_says_that_a_point_is_brighter_than_its_right_neighbour():
    falling, rising = list(range(8, -1, -1)) * 8, list(range(9)) * 8
    assert (likeness_hash(falling), likeness_hash(rising)) == (2**64 - 1, 0)
    assert likeness_hash([1, 0, *[0] * 70]) == 2**63
    assert likeness_hash([*[0] * 70, 1, 0]) == 1


@given(POINTS, st.integers(1, 50))
def test_brightening_changes_nothing(points, more):
    assert likeness_hash([point + more for point in points]) == likeness_hash(points)


@pytest.mark.parametrize("count", [0, 71, 73])
def test_another_number_of_points_is_refused(count):
    with pytest.raises(ValueError, match="grey"):
        likeness_hash([0] * count)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_a_column_keeps_every_hash(one, other):
    assert -(2**63) <= signed(one) < 2**63
    assert unsigned(signed(one)) == one
    assert bits_apart(one, other) == bits_apart(other, one) == bin(one ^ other).count("1")
