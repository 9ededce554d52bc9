from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.people.intake.domain.cleaning.test_places import LANZHOU, TEXTS
from tests.shared import shared
from yinling.people.intake.domain.cleaning.addresses import (
    address_key,
    clean_address,
    clean_community,
    clean_living_elsewhere,
    clean_street,
    residence_with_street,
)
from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.records import Cleaned

HERE = Context(date(2017, 12, 31), "", LANZHOU)
DOOR = "620102:陈坪街338号21幢3单元296室"


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        (
            "兰州市城关区陈坪街338号",
            Cleaned("兰州市城关区陈坪街338号", "text.as_written", also=(("residence", "620102"),)),
        ),
        ("城关区　陈坪街 ３３８号", Cleaned("城关区陈坪街338号", "text.tidied", also=(("residence", "620102"),))),
        ("永登县城关镇3号", Cleaned("永登县城关镇3号", "text.as_written", also=(("residence", "620121100"),))),
        ("家庭住址：城关区3号", Cleaned("城关区3号", "text.tidied", also=(("residence", "620102"),))),
        ("兰州市陈坪街338号", Cleaned("兰州市陈坪街338号", "text.as_written")),
        ("上海市徐汇区衡山路1号", Cleaned("上海市徐汇区衡山路1号", "text.as_written")),
        ("", Cleaned("", "blank")),
        ("不详", Cleaned("", "unknown")),
        ("——", Cleaned("", "unknown")),
        (1203.0, Cleaned("1203", "text.tidied")),
        ("路" * 300, Cleaned("路" * 200, "text.cut", "text.too_long")),
    ],
)
def test_an_address(cell, cleaned):
    assert clean_address(cell, HERE) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "城关区陈坪街338号21幢3单元296室",
        "甘肃省兰州市城关区陈坪街338号21幢3单元296室",
        "兰州 城关区 陈坪街 338号 21幢 3单元 296室",
        "城关区陈坪街３３８号院２１栋３单元２９６",
        "城关区陈坪街338号21号楼3单元2层296室",
        "城关区陈坪街338号21#3单元296号",
        "城关区陈坪街338号21#楼3门296室",
        "城关区陈坪街338号21座3单元0296室",
        "城关区陈坪街338号21-3-296",
        "城关区陈坪街338-21-3-296室",
        "城关区陈坪街338号，21幢（近西站）3单元296室",
        "城关区陈坪街三百三十八号二十一幢三单元二九六室",
        "城关区陈坪街三三八号二十一栋三单元296室",
        "城关区陈坪街道陈坪街338号21幢3单元296室",
        "城关区东岗街道陈坪街338号21幢3单元296室",
    ],
)
def test_writings_of_one_door_have_one_key(text):
    assert address_key(text, LANZHOU) == DOOR


def test_different_doors_have_different_keys():
    doors = [
        DOOR.replace("620102:", "城关区"), "七里河区陈坪街338号21幢3单元296室", "城关区陈坪路338号21幢3单元296室",
        "城关区陈坪街339号21幢3单元296室", "城关区陈坪街338号12幢3单元296室", "城关区陈坪街338号21幢2单元296室",
        "城关区陈坪街338号21幢3单元297室", "城关区陈坪街338号21幢296室", "城关区陈坪街338号3单元296室",
        "城关区陈坪街338号附21幢3单元296室", "城关区陈坪街338号A幢3单元296室", "城关区陈坪街338-1号21幢3单元296室",
        "城关区第一新村338号", "城关区第二新村338号", "榆中县和平镇三合村5号", "榆中县青城镇三合村5号",
        "城关区5幢202室", "城关区5 202 1号", "城关区5202号",
    ]  # fmt: skip
    assert len({address_key(text, LANZHOU) for text in doors}) == len(doors)


