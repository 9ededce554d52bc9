"""The made-up province as a database of its own, and what every measurement on it needs: logins, times, tables.

It lies on a cluster with fsync on (YINLING_BENCH_HOME, else var/bench), is made once and kept; what is kept is brought
up to today's tables as an installation is, each migration timed.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

import django
from tests.cluster import KEYS, PROJECT

from bench import _population
from yinling.config.launcher.postgres import Cluster

MEASUREMENTS = PROJECT / "docs" / "measurements.md"
P = ParamSpec("P")
T = TypeVar("T")


def found() -> Cluster:
    """The cluster of the measurements."""
    return Cluster(Path(os.environ.get("YINLING_BENCH_HOME", PROJECT / "var" / "bench")), durable=True)


def set_up(login: str, database: str, process: str) -> None:
    """Django in this process, logged in like that process of an installation."""
    address = found().url(login, database)
    os.environ.update(KEYS)
    os.environ |= {"DATABASE_URL": address, "YINLING_VAR": str(found().home), "YINLING_PROCESS": process}
    os.environ["DJANGO_SETTINGS_MODULE"] = "yinling.config.settings"
    django.setup()


class Process(NamedTuple):
    """A process of an installation: its login, the database, and what it is called."""

    login: str
    database: str
    name: str

    def call(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call it in a new process that is logged in so."""
        with ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=set_up, initargs=(self.login, self.database, self.name)
        ) as alone:
            return alone.submit(act, *args, **kwargs).result()


# --- making


def make(name: str, *, persons: int, fresh: bool) -> None:
    """The province, unless it is there; Django is set up as owner in another process than the caller's."""
    with get_context("spawn").Pool(1) as maker:
        maker.apply(_make, (name, persons, fresh))
    Process("yl_owner", name, "owner").call(bring_up)


def bring_up() -> None:
    """Today's tables and walls in the database of this process, which is the owner's; what is new is said, timed."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"{len(pending)} migrations, load {os.getloadavg()[0]:.0f}")
    start = time.perf_counter()
    call_command("migrate", verbosity=2 if pending else 0, interactive=False, stdout=sys.stderr)
    say(f"today's tables and walls ({time.perf_counter() - start:.0f} s)")


def copied(cluster: Cluster, kept: str, copy: str) -> None:
    """A copy of a kept database, in place of an earlier one."""
    with cluster.connect() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{kept}" OWNER yl_owner STRATEGY FILE_COPY')


def say(step: str) -> None:
    """Say what happens now, beside the figures."""
    print(f"· {step}", file=sys.stderr, flush=True)


def _make(name: str, persons: int, fresh: bool) -> None:
    """Make the database under a draft's name and rename it, so that a killed run leaves no half province."""
    cluster, draft = found(), f"{name}_draft"
    with cluster.connect() as admin:
        if fresh:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        admin.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{draft}" OWNER yl_owner')
    set_up("yl_owner", draft, "owner")
    _reference_data()
    with cluster.connect(draft) as superuser:
        start = time.perf_counter()
        for step in _population.make(superuser, persons=persons):
            say(f"{step} ({time.perf_counter() - start:.0f} s)")
    with cluster.connect() as admin:
        admin.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _reference_data() -> None:
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from yinling.base.regions.actions import load_areas
    from yinling.base.rows.viewing import state
    from yinling.kernel.viewer import system

    call_command("migrate", verbosity=0, interactive=False)
    by = system("bench")
    with transaction.atomic():
        state(by)
        load_areas(path=_population.areas_file(), by=by, at=timezone.now())
    connection.close()


# --- saying


def two(seconds: Sequence[float]) -> list[str]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return [_ms(statistics.median(ordered)), _ms(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])]


def _ms(seconds: float) -> str:
    return (
        f"{seconds * 1000:.2f}"
        if seconds < 0.01
        else f"{seconds * 1000:.0f}"
        if seconds >= 0.1
        else f"{seconds * 1000:.1f}"
    )


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]


def keep(report: str) -> None:
    """Put a section, its title first, into docs/measurements.md, in place of an earlier one of that title."""
    text = MEASUREMENTS.read_text(encoding="utf-8") if MEASUREMENTS.exists() else "# Measurements\n"
    old = re.compile(rf"^{re.escape(report.partition(chr(10))[0])}$.*?(?=^## |\Z)", re.M | re.S)
    start = old.search(text)
    place = start.start() if start else len(text)
    rest = old.sub("", text)
    before, after = rest[:place].rstrip(), rest[place:].lstrip()
    MEASUREMENTS.write_text(f"{before}\n\n{report.rstrip()}\n" + (f"\n{after}" if after else ""), encoding="utf-8")
