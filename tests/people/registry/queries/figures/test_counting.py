"""The published figures of a population counted by hand: in numbers, person by person, on earlier days, for whom."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.registry.people import ALL_PURPOSES, CITY, COUNTY, HIDDEN, OTHER_COUNTY, PROVINCE, officer, places
from tests.people.registry.queries.figures.population import (
    FIGURES,
    HANDED_IN,
    ON,
    PEOPLE,
    POPULATION,
    SYSTEM,
    change,
    enter,
    units,
)
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import AreaCodeInvalid
from yinling.kernel.viewer import Purpose, Role, Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import drill_down, published
from yinling.people.registry.queries import figures as package

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # a population for each test
LATER = datetime(2019, 2, 1, 2, 0, tzinfo=UTC)
MAYOR = officer(CITY)


@pytest.fixture
def entered(sides):
    """The population on the owner's side, their public ids by name."""
    sides.owner()
    places()
    units()
    return enter(POPULATION)


@pytest.fixture
def city(entered, sides):
    """The same, seen by an officer of the city."""
    sides.app(MAYOR)
    return entered


def behind(figure, *, by=MAYOR, area=CITY, on=ON):
    found, after = [], ""
    while True:
        page = drill_down(by=by, area=area, on=on, figure=figure, after=after)
        found += [line.name for line in page.lines]
        if page.after is None:
            return " ".join(sorted(found, key=list(POPULATION).index) if set(found) <= set(POPULATION) else found)
        after = page.after


def test_every_figure_is_the_one_counted_by_hand_in_the_published_order(city):
    found = published(by=MAYOR, area=CITY, on=ON)
    assert dict(found.figures) == FIGURES
    assert list(found.figures) == list(PEOPLE)
    assert (found.area, found.on, found.from_facts, found.unknown) == (CITY, ON, 0, 0)
    assert {type(value) for value in found.figures.values()} == {int, float}


@pytest.mark.parametrize("figure", PEOPLE)
def test_the_people_behind_a_figure_are_exactly_those_it_counts(city, figure):
    assert behind(figure) == PEOPLE[figure]


def test_the_people_come_with_what_made_them_count(city):
    (_other, _another, line) = drill_down(by=MAYOR, area=CITY, on=ON, figure="retired_with_honours_senior_post").lines
    assert (line.person, line.name, line.person_type, line.age) == (city["安一"], "安一", "离休干部", 90)
    assert (line.area_code, line.unit, line.values) == (COUNTY, f"{COUNTY}老干部局", (("职务级别", "厅局级副职"),))


@pytest.mark.parametrize("figure", PEOPLE)
def test_the_facts_of_the_day_give_the_same_people_as_the_rows(entered, sides, figure):
    """Everything is changed by a later roster; the day before it is as it was."""
    everybody_moves()
    sides.app(MAYOR)
    found = published(by=MAYOR, area=CITY, on=ON)
    assert (found.figures[figure], found.from_facts, found.unknown) == (FIGURES[figure], len(POPULATION) - 1, 0)
    assert behind(figure) == PEOPLE[figure]
    assert published(by=MAYOR, area=CITY, on=date(2018, 12, 31)).figures[figure] == 0


def everybody_moves():
    for row in PersonNow.objects.select_related("person"):
        before = {"name": row.name, **POPULATION[row.name][1]}
        change(row.person.public_id, {"standing": "moved"}, on=date(2018, 12, 31), at=LATER, before=before)


def test_on_a_day_before_the_roster_nothing_is_known(city):
    found = published(by=MAYOR, area=CITY, on=date(2017, 12, 30))
    assert set(found.figures.values()) == {0}
    assert (found.from_facts, found.unknown) == (15, 15)


def test_a_value_that_changed_later_counts_from_its_day_on(entered, sides):
    changed = {"affiliation": "county", "hardship": "none"}
    change(entered["安一"], changed, on=date(2018, 6, 30), at=LATER, before={"name": "安一", **POPULATION["安一"][1]})
    change(
        entered["安一"], {"hardship": "special"}, on=date(2018, 12, 31), at=LATER,
        before={"name": "安一", **POPULATION["安一"][1], **changed},
    )  # fmt: skip
    sides.app(MAYOR)
    names = ("retired_with_honours_municipal", "retired_with_honours_county", "special_hardship_cadres")
    days = (ON, date(2018, 6, 29), date(2018, 6, 30), date(2018, 12, 30), date(2018, 12, 31), date(2026, 11, 22))
    found = [tuple(published(by=MAYOR, area=CITY, on=day).figures[name] for name in names) for day in days]
    assert found == [(1, 2, 2), (1, 2, 2), (0, 3, 2), (0, 3, 2), (0, 3, 3), (0, 3, 3)]


