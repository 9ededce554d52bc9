"""Offering measured: how fast orders find whom to ask, how evenly, and how a race for them ends.

`./yinling bench offers [--orders N] [--workers N] [--persons N]` (10,000, 400 and 500). A database of its own on a
cluster with fsync on (YINLING_BENCH_HOME, else var/bench), made anew each time: one county, its workers, N orders on
its persons. Orders are offered one after the other in one process as background work does it, in waves of three; beside
it the same to everybody (the baseline), and what drawing three at random would have given each worker. Then 200
workers answer at once over 7 connections for 100 orders that are each on offer to two of them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from bench._province import Process, found, markdown, say

if TYPE_CHECKING:
    from yinling.kernel.viewer import Viewer

DATABASE = "yl_bench_offers"
EVERYBODY = 10  # orders of the baseline: each makes as many offers as there are workers
RACERS, RACED, CONNECTIONS = 200, 100, 7  # one less than the pool of a web process has
_DIGITS = "零一二三四五六七八九"  # a name has no other digits
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


class Offered(NamedTuple):
    """How long each order took, in seconds, and how many offers each worker got."""

    seconds: list[float]
    loads: list[int]


class Raced(NamedTuple):
    """How a race ended, after how many seconds the last had an answer, and each answer's own time."""

    answers: dict[str, int]
    seconds: float
    each: list[float]


def main(arguments: Sequence[str]) -> None:
    """Make the county, offer, race, and print the tables."""
    parser = argparse.ArgumentParser(prog="yinling bench offers")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=400)
    parser.add_argument("--persons", type=int, default=500)
    asked = parser.parse_args(arguments)
    cluster = found()
    cluster.ensure()
    try:
        with cluster.connect() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{DATABASE}" OWNER yl_owner')
        owner, work = Process("yl_owner", DATABASE, "owner"), Process("yl_work", DATABASE, "background")
        say("making the county")
        owner.call(_make, asked.workers, asked.persons)
        everybody = _offered(owner, work, min(EVERYBODY, asked.orders), at_once=asked.workers)
        waves = _offered(owner, work, asked.orders, at_once=3)
        say("racing")
        raced = Process("yl_web", DATABASE, "web").call(_race, owner.call(_starters))
        print(_report(asked.orders, asked.workers, waves, everybody, raced))
    finally:
        cluster.stop()


def _offered(owner: Process, work: Process, orders: int, *, at_once: int) -> Offered:
    say(f"offering {orders:,} orders, {at_once} at once")
    return work.call(_offer, owner.call(_place, orders, at_once))


# --- in the owner's process


