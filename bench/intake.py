"""The import of a roster measured, phase by phase, beside libraries that merely read the file.

`./yinling bench intake [FILE] [--write]` takes the shipped roster (or FILE) into a fresh database with fsync on, on a
cluster of its own (YINLING_BENCH_HOME, else var/bench), as `./yinling import` does. Every run has a process of its
own, so that each peak is its own; a phase's peak is counted anew from its beginning. `--write` renews the section in
docs/measurements.md.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import django
from tests.cluster import KEYS, PROJECT

from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.tables import table

if TYPE_CHECKING:
    from yinling.people.intake.actions import Progress

T = TypeVar("T")
FILE = PROJECT / "examples" / "lanzhou-2017.xlsx"
PAGE = PROJECT / "docs" / "measurements.md"
HEAD = ("", "seconds", "rows/s", "peak MiB")
_NAME = "yl_bench_intake"
_TITLE = "## Taking in a roster"
_KIB = 1024


class Step(NamedTuple):
    """One thing that was measured: its seconds, and the peak of the process's memory meanwhile in MiB."""

    name: str
    seconds: float
    peak: float


class Run(NamedTuple):
    """An import: its phases, what follows them, the whole, and what became of the rows."""

    steps: list[Step]
    rows: int
    said: str


def main(arguments: Sequence[str]) -> None:
    """Read, take in, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="yinling bench intake")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(arguments)
    file = asked.file.absolute()
    cluster = Cluster(_home(), durable=True)
    cluster.ensure()
    try:
        _apart(_make)
        run = _apart(_take_in, file)
        readers = [_apart(_read, file, name) for name in _READERS]
    finally:
        with cluster.connect() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{_NAME}" WITH (FORCE)')
        cluster.stop()
    rows = [_row(step, run.rows) for step in (*run.steps, *readers)]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: figures hold only for a machine at rest")
    print(table(HEAD, rows))
    print(run.said)
    if asked.write:
        _write(file, run, rows)


def _home() -> Path:
    return Path(os.environ.get("YINLING_BENCH_HOME", PROJECT / "var" / "bench"))


def _apart(act: Callable[..., T], *arguments: object) -> T:
    """Call it in a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(act, arguments)


# --- in a process of its own


def _set_up() -> None:
    """Django as the owner of the database, whose rights the command line has."""
    os.environ.update(KEYS)
    os.environ |= {"DATABASE_URL": Cluster(_home(), durable=True).url("yl_owner", _NAME), "YINLING_VAR": str(_home())}
    os.environ["DJANGO_SETTINGS_MODULE"] = "yinling.config.settings"
    django.setup()


def _make() -> None:
    """A fresh database with areas and the demo's units, as an installation has them."""
    with Cluster(_home(), durable=True).connect() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{_NAME}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{_NAME}" OWNER yl_owner')
    _set_up()
    from django.core.management import call_command

    from yinling.base.units.outside import DEMO
    from yinling.config.seeding import load_reference

    call_command("migrate", verbosity=0, interactive=False)
    load_reference(units=Path(str(DEMO)))


def _take_in(file: Path) -> Run:
    """What `./yinling import` does, without its words."""
    _set_up()
    from django.db import transaction
    from django.utils import timezone

    from yinling.base.rows.viewing import state
    from yinling.config.importing.keepers import keeper_of
    from yinling.kernel.viewer import system
    from yinling.people.intake.actions import open_sheets, receive, take_in
    from yinling.people.intake.queries import roster
    from yinling.people.registry.actions import recount

    by, at, key = system("bench"), timezone.now(), uuid.uuid4()
    measured = _Measured()
    start = time.perf_counter()
    with transaction.atomic():
        state(by)
        content = file.read_bytes()
        opened = open_sheets(content, file.name)
        unit = keeper_of(opened, file_name=file.name, roster=key, by=by, at=at).unit
        receive(roster=key, file_name=file.name, content=content, unit=unit, by=by, at=at, later=False)
        take_in(roster=key, by=by, at=at, say=measured.progress(), opened=opened, assume=True)
        measured.begin("tallies")
        recount(by=by, at=at)
        measured.begin("commit")
    measured.begin("")
    whole = Step("**the whole import**", time.perf_counter() - start, max(step.peak for step in measured.steps))
    with transaction.atomic():
        state(by)
        line = roster(key, by=by).line
    said = ", ".join(f"{name} {number:,}" for name, number in line.counts.items())
    return Run([*measured.steps, whole], line.rows_total, said)


class _Measured:
    """Steps one after another; each ends where the next begins."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._name = "read"
        self._since = time.perf_counter()
        _forget_peak()

    def begin(self, name: str) -> None:
        """The next step begins; "" ends the last."""
        now = time.perf_counter()
        self.steps.append(Step(self._name, now - self._since, _peak()))
        self._name, self._since = name, now
        _forget_peak()

    def progress(self) -> Progress:
        """The import's own phases as steps."""
        from yinling.people.intake.actions import Progress
        from yinling.people.intake.terms import Phase

        measured = self

        class _Phases(Progress):
            def begin(self, phase: Phase, total: int = 0) -> None:
                super().begin(phase, total)
                measured.begin(phase.value)

        return _Phases()


def _forget_peak() -> None:
    """Let the kernel count this process's peak anew (proc(5), clear_refs: 5)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.M)
    return int(found[1]) / _KIB if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


def _openpyxl(file: Path) -> None:
    import openpyxl  # type: ignore[import-untyped]  # ships no py.typed

    book = openpyxl.load_workbook(file)
    for sheet in book:
        for _row in sheet.iter_rows(values_only=True):
            continue


def _openpyxl_read_only(file: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True)
    for sheet in book:
        for _row in sheet.iter_rows(values_only=True):
            continue


def _calamine(file: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(file))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


_READERS: dict[str, Callable[[Path], None]] = {
    "openpyxl, merely reading": _openpyxl,
    "openpyxl read_only, merely reading": _openpyxl_read_only,
    "calamine, merely reading": _calamine,
}


def _read(file: Path, name: str) -> Step:
    start = time.perf_counter()
    _READERS[name](file)
    return Step(name, time.perf_counter() - start, _peak())


# --- telling


def _row(step: Step, rows: int) -> list[str]:
    rate = f"{rows / step.seconds:,.0f}" if step.seconds >= 0.05 else ""
    return [step.name, f"{step.seconds:.1f}", rate, f"{step.peak:,.0f}"]


def _write(file: Path, run: Run, rows: Sequence[Sequence[str]]) -> None:
    """Put the section into docs/measurements.md, in place of an earlier one."""
    lines = [
        _TITLE,
        "",
        f"{_day()}; 2 cores, 24 GiB; load at the end {os.getloadavg()[0]:.1f}, fsync on. `./yinling bench intake`.",
        f"{file.name}, {run.rows:,} rows, 54 columns, one transaction: {run.said}.",
        "Memory is that of the Python process, from the beginning of each step; PostgreSQL's is not in it. Each reader",
        "runs in a process of its own and does nothing with what it reads.",
        "",
        *("| " + " | ".join(row) + " |" for row in (HEAD, ["---"] * len(HEAD), *rows)),
        "",
    ]
    text = PAGE.read_text(encoding="utf-8")
    old = re.compile(rf"^{_TITLE}.*?(?=^## |\Z)", re.M | re.S)
    PAGE.write_text(old.sub("", text).rstrip() + "\n\n" + "\n".join(lines), encoding="utf-8")


def _day() -> str:
    today = datetime.now().astimezone()
    return f"{today.day} {today:%B %Y}"


if __name__ == "__main__":
    main(sys.argv[1:])
