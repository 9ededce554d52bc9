from datetime import date

import pytest
from procrastinate.contrib.django import app

from tests.people.registry.people import CITY, COUNTY, OTHER_CITY, officer
from tests.supply.catalogue.shelves import AT, LATER, TODAY, approve, item, package, submitted, told
from yinling.base.approvals.actions import StaleDraft
from yinling.base.approvals.queries import DraftRefused
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.refusals import Forbidden
from yinling.supply.catalogue.actions import PUBLISH
from yinling.supply.catalogue.actions import publish as put_in_force
from yinling.supply.catalogue.jobs import publish
from yinling.supply.catalogue.models import Item
from yinling.supply.catalogue.queries import draft_of, item_in_force, next_code, packages_in_force, versions_of
from yinling.supply.catalogue.terms import Category, EntryKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(shelves):
    """An officer of the city writes, one of the province approves, the job publishes."""

    class Desk:
        wang, zhao = officer(CITY), officer("53")

        def submitted(self, content, kind=EntryKind.ITEM, area=CITY):
            shelves.app(self.wang)
            return submitted(self.wang, content, kind, area)

        def approved(self, key):
            shelves.app(self.zhao)
            approve(key, self.zhao)

        def published(self, key):
            shelves.work()
            publish(draft=str(key))

        def through(self, content, kind=EntryKind.ITEM, area=CITY):
            key = self.submitted(content, kind, area)
            self.approved(key)
            self.published(key)
            return key

    return Desk()


def test_what_is_published_holds_once(desk, shelves):
    key = desk.through(item())
    publish(draft=str(key))
    assert Item.objects.filter(code="0214", area_code=CITY).count() == 1
    assert PUBLISH in app.tasks
    (fact,) = told("catalogue.published")
    assert (fact["entry"], fact["ended"], fact["retired"], fact["valid_from"]) == (
        f"item/0214/{CITY}/1", [], [], "2026-12-01",
    )  # fmt: skip
    shelves.app(desk.wang)
    view = draft_of(key, by=desk.wang)
    assert (view.line.state, view.entry.price_fen, view.problems) == (DraftState.APPROVED, 8000, ())


def test_the_next_version_ends_the_last_and_retires_what_had_not_begun(desk):
    desk.through(item())
    desk.through(item(price="90", valid_from="2027-01-01"))
    desk.through(item(price="95", valid_from="2026-12-15"))
    held = [
        (one.entry.version, one.entry.price_fen, one.entry.period.start, one.entry.period.end, one.retired)
        for one in versions_of("0214")
        if one.entry.area_code == CITY
    ]
    assert held == [
        (3, 9500, date(2026, 12, 15), None, False),
        (2, 9000, date(2027, 1, 1), None, True),
        (1, 8000, date(2026, 12, 1), date(2026, 12, 15), False),
    ]


def test_what_a_city_stops_falls_back_on_the_nation(desk):
    desk.through(item())
    desk.through({"code": "0214", "stops": True, "valid_from": "2027-01-01"})
    assert item_in_force("0214", COUNTY, LATER).price_fen == 8000
    assert item_in_force("0214", COUNTY, date(2027, 1, 1)).price_fen is None


def test_a_new_item_gets_a_code_behind_those_that_ship(desk, shelves):
    shelves.app(desk.wang)
    assert next_code(EntryKind.ITEM, Category.CARE) == "0251"
    desk.through(item(code="0251", name="入户陪伴洗浴"))
    shelves.app(desk.wang)
    assert next_code(EntryKind.ITEM, Category.CARE) == "0252"
    assert item_in_force("入户陪伴洗浴", COUNTY, LATER).code == "0251"
    assert item_in_force("入户陪伴洗浴", "0", LATER) is None


def test_two_offices_do_not_give_one_code_to_two_things(desk, shelves):
    desk.through(item(code="0251", name="入户陪伴洗浴"))
    li = officer(OTHER_CITY)
    shelves.app(li)
    with pytest.raises(DraftRefused, match="0251已被别的地区用于“入户陪伴洗浴”"):
        submitted(li, item(code="0251", name="入户理发"), area=OTHER_CITY)
    submitted(li, item(code="0251", name="入户陪伴洗浴"), area=OTHER_CITY)
    desk.submitted(item(code="0251", name="入户洗浴", valid_from="2027-01-01"))


def test_a_package_ends(desk, shelves):
    shelves.app(desk.wang)
    assert next_code(EntryKind.PACKAGE) == "P0001"
    desk.through(package(), EntryKind.PACKAGE)
    desk.through({"code": "P0001", "stops": True, "valid_from": "2027-01-01"}, EntryKind.PACKAGE)
    assert [one.code for one in packages_in_force(COUNTY, LATER)] == ["P0001"]
    assert packages_in_force(COUNTY, date(2027, 1, 1)) == packages_in_force(COUNTY, TODAY) == []


def test_what_no_longer_fits_goes_back_to_its_author(desk, shelves):
    first = desk.submitted(item(code="0251", name="入户陪伴洗浴"))
    second = desk.submitted(item(code="0252", name="入户陪伴洗浴"))
    third = desk.submitted(item(code="0253", name="入户陪伴洗浴"))
    desk.approved(first)
    desk.approved(second)
    desk.published(first)
    with pytest.raises(StaleDraft, match="不能同名"):
        desk.approved(third)
    desk.published(second)
    assert len(told("catalogue.overtaken")) == 1
    assert draft_of_state(shelves, desk, second) is DraftState.REFUSED


def draft_of_state(shelves, desk, key):
    shelves.app(desk.wang)
    return draft_of(key, by=desk.wang).line.state


def test_nobody_but_the_system_publishes(desk, shelves):
    key = desk.submitted(item())
    desk.approved(key)
    with pytest.raises(Forbidden):
        put_in_force(draft=key, by=desk.zhao, at=AT)