def test_what_cannot_change_is_true_on_earlier_days_too(entered, sides):
    """A death, a birth and a post that became known later."""
    change(
        entered["安四"], {"birth_date": "1927", "post_level": "131"}, on=date(2018, 6, 30), at=LATER,
        before={"name": "安四", **POPULATION["安四"][1]},
    )  # fmt: skip
    change(
        entered["安二"], {"standing": "died", "died_on": "2017-12-30"}, on=date(2018, 6, 30), at=LATER,
        before={"name": "安二", **POPULATION["安二"][1]},
    )  # fmt: skip
    sides.app(MAYOR)
    found = published(by=MAYOR, area=CITY, on=ON).figures
    assert (found["retired_with_honours"], found["retired_with_honours_senior_post"]) == (3, 1)
    assert found["retired_with_honours_mean_age"] == 89.0  # 90, 87, and 90 of whom only the year is known
    assert behind("retired_with_honours") == "安一 安三 安四"


def test_somebody_died_after_the_day_was_there_on_it(entered, sides):
    change(
        entered["程一"], {"standing": "died", "died_on": "2018-03-04"}, on=date(2018, 6, 30), at=LATER,
        before={"name": "程一", **POPULATION["程一"][1]},
    )  # fmt: skip
    sides.app(MAYOR)
    days = (ON, date(2018, 3, 3), date(2018, 3, 4), date(2018, 6, 30))
    assert [published(by=MAYOR, area=CITY, on=day).figures["survivors_without_fixed_income"] for day in days] == [
        2, 2, 1, 1,
    ]  # fmt: skip


def test_who_was_entered_later_without_a_day_counts_unless_retired_later(entered, sides):
    late = {
        "戊一": (COUNTY, {"person_type": "retired", "retired_on": "2010-05"}),
        "戊二": (COUNTY, {"person_type": "retired", "retired_on": "2018-05"}),
        "戊三": (COUNTY, {"person_type": "retired"}),
    }
    enter(late, on=date(2019, 1, 1), at=LATER)
    with connection.cursor() as cursor:  # an entry by hand says no day
        cursor.execute("UPDATE registry_fact SET valid_from = NULL WHERE recorded_at = %s", [LATER])
    sides.app(MAYOR)
    found = published(by=MAYOR, area=CITY, on=ON)
    assert (found.figures["retired"], found.from_facts, found.unknown) == (8, 3, 1)
    assert behind("retired") == "白二 白六 白三 白四 白五 白一 戊三 戊一"


def test_figures_add_up_over_areas(city):
    """A figure of the city is the sum over its counties and its own level, but for means and different values."""
    whole = published(by=MAYOR, area=CITY, on=ON).figures
    parts = [published(by=MAYOR, area=area, on=ON).figures for area in (COUNTY, OTHER_COUNTY)]
    own = {name: sum(POPULATION[who][0] == CITY for who in PEOPLE[name].split()) for name in PEOPLE}
    additive = [name for name in PEOPLE if name not in {"retired_with_honours_mean_age", "party_branches"}]
    assert {n: whole[n] for n in additive} == {n: sum(part[n] for part in parts) + own[n] for n in additive}


@pytest.mark.parametrize("seed", range(10))
def test_figures_of_any_population_add_up_and_the_parts_do_not_exceed_the_whole(sides, seed):
    chance = random.Random(seed)
    sides.owner()
    places()
    units()
    options = {
        "person_type": ("retired_with_honours", "retired", "survivor"), "standing": ("on_roll", "died", "moved"),
        "affiliation": ("municipal", "county", "new_area", ""), "unit_nature": ("government", "institution", "enterprise", ""),
        "post_level": ("111", "121", "122", "131", "132", "141", "199", ""), "political_status": ("01", "02", "13", ""),
        "hardship": ("none", "special", ""), "living_elsewhere": ("上海市", ""), "fixed_income": ("yes", "no", ""),
        "self_care": ("able", "unable", ""), "birth_date": ("1925", "1930-02", "1931-01-01", ""),
    }  # fmt: skip
    drawn = {
        f"人{chr(0x4E00 + number)}": (
            chance.choice([COUNTY, OTHER_COUNTY]),
            {term: value for term, values in options.items() if (value := chance.choice(values))},
        )
        for number in range(40)
    }
    enter(drawn)
    sides.app(MAYOR)
    whole, one, other = (published(by=MAYOR, area=area, on=ON).figures for area in (CITY, COUNTY, OTHER_COUNTY))
    counted = [name for name in PEOPLE if name not in {"retired_with_honours_mean_age", "party_branches"}]
    assert [name for name in counted if whole[name] != one[name] + other[name]] == []
    assert whole["living_elsewhere"] == whole["living_elsewhere_cadres"] + whole["living_elsewhere_survivors"]
    assert whole["retired"] >= sum(whole[f"retired_{n}"] for n in ("government", "institution", "enterprise"))
    people = {name: len(behind(name).split()) for name in counted}
    assert people == {name: whole[name] for name in counted}
    sides.owner()
    by_python = {
        name: sum(package.FIGURES[name].holds(values) and on_roll(values) for _area, values in drawn.values())
        for name in counted
    }
    assert by_python == people


