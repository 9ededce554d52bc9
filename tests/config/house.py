"""A whole installation in a folder of its own, driven as a person drives it: through `./yinling`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from yinling.config.launcher.places import PROJECT, Installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.processes import Account, command_line, identify, wait_until
from yinling.config.launcher.running import State, read

OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTEST_")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@dataclass(frozen=True)
class House:
    """One installation: its data folder, its port, the checkout and the account that it is run with."""

    var: Path
    port: int
    project: Path = PROJECT
    account: Account | None = None

    @property
    def where(self) -> Installation:
        return Installation(self.var)

    @property
    def state(self) -> State:
        return read(self.where)

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.var)

    def start(self, *arguments: str, lang: str = "C.UTF-8") -> subprocess.Popen[str]:
        """Start a command and do not wait."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("YINLING_", *OURS))}
        home = {} if self.account is None else {"HOME": str(self.project)}
        return subprocess.Popen(
            [str(self.project / "yinling"), *arguments],
            env={**kept, **home, "YINLING_VAR": str(self.var), "LANG": lang, "LC_ALL": lang},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            user=None if self.account is None else self.account.uid,
            group=None if self.account is None else self.account.gid,
            extra_groups=None if self.account is None else [],
        )

    def run(self, *arguments: str, lang: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        """Run a command to its end; no answer of ours ever holds a traceback."""
        process = self.start(*arguments, lang=lang)
        said, complained = process.communicate(timeout=600)
        assert "Traceback" not in said + complained
        return subprocess.CompletedProcess(process.args, process.returncode, said, complained)

    def up(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`up` in the background on the house's port."""
        return self.run("up", "--background", "--port", str(self.port), *arguments)

    def kill(self, name: str) -> None:
        """`kill -9` one process by its name in the note."""
        process = self.state.members[name].process
        process.signal(signal.SIGKILL)
        assert wait_until(lambda: not process.alive, 5)

    def processes(self) -> list[list[str]]:
        """Command lines of all living processes of this house, however they lost their parent."""
        mine = str(self.var)
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid() and identify(int(entry.name)):
                line = command_line(int(entry.name))
                if any(mine in word for word in line) or f"YINLING_VAR={mine}" in _environment(entry):
                    found.append(line)
        return found

    def clear(self) -> None:
        """End and remove everything, the sheltered folder too."""
        self.run("down")
        pointer = self.var / "postgres.path"
        if pointer.exists():
            shutil.rmtree(pointer.read_text(encoding="utf-8").strip())
        shutil.rmtree(self.var, ignore_errors=True)


def _environment(entry: Path) -> list[str]:
    try:
        return (entry / "environ").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return []
