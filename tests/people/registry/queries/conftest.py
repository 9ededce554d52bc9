"""Five people of one county and one of another, entered by their officers."""

from __future__ import annotations

import pytest

from tests.people.registry.people import COUNTY, HIDDEN, enter, id_number, officer, unit

CLERK = officer(COUNTY)


@pytest.fixture
def people(home, now, sides):
    there = officer(HIDDEN)
    sides.owner()
    elsewhere = unit(HIDDEN, "麒麟区教育局")
    sides.app(there)
    enter(elsewhere, now, by=there, name="单国强")
    sides.app(CLERK)
    for name, phone in (
        ("单国英", "13900001234"),
        ("张建国", "13900005678"),
        ("欧阳修", ""),
        ("赵丽", "0871-66661234"),
    ):
        enter(home, now, by=CLERK, name=name, phone=phone)
    enter(home, now, by=CLERK, name="李四", phone="", id_number=id_number(), birth_date=None)