def on_roll(values):
    return package.rows.was_on_roll(values, ON)


def test_fifty_at_a_time(sides):
    sides.owner()
    places()
    units()
    enter({f"人{chr(0x4E00 + n)}": (COUNTY, {"person_type": "survivor", "fixed_income": "no"}) for n in range(101)})
    sides.app(MAYOR)
    seen, after, sizes = [], "", []
    while after is not None:
        page = drill_down(by=MAYOR, area=CITY, on=ON, figure="survivors_without_fixed_income", after=after)
        seen += [line.person for line in page.lines]
        sizes.append(len(page.lines))
        after = page.after
    assert (sizes, len(set(seen))) == ([50, 50, 1], 101)


def test_a_page_asks_as_often_for_three_as_for_one(city):
    asked = []
    for figure in ("retired_with_honours_municipal", "retired_with_honours_senior_post"):
        with CaptureQueriesContext(connection) as captured:
            drill_down(by=MAYOR, area=CITY, on=ON, figure=figure)
        asked.append(len(captured))
    assert asked == [4, 4]


@pytest.mark.parametrize("after", ["x", "|", "a|b", "\x00|1", "a|" + "9" * 19, "|٣"])
def test_a_made_up_place_in_the_list_is_its_beginning(city, after):
    lines = drill_down(by=MAYOR, area=CITY, on=ON, figure="retired", after=after).lines
    assert [line.name for line in lines] == ["白二", "白六", "白三", "白四", "白五", "白一"]


# --- for whom


def test_another_area_is_refused_and_nothing_of_it_is_counted(entered, sides):
    clerk = officer(COUNTY)
    sides.app(clerk)
    for area in (CITY, OTHER_COUNTY, HIDDEN, PROVINCE, "0"):
        with pytest.raises(Forbidden):
            published(by=clerk, area=area, on=ON)
        with pytest.raises(Forbidden):
            drill_down(by=clerk, area=area, on=ON, figure="retired")
    assert published(by=clerk, area=COUNTY, on=ON).figures["retired_with_honours"] == 2
    assert published(by=clerk, area=None, on=ON).figures == published(by=clerk, area=COUNTY, on=ON).figures


def test_the_wall_counts_nothing_where_the_query_says_too_much(entered, sides):
    """The system's viewer reads everything by its own conditions; under an officer's wall it still gets his rows."""
    clerk = officer(COUNTY)
    sides.app(clerk)
    assert published(by=SYSTEM, area=HIDDEN, on=ON).figures["retired_with_honours"] == 0
    assert published(by=SYSTEM, area="0", on=ON).figures["retired_with_honours"] == 2
    assert published(by=SYSTEM, area="0", on=date(2017, 12, 30)).from_facts == 9


def test_an_officer_of_units_counts_their_people(entered, sides):
    own = PersonNow.objects.filter(name="白二").values_list("unit_id", flat=True)
    clerk = officer(None, units=tuple(own))
    sides.app(clerk)
    assert published(by=clerk, area=None, on=ON).figures["retired"] == 2
    assert behind("retired", by=clerk, area=None) == "白二 白三"
    with pytest.raises(Forbidden):
        published(by=clerk, area=OTHER_COUNTY, on=ON)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICER, Role.SYSTEM}])
def test_others_do_not_count(entered, sides, role):
    viewer = Viewer(account=str(uuid.uuid4()), role=role, area=CITY, purposes=ALL_PURPOSES)
    sides.app(viewer)
    with pytest.raises(Forbidden):
        published(by=viewer, area=CITY, on=ON)
    with pytest.raises(Forbidden):
        drill_down(by=viewer, area=None, on=ON, figure="retired")


def test_party_figures_want_the_political_purpose_and_nothing_else_does(entered, sides):
    plain = Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=CITY, purposes=frozenset({Purpose.GENERAL}))
    sides.app(plain)
    found = published(by=plain, area=CITY, on=ON).figures
    missing = [name for name in FIGURES if name not in found]
    assert missing == ["party_members", "party_members_retired_with_honours", "party_members_retired", "party_branches"]
    assert dict(found) == {name: FIGURES[name] for name in FIGURES if name not in missing}
    for figure in missing:
        with pytest.raises(Forbidden):
            drill_down(by=plain, area=CITY, on=ON, figure=figure)


def test_a_figure_that_does_not_exist_has_nobody(city):
    with pytest.raises(Forbidden):
        drill_down(by=MAYOR, area=CITY, on=ON, figure="everybody")


def test_what_is_no_area_is_refused(city):
    with pytest.raises(AreaCodeInvalid):
        published(by=MAYOR, area="5301'--", on=ON)


def test_handed_in_later_than_asked_for(city):
    """The roster arrived in January and speaks of December: known then, counted then."""
    assert HANDED_IN.date() > ON
    assert published(by=MAYOR, area=CITY, on=ON).figures["retired"] == 6
