"""Freshness, completeness, doubts and coverage, counted by hand and for the right viewer."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.registry.people import CITY, COUNTY, HIDDEN, OTHER_COUNTY, officer, places
from tests.people.registry.queries.figures.population import HANDED_IN, ON, POPULATION, SYSTEM, enter, units
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.actions.rosters import Asked, Origin, ask_questions
from yinling.people.registry.models import Card, Person, PersonNow
from yinling.people.registry.queries.quality import (
    Coverage,
    DoubtCount,
    TermShare,
    by_unit,
    completeness,
    coverage,
    doubt_lines,
    masked,
    open_questions,
)
from yinling.people.registry.terms.doubts import say_doubt

pytestmark = pytest.mark.django_db
MAYOR = officer(CITY)
NUMBER = "530102193503010026"


@pytest.fixture
def entered(sides):
    """The population on the owner's side: public ids by name."""
    sides.owner()
    places()
    units()
    return enter(POPULATION)


def doubt(person, term, code, *, held="", written=""):
    row = Person.objects.get(public_id=person)
    asked = Asked(row.id, term, code, held, written)
    ask_questions(questions=[asked], origin=Origin(uuid.uuid4(), ON, "tests", HANDED_IN), by=SYSTEM)


def of(area):
    return Unit.objects.get(area_id=area).public_id


def plain_viewer(area=CITY):
    return Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=area, purposes=frozenset({Purpose.GENERAL}))


def test_units_come_with_the_most_doubts_first(entered, sides):
    doubt(entered["白二"], "birth_date", "date.century")
    doubt(entered["白二"], "phone", "phone.impossible")
    doubt(entered["安一"], "birth_date", "birth_date.against_id")
    doubt(entered["安六"], "birth_date", "birth_date.against_id")  # moved away: nobody's any more
    doubt(entered["丁外"], "birth_date", "birth_date.against_id")
    sides.app(MAYOR)
    lines = by_unit(by=MAYOR, area=CITY, on=date(2018, 1, 1))
    assert [(line.area_code, line.persons, line.questions, line.stale) for line in lines] == [
        (OTHER_COUNTY, 4, 2, 0), (COUNTY, 6, 1, 0), (CITY, 2, 0, 0),
    ]  # fmt: skip
    assert [line.unit for line in lines] == [of(OTHER_COUNTY), of(COUNTY), of(CITY)]


def test_people_fall_into_bands_by_the_day_on_which_somebody_spoke_of_them(entered, sides):
    for name, day in (("安一", "2018-10-03"), ("安二", "2018-10-02"), ("白一", "2018-01-01"), ("白五", "2017-12-31"),
                      ("程一", "2017-01-01"), ("程三", "2016-12-31")):  # fmt: skip
        PersonNow.objects.filter(name=name).update(known_on=day)
    PersonNow.objects.filter(name="白二").update(known_on=None)
    sides.app(MAYOR)
    found = {line.area_code: line for line in by_unit(by=MAYOR, area=CITY, on=date(2019, 1, 1))}
    # 90 days before: 3 October 2018; a year: 1 January 2018; two years: 1 January 2017.
    assert (found[COUNTY].bands, found[COUNTY].stale) == ((1, 2, 2, 1, 0), 3)
    assert (found[OTHER_COUNTY].bands, found[OTHER_COUNTY].stale) == ((0, 0, 3, 0, 1), 4)


def test_a_term_is_asked_of_those_who_should_have_it(entered, sides):
    sides.app(MAYOR)
    shares = {share.term: share for share in completeness(by=MAYOR, area=CITY)}
    # 12 on the roll in the city: 4 retired with honours, 5 retired, 3 survivors.
    assert shares["birth_date"] == TermShare("birth_date", "出生日期", 4, 12)
    assert shares["affiliation"] == TermShare("affiliation", "隶属关系", 4, 9)
    assert shares["fixed_income"] == TermShare("fixed_income", "有无固定收入", 3, 3)
    assert shares["period"] == TermShare("period", "革命时期", 0, 4)
    assert shares["party_branch"] == TermShare("party_branch", "所在党支部", 5, 6)
    assert shares["sex"] == TermShare("sex", "性别", 0, 12)
    only = {share.term: (share.known, share.expected) for share in completeness(by=MAYOR, area=CITY, unit=of(COUNTY))}
    assert (only["birth_date"], only["fixed_income"]) == ((3, 6), (2, 2))
    line = next(line for line in by_unit(by=MAYOR, area=CITY, on=ON) if line.area_code == COUNTY)
    assert (line.known, line.expected) == (sum(k for k, _ in only.values()), sum(e for _, e in only.values()))


def test_a_viewer_without_a_purpose_learns_nothing_of_its_terms(entered, sides):
    doubt(entered["白二"], "joined_party", "joined_party.too_young", held="1950")
    doubt(entered["白二"], "health", "health.unknown_word", written="还行")
    doubt(entered["白二"], "phone", "phone.impossible")
    clerk = plain_viewer()
    sides.app(clerk)
    terms = {share.term for share in completeness(by=clerk, area=CITY)}
    assert terms.isdisjoint({"political_status", "party_branch", "party_life", "joined_party", "health", "senses"})
    assert "self_care" in terms
    assert [line.term for line in open_questions(by=clerk, area=CITY)] == ["phone"]
    assert [line.label for line in doubt_lines(by=clerk, unit=of(OTHER_COUNTY))] == ["联系电话"]
    assert [line.questions for line in by_unit(by=clerk, area=CITY, on=ON)] == [1, 0, 0]


