"""Places: what a phone may say, and what nobody may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.service.delivery.domain import Place, PlaceImpossible, place_said, read_place, written_place


def test_a_place_as_a_phone_says_it():
    assert place_said("36.0613001", "103.8343", "29.3") == Place(36.0613, 103.8343, 30)
    assert place_said("-33.9", "-70", "0") == Place(-33.9, -70.0, 0)


@pytest.mark.parametrize(
    "said",
    [
        ("NaN", "1", "1"), ("inf", "1", "1"), ("1", "-inf", "1"), ("1e308", "1", "1"), ("1", "1", "1e3"), ("", "", ""),
        ("北纬36", "1", "1"), ("90.1", "1", "1"), ("-90.01", "1", "1"), ("1", "180.5", "1"), ("1", "1", "-1"),
        ("1", "1", "100001"), ("1", "1", ""), ("１", "1", "1"), ("0x10", "1", "1"), ("1_0", "1", "1"), ("1\x00", "1", "1"),
        ("9" * 400, "1", "1"), ("1." + "9" * 400, "1", "1"), ("1,5", "1", "1"), ("+1", "1", "1"), ("1\n", "1", "1;"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_place_is_refused(said):
    with pytest.raises(PlaceImpossible):
        place_said(*said)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 100_000))
def test_what_is_kept_is_read_back(latitude, longitude, accuracy):
    said = place_said(f"{latitude:.7f}", f"{longitude:.7f}", f"{accuracy:.1f}")
    assert read_place(written_place(said), said.accuracy) == said


@given(st.text(), st.text(), st.text())
def test_any_text_is_a_place_or_refused(latitude, longitude, accuracy):
    try:
        place = place_said(latitude, longitude, accuracy)
    except PlaceImpossible:
        return
    assert -90 <= place.latitude <= 90
    assert -180 <= place.longitude <= 180
    assert 0 <= place.accuracy <= 100_000
