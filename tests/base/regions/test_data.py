"""The shipped file, against the published lists."""

import csv
from collections import Counter

import pytest

from tests.base.regions.yunnan import counties, prefectures
from tests.shared import shared
from yinling.base.regions.domain import great_circle_km, parse_areas
from yinling.base.regions.outside import SHIPPED
from yinling.kernel.areas import AreaLevel, covers, level_of


@pytest.fixture(scope="module")
def shipped():
    return {area.code: area for area in parse_areas(SHIPPED.read_bytes(), known=())}


def at(shipped, level, within):
    return {
        code: area
        for code, area in shipped.items()
        if level_of(code) is level and covers(within, code) and area.valid_to is None
    }


def test_how_many_there_are(shipped):
    current = [area.code for area in shipped.values() if area.valid_to is None]
    assert Counter(level_of(code).value for code in current) == {
        "nation": 1, "province": 3, "prefecture": 18, "county": 129 + 9 + 6, "township": 1559,
    }  # fmt: skip


def test_the_prefectures_of_yunnan(shipped):
    found = at(shipped, AreaLevel.PREFECTURE, "53")
    assert {code: area.name for code, area in found.items()} == prefectures()
    assert len(found) == 16


def test_the_counties_of_yunnan(shipped):
    found = at(shipped, AreaLevel.COUNTY, "53")
    expected = counties()
    assert len(found) == len(expected) == 129
    assert found.keys() == expected.keys()
    assert {code for code, area in found.items() if not area.name.startswith(expected[code])} == set()
    assert {area.name[-1] for area in found.values()} == {"区", "县", "市"}
    assert {code for code, area in found.items() if "族" in area.name and not area.name.endswith("族自治县")} == set()


def test_the_shared_list_is_all_there(shipped):
    with shared("codes/areacity_yunnan_lanzhou_yangzhou.csv").open(encoding="utf-8") as file:
        published = {row["id"]: (row["ext_name"], row["name"]) for row in csv.DictReader(file)}
    assert {code: (shipped[code].name, shipped[code].short_name) for code in published} == published
    assert shipped.keys() - published.keys() == {"0", "6201A1", "532331"}


def test_every_seat_lies_in_china_and_only_townships_and_lanzhou_new_area_have_none(shipped):
    without = {code for code, area in shipped.items() if area.longitude is None}
    assert {code for code in without if level_of(code) is not AreaLevel.TOWNSHIP} == {"0", "6201A1"}
    for code in shipped.keys() - without:
        area = shipped[code]
        assert 97 < area.longitude < 120.5, area
        assert 21 < area.latitude < 37.5, area


def test_every_county_lies_near_its_prefecture(shipped):
    def place(code):
        return shipped[code].longitude, shipped[code].latitude

    far = {
        code: round(great_circle_km(place(code), place(code[:4])))
        for code, area in shipped.items()
        if level_of(code) is AreaLevel.COUNTY and area.longitude is not None
        if great_circle_km(place(code), place(code[:4])) > 225
    }
    assert far == {}


def test_seats_agree_with_the_shared_coordinates(shipped):
    with shared("codes/china_region_lonlat_MIT.csv").open(encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    by_name = {(shipped[code[:4]].name, area.name): area for code, area in shipped.items() if len(code) == 6}
    compared = 0
    for row in published:
        area = by_name.get((row["city"], row["county"]))
        if area is None:
            continue
        compared += 1
        here = (area.longitude, area.latitude)
        assert great_circle_km(here, (float(row["longitude"]), float(row["latitude"]))) < 1, area
    assert compared > 110


def test_the_marks(shipped):
    new_area, ended, city = shipped["6201A1"], shipped["532331"], shipped["532302"]
    assert (new_area.name, new_area.statutory, new_area.confidence) == ("兰州新区", False, "†")
    assert (ended.name, ended.valid_to, ended.confidence) == ("禄丰县", city.valid_from, "‡")
    assert {area.confidence for code, area in shipped.items() if len(code) < 6} == {""}
    assert {area.confidence for code, area in shipped.items() if len(code) == 9} == {"†"}


def test_the_pinyin_is_what_people_type(shipped):
    found = {code: (shipped[code].pinyin, shipped[code].initials) for code in ("530103", "532531", "620103")}
    assert found == {"530103": ("panlong", "pl"), "532531": ("lvchun", "lc"), "620103": ("qilihe", "qlh")}
