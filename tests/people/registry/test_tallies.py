"""Tallies: what they count, and when a count is taken from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.registry.people import COUNTY, HIDDEN, OTHER_COUNTY, officer, unit
from tests.people.registry.rows import known
from yinling.kernel.viewer import Purpose, system
from yinling.people.registry.actions import recount
from yinling.people.registry.models import Tally
from yinling.people.registry.queries import Filter, count, counts

CLERK = officer("5301")
SYSTEM = system("tests")
ON_ROLL = ("standing", ("on_roll",))


@pytest.fixture
def people(sides, home, now, monkeypatch):
    """Seven people, counted an hour ago; exact counting stops at one."""
    sides.owner()
    other, far = unit(OTHER_COUNTY, "盘龙区民政局"), unit(HIDDEN, "麒麟区教育局")
    for place, sex in ((home, "1"), (home, "2"), (other, "2"), (far, "2")):
        known(place, "甲一", sex=sex, living_arrangement="alone")
    known(home, "乙二", living_arrangement=None, health="good")
    known(home, "丙三", standing="died", living_arrangement="alone")
    known(home, "丁四", standing="moved")
    recount(by=SYSTEM, at=now - timedelta(hours=1))
    monkeypatch.setattr(counts, "COUNT_LIMIT", 1)
    sides.app(CLERK)
    return now - timedelta(hours=1)


def test_tallies_say_how_many_of_each_area_have_each_value(people, sides):
    sides.owner()
    found = {(t.area_code, t.term, t.value): t.number for t in Tally.objects.filter(term__in=("", "standing", "sex"))}
    assert found == {
        (COUNTY, "", ""): 5, (OTHER_COUNTY, "", ""): 1, (HIDDEN, "", ""): 1,
        (COUNTY, "standing", "on_roll"): 3, (COUNTY, "standing", "died"): 1, (COUNTY, "standing", "moved"): 1,
        (OTHER_COUNTY, "standing", "on_roll"): 1, (HIDDEN, "standing", "on_roll"): 1,
        (COUNTY, "sex", "1"): 2, (COUNTY, "sex", "2"): 1, (OTHER_COUNTY, "sex", "2"): 1, (HIDDEN, "sex", "2"): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        (Filter(), 4),
        (Filter(chosen=()), 6),
        (Filter(area=COUNTY), 3),
        (Filter(chosen=(("standing", ("died", "moved")),)), 2),
        (Filter(chosen=(ON_ROLL, ("living_arrangement", ("alone",)))), 3),
        (Filter(chosen=(ON_ROLL, ("living_arrangement", ("alone", "-")))), 4),
        (Filter(chosen=(("sex", ("2",)), ON_ROLL)), 2),
    ],
)
def test_a_large_count_comes_from_the_tallies_with_its_moment(people, chosen, number):
    assert count(by=CLERK, chosen=chosen) == (number, False, people)


def test_whom_a_tally_counts_nobody_counts_again(people):
    """A hundred thousand rows of a city were read to see that there are more than ten thousand."""
    with CaptureQueriesContext(connection) as captured:
        assert count(by=CLERK, chosen=Filter(chosen=(ON_ROLL, ("living_arrangement", ("alone",))))) == (
            3,
            False,
            people,
        )
    assert ["registry_tally" in query["sql"] for query in captured] == [True]


def test_few_are_counted_as_they_are_now(people, home, sides, monkeypatch):
    monkeypatch.setattr(counts, "COUNT_LIMIT", 4)
    sides.owner()
    known(home, "己六", living_arrangement="alone")
    sides.app(CLERK)
    assert count(by=CLERK, chosen=Filter(chosen=(ON_ROLL, ("living_arrangement", ("alone",))))) == (4, True, None)


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(chosen=(("living_arrangement", ("alone",)),)),
        Filter(chosen=(ON_ROLL, ("living_arrangement", ("alone",)), ("person_type", ("retired",)))),
        Filter(search="j", chosen=()),
        Filter(has_questions=False),
        Filter(chosen=(("standing", ("died", "moved")), ("person_type", ("retired",)))),
    ],
)
def test_what_is_finer_than_the_tallies_is_only_at_least(people, chosen):
    assert count(by=CLERK, chosen=chosen) == (1, False, None)


def test_a_scope_that_is_no_area_is_not_tallied(people, home, sides):
    by = replace(CLERK, units=(home.pk,))
    sides.app(by)
    assert count(by=by) == (1, False, None)


def test_nobody_learns_of_another_city(people, sides):
    by = replace(CLERK, area=HIDDEN)
    sides.app(by)
    assert count(by=by) == (1, True, None)
    assert count(by=by, chosen=Filter(area="53")) == (1, True, None)
    assert {*Tally.objects.values_list("area_code", flat=True)} == {HIDDEN}


def test_counting_one_area_leaves_the_others_and_happens_twice_safely(people, sides, home, now):
    sides.owner()
    known(home, "戊五")
    before = Tally.objects.count()
    for _again in range(2):
        recount(area_code=COUNTY, by=SYSTEM, at=now)
    assert Tally.objects.count() >= before
    assert dict(Tally.objects.filter(term="").values_list("area_code", "number")) == {
        COUNTY: 6, OTHER_COUNTY: 1, HIDDEN: 1,
    }  # fmt: skip
    sides.app(CLERK)
    assert count(by=CLERK) == (5, False, people)  # the oldest of what was added up


def test_a_purpose_not_held_has_no_count(people):
    from yinling.base.rows.refusals import Forbidden

    plain = replace(CLERK, purposes=frozenset({Purpose.GENERAL}))
    with pytest.raises(Forbidden):
        count(by=plain, chosen=Filter(chosen=(ON_ROLL, ("health", ("good",)))))
