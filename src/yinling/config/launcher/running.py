"""Who runs: the lock that one supervisor holds, and the note it keeps of its processes.

The lock is the truth (the kernel takes it back from a killed process); the note only says more about it.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from yinling.config.launcher.places import Installation
from yinling.config.launcher.processes import Identity, identify
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

SUPERVISOR = "supervisor"


@dataclass(frozen=True)
class Member:
    """One running process of an installation, and since when."""

    process: Identity
    since: datetime


@dataclass(frozen=True)
class State:
    """The note: the port, whether everything has come up, and each process by its name."""

    port: int = 0
    ready: bool = False
    members: Mapping[str, Member] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"


def me() -> Member:
    """The process that asks."""
    process = identify(os.getpid())
    assert process is not None, "a running process has an entry in /proc"
    return Member(process, datetime.now(UTC))


@contextmanager
def alone(where: Installation) -> Iterator[None]:
    """Be the one supervisor of this installation. Raises Refusal when there is one already."""
    with where.lock.open("a") as lock:
        end = time.monotonic() + 0.5  # `status` holds the lock for an instant when it looks
        while not _take(lock.fileno()):
            if time.monotonic() > end:
                raise Refusal(_already(read(where)))
            time.sleep(0.05)
        yield


def _already(state: State) -> str:
    """The sentence for a second start."""
    if state.ready:
        return _("银龄已经在运行：%(address)s（停止用 ./yinling down）。") % {"address": state.address}
    return _("另一个 ./yinling up 正在启动：请等它完成，或用 ./yinling down 停止它。")


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def held(where: Installation) -> bool:
    """Whether a supervisor lives."""
    try:
        with where.lock.open("a") as lock:
            return not _take(lock.fileno())
    except FileNotFoundError:
        return False


def read(where: Installation) -> State:
    """The note; an empty one when there is none or it is damaged (it is only a note)."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        content = json.loads(where.state.read_text(encoding="utf-8"))
        members = {
            name: Member(Identity(int(pid), int(started)), datetime.fromisoformat(since))
            for name, (pid, started, since) in content["members"].items()
        }
        return State(int(content["port"]), bool(content["ready"]), members)
    return State()


def write(where: Installation, state: State) -> None:
    """Replace the note."""
    members = {
        name: [member.process.pid, member.process.started, member.since.isoformat(timespec="seconds")]
        for name, member in state.members.items()
    }
    draft = where.state.with_suffix(".new")
    content = {"port": state.port, "ready": state.ready, "members": members}
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(where.state)


def forget(where: Installation) -> None:
    """Drop the note when everything has ended."""
    where.state.unlink(missing_ok=True)


def leftovers(where: Installation) -> list[Identity]:
    """Processes of the note that still live, without the caller."""
    noted = (member.process for member in read(where).members.values())
    return [process for process in noted if process.alive and process.pid != os.getpid()]
