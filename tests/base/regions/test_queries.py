from datetime import date

import pytest

from yinling.base.regions import queries
from yinling.base.regions.queries import AreaUnknown, SeatUnknown
from yinling.kernel.areas import AreaCodeInvalid

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.usefixtures("areas")


def codes(found):
    return [area.code for area in found]


def test_area():
    assert (queries.area("530103").name, queries.area("532331").name) == ("盘龙区", "禄丰县")
    for code in ("440305", "", "x"):
        with pytest.raises(AreaUnknown):
            queries.area(code)


def test_children_as_they_were_and_are():
    assert codes(queries.children("0", on=TODAY)) == ["32", "53", "62"]
    lanzhou = ["620102", "620103", "620104", "620105", "620111", "620121", "620122", "620123", "6201A1"]
    assert codes(queries.children("6201", on=TODAY)) == lanzhou
    chuxiong = {day: codes(queries.children("5323", on=day)) for day in (date(2020, 12, 31), date(2021, 1, 1))}
    assert [("532331" in found, "532302" in found, len(found)) for found in chuxiong.values()] == [
        (True, False, 10),
        (False, True, 10),
    ]
    assert codes(queries.children("440305", on=TODAY)) == []


def test_path():
    said = {
        "0": "中华人民共和国",
        "53": "云南省",
        "5301": "云南省 昆明市",
        "530103": "云南省 昆明市 盘龙区",
        "530103001": "云南省 昆明市 盘龙区 拓东街道",
        "6201A1": "甘肃省 兰州市 兰州新区",
        "6201A1001": "甘肃省 兰州市 兰州新区 6201A1001",
        "440305": "440305",
        "530199": "云南省 昆明市 530199",
    }
    assert {code: queries.path(code) for code in said} == said


def test_many_paths_are_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        one = queries.paths(["530103"])
    with django_assert_num_queries(1):
        three = queries.paths(["530103", "620102", "0"])
    assert one == {"530103": "云南省 昆明市 盘龙区"}
    assert three == one | {"620102": "甘肃省 兰州市 城关区", "0": "中华人民共和国"}


def test_path_of_no_code():
    with pytest.raises(AreaCodeInvalid):
        queries.path("盘龙")


def test_search():
    expected = {
        "盘龙区": ["530103"], "七里": ["620103"], "qilihe": ["620103"], "QiLiHe ": ["620103"], "ｑｉｌｉｈｅ": ["620103"],
        "qlh": ["620103"], "兰州新": ["6201A1"], "禄丰": ["532302"], "": [], "  ": [], "%": [], "_": [], "\\": [], "里河": [],
    }  # fmt: skip
    assert {text: codes(queries.search(text, on=TODAY)) for text in expected} == expected


def test_search_puts_higher_areas_first_and_keeps_within():
    assert codes(queries.search("昆明", on=TODAY))[:1] == ["5301"]
    assert codes(queries.search("安宁", on=TODAY))[:2] == ["530181", "620105"]
    assert codes(queries.search("安宁", on=TODAY, within="62"))[0] == "620105"
    assert codes(queries.search("a", on=TODAY, limit=3)) == codes(queries.search("a", on=TODAY))[:3]
    assert codes(queries.search("禄丰", on=date(2020, 6, 1))) == ["532331"]


def test_county_of():
    found = {code: queries.county_of(code) for code in ("530103001", "530103", "5301", "53", "0", "6201A1")}
    assert {code: county and county.code for code, county in found.items()} == {
        "530103001": "530103", "530103": "530103", "5301": None, "53": None, "0": None, "6201A1": "6201A1",
    }  # fmt: skip
    with pytest.raises(AreaUnknown):
        queries.county_of("440305001")


def test_distance():
    assert queries.distance_km("5301", "6201") == pytest.approx(1230, abs=10)
    assert queries.distance_km("530103001", "530103002") == 0
    assert queries.distance_km("530102", "530103") == queries.distance_km("530103", "530102")
    for code in ("6201A1", "0"):
        with pytest.raises(SeatUnknown):
            queries.distance_km("530102", code)
    with pytest.raises(AreaUnknown):
        queries.distance_km("530102", "440305")
