"""The engine on records of another kind: typing errors, exchanged words, missing fields (FEBRL, dataset 1)."""

import pytest
from bench.febrl import Quality, measure, read

from tests.shared import shared


@pytest.mark.parametrize(("with_number", "least"), [(True, 0.995), (False, 0.98)])
def test_the_public_set(with_number: bool, least: float) -> None:
    found = measure(read(shared("linkage/febrl/dataset1.csv")), with_number=with_number)
    assert found["same"].there == 500
    assert found["same"].precision >= 0.995
    assert found["same"].recall >= least
    assert found["same or ask"].f1 >= 0.995


def test_figures() -> None:
    found = Quality(right=8, wrong=2, there=10)
    assert (found.precision, found.recall, found.f1) == (0.8, 0.8, 0.8)
    assert (Quality(0, 0, 10).precision, Quality(0, 0, 10).f1) == (0.0, 0.0)
