"""Relatives: written rows, what the record says, the other's own record, and offers within the scope."""

from __future__ import annotations

import uuid

import pytest

from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, enter, officer, unit
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.actions import add_relative, correct, end_relative, mark
from yinling.people.registry.models import Person
from yinling.people.registry.queries import ended_relatives, person_of_relative, relatives_of

CLERK = officer(COUNTY)


def say(person, now, by=CLERK, **terms):
    for term, value in terms.items():
        correct(person=person, term=term, value=value, valid_from=None, reason="", seen=None, by=by, at=now)


def inner(person):
    return Person.objects.get(public_id=person).pk


def told(person, by=CLERK):
    return [(k.name, k.kin, k.phone, k.is_deceased_cadre, len(k.offers)) for k in relatives_of(inner(person), by=by)]


def test_what_the_record_says_is_told_once(home, now):
    person = enter(home, now, by=CLERK)
    assert told(person) == []
    say(person, now, spouse_name="张国华", contact_name="张国华", contact_kin="1", contact_phone="13911112222")
    assert told(person) == [("张国华", "1", "139****2222", False, 0)]
    key = add_relative(
        relative=uuid.uuid4(), person=person, name="张国华", kin="1", phone="", is_deceased_cadre=False, other=None,
        by=CLERK, at=now,
    )  # fmt: skip
    assert [(k.relative, k.name) for k in relatives_of(inner(person), by=CLERK)] == [(key, "张国华")]
    assert person_of_relative(key) == person
    end_relative(relative=key, by=CLERK, at=now)
    assert (ended_relatives(inner(person)), told(person)[0][0]) == ([(key, "张国华")], "张国华")


def test_the_dead_cadre_of_a_survivor_is_offered_as_an_honoured_record_only(home, now):
    survivor = enter(home, now, by=CLERK, name="王秀兰", person_type="survivor")
    say(survivor, now, deceased_cadre="张国华", deceased_kin="3")
    enter(home, now, by=CLERK, name="张国华", sex="1")
    assert told(survivor) == [("张国华", "5", "", True, 0)]
    cadre = enter(home, now, by=CLERK, name="张国华", sex="1", person_type="retired_with_honours")
    mark(person=cadre, standing="died", day="2020", reason="", by=CLERK, at=now)
    (kinsman,) = relatives_of(inner(survivor), by=CLERK)
    assert [(o.person, o.birth_year, o.why) for o in kinsman.offers] == [(cadre, 1935, ("是离休干部", "已故"))]


@pytest.mark.parametrize(
    ("theirs", "offered"),
    [
        ({"sex": "1"}, 0), ({"sex": "1", "spouse_name": "单国英"}, 1), ({"sex": "2", "spouse_name": "单国英"}, 0),
        ({"sex": "1", "street": "华山街道"}, 1), ({"sex": "1", "residence": "530102001"}, 1),
        ({"sex": "1", "residence": "530103"}, 0),
    ],
)  # fmt: skip
def test_a_namesake_is_offered_when_something_more_speaks_for_it(home, now, theirs, offered):
    person = enter(home, now, by=CLERK)
    say(person, now, spouse_name="张国华", street="华山街道", residence="530102001")
    other = enter(home, now, by=CLERK, name="张国华", sex=theirs["sex"])
    say(other, now, **{term: value for term, value in theirs.items() if term != "sex"})
    (kinsman,) = relatives_of(inner(person), by=CLERK)
    assert [offer.person for offer in kinsman.offers] == [other] * offered


def test_the_other_record_names_this_one_back(home, now):
    person, husband = enter(home, now, by=CLERK), enter(home, now, by=CLERK, name="张国华", sex="1")
    add_relative(
        relative=uuid.uuid4(), person=person, name="张国华", kin="1", phone="", is_deceased_cadre=False, other=husband,
        by=CLERK, at=now,
    )  # fmt: skip
    mark(person=husband, standing="moved", day="", reason="", by=CLERK, at=now)
    (ours,) = relatives_of(inner(person), by=CLERK)
    (back,) = relatives_of(inner(husband), by=CLERK)
    assert (ours.other, ours.other_standing, ours.is_theirs) == (husband, "转出", False)
    assert (back.name, back.other, back.is_theirs, back.relative) == ("单国英", person, True, None)


def test_nobody_is_offered_or_told_from_outside_the_scope(home, now, sides):
    sides.owner()
    for area in (OTHER_COUNTY, HIDDEN):
        there = enter(unit(area, f"{area}教育局"), now, by=officer(area), name="张国华", sex="1")
        say(there, now, by=officer(area), spouse_name="单国英")
    sides.app(CLERK)
    person = enter(home, now, by=CLERK)
    say(person, now, spouse_name="张国华")
    assert told(person) == [("张国华", "1", "", False, 0)]
    row = inner(person)
    sides.app(officer(HIDDEN))
    with pytest.raises(Forbidden):
        relatives_of(row, by=officer(HIDDEN))
    with pytest.raises(Forbidden):
        person_of_relative(uuid.uuid4())
