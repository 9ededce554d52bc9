"""The desk's pages measured: fifty persons, search as one types, newest orders, counts, and what a viewer costs.

`./yinling bench pages [--persons N] [--write] [--fresh]` makes a province of N persons (1,000,000) and 2 N orders
once, in a database of its own on a cluster of its own with fsync on (YINLING_BENCH_HOME, else var/bench), and keeps
it. It calls what the pages call, as the web login with its viewer stated, in processes of their own: Django's work
is counted, HTTP is not. `--write` renews the section in docs/measurements.md and the plans in docs/plans/.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

from tests.cluster import PROJECT

from bench._province import found, keep, make, markdown, set_up, two
from yinling.config.launcher.postgres import Cluster
from yinling.kernel.viewer import Purpose, Role, Viewer

CLIENTS = (1, 4)
ROUNDS = 40  # samples of each client
BUDGET = 3.0  # seconds that one case may take; slow ones have fewer samples
SEARCHES = {
    "王": "name",
    "国": "given name",
    "z": "pinyin, wide",
    "zhang": "pinyin, narrow",
    "zjg": "initials",
    "1234": "tail",
}
FILTERED = (
    "page, living alone",
    "page, alone, unable, 90, special hardship",
    "page with open questions",
    "page by age, oldest first",
    "page by level of post",
    "count, living alone",
    "count, alone, unable, 90, special hardship",
)
_TODAY = date(2026, 11, 22)
PLANS = PROJECT / "docs" / "plans"


@dataclass(frozen=True)
class Case:
    """One measured read: what, and as whom."""

    what: str
    search: str
    who: str


def main(arguments: Sequence[str]) -> None:
    """Make the province if it is not there, measure, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="yinling bench pages")
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    asked = parser.parse_args(arguments)
    cluster = found()
    cluster.ensure()
    try:
        name = f"yl_bench_pages_{asked.persons}"
        make(name, persons=asked.persons, fresh=asked.fresh)
        report = _measure(cluster, name, asked.persons, write=asked.write)
        print(report)
        if asked.write:
            keep(report)
    finally:
        cluster.stop()


# --- measuring


def _viewers(cluster: Cluster, name: str) -> dict[str, Viewer]:
    """Five viewers from wide to narrow; the unit and the person are of the county."""
    with cluster.connect(name) as admin:
        (county,) = admin.execute(
            "SELECT min(code) FROM regions_area WHERE level = 'county' AND code ^@ '5301'"
        ).fetchone()
        unit, person = admin.execute(
            "SELECT unit_id, min(id) FROM registry_person WHERE area_code ^@ %s"
            " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            [county],
        ).fetchone()

    def officer(area: str | None, units: tuple[int, ...] = ()) -> Viewer:
        return Viewer(account="bench", role=Role.OFFICER, area=area, units=units, purposes=frozenset(Purpose))

    worker = Viewer(account="bench", role=Role.WORKER, persons=(person,), purposes=frozenset(Purpose))
    wide = {"province": officer("53"), "city": officer("5301"), "county": officer(county)}
    return wide | {"unit": officer(None, (unit,)), "person": worker}


def _read(case: Case, viewer: Viewer) -> Callable[[], object]:
    """The call that a page makes."""
    from yinling.people.registry import queries as registry
    from yinling.service.orders import queries as orders

    on_roll = ("standing", ("on_roll",))
    alone = registry.Filter(chosen=(on_roll, ("living_arrangement", ("alone",))))
    fine = registry.Filter(
        on=_TODAY, age_from=90, chosen=(*alone.chosen, ("self_care", ("unable",)), ("hardship", ("special",)))
    )
    reads: dict[str, Callable[[], object]] = {
        "page, living alone": lambda: registry.page(by=viewer, chosen=alone),
        "page, alone, unable, 90, special hardship": lambda: registry.page(by=viewer, chosen=fine),
        "page with open questions": lambda: registry.page(by=viewer, chosen=registry.Filter(has_questions=True)),
        "page by age, oldest first": lambda: registry.page(by=viewer, sort=registry.Sort("age", descending=True)),
        "page by level of post": lambda: registry.page(by=viewer, sort=registry.Sort("level")),
        "count, living alone": lambda: registry.count(by=viewer, chosen=alone),
        "count, alone, unable, 90, special hardship": lambda: registry.count(by=viewer, chosen=fine),
        "export of a county, xlsx": lambda: _export(viewer),
        "page of 50": lambda: registry.page(by=viewer),
        "search": lambda: registry.page(by=viewer, search=case.search),
        "count, at most 10,000": lambda: registry.count(by=viewer),
        "newest 50 orders": lambda: orders.newest(by=viewer),
        "returned orders": lambda: orders.count_returned(by=viewer),
    }
    return reads[case.what]


