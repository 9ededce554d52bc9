"""Processes are told apart for ever, follow their parent, and end when asked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yinling.config.launcher.processes import (
    Identity,
    command_line,
    end_all,
    identify,
    open_log,
    run_as,
    spawn,
    wait_until,
)

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"


def test_a_number_given_out_anew_is_another_process() -> None:
    me = identify(os.getpid())
    assert me is not None
    assert me.alive
    assert not Identity(me.pid, me.started - 1).alive


def test_what_is_gone_has_no_identity() -> None:
    with subprocess.Popen(["/bin/true"]) as process:
        assert wait_until(lambda: identify(process.pid) is None, 5)  # a zombie is gone, too
    assert (identify(process.pid), command_line(process.pid)) == (None, [])


def test_sigkill_after_the_grace(tmp_path: Path) -> None:
    with (tmp_path / "log").open("ab") as log:
        process = spawn([sys.executable, "-c", STUBBORN], log=log, environment={})
    assert wait_until(lambda: (tmp_path / "log").read_bytes() == b"on\n", 10)
    identity = identify(process.pid)
    assert identity is not None
    end_all([identity], seconds=0.1)
    assert process.wait() == -signal.SIGKILL


def test_a_child_follows_its_killed_parent(tmp_path: Path) -> None:
    parent = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from yinling.config.launcher.processes import spawn\n"
        "with open(sys.argv[2], 'ab') as log: print(spawn(['/bin/sleep', '60'], log=log, environment={}).pid, flush=True)\n"
        "time.sleep(60)"
    )
    source = str(Path(__file__).parents[3] / "src")
    process = subprocess.Popen(
        [sys.executable, "-c", parent, source, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    child = identify(int(process.stdout.readline()))
    process.kill()
    process.communicate()
    assert child is not None
    assert wait_until(lambda: not child.alive, 5)


def test_run_as_gives_status_and_words() -> None:
    assert run_as(["/bin/sh", "-c", "echo out; echo err >&2; exit 3"], account=None, environment={}) == (
        3,
        "out\nerr\n",
    )


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        run_as(["/nonexistent"], account=None, environment={})


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    with open_log(path) as log:
        log.truncate(10 * 2**20)
    with open_log(path) as log:
        log.write(b"x")
    open_log(path).close()
    assert {file.name: file.stat().st_size for file in tmp_path.iterdir()} == {
        "web.log": 0,
        "web.log.1": 10 * 2**20 + 1,
    }
