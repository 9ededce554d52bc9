"""Made-up people as matching sees them, each from its number alone, so that a million need no memory.

Numbers 2 n and 2 n + 1 are a household: most often a couple, sometimes twins, father and son, or two who only share
a door. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from bench._population import _GIVEN, _SURNAMES
from yinling.people.intake.domain.matching.likeness import Likeness

_HOMES = 10**9  # homes are seeded apart from people
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_COUNTIES = [f"53{city:02}{county:02}" for city in range(1, 17) for county in range(2, 10)]
_STREETS = ("翠湖", "人民", "建设", "团结", "青年", "东风", "文化", "新华", "解放", "北京", "西山", "环城")
_ROADS = ("路", "东路", "西路", "街", "巷")
_ORGANISATIONS = ("农业局", "教育局", "人民医院", "第一中学", "水利局", "交通局", "机床厂", "粮食局", "法院", "财政局")


def person(number: int) -> Likeness:
    """Person `number`, well known."""
    home, alone = random.Random(_HOMES + number // 2), random.Random(number)
    kind, second = home.random(), bool(number % 2)
    couple, twins, generations = kind < 0.6, 0.6 <= kind < 0.62, 0.62 <= kind < 0.65
    surname = home.choice(_SURNAMES) if twins or generations else alone.choice(_SURNAMES)
    sexes = ("1", "2") if couple else ("1", "1") if generations else None
    sex = sexes[second] if sexes else (home.choice("12") if twins else alone.choice("12"))
    county = home.choice(_COUNTIES)
    when = home if twins else alone
    born = _born(when, 1925 if generations and not second else 1950 if generations else when.randrange(1928, 1962))
    order = when.randrange(0, 990, 2) + (sex == "1") + (2 if twins and second else 0)
    name = surname + _given(alone)
    other = _name_of(number ^ 1) if couple else alone.choice(_SURNAMES) + _given(alone)
    contact = home if couple or twins else alone
    dates = home if twins else alone
    return Likeness(
        key=number,
        name=name,
        sex=sex,
        birth=born if alone.random() < 0.6 else born[:7],
        id_number=with_check(f"{county}{born.replace('-', '')}{order:03}"),
        phones=(_mobile(alone), f"0871-{home.randrange(10**7):07}") if alone.random() < 0.3 else (_mobile(alone),),
        address_key=_address(home if kind < 0.8 else alone, county),
        contact_name=contact.choice(_SURNAMES) + _given(contact),
        contact_phone=(_mobile(contact),),
        spouse_name=other if couple or alone.random() < 0.4 else "",
        former_unit=county + alone.choice(_ORGANISATIONS),
        began_work=f"{int(born[:4]) + dates.randrange(16, 24)}-{dates.randrange(1, 13):02}",
        retired_on=f"{int(born[:4]) + (60 if sex == '1' else 55)}-{born[5:7]}",
        person_type="retired",
    )


def _name_of(number: int) -> str:
    """The name of one of a couple, without asking who the other is."""
    alone = random.Random(number)
    return alone.choice(_SURNAMES) + _given(alone)


def with_check(digits: str) -> str:
    """17 digits with their check character (GB 11643-1999)."""
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]


def _given(dice: random.Random) -> str:
    return dice.choice(_GIVEN) + (dice.choice(_GIVEN) if dice.random() < 0.8 else "")


def _born(dice: random.Random, year: int) -> str:
    return f"{year}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"


def _mobile(dice: random.Random) -> str:
    return f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09}"


def _address(dice: random.Random, county: str) -> str:
    road = dice.choice(_STREETS) + dice.choice(_ROADS)
    where = (dice.randrange(1, 900), dice.randrange(1, 40), dice.randrange(1, 5), dice.randrange(101, 1800))
    return "{}:{}{}号{}幢{}单元{}室".format(county, road, *where)


# --- what a second office makes of the same person


def written_again(one: Likeness, dice: random.Random) -> Likeness:
    """The person as another unit reports them: one to four things other, lost or wrong."""
    for change in dice.sample(_CHANGES, dice.choice((1, 1, 2, 2, 3, 4))):
        one = change(one, dice)
    return one


def _name_mistyped(one: Likeness, dice: random.Random) -> Likeness:
    place = dice.randrange(1, len(one.name))
    return replace(one, name=one.name[:place] + dice.choice(_GIVEN) + one.name[place + 1 :])


def _number_lost(one: Likeness, dice: random.Random) -> Likeness:
    if not one.id_number:
        return one
    hint = dice.choice(("", one.id_number[:15], one.id_number[:17] + dice.choice("0123456789X")))
    return replace(one, id_number="", id_hint="" if hint == one.id_number else hint)


def _moved(one: Likeness, dice: random.Random) -> Likeness:
    return replace(one, address_key=_address(dice, one.address_key[:6]))


def _another_phone(one: Likeness, dice: random.Random) -> Likeness:
    return replace(one, phones=(_mobile(dice),))


def _another_contact(one: Likeness, dice: random.Random) -> Likeness:
    return replace(one, contact_name=dice.choice(_SURNAMES) + _given(dice), contact_phone=(_mobile(dice),))


def _another_unit(one: Likeness, dice: random.Random) -> Likeness:
    return replace(one, former_unit=dice.choice((one.former_unit[:6], "")) + dice.choice(_ORGANISATIONS))


def _another_birth(one: Likeness, dice: random.Random) -> Likeness:
    if dice.random() < 0.5:
        return replace(one, birth=one.birth[:4])
    return replace(one, birth=f"{int(one.birth[:4]) + dice.choice((-2, -1, 1, 2))}{one.birth[4:]}")


def _spouse_left_out(one: Likeness, dice: random.Random) -> Likeness:
    return replace(one, spouse_name="", retired_on=dice.choice(("", one.retired_on[:4])))


_CHANGES: tuple[Callable[[Likeness, random.Random], Likeness], ...] = (
    _name_mistyped,
    _number_lost,
    _number_lost,
    _moved,
    _another_phone,
    _another_contact,
    _another_unit,
    _another_birth,
    _spouse_left_out,
)
