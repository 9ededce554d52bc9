"""The log of looks: a month is a partition, behind the wall of the whole; a day is a digest in the journal."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.people.registry.people import COUNTY, HIDDEN, officer
from yinling.base.access.actions import digest_looks, note_look
from yinling.base.access.models import Look
from yinling.base.access.outside import MONTHS_AHEAD, make_months
from yinling.base.access.queries import looks_at
from yinling.base.journal.models import Body
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import system

SYSTEM = system("tests")
CLERK = officer(COUNTY)


def ask(sql: str, params: object = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def partitions() -> list[str]:
    found = ask("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_look'::regclass")
    return sorted(name for (name,) in found)


def look(at: datetime, *, person: int = 1, area: str = COUNTY, by=CLERK) -> None:
    note_look(person_id=person, area_code=area, unit_id=1, part="dossier", reason="", by=by, at=at)


def where(at: datetime) -> list[str]:
    return [name for (name,) in ask("SELECT tableoid::regclass::text FROM access_look WHERE at = %s", [at])]


def test_a_look_lies_in_its_month(sides):
    made = partitions()
    assert len(made) >= MONTHS_AHEAD + 2
    newest = max(name for name in made if name[-1].isdigit())
    last = datetime.strptime(newest[-7:] + "_01", "%Y_%m_%d").replace(tzinfo=UTC)
    sides.app(CLERK)
    look(last)
    look(last - timedelta(microseconds=1))
    look(last + timedelta(days=40))
    before = f"access_look_{(last - timedelta(days=1)):%Y_%m}"
    assert (where(last), where(last - timedelta(microseconds=1)), where(last + timedelta(days=40))) == (
        [newest], [before], ["access_look_rest"],
    )  # fmt: skip


def test_rows_that_came_before_their_month_move_into_it(sides):
    far = datetime(2041, 3, 5, tzinfo=UTC)
    sides.app(CLERK)
    look(far)
    assert where(far) == ["access_look_rest"]
    sides.owner()
    assert make_months(at=far) == MONTHS_AHEAD + 1
    assert make_months(at=far) == 0
    assert where(far) == ["access_look_2041_03"]
    assert Look.objects.get(at=far).person_id == 1


def test_the_wall_stands_before_every_month(sides, now):
    sides.app(CLERK)
    look(now)
    sides.app(officer(HIDDEN))
    assert Look.objects.count() == 0
    for name in partitions():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask(f'SELECT * FROM "{name}"')


def test_a_look_is_not_changed_or_taken_away(sides, now):
    sides.app(CLERK)
    look(now)
    for act in (lambda: Look.objects.update(reason="x"), lambda: Look.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()


def test_the_person_finds_who_looked_newest_first(sides, now):
    sides.app(CLERK)
    for hours in (1, 3, 2):
        look(now + timedelta(hours=hours))
    look(now, person=2)
    seen = looks_at(1, since=now + timedelta(hours=2), limit=5)
    assert [row.at for row in seen] == [now + timedelta(hours=3), now + timedelta(hours=2)]


def test_a_days_digest_is_over_its_rows_in_order(sides, now):
    sides.app(CLERK)
    day = date(2026, 11, 21)
    moments = [datetime(2026, 11, 21, 0, tzinfo=UTC), datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)]
    for moment in (*moments, datetime(2026, 11, 20, 23, 59, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)):
        look(moment)
    sides.work(SYSTEM)
    digest_looks(day=day, by=SYSTEM, at=now)
    said = json.loads(Body.objects.get(body__contains="looks").body)
    expected = hashlib.sha256()
    for row in Look.objects.filter(at__in=moments).order_by("id").values():
        expected.update(canonical_json(row | {"at": row["at"].isoformat()}))
    assert (said["day"], said["looks"], said["digest"]) == ("2026-11-21", 2, expected.hexdigest())