def test_keys_of_what_is_no_full_address():
    keys = {
        text: address_key(text, LANZHOU)
        for text in ("", "　", "兰州市", "上海市徐汇区1号", "西关路3", "小区12", "十百号")
    }
    assert keys == {
        "": "", "　": "", "兰州市": "6201:", "上海市徐汇区1号": ":上海市徐汇区1号", "西关路3": ":西关路3号", "小区12": ":小区12",
        "十百号": ":十百号",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("广武门", "广武门街道", "street.completed"),
        ("临夏路", "临夏路街道", "street.completed"),
        ("铁路", "铁路街道", "street.completed"),
        ("广武门街道", "广武门街道", "text.as_written"),
        ("广武门街道办事处", "广武门街道", "street.shortened"),
        ("兰州市城关区广武门街道", "广武门街道", "street.shortened"),
        ("永登县城关镇", "城关镇", "street.shortened"),
        ("和平镇", "和平镇", "text.as_written"),
        ("城关区", "城关区", "text.as_written"),
        ("西固城街道", "西固城街道", "text.as_written"),
        ("不详", "", "unknown"),
        ("", "", "blank"),
    ],
)
def test_a_street_office(cell, value, rule):
    assert clean_street(cell, HERE) == Cleaned(value, rule)


def test_a_community():
    assert [clean_community(cell, HERE) for cell in ("建新", "建新 社区", "三合村", "无")] == [
        Cleaned("建新社区", "community.completed"), Cleaned("建新社区", "text.tidied"), Cleaned("三合村", "text.as_written"),
        Cleaned("", "unknown"),
    ]  # fmt: skip


def test_where_somebody_settled():
    assert [clean_living_elsewhere(cell, HERE) for cell in ("陕西省西安市 雁塔区", "否", "无", "", "是", "/")] == [
        Cleaned("陕西省西安市雁塔区", "text.tidied"), Cleaned("", "living_elsewhere.no"), Cleaned("", "unknown"),
        Cleaned("", "blank"), Cleaned("是", "text.as_written", "living_elsewhere.no_place"), Cleaned("", "unknown"),
    ]  # fmt: skip


def test_the_street_makes_a_residence_exact_only_in_its_own_county():
    assert [residence_with_street(county, "广武门街道", LANZHOU) for county in ("620102", "620103", "6201", "")] == [
        "620102009", "620103", "6201", "",
    ]  # fmt: skip
    assert residence_with_street("620102", "", LANZHOU) == "620102"


NUMBERS = st.integers(1, 9999)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=100)
def test_short_and_long_writing_of_any_door(house, building, entrance, room):
    whole = address_key(f"城关区陈坪街{house}号{building}幢{entrance}单元{room}室", LANZHOU)
    assert whole == f"620102:陈坪街{house}号{building}幢{entrance}单元{room}室"
    assert address_key(f"兰州市城关区陈坪街{house}号院{building}-{entrance}-{room}", LANZHOU) == whole


@given(TEXTS)
@settings(max_examples=300)
def test_any_text_is_read(text):
    key = address_key(text, LANZHOU)
    assert key == address_key(text, LANZHOU)
    for clean in (clean_address, clean_street, clean_community, clean_living_elsewhere):
        first = clean(text, HERE)
        assert clean(first.value, HERE).value == first.value


@pytest.mark.slow  # reads 39,000 rows
def test_the_keys_of_a_real_roster_differ_by_the_missing_city_and_courtyard_alone():
    book = CalamineWorkbook.from_path(shared("roster/lanzhou-2017.xlsx"))
    texts = set()
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()[3:]
        column = rows[0].index("家庭住址")
        texts |= {str(row[column]) for row in rows[1:]} - {"", "家庭住址"}
    keys = defaultdict(set)
    for text in texts:
        keys[address_key(text, LANZHOU)].add(text.removeprefix("兰州市").replace("号院", "号"))
    assert {key: written for key, written in keys.items() if len(written) > 1} == {}
    assert {len(key.partition(":")[0]) for key in keys} == {6}
    assert (len(texts), len(keys)) == (38869, 38541)
