"""What was built on a roster since it was taken in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.intake.imported import LI, ZHANG, taken_in, workbook
from yinling.base.rows.refusals import Forbidden
from yinling.people.intake.queries import Hanging, hanging
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Fact, Person

pytestmark = pytest.mark.django_db


def test_on_a_fresh_roster_nothing_hangs(roster, by):
    assert hanging(roster.public_id, by=by) == []


def test_corrections_and_later_rosters_hang_on_it(roster, unit, by, now):
    zhang = Person.objects.filter(origin=roster.public_id).order_by("id")[0]
    later = now + timedelta(days=1)
    seen = Fact.objects.get(person=zhang, term="phone", superseded_at__isnull=True).public_id
    registry.correct(
        person=zhang.public_id, term="phone", value="13909310009", valid_from=None, reason="本人来电更正", seen=seen,
        by=by, at=later,
    )  # fmt: skip
    taken_in(unit, workbook((*LI[:9], "新的"), ZHANG), by=by, at=later, name="下一份.xlsx")
    found = {one.kind: one for one in hanging(roster.public_id, by=by)}
    assert found["registry.Fact"] == Hanging("registry.Fact", 1, 1, [(zhang.public_id, "张国华")])
    assert found["intake.RosterRow"].persons >= 1


def test_the_questions_do_not_grow_with_the_roster(roster, unit, by, now):
    """A roster of 39,190 rows was named number by number to each of twenty tables: half a minute."""

    def asked(public_id):
        with CaptureQueriesContext(connection) as captured:
            assert hanging(public_id, by=by) == []
        return [re.sub(r"[0-9a-f-]{32,36}|\d+", "#", query["sql"]) for query in captured]

    rows = [
        (n, name, "男", "汉", f"1939-0{n}-01", "", f"1360931000{n}", *ZHANG[7:])
        for n, name in enumerate("甲乙丙丁戊", 1)
    ]
    larger = taken_in(unit, workbook(*rows), by=by, at=now, name="五人.xlsx")
    brought = [Person.objects.filter(origin=one.public_id).count() for one in (roster, larger)]
    assert brought[0] < brought[1]
    assert asked(larger.public_id) == asked(roster.public_id)


def test_another_county_learns_nothing(roster, stranger, sides):
    sides.app(stranger)
    with pytest.raises(Forbidden):
        hanging(roster.public_id, by=stranger)
