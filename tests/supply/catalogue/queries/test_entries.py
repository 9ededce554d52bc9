from datetime import date

import pytest

from tests.people.registry.people import CITY, COUNTY, OTHER_CITY, officer
from tests.supply.catalogue.shelves import LATER, TODAY, approve, contact, item, package, submitted
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.periods import Period
from yinling.supply.catalogue.jobs import publish
from yinling.supply.catalogue.queries import (
    Contact,
    categories,
    contact_lines,
    item_in_force,
    items_in_force,
    packages_in_force,
    versions_of,
)
from yinling.supply.catalogue.terms import Category, Colour, EntryKind

pytestmark = pytest.mark.django_db


def _published(shelves, content, kind=EntryKind.ITEM):
    wang = officer(CITY)
    shelves.app(wang)
    key = submitted(wang, content, kind)
    zhao = officer("53")
    shelves.app(zhao)
    approve(key, zhao)
    shelves.work()
    publish(draft=str(key))


def test_an_item_is_found_by_code_and_by_name(shelves):
    shelves.app(officer(COUNTY))
    bath = item_in_force("0214", COUNTY, TODAY)
    assert bath == item_in_force(" 上门助浴 ", COUNTY, TODAY)
    assert (bath.code, bath.name, bath.unit, bath.price_fen, bath.area_code) == ("0214", "上门助浴", "次", None, "0")
    assert bath.period == Period(date(2023, 1, 1))
    assert item_in_force("送学上门", COUNTY, TODAY) is None
    assert item_in_force("", COUNTY, TODAY) is None
    assert item_in_force("0214\x00", COUNTY, TODAY) is None
    assert item_in_force("0214", COUNTY, date(2022, 12, 31)) is None


def test_the_smallest_area_decides_from_its_day_on(shelves):
    _published(shelves, item(name="上门洗浴"))
    shelves.app(officer(COUNTY))
    assert item_in_force("0214", COUNTY, TODAY).price_fen is None
    later = item_in_force("0214", COUNTY, LATER)
    assert (later.price_fen, later.area_code, later.name, later.version) == (8000, CITY, "上门洗浴", 1)
    assert item_in_force("上门洗浴", COUNTY, LATER) == later
    assert item_in_force("上门助浴", COUNTY, LATER) is None
    assert item_in_force("上门助浴", OTHER_CITY, LATER).price_fen is None
    assert [(one.entry.area_code, one.entry.price_fen) for one in versions_of("0214")] == [("0", None), (CITY, 8000)]


@pytest.mark.parametrize(
    ("text", "first"),
    [("上门助", "上门助浴"), ("smzy", "上门助浴"), ("shangmenzhu", "上门助浴"), ("SMZY", "上门助浴"), ("0214", "上门助浴"),
     ("csm", None), ("长寿面", "寿宴长寿面"), ("ＳＯＳ", "SOS设备安装"), ("%", None), ("'", None)],
)  # fmt: skip
def test_items_are_searched_as_people_type(shelves, text, first):
    shelves.app(officer(COUNTY))
    found = items_in_force(COUNTY, TODAY, text=text)
    assert (found[0].name if found else None) == first


def test_a_category_holds_its_items_in_one_question(shelves, django_assert_num_queries):
    shelves.app(officer(COUNTY))
    with django_assert_num_queries(1):
        found = items_in_force(COUNTY, TODAY, category="08")
    assert [one.code for one in found] == [f"08{number:02}" for number in range(1, 15)]
    assert len(items_in_force(COUNTY, TODAY)) == 238
    assert items_in_force(COUNTY, TODAY, category="11") == []
    assert categories() == tuple(Category)
    with pytest.raises(AreaCodeInvalid):
        items_in_force("banana", TODAY)


def test_packages_hold_in_their_area(shelves):
    _published(shelves, package(), EntryKind.PACKAGE)
    shelves.app(officer(COUNTY))
    found = packages_in_force(COUNTY, LATER)
    assert [(one.name, one.items, one.price_fen) for one in found] == [("居家安心包", ("0214", "0229"), None)]
    assert packages_in_force(COUNTY, TODAY) == packages_in_force(OTHER_CITY, LATER) == []


def test_the_card_has_four_lines_whoever_set_them(shelves):
    _published(shelves, contact(), EntryKind.CONTACT)
    shelves.app(officer(COUNTY))
    lines = contact_lines(COUNTY, LATER)
    assert [line.colour for line in lines] == list(Colour)
    assert [(line.title, line.area_code) for line in lines] == [
        ("党建、政治", "0"), ("医疗健康、应急", "0"), ("生活服务", CITY), ("文化学习", "0"),
    ]  # fmt: skip
    assert lines[2].contacts == (Contact("翠湖社区", "0871-1234567"), Contact("助餐点", "0871-7654321"))
    assert contact_lines(COUNTY, TODAY)[2].contacts == ()
    assert [line.title for line in contact_lines(COUNTY, date(2022, 1, 1))] == [""] * 4
