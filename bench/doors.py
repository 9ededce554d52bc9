"""Every page of every door at a province's size: GET through Django's whole stack, with four browsers at once.

`./yinling bench doors [--persons N] [--write] [--fresh] [--only PART]` takes the province of `bench portraits` after
its runs, brings it to today's tables, fills in half a year of services (`_services`) and keeps that database.
Each browser is a process with Django's test client: middleware, session, viewer, view and template are counted; the
web server and the network are not. `--only` measures the addresses that begin so.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

from bench import _services
from bench._province import Process, bring_up, copied, found, keep, markdown, say, set_up, two
from yinling.config.launcher.postgres import Cluster

if TYPE_CHECKING:
    from bench._doors_world import Seat

CLIENTS = 4
TARGET = 0.1  # seconds, p95
_MIDDLE_COUNTY = (
    "SELECT left(area_code, 6) FROM registry_person WHERE area_code ^@ '5301' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
)


@dataclass
class Case:
    """One page as one viewer opens it: seconds of all browsers, and what a single opening asks of PostgreSQL."""

    pattern: str
    who: str
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    in_postgres: float = 0.0

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * 0.95))]


def main(arguments: Sequence[str]) -> None:
    """Make the province if it is not there, open every page, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="yinling bench doors")
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--minutes", type=float, default=60, help="after which the rest is left out, and said so")
    parser.add_argument("--only", default="", help="the beginning of the addresses to open")
    asked = parser.parse_args(arguments)
    cluster = found()
    cluster.ensure()
    try:
        name = f"yl_bench_doors_{asked.persons}"
        set_up("yl_owner", name, "owner")  # for the models and the addresses; nothing is read in this process
        _make(cluster, name, asked.persons, fresh=asked.fresh)
        cases, unopened = _measure(cluster, name, asked.only, time.monotonic() + asked.minutes * 60)
        report = _report(asked.persons, cases, unopened)
        print(report)
        if asked.write:
            keep(report)
    finally:
        cluster.stop()


# --- making


def _make(cluster: Cluster, name: str, persons: int, *, fresh: bool) -> None:
    """The province with portraits and services, under a draft's name until it is whole."""
    from bench import _doors_world as world

    with cluster.connect() as admin:
        if fresh:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        there = {row[0] for row in admin.execute("SELECT datname FROM pg_database").fetchall()}
    drawn = f"yl_bench_portraits_{persons}_run"
    if name not in there:
        if drawn not in there:
            raise SystemExit(
                f"no province with portraits of this size: run `./yinling bench portraits --persons {persons}`"
            )
        _fill(cluster, drawn, f"{name}_draft")
        with cluster.connect() as admin:
            admin.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    else:
        Process("yl_owner", name, "owner").call(bring_up)
    Process("yl_owner", name, "owner").call(world.count_people)


def _fill(cluster: Cluster, drawn: str, draft: str) -> None:
    from bench import _doors_world as world

    copied(cluster, drawn, draft)
    owner = Process("yl_owner", draft, "owner").call
    owner(bring_up)
    sealed, start = owner(world.load_shipped), time.perf_counter()
    with cluster.connect(draft) as superuser:
        (today,) = superuser.execute("SELECT current_date::text").fetchone() or ("",)
        for step in _services.fill(superuser, today=today, sealed=sealed):
            say(f"{step} ({time.perf_counter() - start:.0f} s)")
        (county,) = superuser.execute(_MIDDLE_COUNTY).fetchone() or ("",)
        made = owner(world.make_accounts, county)
        superuser.execute(
            "CREATE TABLE bench_made AS SELECT %s AS county, %s::jsonb AS keys", [county, json.dumps(made)]
        )
        superuser.execute("VACUUM (ANALYZE)")


# --- measuring


def _measure(cluster: Cluster, name: str, only: str, end: float) -> tuple[list[Case], dict[str, list[str]]]:
    """Each page that a viewer of its door can open; by reason the addresses that were not opened."""
    from bench import _doors_world as world

    with cluster.connect(name) as superuser:
        seats = world.seats(superuser)
    cases: list[Case] = []
    unopened: dict[str, list[str]] = {}
    web = ("yl_web", name, "web")
    with ProcessPoolExecutor(CLIENTS, mp_context=get_context("spawn"), initializer=set_up, initargs=web) as browsers:
        for pattern in filter(lambda one: one.startswith(only), world.patterns()):
            if time.monotonic() > end:
                unopened.setdefault("no time was left", []).append(pattern)
                continue
            for seat in seats:
                for asked in world.asked_of(pattern) if pattern.startswith(seat.door) else ():
                    _open(browsers, (pattern, asked), seat, cases, unopened)
    return cases, unopened


def _open(
    browsers: ProcessPoolExecutor, page: tuple[str, str], seat: Seat, cases: list[Case], unopened: dict[str, list[str]]
) -> None:
    from bench import _doors_world as world
    from bench._doors_browser import look, opened

    said = "?".join(filter(None, page))
    addresses = world.addresses(*page, seat.known)
    answer = browsers.submit(look, seat.username, addresses).result()
    if answer.reason:
        unopened.setdefault(answer.reason, []).append(f"{said} ({seat.name})")
        return
    asked = [browsers.submit(opened, seat.username, answer.good, part) for part in range(CLIENTS)]
    seconds = [second for one in asked for second in one.result()]
    cases.append(Case(said, seat.name, seconds, answer.queries, answer.in_postgres))
    say(f"{said} {seat.name}: {' / '.join(two(seconds))} ms, {answer.queries} queries")
    if cases[-1].p95 > TARGET:
        say(f"  slowest of it, {answer.in_postgres * 1000:.0f} ms in all: {' '.join(answer.slowest.split())[:300]}")


# --- saying


def _report(persons: int, cases: Sequence[Case], unopened: dict[str, list[str]]) -> str:
    slow = [case for case in cases if case.p95 > TARGET]
    rows = [
        [case.pattern, case.who, " / ".join(two(case.seconds)), str(case.queries), two([case.in_postgres])[0]]
        for case in sorted(cases, key=lambda case: -case.p95)
    ]
    lines = [
        f"## Every page at {persons:,} persons and {2 * persons:,} orders",
        "",
        f"{_today()}; {os.cpu_count()} cores, 24 GiB; load at the end {os.getloadavg()[0]:.1f}, fsync on."
        " `./yinling bench doors`.",
        f"Milliseconds p50 / p95, {CLIENTS} browsers at once as processes on the same machine: middleware, session,",
        "viewer, view and template; without web server and network. Queries and PostgreSQL's share are those of one",
        "opening alone.",
        f"{len(cases)} pages by viewer, {len(slow)} of them above {TARGET * 1000:.0f} ms; slowest first.",
        "",
        *markdown(["page", "as", "p50 / p95", "queries", "in PostgreSQL, alone"], rows),
        "",
    ]
    return "\n".join([*lines, *_left_out(unopened)])


def _left_out(unopened: dict[str, list[str]]) -> list[str]:
    return [f"Not opened, {reason}: {len(pages)}." for reason, pages in sorted(unopened.items())]


def _today() -> str:
    now = time.gmtime()
    return f"{now.tm_mday} {time.strftime('%B %Y', now)}"


if __name__ == "__main__":
    main(sys.argv[1:])
