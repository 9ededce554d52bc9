"""Portraits of a province measured: drawn for everybody and for one person, previewed, and the pages on them.

`./yinling bench portraits [--persons N] [--write] [--fresh] [--only-make]` takes the province of `bench pages` (made
if absent), fills in what rules read, loads the rules that ship, and keeps that database; it measures on a copy, which
it leaves for looking at plans until the next time. `--write` renews the section in docs/measurements.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

from psycopg import sql

from bench import _likely
from bench._province import Process, bring_up, copied, found, keep, make, markdown, say, set_up, two
from yinling.config.launcher.postgres import Cluster

if TYPE_CHECKING:
    from bench._portrait_runs import Ran
    from yinling.kernel.viewer import Viewer

CLIENTS = (1, 4)
_SIZE = sql.SQL(
    "SELECT to_char(count(*), 'FM999,999,999'), (pg_table_size({1}) / 1048576)::text,"
    " (pg_indexes_size({1}) / 1048576)::text FROM {0}"
)
_TABLES = ("registry_personnow", "portrait_portrait", "portrait_tag", "portrait_cell", "careplan_proposal")


@dataclass
class Found:
    """The tables of the report."""

    compared: list[list[str]] = field(default_factory=list)
    runs: list[list[str]] = field(default_factory=list)
    counted: list[list[str]] = field(default_factory=list)
    sizes: list[list[str]] = field(default_factory=list)
    each: list[list[str]] = field(default_factory=list)
    single: list[list[str]] = field(default_factory=list)
    previews: list[list[str]] = field(default_factory=list)
    pages: list[list[str]] = field(default_factory=list)


def main(arguments: Sequence[str]) -> None:
    """Make the province if it is not there, measure on a copy, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="yinling bench portraits")
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--only-make", action="store_true", help="make the database, measure nothing")
    asked = parser.parse_args(arguments)
    cluster = found()
    cluster.ensure()
    try:
        kept, copy = f"yl_bench_portraits_{asked.persons}", f"yl_bench_portraits_{asked.persons}_run"
        _make(cluster, kept, asked.persons, fresh=asked.fresh)
        if asked.only_make:
            return
        copied(cluster, kept, copy)
        report = _report(asked.persons, _measure(cluster, copy, asked.persons))
        print(report)
        if asked.write:
            keep(report)
    finally:
        cluster.stop()


# --- making


def _make(cluster: Cluster, name: str, persons: int, *, fresh: bool) -> None:
    """The province of the pages with what rules read, under a draft's name until it is whole."""
    draft, pages = f"{name}_draft", f"yl_bench_pages_{persons}"
    with cluster.connect() as admin:
        if fresh:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if there:
        Process("yl_owner", name, "owner").call(_bring_up)
        return
    make(pages, persons=persons, fresh=False)
    copied(cluster, pages, draft)
    Process("yl_owner", draft, "owner").call(_bring_up)
    start = time.perf_counter()
    with cluster.connect(draft) as superuser:
        for step in _likely.fill(superuser):
            say(f"{step} ({time.perf_counter() - start:.0f} s)")
    with cluster.connect() as admin:
        admin.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _bring_up() -> None:
    """Today's tables, and the rules that ship."""
    from django.db import transaction
    from django.utils import timezone

    from yinling.base.rows.viewing import state
    from yinling.decisions.rulebook.actions import SHIPPED, load_rules
    from yinling.kernel.viewer import system
    from yinling.people.registry.terms import vocabulary

    bring_up()
    by = system("bench")
    with transaction.atomic():
        state(by)
        load_rules(path=SHIPPED, vocabulary=vocabulary(), by=by, at=timezone.now())


# --- measuring


def _measure(cluster: Cluster, name: str, persons: int) -> Found:
    """Everything in its order: what stands when it is measured is said in the tables."""
    set_up("yl_owner", name, "owner")  # what the processes send back names classes that only Django's apps know
    from bench import _portrait_runs as runs

    report, work = Found(), Process("yl_work", name, "background").call
    _compare_unwritten(cluster, name, report)
    say("the first run")
    report.runs.append(_said("first, nothing written before", work(runs.run, "0")))
    _vacuum(cluster, name)
    report.compared += work(runs.compare, "unchanged", None)
    report.compared += work(runs.compare_some_changed, None)
    _vacuum(cluster, name)
    say("the second run")
    report.runs.append(_said("second, nothing changed", work(runs.run, "0")))
    say("cells, proposals")
    report.counted += work(runs.recounts)
    report.counted += work(runs.proposals, "first", by_county=True)
    _vacuum(cluster, name)
    report.counted += work(runs.proposals, "nothing changed", by_county=False)
    say("person by person")
    report.each = work(runs.one_by_one, persons)
    _measure_pages(name, report)
    say("the run after a threshold changed")
    report.runs.append(_said("80 became 78", work(runs.run, "53")))
    report.counted += work(runs.proposals, "80 became 78", by_county=False)
    report.sizes = _sizes(cluster, name)
    return report


