"""From a clone to a signed-in page, cold and warm, as a newcomer counts it.

`./yinling bench start`: clones this checkout into a temporary folder, brings it up with nothing prepared
(packages come from wherever pip and npm take them, their caches included), signs in, stops, and does the
second start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.config.house import House, free_port
from tests.walk.caller import Caller

from yinling.config.launcher.places import PROJECT
from yinling.config.launcher.tables import table


def main(_arguments: Sequence[str] = ()) -> None:
    """Measure, and print one table."""
    folder = Path(tempfile.mkdtemp(prefix="yl-start-", dir="/tmp"))
    folder.chmod(0o755)
    clone = folder / "clone"
    house = House(folder / "var", free_port(), project=clone)
    try:
        rows = [
            _timed("git clone", lambda: subprocess.run(["git", "clone", "-q", str(PROJECT), str(clone)], check=True)),
            _timed("first up (environment, packages, database, data, processes)", lambda: _up(house)),
            _timed("signed in: name, password, code, first page", lambda: _sign_in(house)),
            _timed("down", lambda: house.run("down")),
            _timed("second up", lambda: _up(house)),
        ]
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: figures hold only for a machine at rest")
        print(table(["step", "seconds"], rows))
    finally:
        house.clear()
        shutil.rmtree(folder)


def _up(house: House) -> None:
    answer = house.up()
    if answer.returncode:
        raise SystemExit(answer.stdout + answer.stderr)


def _sign_in(house: House) -> None:
    caller = Caller(f"http://127.0.0.1:{house.port}")
    caller.sign_in("lanzhou")
    if "录入" not in caller.get("/desk/").text:
        raise SystemExit("not signed in")


def _timed(name: str, act: Callable[[], object]) -> list[str]:
    start = time.perf_counter()
    act()
    return [name, f"{time.perf_counter() - start:.1f}"]


if __name__ == "__main__":
    main()