def _export(viewer: Viewer) -> None:
    """A workbook of the viewer's county with the usual columns, its fact written and taken back."""
    from django.db import transaction
    from django.utils import timezone

    from yinling.people.registry.actions import export_persons

    with transaction.atomic():
        export_persons(by=viewer, at=timezone.now())
        transaction.set_rollback(True)


def _client(case: Case, viewer: Viewer, rounds: int) -> list[float]:
    """Seconds of each round: one transaction with its viewer and the reads of the page."""
    from django.db import transaction

    from yinling.base.rows.viewing import state

    read, found, end = _read(case, viewer), [], time.monotonic() + BUDGET
    for number in range(rounds + 2):
        start = time.perf_counter()
        with transaction.atomic():
            state(viewer)
            read()
        if number >= 2:  # the first two warm the caches
            found.append(time.perf_counter() - start)
        if found and time.monotonic() > end:
            break
    return found


def _cost_of_a_viewer(rounds: int = 2_000) -> list[list[str]]:
    """One small query alone, in a transaction, and in a transaction with its viewer."""
    from django.db import connection, transaction

    from yinling.base.rows.viewing import state
    from yinling.kernel.viewer import NOBODY

    def query() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def in_transaction() -> None:
        with transaction.atomic():
            query()

    def with_viewer() -> None:
        with transaction.atomic():
            state(NOBODY)
            query()

    rows = []
    for name, act in (
        ("query alone", query),
        ("in a transaction", in_transaction),
        ("and a stated viewer", with_viewer),
    ):
        seconds = []
        for _ in range(rounds):
            start = time.perf_counter()
            act()
            seconds.append(time.perf_counter() - start)
        rows.append([name, *two(seconds)])
    return rows


def _plans(viewers: dict[str, Viewer]) -> dict[str, str]:
    """PostgreSQL's plans of the first query of each page, by the name of the file."""
    from django.db import transaction

    from yinling.base.rows.viewing import state
    from yinling.people.registry.queries import explain_page
    from yinling.service.orders.queries import explain_newest

    found: dict[str, str] = {}
    for who, viewer in viewers.items():
        with transaction.atomic():
            state(viewer)
            plans = {"page of 50": explain_page(by=viewer), "newest 50 orders": explain_newest(by=viewer)}
            plans |= {f"search {key}": explain_page(by=viewer, search=text) for text, key in SEARCHES.items()}
        for what, plan in plans.items():
            file = re.sub(r"[^a-z0-9]+", "-", what) + ".txt"
            found[file] = found.get(file, "") + f"== {who}\n{plan}\n\n"
    return found


def _measure(cluster: Cluster, name: str, persons: int, *, write: bool) -> str:
    viewers = _viewers(cluster, name)
    cases = [
        Case(what, "", who)
        for what in ("page of 50", "newest 50 orders", "count, at most 10,000", "returned orders")
        for who in viewers
    ]
    cases += [Case(what, "", who) for what in FILTERED for who in viewers]
    cases += [Case("export of a county, xlsx", "", "county")]
    cases += [Case("search", text, who) for text in SEARCHES for who in viewers]
    start = ("yl_web", name, "web")
    rows: dict[str, list[str]] = {}
    with ProcessPoolExecutor(
        max(CLIENTS), mp_context=get_context("spawn"), initializer=set_up, initargs=start
    ) as clients:
        for case in cases:
            label = case.what if not case.search else f"search {case.search} ({SEARCHES[case.search]})"
            cell = []
            for count in CLIENTS:
                asked = [clients.submit(_client, case, viewers[case.who], ROUNDS) for _ in range(count)]
                cell.append(" / ".join(two([s for one in asked for s in one.result()])))
            row = rows.setdefault(label, [label, *([""] * len(viewers))])
            row[1 + list(viewers).index(case.who)] = "; ".join(cell)
            print(f"· {label}, {case.who}: {cell}", file=sys.stderr, flush=True)
        cost = clients.submit(_cost_of_a_viewer).result()
        plans = clients.submit(_plans, viewers).result()
    if write:
        PLANS.mkdir(parents=True, exist_ok=True)
        for file, text in plans.items():
            (PLANS / file).write_text(text, encoding="utf-8")
    return _report(persons, viewers, rows, cost)


def _report(persons: int, viewers: dict[str, Viewer], rows: dict[str, list[str]], cost: list[list[str]]) -> str:
    head = ["", *viewers]
    lines = [
        f"## Pages at {persons:,} persons and {2 * persons:,} orders",
        "",
        f"22 November 2026; 2 cores, 24 GiB; load at the end {os.getloadavg()[0]:.1f}.",
        "Milliseconds: p50 / p95 with one client; with four at once (processes). What a page asks, as the web login,",
        "from BEGIN to COMMIT with its viewer stated and Django's objects made; without HTTP and templates.",
        "Plans: docs/plans/.",
        "",
        *markdown(head, list(rows.values())),
        "",
        "Cost of stating a viewer, one client, 2,000 rounds:",
        "",
        *markdown(["", "p50 ms", "p95 ms"], cost),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
