"""A whole day of an office over HTTP, with few people: see tests/walk/day.py; `./yinling bench day` takes a city."""

from __future__ import annotations

import re
import time

import pytest

from tests.config.house import House
from tests.walk.caller import Caller
from tests.walk.day import Day

PROPOSALS = 6
PEOPLE = ("赵国强", "钱秀兰", "孙德明", "李桂芳")
WAIT = 60  # seconds until the rules have looked at everybody, beside a busy machine


@pytest.mark.kill
def test_a_day_from_the_proposals_to_the_ratings(house: House):
    officer = Caller(f"http://127.0.0.1:{house.port}")
    officer.sign_in("lanzhou")
    for number, name in enumerate(PEOPLE):
        register(officer, name, number)
    end = time.monotonic() + WAIT
    while officer.get("/desk/").text.count('name="proposal"') < PROPOSALS:
        assert time.monotonic() < end, officer.get("/desk/").text
        time.sleep(0.5)

    steps = Day(house, PROPOSALS).run()

    done = {name: told.times for name, told in steps.items()}
    assert (done["approved in one go"], done["fetched the receipt and verified it"]) == (PROPOSALS, PROPOSALS - 1)
    once = ("declined by a worker", "reported that nobody was met", "called off by the officer", "audited the journal")
    assert [done[name] for name in once] == [1, 1, 1, 1]
    assert done["rated by the person on the own page"] >= 3, "two persons, and one of them twice"


def register(officer: Caller, name: str, number: int) -> str:
    """Enter somebody of 90 and more who lives alone and is partly cared for; returns the person's key."""
    page = officer.get("/desk/people/new")
    unit, area = page.options("unit")[1][0], next(value for value, _label in page.options("area_code") if value)
    page = officer.send(
        page.form("/desk/people/new"),
        name=name,
        birth_date=f"193{number}-01-01",
        sex="1",
        person_type="retired",
        unit=unit,
        area_code=area,
        living_arrangement="alone",
        self_care="partly",
        phone=f"1380000{number:04d}",
    )
    found = re.search(r"people/([0-9a-f-]{36})$", page.address)
    assert found, page.text[:3000]
    return found.group(1)
