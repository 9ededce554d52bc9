"""A recalculation is killed again and again: every person has the old portrait or the new one, never a mixture."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import psycopg
import pytest

from tests.config.house import House

PERSONS = 4_000
KILLS = 6
SECONDS = 120


@pytest.fixture(scope="module")
def house(house: House) -> House:
    """The running installation with some thousand persons in all counties of Lanzhou, nobody judged."""
    with house.cluster.connect("yinling") as superuser:
        superuser.execute(_PERSONS, {"persons": PERSONS})
        superuser.execute(_NOW)
    return house


@pytest.mark.kill
@pytest.mark.parametrize("victim", ["background", "postgres"])
def test_a_killed_recalculation_leaves_old_or_new_portraits(house: House, victim: str):
    chance = random.Random(f"portraits {victim}")
    _change_somebody(house)
    _ask(house)
    for _number in range(KILLS):
        time.sleep(chance.uniform(0.1, 1.5))
        with suppress(KeyError, ProcessLookupError):  # it may be on its way up from the kill before
            house.kill(victim)
        _consistent(house)
    _until_done(house)
    found = _seen(house, _TOTALS)
    assert found == (0, 0, 0), "somebody was not judged, is judged by old facts, or is counted twice"
    _consistent(house)


def _change_somebody(house: House) -> None:
    """Facts change outside any act, so that the run has something to write."""
    with house.cluster.connect("yinling") as superuser:
        superuser.execute(
            "UPDATE registry_personnow SET version = version + 1, living_arrangement ="
            " CASE living_arrangement WHEN 'alone' THEN 'with_spouse' ELSE 'alone' END WHERE person_id % 2 = 0"
        )


def _ask(house: House) -> None:
    with house.cluster.connect("yinling") as superuser:
        superuser.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)"
            " VALUES ('default', 'flows.redraw', 0, '{\"area\": \"62\"}', 'todo')"
        )


def _consistent(house: House) -> None:
    """In one snapshot: the tags that hold are exactly the verdicts that hold, for everybody."""
    assert _seen(house, _MIXTURES) == (0,)


def _until_done(house: House) -> None:
    end = time.monotonic() + SECONDS
    while _seen(house, _RUNNING) != (0, 0):
        assert time.monotonic() < end, "the recalculation never ended"
        time.sleep(0.5)


def _seen(house: House, query: str) -> tuple[object, ...]:
    """One row, asked as the superuser; PostgreSQL may be on its way up."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            with house.cluster.connect("yinling") as superuser:
                row = superuser.execute(query).fetchone()
            assert row is not None
            return tuple(row)
        except psycopg.OperationalError:
            assert time.monotonic() < end, "PostgreSQL never came back"
            time.sleep(0.3)


_PERSONS = """
INSERT INTO registry_person (public_id, area_code, unit_id, created_at)
SELECT gen_random_uuid(), a.code, (SELECT min(id) FROM units_unit), now()
FROM generate_series(1, %(persons)s) n
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS number
      FROM regions_area WHERE code ^@ '6201' AND level = 'county') a ON a.place = n %% a.number
"""

_NOW = """
INSERT INTO registry_personnow (
    public_id, person_id, area_code, unit_id, name, given_name, pinyin, initials, sex, birth_date, person_type,
    standing, living_arrangement, self_care, phone_tail, id_number_tail, birth_date_precision, died_on_precision,
    began_work_precision, retired_on_precision, joined_party_precision, version, updated_at)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, '测试' || p.id, '测试', 'ceshi', 'cs', '1',
       date '1930-01-01' + (p.id * 37 % 14000)::int, (ARRAY['retired', 'retired_with_honours'])[1 + p.id % 2],
       'on_roll', (ARRAY['alone', 'with_spouse', 'with_children'])[1 + p.id % 3],
       (ARRAY['able', 'partly', 'unable'])[1 + p.id % 3], '', '', 'day', 'day', 'day', 'day', 'day', 1, now()
FROM registry_person p WHERE NOT EXISTS (SELECT 1 FROM registry_personnow n WHERE n.person_id = p.id)
"""

_MIXTURES = """
SELECT count(*) FROM (
    SELECT coalesce(p.person_id, t.person_id) AS person_id, p.rules, t.rules AS tags
    FROM (SELECT person_id, ARRAY(SELECT v FROM unnest(verdicts) v WHERE v > 0 ORDER BY v) AS rules
          FROM portrait_portrait) p
    FULL JOIN (SELECT person_id, array_agg(rule_id::int ORDER BY rule_id) AS rules
               FROM portrait_tag WHERE until IS NULL GROUP BY person_id) t ON t.person_id = p.person_id
) AS both_sides WHERE coalesce(rules, ARRAY[]::int[]) <> coalesce(tags, ARRAY[]::int[])
"""

_RUNNING = """
SELECT (SELECT count(*) FROM portrait_run WHERE state = 'running'),
       (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
        AND task_name IN ('portrait.step', 'flows.redraw'))
"""

_TOTALS = """
SELECT (SELECT count(*) FROM registry_personnow n LEFT JOIN portrait_portrait p USING (person_id)
        WHERE p.person_id IS NULL AND n.area_code ^@ '62'),
       (SELECT count(*) FROM registry_personnow n JOIN portrait_portrait p USING (person_id)
        WHERE p.facts_version <> n.version AND n.area_code ^@ '62'),
       (SELECT count(*) FROM registry_personnow WHERE standing = 'on_roll' AND area_code ^@ '62')
       - (SELECT coalesce(sum(number), 0) FROM portrait_cell WHERE rule_code = '' AND area_code ^@ '62')
"""
