"""A small made-up population in which every published figure is counted by hand, and how it is entered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from tests.people.registry.people import CITY, COUNTY, HIDDEN, OTHER_COUNTY, unit
from yinling.base.units.models import Unit
from yinling.kernel.viewer import system
from yinling.people.registry.actions.rosters import (
    Newcomer,
    Origin,
    Statement,
    Today,
    enter_persons,
    state_facts,
    write_now,
)
from yinling.people.registry.models import Person

SYSTEM = system("tests")
ON = date(2017, 12, 31)
HANDED_IN = datetime(2018, 1, 15, 2, 0, tzinfo=UTC)

# Who, where, what is known: each line is a person.
_H, _R, _S = ({"person_type": kind} for kind in ("retired_with_honours", "retired", "survivor"))
POPULATION: dict[str, tuple[str, Mapping[str, str]]] = {
    "安一": (COUNTY, _H | {
        "birth_date": "1927-12-31", "affiliation": "municipal", "unit_nature": "government", "post_level": "122",
        "political_status": "01", "party_branch": "第一支部", "self_care": "unable",
    }),  # 90 years old on the very day
    "安二": (COUNTY, _H | {
        "birth_date": "1928-01-01", "affiliation": "county", "unit_nature": "institution", "post_level": "121",
        "political_status": "02", "party_branch": "第一支部", "hardship": "special", "self_care": "partly",
    }),  # 89, on the next day 90; a probationary member
    "安三": (OTHER_COUNTY, _H | {
        "birth_date": "1930-06", "affiliation": "county", "unit_nature": "enterprise", "post_level": "131",
        "treatment_level": "122", "political_status": "13", "living_elsewhere": "上海市徐汇区", "hardship": "special",
        "self_care": "unable",
    }),  # 87; a treatment is no post
    "安四": (CITY, _H | {
        "affiliation": "new_area", "unit_nature": "enterprise", "post_level": "111", "political_status": "01",
        "party_branch": "第二支部", "hardship": "some",
    }),  # no birth date
    "安五": (COUNTY, _H | {"birth_date": "1920", "standing": "died", "died_on": "2017-11", "self_care": "unable"}),
    "安六": (COUNTY, _H | {"birth_date": "1925", "standing": "moved", "hardship": "special"}),
    "白一": (COUNTY, _R | {
        "birth_date": "1950-05-05", "unit_nature": "government", "post_level": "121", "political_status": "01",
        "party_branch": "第一支部", "hardship": "special", "self_care": "unable",
    }),  # special hardship and nursing are counted of others
    "白二": (OTHER_COUNTY, _R | {
        "unit_nature": "government", "post_level": "122", "political_status": "01", "party_branch": "第三支部",
    }),
    "白三": (OTHER_COUNTY, _R | {
        "unit_nature": "institution", "post_level": "132", "political_status": "12", "living_elsewhere": "陕西省咸阳市",
    }),
    "白四": (CITY, _R | {"unit_nature": "enterprise", "post_level": "199", "treatment_level": "121"}),
    "白五": (COUNTY, _R | {"unit_nature": "institution", "post_level": "141", "political_status": "01"}),
    "白六": (COUNTY, _R | {"standing": "died", "died_on": "2018-01-01", "post_level": "150"}),  # lived on that day
    "程一": (COUNTY, _S | {"fixed_income": "no", "hardship": "special", "living_elsewhere": "浙江省杭州市西湖区"}),
    "程二": (OTHER_COUNTY, _S | {"fixed_income": "no"}),
    "程三": (COUNTY, _S | {"fixed_income": "yes", "hardship": "some"}),
    "丁外": (HIDDEN, _H | {
        "birth_date": "1920-01-01", "affiliation": "municipal", "unit_nature": "government", "post_level": "121",
        "political_status": "01", "party_branch": "外地支部", "self_care": "unable", "hardship": "special",
    }),  # of another city
}  # fmt: skip

# Who is behind each figure in the city 5301 on 31 December 2017, by hand.
PEOPLE: dict[str, str] = {
    "retired_with_honours": "安一 安二 安三 安四",
    "retired_with_honours_municipal": "安一",
    "retired_with_honours_county": "安二 安三",
    "retired_with_honours_new_area": "安四",
    "retired_with_honours_government": "安一",
    "retired_with_honours_institution": "安二",
    "retired_with_honours_enterprise": "安三 安四",
    "retired_with_honours_senior_post": "安一 安二 安四",
    "retired_with_honours_mean_age": "安一 安二 安三",
    "retired": "白一 白二 白三 白四 白五 白六",
    "retired_government": "白一 白二",
    "retired_institution": "白三 白五",
    "retired_enterprise": "白四",
    "retired_prefecture_chief_post": "白一",
    "retired_prefecture_deputy_post": "白二",
    "retired_county_post_and_above": "白一 白二 白三",
    "survivors_without_fixed_income": "程一 程二",
    "living_elsewhere": "安三 白三 程一",
    "living_elsewhere_cadres": "安三 白三",
    "living_elsewhere_survivors": "程一",
    "party_members": "安一 安四 白一 白二 白五",
    "party_members_retired_with_honours": "安一 安四",
    "party_members_retired": "白一 白二 白五",
    "party_branches": "安一 安二 安四 白一 白二",
    "nursing_allowance_candidates": "安一 安三",
    "special_hardship_cadres": "安二 安三",
    "special_hardship_survivors": "程一",
}
# (90 + 89 + 87) / 3 = 88.67; the first, the second and the third branch.
FIGURES: dict[str, int | float] = {name: len(who.split()) for name, who in PEOPLE.items()} | {
    "retired_with_honours_mean_age": 88.7,
    "party_branches": 3,
}


def units() -> dict[str, Unit]:
    """A unit in each place, as owner."""
    return {area: unit(area, f"{area}老干部局") for area in (CITY, COUNTY, OTHER_COUNTY, HIDDEN)}


def enter(
    population: Mapping[str, tuple[str, Mapping[str, str]]], *, on: date = ON, at: datetime = HANDED_IN
) -> dict[str, UUID]:
    """Enter these people as a roster of a day does, as owner. Returns their public ids by name."""
    there = {found.area_id: found.id for found in Unit.objects.all()}
    people = [
        Newcomer(
            public_id=uuid.uuid4(), area_code=area, unit_id=there[area], values={"name": name} | values, evidence="",
        )
        for name, (area, values) in population.items()
    ]  # fmt: skip
    enter_persons(people=people, origin=Origin(uuid.uuid4(), on, "tests", at), by=SYSTEM)
    return {name: one.public_id for name, one in zip(population, people, strict=True)}


def change(person: UUID, values: Mapping[str, str], *, on: date, at: datetime, before: Mapping[str, str]) -> None:
    """A later roster says other values of one person; `before` is what was said so far, the name too."""
    row = Person.objects.get(public_id=person)
    said = [Statement(term, value, "") for term, value in values.items()]
    state_facts(people=[(row.id, said)], origin=Origin(uuid.uuid4(), on, "tests", at), by=SYSTEM)
    write_now(rows=[Today(row.id, {**before, **values}, on)], at=at, by=SYSTEM)
