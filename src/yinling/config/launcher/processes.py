"""Processes as the launcher sees them: started to die with their parent, named without mistake.

A process id alone is reused by the kernel; with its start time (proc(5), /proc/PID/stat, field 22)
it is a name.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1  # prctl(2)
_LONGEST_LOG = 10 * 2**20  # bytes
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """A system account that a process may run as."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Identity:
    """One process for ever: its number and its start, in clock ticks since boot."""

    pid: int
    started: int

    @property
    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return identify(self.pid) == self

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; nothing happens when it is gone."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def identify(pid: int) -> Identity | None:
    """The process that has this number now, or None when there is none or it is a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name in parentheses may hold spaces and parentheses; what follows the last one is regular.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else Identity(pid, int(fields[19]))


def command_line(pid: int) -> list[str]:
    """The arguments that a process was started with; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")[:-1]
    except OSError:
        return []


def _follow_parent(number: signal.Signals) -> Callable[[], None]:
    """What a child runs before it becomes its program: end with `number` when the parent is gone."""
    parent = os.getpid()

    def follow() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        _libc.prctl(_PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return follow


def open_log(path: Path) -> IO[bytes]:
    """The log of a process that is about to start; one over 10 MB is put aside as `.1` first."""
    with suppress(FileNotFoundError):
        if path.stat().st_size > _LONGEST_LOG:
            path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")


def spawn(
    command: list[str],
    *,
    log: IO[bytes],
    environment: Mapping[str, str],
    account: Account | None = None,
    parting: signal.Signals | None = signal.SIGTERM,
    folder: Path | None = None,
    handles: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in its own session, its words into `log`.

    `handles` are the open files it inherits; `parting` is the signal it gets when the process that
    started it dies, however it dies; None lets it stay.
    Raises OSError when the program cannot be started.
    """
    return subprocess.Popen(  # noqa: S603 - a fixed list of our own programs, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
        pass_fds=handles,
        start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the others in order
        # user= and group= are set before this runs: changing them afterwards would clear the signal
        preexec_fn=None if parting is None else _follow_parent(parting),  # noqa: PLW1509 - no threads here
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
    )


def run_as(
    command: list[str],
    *,
    account: Account | None,
    environment: Mapping[str, str],
    folder: Path = Path("/"),
) -> tuple[int, str]:
    """Run a program to its end in `folder`: its exit status and everything it said."""
    done = subprocess.run(  # noqa: S603 - a fixed list of our own programs, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
        check=False,
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def wait_until(met: Callable[[], bool], seconds: float) -> bool:
    """Whether `met` came true within so many seconds; looks every 20 milliseconds."""
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def end_all(processes: Iterable[Identity], *, seconds: float, first: signal.Signals = signal.SIGTERM) -> None:
    """End these processes: `first` a request, after so many seconds SIGKILL; returns when none is left."""
    rest = [process for process in processes if process.alive]
    for process in rest:
        process.signal(first)
    if not wait_until(lambda: not any(process.alive for process in rest), seconds):
        for process in rest:
            process.signal(signal.SIGKILL)
        wait_until(lambda: not any(process.alive for process in rest), 5)
