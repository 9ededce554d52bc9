"""Counting cells: who is counted where, that nobody is counted twice, and that counting again changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum

from tests.decisions.portrait.cohorts import rule, several, tagged
from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, officer, places, unit
from tests.people.registry.rows import known
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import recount_cells
from yinling.decisions.portrait.models import Cell
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.viewer import NOBODY, system
from yinling.people.registry.models import PersonNow

pytestmark = pytest.mark.django_db
SYSTEM = system("tests")
COLUMNS = ("area_code", "rule_code", "person_type", "post_level", "band", "number")


@pytest.fixture
def house(sides):
    sides.owner()
    places()
    return unit(COUNTY)


def cells(**chosen):
    return sorted(Cell.objects.filter(**chosen).values_list(*COLUMNS))


def test_each_person_on_the_roll_is_in_one_cell_of_his_county(house, sides, now):
    aged, alone = rule("aged"), rule("alone")
    first, second = several(2, house, birth_date=date(1936, 11, 22), post_level="131")
    several(1, house, birth_date=date(1936, 11, 23), post_level="131", area_code="530102001")
    known(house, "乙二", birth_date=None, person_type="survivor")
    known(house, "丙三", standing="died")
    known(house, "丁四", standing="moved")
    kept = known(house, "戊五", area_code="5301", birth_date=date(1926, 1, 1))
    tagged(first, aged)
    tagged(first, alone)
    tagged(second, aged)
    tagged(second, alone, set_aside=True)
    tagged(kept, aged, until=date(2026, 2, 1))
    sides.work(SYSTEM)
    assert recount_cells(area_code="53", by=SYSTEM, at=now) == 6
    assert cells() == [
        ("5301", "", "retired", "", "100", 1),
        (COUNTY, "", "retired", "131", "80", 1),
        (COUNTY, "", "retired", "131", "90", 2),
        (COUNTY, "", "survivor", "", "-", 1),
        (COUNTY, "aged", "retired", "131", "90", 2),
        (COUNTY, "alone", "retired", "131", "90", 1),
    ]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1966, 11, 23), "0"), (date(1966, 11, 22), "60"), (date(1956, 11, 22), "70"), (date(1946, 11, 23), "70"),
        (date(1946, 11, 22), "80"), (date(1926, 11, 23), "90"), (date(1926, 11, 22), "100"), (date(2030, 1, 1), "0"),
    ],
)  # fmt: skip
def test_a_band_begins_on_the_birthday(house, sides, now, born, band):
    known(house, "甲一", birth_date=born)
    sides.work(SYSTEM)
    recount_cells(area_code=COUNTY, by=SYSTEM, at=now)
    assert [cell[4] for cell in cells()] == [band]


def test_cells_add_up_to_the_persons_on_the_roll(house, sides, now):
    other, far = unit(OTHER_COUNTY, "盘龙区民政局"), unit(HIDDEN, "麒麟区教育局")
    several(7, house, post_level="132")
    several(3, other, person_type="retired_with_honours")
    several(2, far, birth_date=None)
    known(house, "丙三", standing="died")
    sides.work(SYSTEM)
    for area, number in (("0", 12), ("53", 12), ("5301", 10), (COUNTY, 7)):
        recount_cells(area_code=area, by=SYSTEM, at=now)
        counted = Cell.objects.filter(area_code__gte=area if area != "0" else "1", area_code__lt=f"{area}~")
        total = Cell.objects.aggregate(n=Sum("number"))["n"] if area == "0" else counted.aggregate(n=Sum("number"))["n"]
        assert total == number
    assert Cell.objects.aggregate(n=Sum("number"))["n"] == PersonNow.objects.filter(standing="on_roll").count()


def test_counting_again_replaces_and_leaves_other_counties(house, sides, now):
    several(2, house)
    several(3, unit(OTHER_COUNTY, "盘龙区民政局"))
    sides.work(SYSTEM)
    recount_cells(area_code="0", by=SYSTEM, at=now)
    before = cells()
    recount_cells(area_code="530102001", by=SYSTEM, at=now)
    assert cells() == before
    sides.owner()
    PersonNow.objects.filter(area_code=COUNTY).update(standing="died")
    sides.work(SYSTEM)
    assert recount_cells(area_code=COUNTY, by=SYSTEM, at=now) == 0
    assert cells() == [(OTHER_COUNTY, "", "retired", "", "80", 3)]


@pytest.mark.parametrize("by", [NOBODY, officer(COUNTY)])
def test_only_the_system_counts(house, sides, now, by):
    sides.app(by)
    with pytest.raises(Forbidden):
        recount_cells(area_code=COUNTY, by=by, at=now)


@pytest.mark.parametrize("area", ["", "x", "5", "53'; --", "530102 "])
def test_what_is_no_area_is_not_counted(house, sides, now, area):
    sides.work(SYSTEM)
    with pytest.raises(AreaCodeInvalid):
        recount_cells(area_code=area, by=SYSTEM, at=now)