def test_questions_are_counted_by_term_and_kind(entered, sides):
    for name in ("安一", "安二", "白二"):
        doubt(entered[name], "id_number", "id_number.check_digit", written=NUMBER)
    doubt(entered["白二"], "birth_date", "date.century")
    sides.app(MAYOR)
    assert open_questions(by=MAYOR, area=CITY) == [
        DoubtCount("id_number", "身份证号", "id_number.check_digit", "证号校验码不对", 3),
        DoubtCount("birth_date", "出生日期", "date.century", "年份只有两位，世纪不确定", 1),
    ]
    assert [(line.term, line.number) for line in open_questions(by=MAYOR, area=CITY, unit=of(COUNTY))] == [
        ("id_number", 2)
    ]


def test_coverage_is_of_cadres_retired_with_honours_and_survivors(entered, sides):
    enter({"戊一": (CITY, {
        "person_type": "retired_with_honours", "birth_date": "1930", "id_number": NUMBER, "address": "张掖路 1 号",
    })})  # fmt: skip
    lost = Person.objects.get(public_id=entered["安一"])
    Card.objects.filter(person=lost).update(revoked_at=datetime(2018, 1, 1, tzinfo=UTC))
    sides.app(MAYOR)
    assert coverage(by=MAYOR, area=CITY) == Coverage(registered=8, filed=1, carded=7)
    assert coverage(by=MAYOR, area=CITY, unit=of(OTHER_COUNTY)) == Coverage(registered=2, filed=0, carded=2)


def test_what_is_sent_back_is_masked(entered, sides):
    doubt(entered["白二"], "id_number", "id_number.check_digit", held="", written=NUMBER)
    doubt(entered["白二"], "phone", "phone.impossible", held="13900001234、0931-8432828", written="1390000")
    doubt(entered["白二"], "remarks", "reported", held="家中有病人")
    doubt(entered["白二"], "post_level", "post_level.unknown_word", held="132", written="副县调")
    sides.app(MAYOR)
    found = {line.label: line for line in doubt_lines(by=MAYOR, unit=of(OTHER_COUNTY))}
    assert {label: (line.held, line.written) for label, line in found.items()} == {
        "身份证号": ("", "530***********0026"), "联系电话": ("139****1234、0931-****2828", "****0000"),
        "备注": ("****", ""), "职务级别": ("县处级副职", "副县调"),
    }  # fmt: skip
    assert {line.name for line in found.values()} == {"白二"}


@pytest.mark.parametrize(
    ("term", "value", "shown"),
    [
        ("address", "甘肃省兰州市城关区张掖路1号", "甘肃省兰州市城关区****"), ("contact_phone", "13900001234", "139****1234"),
        ("health_note", "病", "****"), ("health_note", "", ""), ("id_number", "12", "**"), ("sex", "2", "女"), ("name", "李", "李"),
        ("name", "李明（电话13900001234）", "李明（电话****1234）"), ("birth_date", "19310501", "19310501"),
    ],
)  # fmt: skip
def test_no_secret_is_shown_in_clear(term, value, shown):
    assert masked(term, value) == shown


def test_another_area_is_refused_and_units_of_others_are_empty(entered, sides):
    doubt(entered["白二"], "birth_date", "date.century")
    clerk = officer(COUNTY)
    sides.app(clerk)
    for area in (CITY, OTHER_COUNTY, HIDDEN):
        for ask in (completeness, open_questions, coverage):
            with pytest.raises(Forbidden):
                ask(by=clerk, area=area)
        with pytest.raises(Forbidden):
            by_unit(by=clerk, area=area, on=ON)
    there = of(OTHER_COUNTY)
    assert completeness(by=clerk, area=COUNTY, unit=there) == []
    assert open_questions(by=clerk, area=None, unit=there) == []
    assert coverage(by=clerk, area=None, unit=there) == Coverage(0, 0, 0)
    assert list(doubt_lines(by=clerk, unit=there)) == []
    assert [line.area_code for line in by_unit(by=clerk, area=None, on=ON)] == [COUNTY]


def test_it_asks_as_often_for_three_units_as_for_one(entered, sides):
    sides.app(MAYOR)
    asked = []
    for area in (OTHER_COUNTY, CITY):
        with CaptureQueriesContext(connection) as captured:
            by_unit(by=MAYOR, area=area, on=ON)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_doubt_is_said_in_words_whatever_its_code():
    assert [say_doubt(code) for code in ("id_number.lost_digits", "post_level.unknown_word", "x.y", "")] == [
        "证号存成了数字，末几位已丢失", "看不懂的写法", "需要核实", "需要核实",
    ]  # fmt: skip
