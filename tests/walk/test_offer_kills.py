"""The background is killed again and again while it offers: each order is on offer once, or back with the officer."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import psycopg
import pytest

from tests.config.house import House

ORDERS = 400
KILLS = 5
SECONDS = 180


@pytest.mark.kill
@pytest.mark.parametrize("victim", ["background", "postgres"])
def test_killed_while_offering_each_order_is_offered_once_or_returned(house: House, victim: str):
    chance = random.Random(f"offers {victim}")
    with house.cluster.connect("yinling") as superuser:
        superuser.execute(_CLEAR)
        superuser.execute(_PERSON)
        superuser.execute(_ORDERS, {"orders": ORDERS})
        superuser.execute(_JOBS)
    for _number in range(KILLS):
        time.sleep(chance.uniform(0.1, 1.0))
        with suppress(KeyError, ProcessLookupError):  # it may be on its way up from the kill before
            house.kill(victim)
        assert _seen(house, _HALF_DONE) == (0, 0, 0)
    end = time.monotonic() + SECONDS
    while _seen(house, _WAITING) != (0,):
        assert time.monotonic() < end, "some order was never offered"
        time.sleep(0.5)
    assert _seen(house, _HALF_DONE) == (0, 0, 0)
    placed, returned, told_offered, told_returned = _seen(house, _ENDED)
    assert placed + returned == ORDERS
    assert (told_offered, told_returned) == (placed, returned), "a fact is missing or told twice"
    assert placed > 0


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


# What an earlier victim left is nobody's any longer; the book keeps its facts, so that each run's orders are told apart.
_CLEAR = "UPDATE dispatch_offer SET state = 'withdrawn', answered_at = now() WHERE state = 'offered'"

_PERSON = """
INSERT INTO registry_person (public_id, area_code, unit_id, created_at)
SELECT gen_random_uuid(), '620102', (SELECT min(id) FROM units_unit), now()
"""

_ORDERS = """
INSERT INTO orders_order (
    public_id, person_id, area_code, unit_id, source, request, asked_way, asked_by, item, item_code, because, due_date,
    state, round, placed_at, changed_at, returned_because, cancelled_because)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, 'asked', gen_random_uuid(), 'phone', '本人', '上门关怀', '', '本人申请',
    current_date, 'placed', 1, now(), now(), '', ''
FROM (SELECT id, area_code, unit_id FROM registry_person ORDER BY id DESC LIMIT 1) p, generate_series(1, %(orders)s)
"""

_MINE = "o.person_id = (SELECT max(id) FROM registry_person)"

_JOBS = f"""
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)
SELECT 'default', 'flows.offer', 0, jsonb_build_object('order', o.public_id, 'round', 1), 'todo'
FROM orders_order o WHERE {_MINE}
"""

_WAITING = f"""
SELECT count(*) FROM orders_order o WHERE {_MINE} AND o.state = 'placed'
AND NOT EXISTS (SELECT FROM dispatch_offer f WHERE f.order_id = o.id AND f.state = 'offered')
"""

# An order offered in more than one wave; an offer whose worker does not see the person, or without its deadline; an
# order that came back while it is on offer.
_HALF_DONE = f"""
SELECT
  (SELECT count(*) FROM dispatch_offer f JOIN orders_order o ON o.id = f.order_id WHERE {_MINE} AND f.wave > 1),
  (SELECT count(*) FROM dispatch_offer f JOIN orders_order o ON o.id = f.order_id WHERE {_MINE} AND f.state = 'offered'
    AND NOT (EXISTS (SELECT FROM access_namedperson n WHERE n.subject = f.public_id AND n.ended_at IS NULL)
      AND EXISTS (SELECT FROM deadlines_deadline d WHERE d.subject = f.public_id AND d.state = 'open'))),
  (SELECT count(*) FROM orders_order o WHERE {_MINE} AND o.state <> 'placed'
    AND EXISTS (SELECT FROM dispatch_offer f WHERE f.order_id = o.id AND f.state = 'offered'))
"""

_ENDED = f"""
SELECT count(*) FILTER (WHERE o.state = 'placed'), count(*) FILTER (WHERE o.state = 'returned'),
  (SELECT count(*) FROM journal_entry e JOIN orders_order o ON o.public_id = e.subject
    WHERE {_MINE} AND e.kind = 'dispatch.order_offered'),
  (SELECT count(*) FROM journal_entry e JOIN orders_order o ON o.public_id = e.subject
    WHERE {_MINE} AND e.kind = 'orders.order_returned')
FROM orders_order o WHERE {_MINE}
"""