def _make(workers: int, persons: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction
    from tests import factories

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        unit = factories.unit()
        factories.rules(AT)
        for number in range(workers):
            factories.worker(at=AT, name=f"工{number:03d}")
        for number in range(persons):
            factories.person(unit=unit, at=AT, name="李" + "".join(_DIGITS[int(digit)] for digit in f"{number:03d}"))
    connection.close()


def _place(orders: int, at_once: int) -> list[UUID]:
    """Placed orders, and the parameter that says how many are asked at a time; what was on offer before ends."""
    from django.db import connection, transaction

    from yinling.decisions.rulebook.models import Parameter
    from yinling.people.registry.models import Person
    from yinling.service.dispatch.actions import AT_ONCE
    from yinling.service.dispatch.models import Offer
    from yinling.service.orders.models import Order

    with transaction.atomic():
        Parameter.objects.filter(code=AT_ONCE).update(value=at_once)
        Offer.objects.filter(state="offered").update(state="withdrawn", answered_at=AT)
        persons = list(Person.objects.order_by("id"))
        rows = [
            Order(
                **persons[number % len(persons)].scope(), source="asked", request=uuid.uuid4(), asked_way="phone",
                asked_by="本人", item="上门关怀", because="本人申请", due_date=AT.date(), placed_at=AT, changed_at=AT,
            )
            for number in range(orders)
        ]  # fmt: skip
        made = [row.public_id for row in Order.objects.bulk_create(rows, batch_size=1000)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    return made


def _starters() -> list[tuple[UUID, Viewer]]:
    """Two hundred offers of a hundred orders, each with the worker who will answer it."""
    from django.db import connection, transaction
    from tests import factories

    from yinling.base.accounts.models import Account
    from yinling.service.dispatch.actions import offer
    from yinling.service.dispatch.models import Offer

    orders = _place(RACED, 2)
    with transaction.atomic():
        for order in orders:
            offer(order=order, round=1, by=factories.SYSTEM, at=AT)
        rows = list(Offer.objects.filter(order__public_id__in=orders).values_list("public_id", "worker"))
        accounts = {account.public_id: account for account in Account.objects.all()}
        starters = [(key, factories.viewer_for(accounts[worker], at=AT)) for key, worker in rows]
    connection.close()
    return starters


# --- as an installation does it


def _offer(orders: Sequence[UUID]) -> Offered:
    from django.db import transaction

    from yinling.base.rows.viewing import state
    from yinling.kernel.viewer import system
    from yinling.service.dispatch.actions import offer
    from yinling.service.dispatch.models import Offer

    by, seconds = system("bench"), []
    for order in orders:
        start = time.perf_counter()
        with transaction.atomic():
            state(by)
            offer(order=order, round=1, by=by, at=AT)
        seconds.append(time.perf_counter() - start)
    with transaction.atomic():
        state(by)
        loads = Counter(Offer.objects.filter(order__public_id__in=orders).values_list("worker", flat=True))
    return Offered(seconds, list(loads.values()))


def _race(starters: Sequence[tuple[UUID, Viewer]]) -> Raced:
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(_answer, starters))
    took = time.perf_counter() - start
    return Raced(dict(Counter(answer for answer, _each in answers)), took, [each for _answer, each in answers])


def _answer(starter: tuple[UUID, Viewer]) -> tuple[str, float]:
    """One worker's answer and the seconds until he has it, from the moment a connection is his."""
    from django.db import transaction

    from yinling.base.rows.viewing import state
    from yinling.service.delivery.actions import take
    from yinling.service.dispatch.actions import OfferGone

    key, by = starter
    start = time.perf_counter()
    try:
        with transaction.atomic():
            state(by)
            take(offer=key, by=by, at=AT)
    except OfferGone:
        return "gone", time.perf_counter() - start
    return "took", time.perf_counter() - start


# --- saying


def _report(orders: int, workers: int, waves: Offered, everybody: Offered, raced: Raced) -> str:
    chance = random.Random("three at random")
    drawn = Counter(worker for _order in range(orders) for worker in chance.sample(range(workers), min(3, workers)))
    rows = [
        _row(f"{orders:,} orders to three of {workers} at a time", waves, workers),
        _row(f"baseline: {len(everybody.seconds)} orders to all {workers}", everybody, workers),
        ["baseline: three drawn at random", "", "", "", _balance(list(drawn.values()), workers)],
    ]
    head = ["what", "orders/s", "p50 ms", "p99 ms", "offers of the busiest worker / mean"]
    race = [
        [
            f"{RACERS} workers, {RACED} orders, {CONNECTIONS} connections", str(raced.answers.get("took", 0)),
            str(raced.answers.get("gone", 0)), f"{raced.seconds:.2f}", *_percentiles(raced.each),
        ]
    ]  # fmt: skip
    race_head = ["race", "took it", "told it is gone", "all have an answer, s", "p50 ms", "p99 ms"]
    return "\n".join(["## Offering orders", "", *markdown(head, rows), "", *markdown(race_head, race)])


def _row(what: str, offered: Offered, workers: int) -> list[str]:
    pace = len(offered.seconds) / sum(offered.seconds)
    return [what, f"{pace:.0f}", *_percentiles(offered.seconds), _balance(offered.loads, workers)]


def _percentiles(seconds: Sequence[float]) -> list[str]:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return [f"{statistics.median(ordered) * 1000:.1f}", f"{last * 1000:.1f}"]


def _balance(loads: Sequence[int], workers: int) -> str:
    return f"{max(loads) / (sum(loads) / workers):.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
