"""A whole day of an office, from nothing: an installation, a city's roster, portraits, twenty proposals, the evening.

`./yinling bench day [--proposals 20] [--write]` brings up an installation of its own on a free port, imports
examples/lanzhou-2017.xlsx with `./yinling import`, waits until the rules have looked at everybody, and works the day
of tests/walk/day.py over HTTP: approved, offered, taken, visited with proof, confirmed, receipts verified, rated; one
offer declined, one person not met, one order called off, one visit done again; the journal audited. Any step that does
not go as it must ends it.
`--write` puts the table into docs/measurements.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.config.house import House, free_port
from tests.walk.caller import Caller
from tests.walk.day import OFFICER, Day

from bench._province import keep, markdown, say
from yinling.config.launcher.places import PROJECT
from yinling.config.launcher.tables import table

ROSTER = PROJECT / "examples" / "lanzhou-2017.xlsx"
TITLE = "## A day of one office"
HEADS = ("step", "times", "seconds", "each")
WAIT = 20 * 60  # seconds until a city's portraits and proposals are there, beside a busy machine
_QUIET = 10  # seconds without a change: then the rules have looked at everybody


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, print one table, and write it if asked."""
    parser = argparse.ArgumentParser(prog="yinling bench day")
    parser.add_argument("--proposals", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="yl-day-", dir="/tmp"))
    folder.chmod(0o755)
    house = House(folder / "var", free_port())
    try:
        rows = _measured(house, asked.proposals)
    finally:
        house.clear()
        shutil.rmtree(folder)
    beside = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: figures hold only for a machine at rest"
    print(beside)
    print(table(HEADS, rows))
    if asked.write:
        keep("\n".join([TITLE, "", f"`./yinling bench day`; {beside}.", "", *markdown(HEADS, rows)]))


def _measured(house: House, proposals: int) -> list[list[str]]:
    began = time.perf_counter()
    rows = [
        _timed(
            "brought up: database, data, processes",
            lambda: _done(house, "up", "--background", "--port", f"{house.port}"),
        ),
        _timed(f"imported {ROSTER.name}", lambda: _done(house, "import", str(ROSTER))),
        _timed("the rules looked at everybody", lambda: _wait(house)),
    ]
    steps = Day(house, proposals, tell=say).run()
    rows += [
        [name, f"{told.times}", f"{told.seconds:.1f}", f"{told.seconds / told.times:.2f}"]
        for name, told in steps.items()
    ]
    return [*rows, ["all together", "1", f"{time.perf_counter() - began:.0f}", ""]]


def _timed(name: str, act: Callable[[], object]) -> list[str]:
    start = time.perf_counter()
    act()
    seconds = time.perf_counter() - start
    say(f"{name}: {seconds:.1f} s")
    return [name, "1", f"{seconds:.1f}", ""]


def _done(house: House, *arguments: str) -> None:
    process = house.start(*arguments)  # not `run`: a city beside a busy machine takes longer than its patience
    said, complained = process.communicate()
    if process.returncode:
        raise SystemExit(said + complained)


def _wait(house: House) -> None:
    """Until the number of proposals that wait is there and stays."""
    officer = Caller(f"http://127.0.0.1:{house.port}")
    officer.sign_in(OFFICER)
    end, since, before = time.monotonic() + WAIT, time.monotonic(), -1
    while before <= 0 or time.monotonic() - since < _QUIET:
        if time.monotonic() > end:
            raise SystemExit(f"the rules have not looked at everybody in {WAIT} s; {before} proposals wait")
        time.sleep(1)
        page = officer.get("/desk/proposals/counted").text  # 今日 itself shows a city's numbers after its lines
        found = re.search(r'chip--mark"[^>]*href="/desk/"[^>]*>[^<]*<span class="count">([\d,]+)', page)
        now = int(found.group(1).replace(",", "")) if found else 0
        if now != before:
            before, since = now, time.monotonic()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