def _compare_unwritten(cluster: Cluster, name: str, report: Found) -> None:
    """With no portraits; then with those of forty rules, which are taken away again."""
    from bench import _portrait_runs as runs

    work = Process("yl_work", name, "background").call
    report.compared += work(runs.evaluations, "no portraits")
    forty = work(runs.forty)
    work(runs.pretend, forty)
    _vacuum(cluster, name)
    report.compared += work(runs.compare, "unchanged", forty)
    report.compared += work(runs.compare_some_changed, forty)
    with cluster.connect(name) as superuser:
        superuser.execute("TRUNCATE portrait_portrait")
    _vacuum(cluster, name)


def _measure_pages(name: str, report: Found) -> None:
    from bench import _portrait_pages as pages
    from bench import _portrait_runs as runs

    work, web = Process("yl_work", name, "background").call, Process("yl_web", name, "web").call
    county = next(key for key in work(runs.counties) if key.startswith("5301"))
    viewers = web(pages.viewers, county)
    say("one person")
    report.single = web(pages.single, work(pages.prepare, county), viewers["county"], work(runs.forty))
    say("pages")
    report.pages = _pages(name, viewers)
    say("drafts")
    for who in ("county", "province"):
        draft = web(pages.write, viewers[who])
        report.previews.append([f"80 becomes 78, {who}", *web(pages.previewing, draft, viewers[who])])
    web(pages.approve, draft, viewers["province"])
    work(pages.publish, draft)


def _pages(name: str, viewers: dict[str, Viewer]) -> list[list[str]]:
    """Milliseconds of each page for each viewer, with one client and with four."""
    from bench import _portrait_pages as pages

    rows, web = [], Process("yl_web", name, "web")
    with ProcessPoolExecutor(
        max(CLIENTS), mp_context=get_context("spawn"), initializer=set_up, initargs=(web.login, web.database, web.name)
    ) as clients:
        for what in pages.PAGES:
            row = [what]
            for viewer in viewers.values():
                cell = []
                for count in CLIENTS:
                    asked = [clients.submit(pages.client, what, viewer) for _number in range(count)]
                    seconds = [second for one in asked for second in one.result()]
                    cell.append(" / ".join(two(seconds)) if seconds else "refused")
                row.append("; ".join(cell))
            say(": ".join(row))
            rows.append(row)
        alone = [" / ".join(clients.submit(pages.approving, viewer).result()) for viewer in viewers.values()]
    return [*rows, ["fifty approved at once (one client)", *alone]]


def _vacuum(cluster: Cluster, name: str) -> None:
    """What autovacuum would do by itself a minute later."""
    with cluster.connect(name) as superuser:
        for table in _TABLES:
            superuser.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))


def _sizes(cluster: Cluster, name: str) -> list[list[str]]:
    with cluster.connect(name) as superuser:
        return [
            [
                table,
                *superuser.execute(_SIZE.format(sql.Identifier(table), sql.Literal(table))).fetchall()[0],
            ]
            for table in _TABLES
        ]


# --- saying


def _said(what: str, ran: Ran) -> list[str]:
    return [
        what, f"{ran.seconds:.1f}", f"{ran.persons / ran.seconds:,.0f}", f"{ran.slowest:.2f}", f"{ran.changed:,}",
        f"{ran.began:,}", f"{ran.ended:,}", f"{ran.peak_mib:.0f}",
    ]  # fmt: skip


def _report(persons: int, told: Found) -> str:
    tables = [
        ("Evaluating the whole province, seconds; the better of two. Target: evaluate and compare with 40 rules, 10 s.",
         ["portraits", "rules", "", "county by county", "as one statement", "verdicts or differing persons"],
         told.compared),
        ("Writing, county by county, each in a transaction of its own; cells counted with it. No target.",
         ["run", "seconds", "persons/s", "slowest county, s", "portraits written", "tags begun", "tags ended",
          "Python's peak, MiB"], told.runs),
        ("What follows.", ["", "seconds", ""], told.counted),
        ("Tables at the end.", ["table", "rows", "MiB", "indexes, MiB"], told.sizes),
        ("The same rules person by person, with reasons, a sample in batches of 500.", ["", ""], told.each),
        ("One person, milliseconds, as an officer of the county. Target: decided with reasons in 5 ms.",
         ["", "p50", "p95"], told.single),
        ("Preview of a draft, seconds (median / slowest of three).", ["", "seconds", "says"], told.previews),
        ("Pages, milliseconds: p50 / p95 with one client; with four at once (processes).",
         ["", "province", "city", "county", "unit"], told.pages),
    ]  # fmt: skip
    lines = [
        f"## Portraits at {persons:,} persons",
        "",
        f"{_today()}; {os.cpu_count()} cores, 24 GiB; load at the end {os.getloadavg()[0]:.1f}, fsync on."
        " `./yinling bench portraits`.",
        "Facts in the shares of the roster that ships, a tenth of each missing. Runs as the work login, pages and",
        "single persons as the web login, each with its viewer stated; pages without HTTP and templates.",
        "",
    ]
    for title, head, rows in tables:
        lines += [title, "", *markdown(head, rows), ""]
    return "\n".join(lines)


def _today() -> str:
    now = time.gmtime()
    return f"{now.tm_mday} {time.strftime('%B %Y', now)}"


if __name__ == "__main__":
    main(sys.argv[1:])
