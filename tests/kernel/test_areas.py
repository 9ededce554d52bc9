import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from yinling.kernel.areas import (
    AreaCodeInvalid,
    AreaLevel,
    area_range,
    covers,
    is_statutory,
    level_of,
    parent_of,
    parse_area_code,
    upwards,
)

PROVINCE = st.integers(10, 89).map(str)
PREFECTURE = st.tuples(PROVINCE, st.integers(1, 99)).map(lambda parts: f"{parts[0]}{parts[1]:02}")
COUNTY = st.one_of(
    st.tuples(PREFECTURE, st.integers(1, 99)).map(lambda parts: f"{parts[0]}{parts[1]:02}"),
    st.tuples(PREFECTURE, st.sampled_from("ABCXYZ"), st.integers(0, 9)).map(lambda parts: "".join(map(str, parts))),
)
TOWNSHIP = st.tuples(COUNTY, st.integers(1, 999)).map(lambda parts: f"{parts[0]}{parts[1]:03}")
CODES = st.one_of(st.just("0"), PROVINCE, PREFECTURE, COUNTY, TOWNSHIP)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0", ("0", ":")),
        ("53", ("53", "54")),
        ("59", ("59", "5:")),
        ("5301", ("5301", "5302")),
        ("530129", ("530129", "53012:")),
        ("530102001", ("530102001", "530102002")),
        ("6201A1", ("6201A1", "6201A2")),
        ("6201A9", ("6201A9", "6201A:")),
        ("6201A1001", ("6201A1001", "6201A1002")),
    ],
)
def test_area_range(code, expected):
    assert area_range(code) == expected


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("0", AreaLevel.NATION, None),
        ("53", AreaLevel.PROVINCE, "0"),
        ("5301", AreaLevel.PREFECTURE, "53"),
        ("530102", AreaLevel.COUNTY, "5301"),
        ("530102001", AreaLevel.TOWNSHIP, "530102"),
        ("6201A1", AreaLevel.COUNTY, "6201"),
        ("6201A1001", AreaLevel.TOWNSHIP, "6201A1"),
    ],
)
def test_level_and_parent(code, level, parent):
    assert (level_of(code), parent_of(code)) == (level, parent)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("530102", "530102"),
        (" 53 01 02\n", "530102"),
        ("５３０１０２", "530102"),
        ("530000", "53"),
        ("530100", "5301"),
        ("530000000", "53"),
        ("530100000", "5301"),
        ("530102000", "530102"),
        ("530000000000", "53"),
        ("530100000000", "5301"),
        ("530102000000", "530102"),
        ("530102001000", "530102001"),
        ("6201a1", "6201A1"),
        ("6201A1000", "6201A1"),
        ("0", "0"),
    ],
)
def test_parse_area_code(text, code):
    assert parse_area_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "5", "530", "53010", "5301020", "53010200", "5301020010", "530102001001", "00", "000000",
        "03", "93", "99", "6201AA", "62011A", "A20101", "6A", "62A1", "6201A10", "53-01", "530102'", "５３０１Ａ",
        "云南省", "5301\u0660\u0661", "530102001;--", "53\x00", "530102" * 100,
    ],
)  # fmt: skip
def test_parse_refuses(text):
    with pytest.raises(AreaCodeInvalid, match="不是行政区划代码") as caught:
        parse_area_code(text)
    assert caught.value.code == "area_code_invalid"
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("code", ["", "00", "5300", "530100", "530102000", "5301 ", "53\n", "6201a1", "６２"])
def test_every_question_refuses_what_is_not_shortest(code):
    for question in (area_range, level_of, parent_of, is_statutory, upwards):
        with pytest.raises(AreaCodeInvalid):
            question(code)
    with pytest.raises(AreaCodeInvalid):
        covers("0", code)
    with pytest.raises(AreaCodeInvalid):
        covers(code, "53")


def test_upwards():
    assert upwards("530102001") == ["530102001", "530102", "5301", "53", "0"]
    assert upwards("0") == ["0"]


def test_statutory():
    assert [is_statutory(code) for code in ("0", "53", "620102", "6201A1", "6201A1001")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@given(CODES, CODES)
def test_the_range_holds_exactly_what_lies_within(outer, inner):
    low, high = area_range(outer)
    assert covers(outer, inner) == (low <= inner < high) == (outer in upwards(inner))


@given(CODES)
def test_every_code_parses_to_itself_and_lies_in_its_parent(code):
    assert parse_area_code(code) == code
    assert covers("0", code)
    parent = parent_of(code)
    assert parent is None or (covers(parent, code) and not covers(code, parent))


def test_every_published_code_is_one():
    with shared("codes/areacity_yunnan_lanzhou_yangzhou.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1723
    levels = [AreaLevel.PROVINCE, AreaLevel.PREFECTURE, AreaLevel.COUNTY, AreaLevel.TOWNSHIP]
    for row in rows:
        assert parse_area_code(row["ext_id"]) == row["id"]
        assert level_of(row["id"]) is levels[int(row["deep"])]
