"""Tables of cohorts: who is in which cell, whose they are, and that they add up."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from tests.decisions.portrait.cohorts import TODAY, rule, several, tagged, tiered
from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, officer, places, unit
from tests.people.registry.rows import known
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import recount_cells
from yinling.decisions.portrait.domain.cohorts import CohortFilter, CohortUnknown, Dimension
from yinling.decisions.portrait.queries import TooManyToCount, cohort, cohort_counts, cohort_people, offered
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer, system

pytestmark = pytest.mark.django_db
SYSTEM = system("tests")
CLERK = officer(COUNTY)
CITY = officer("5301")
D = Dimension
HEALTH_TEXT = '健康状况 == "较差"'


@pytest.fixture
def house(sides):
    sides.owner()
    places()
    return unit(COUNTY)


@pytest.fixture
def people(house, sides, now):
    """五华区: 8 of 80 and 6 of 90 with posts of county and township level; 盘龙区: 7 of 70; 麒麟区: 9; counted."""
    several(8, house, birth_date=date(1940, 1, 1), post_level="131")
    several(6, house, birth_date=date(1930, 1, 1), post_level="141", person_type="retired_with_honours")
    several(7, unit(OTHER_COUNTY, "盘龙区民政局"), birth_date=date(1950, 1, 1), post_level="121")
    several(9, unit(HIDDEN, "麒麟区教育局"), birth_date=date(1950, 1, 1))
    recount_cells(area_code="0", by=SYSTEM, at=now)
    sides.app(CLERK)
    return house


def shown(table):
    """The table in words: a line for each row and one for the totals."""
    lines = zip([*(group.label for group in table.rows), "合计"], table.cells, strict=True)
    said = {label: [one.care.value if one.number is None else one.number for one in cells] for label, cells in lines}
    return {label: cells for label, cells in said.items() if any(cells)}


def ask(by, rows=D.AGE_BAND, columns=D.LEVEL, **chosen):
    return cohort(by=by, chosen=CohortFilter(**chosen), rows=rows, columns=columns, on=TODAY)


def test_a_county_by_age_and_level_from_its_cells(people, now):
    table = ask(CLERK)
    assert [group.label for group in table.columns] == ["厅局级及以上", "县处级", "乡科级", "其他或不详"]
    assert shown(table) == {"80–89岁": [0, 8, 0, 0, 8], "90–99岁": [0, 0, 6, 0, 6], "合计": [0, 8, 6, 0, 14]}
    assert (table.counted_at, table.is_empty, table.overlapping) == (now, False, None)


def test_cells_and_persons_counted_now_say_the_same(people, sides, monkeypatch):
    pairs = [(D.AGE_BAND, D.LEVEL), (D.PERSON_TYPE, D.SINGLE_LEVEL), (D.AREA, D.AGE_BAND), (D.LEVEL, D.NOTHING)]
    sides.app(CITY)
    before = [ask(CITY, rows, columns) for rows, columns in pairs]
    monkeypatch.setattr(cohort_counts, "_serve", lambda *_any: False)
    after = [ask(CITY, rows, columns) for rows, columns in pairs]
    assert [replace(table, counted_at=None) for table in before] == after
    assert shown(after[2]) == {
        "五华区": [0, 0, 0, 8, 6, 0, 14], "盘龙区": [0, 0, 7, 0, 0, 0, 7], "合计": [0, 0, 7, 8, 6, 0, 21],
    }  # fmt: skip


def test_the_filter_narrows_both_ways_of_counting(people, sides, monkeypatch):
    sides.app(CITY)
    filters = [
        {"area": COUNTY}, {"band": "80"}, {"person_type": "retired_with_honours"}, {"level": "prefecture_up"},
        {"level": "131"}, {"level": "-"}, {"area": "5301="}, {"area": "5301", "band": "70", "level": "county"},
    ]  # fmt: skip
    before = [shown(ask(CITY, **chosen)) for chosen in filters]
    monkeypatch.setattr(cohort_counts, "_serve", lambda *_any: False)
    assert [shown(ask(CITY, **chosen)) for chosen in filters] == before
    assert [lines.get("合计", [0])[-1] for lines in before] == [14, 8, 6, 7, 8, 0, 0, 0]


def test_who_has_two_tags_counts_once_in_each_and_once_in_all(house, sides, now):
    aged, alone = rule("aged"), rule("alone")
    both = several(6, house, birth_date=date(1930, 1, 1))
    for person in both:
        tagged(person, aged)
        tagged(person, alone)
    for person in several(5, house, birth_date=date(1940, 1, 1)):
        tagged(person, aged)
    several(9, house, birth_date=date(1950, 1, 1))
    recount_cells(area_code=COUNTY, by=SYSTEM, at=now)
    sides.app(CLERK)
    expected = {
        "规则aged": [0, 0, 0, 5, 6, 0, 11], "规则alone": [0, 0, 0, 0, 6, 0, 6], "合计": [0, 0, 9, 5, 6, 0, 20],
    }  # fmt: skip
    assert shown(ask(CLERK, D.TAG, D.AGE_BAND)) == expected
    assert shown(ask(CLERK, D.TAG, D.AGE_BAND, unit=house.public_id)) == expected
    assert shown(ask(CLERK, D.TAG, D.NOTHING)) == {"规则aged": [11, 11], "规则alone": [6, 6], "合计": [20, 20]}
    assert shown(ask(CLERK, D.AGE_BAND, D.NOTHING, tags=("aged",))) == {
        "80–89岁": [5, 5], "90–99岁": [6, 6], "合计": [11, 11],
    }  # fmt: skip
    assert shown(ask(CLERK, D.AGE_BAND, D.NOTHING, tags=("aged", "alone"))) == {"90–99岁": [6, 6], "合计": [6, 6]}
    assert ask(CLERK, D.TAG, D.AGE_BAND).overlapping is D.TAG


def test_tiers_by_need_are_about_those_who_have_a_tier(house, sides):
    tier, care, cheer = rule("tier", kind="tier", rank=1, need_type="hardship"), rule("care", need_type="living"), rule(
        "cheer", need_type="comfort"
    )  # fmt: skip
    for place, person in enumerate(several(12, house)):
        tiered(person, 1 if place < 7 else 2)
        tagged(person, tier)
        if place < 6:
            tagged(person, care)
        if place >= 5:
            tagged(person, cheer)
    for person in several(5, house):
        tiered(person, None)
        tagged(person, care)
    sides.app(CLERK)
    table = ask(CLERK, D.TIER, D.NEED)
    assert [group.label for group in table.columns] == ["生活照料", "精神慰藉"]
    assert shown(table) == {"规则tier": [6, "few", 7], "2": [0, 5, 5], "合计": [6, "hidden", 12]}
    assert shown(ask(CLERK, D.NEED, D.TIER)) == {
        "生活照料": [6, 0, 6], "精神慰藉": ["few", 5, "hidden"], "合计": [7, 5, 12],
    }  # fmt: skip


def test_small_numbers_are_not_shown_wherever_they_are_counted(house, sides, now):
    several(3, house, birth_date=date(1940, 1, 1), post_level="131")
    several(20, house, birth_date=date(1940, 1, 1), post_level="141")
    several(10, house, birth_date=date(1950, 1, 1), post_level="131")
    several(30, house, birth_date=date(1950, 1, 1), post_level="141")
    sides.app(CLERK)
    live = shown(ask(CLERK))
    sides.owner()
    recount_cells(area_code=COUNTY, by=SYSTEM, at=now)
    sides.app(CLERK)
    assert shown(ask(CLERK)) == live == {
        "70–79岁": [0, "hidden", "hidden", 0, 40], "80–89岁": [0, "few", "hidden", 0, 23], "合计": [0, 13, 50, 0, 63],
    }  # fmt: skip


def test_a_rule_that_reads_health_is_not_there_without_the_purpose(house, sides, now):
    rule("sick", text=HEALTH_TEXT, need_type="medical")
    aged, sick = rule("aged"), rule("tier", text=HEALTH_TEXT, kind="tier", rank=1)
    for person in several(6, house):
        tagged(person, aged)
        tagged(person, sick)
        tiered(person, 1)
    recount_cells(area_code=COUNTY, by=SYSTEM, at=now)
    plain = replace(CLERK, purposes=frozenset({Purpose.GENERAL}))
    sides.app(CLERK)
    assert {group.key for group in ask(CLERK, D.TAG, D.NOTHING).rows} == {"aged", "tier"}
    assert [group.key for group in offered(by=CLERK, on=TODAY).tiers] == ["1"]
    sides.app(plain)
    assert {group.key for group in ask(plain, D.TAG, D.NOTHING).rows} == {"aged"}
    assert {group.key for group in ask(plain, D.TAG, D.NOTHING, unit=house.public_id).rows} == {"aged"}
    assert ([g.key for g in offered(by=plain, on=TODAY).tags], offered(by=plain, on=TODAY).tiers) == (["aged"], ())
    for rows, columns, chosen in (
        (D.AGE_BAND, D.NOTHING, {"tags": ("sick",)}), (D.TIER, D.NEED, {}), (D.AGE_BAND, D.NOTHING, {"tier": 1}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            ask(plain, rows, columns, **chosen)
    for chosen in (CohortFilter(tags=("sick",)), CohortFilter(tier=1)):
        with pytest.raises(Forbidden):
            cohort_people(by=plain, chosen=chosen, on=TODAY)


@pytest.mark.parametrize("area", [OTHER_COUNTY, "5301", "53", "0", HIDDEN, "5301="])
def test_another_county_has_no_cells_for_the_officer_of_one(people, area):
    for rows, columns in ((D.AGE_BAND, D.LEVEL), (D.UNIT, D.NOTHING)):
        with pytest.raises(Forbidden):
            ask(CLERK, rows, columns, area=area)
    with pytest.raises(Forbidden):
        cohort_people(by=CLERK, chosen=CohortFilter(area=area), on=TODAY)


def test_an_officer_of_units_alone_counts_their_people_and_nobody_else(people, sides):
    sides.owner()
    second = unit(COUNTY, "另一个局")
    several(5, second, birth_date=date(1940, 1, 1))
    by = officer(None, units=(second.pk,))
    sides.app(by)
    assert shown(ask(by)) == {"80–89岁": [0, 0, 0, 5, 5], "合计": [0, 0, 0, 5, 5]}
    assert shown(ask(by, D.AREA, D.NOTHING)) == {"五华区": [5, 5], "合计": [5, 5]}
    assert [group.label for group in ask(by, D.UNIT, D.NOTHING).rows] == ["另一个局"]
    assert len(cohort_people(by=by, chosen=CohortFilter(), on=TODAY).lines) == 5
    assert ask(by, unit=people.public_id).is_empty
    with pytest.raises(Forbidden):
        ask(by, area=COUNTY)


def test_an_officer_of_a_township_is_counted_live(people, sides, now):
    sides.owner()
    several(6, people, area_code="530102001", birth_date=date(1940, 1, 1))
    recount_cells(area_code=COUNTY, by=SYSTEM, at=now)
    by = officer("530102001")
    sides.app(by)
    table = ask(by)
    assert (shown(table)["合计"][-1], table.counted_at) == (6, None)
    sides.app(CLERK)
    assert shown(ask(CLERK, D.AREA, D.NOTHING)) == {"五华区本级": [14, 14], "华山街道": [6, 6], "合计": [20, 20]}
    assert shown(ask(CLERK, area=f"{COUNTY}="))["合计"][-1] == 14


@pytest.mark.parametrize("by", [NOBODY, Viewer(account=str(uuid.uuid4()), role=Role.WORKER, area=COUNTY)])
def test_who_is_no_officer_counts_nobody(people, sides, by):
    sides.app(by)
    with pytest.raises(Forbidden):
        ask(by)
    with pytest.raises(Forbidden):
        cohort_people(by=by, chosen=CohortFilter(), on=TODAY)


def test_too_many_to_count_now_are_refused_and_not_half_counted(people, monkeypatch):
    monkeypatch.setattr(cohort_counts, "LIVE_LIMIT", 13)
    assert shown(ask(CLERK))["合计"][-1] == 14
    with pytest.raises(TooManyToCount):
        ask(CLERK, D.UNIT, D.NOTHING)
    assert shown(ask(CLERK, D.UNIT, D.NOTHING, band="80"))["合计"][-1] == 8


def test_many_units_become_one_row_at_the_end(house, sides, monkeypatch):
    from yinling.decisions.portrait.queries import cohorts

    monkeypatch.setattr(cohorts, "MOST_GROUPS", 2)
    for number in (9, 7, 6, 5):
        several(number, unit(COUNTY, f"第{number}局"))
    sides.app(CLERK)
    table = ask(CLERK, D.UNIT, D.NOTHING)
    assert shown(table) == {"第7局": [7, 7], "第9局": [9, 9], "其他": [11, 11], "合计": [27, 27]}
    assert ([group.opens for group in table.rows], table.merged) == ([True, True, False], 2)


@pytest.mark.parametrize(
    ("rows", "columns"), [(D.TAG, D.NEED), (D.AGE_BAND, D.AGE_BAND), (D.LEVEL, D.SINGLE_LEVEL), (D.NOTHING, D.TAG)]
)
def test_what_cannot_be_crossed_is_refused(people, rows, columns):
    with pytest.raises(CohortUnknown):
        ask(CLERK, rows, columns)


@pytest.mark.parametrize(
    "chosen",
    [
        {"band": "85"}, {"band": "x"}, {"level": "999"}, {"person_type": "x"}, {"needs": ("x",)}, {"area": "5"},
        {"area": "="}, {"area": "530102'"}, {"person_type": "\x00"},
    ],
)  # fmt: skip
def test_a_filter_that_says_nothing_is_refused(chosen):
    with pytest.raises(CohortUnknown):
        CohortFilter(**chosen)


def test_the_people_behind_a_number(house, sides):
    aged = rule("aged")
    for place in range(55):
        tagged(known(house, f"甲{place}", birth_date=date(1940, 1, 1), post_level="131"), aged)
    several(3, house)
    known(house, "丙三", standing="died", birth_date=date(1940, 1, 1))
    sides.app(CLERK)
    chosen = CohortFilter(tags=("aged",), band="80").narrowed(D.LEVEL, "county")
    first = cohort_people(by=CLERK, chosen=chosen, on=TODAY)
    second = cohort_people(by=CLERK, chosen=chosen, on=TODAY, after=first.after)
    assert (len(first.lines), len(second.lines), second.after) == (50, 5, None)
    assert len({line.person for line in (*first.lines, *second.lines)}) == 55
    line = first.lines[0]
    assert (line.person_type, line.age, line.level, line.area_code, line.unit) == (
        "退休干部", 86, "县处级正职", COUNTY, "五华区教育局",
    )  # fmt: skip


@pytest.mark.parametrize("after", ["x", "|", "a|b", "\x00|1", "a|99999999999999999999", "zz|0'; --"])
def test_a_place_that_no_page_gave_is_the_beginning_or_the_end(people, after):
    assert len(cohort_people(by=CLERK, chosen=CohortFilter(), on=TODAY, after=after).lines) in {0, 14}
