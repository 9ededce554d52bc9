"""The database that a command keeps: of the running installation, of one that is down, or the one of DATABASE_URL."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from yinling.config.launcher import running, seat
from yinling.config.launcher.checks import owned_settings
from yinling.config.launcher.crew import environment
from yinling.config.launcher.places import Installation, installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_PORT = 8000  # of nobody: an installation that is down has no address


@dataclass(frozen=True)
class Kept:
    """A database that answers: the owner's settings for it, and its cluster when that is ours.

    `is_up` says that web and background of the installation run beside it.
    """

    where: Installation
    settings: Mapping[str, str]
    cluster: Cluster | None = None
    is_up: bool = False

    @property
    def url(self) -> str:
        """The owner's address, password included."""
        return self.settings["DATABASE_URL"]

    @property
    def programs(self) -> Path:
        """Where PostgreSQL's programs are."""
        return seat.find(self.where.var).programs


@contextmanager
def answering() -> Iterator[Kept]:
    """The database of this machine, started for as long as it takes when nothing runs. Raises Refusal without one."""
    where = installation()
    if "DATABASE_URL" in os.environ:
        where.make()
        yield Kept(where, owned_settings())
        return
    if running.held(where):
        yield Kept(where, owned_settings(), Cluster(where.var), is_up=True)
        return
    if not where.secrets.exists() or not Cluster(where.var).data.exists():
        raise Refusal(_("这里还没有数据：请先运行 ./yinling up，或用 YINLING_VAR 指定数据目录。"))
    with alone(where) as cluster:
        yield Kept(where, environment(where, cluster, "owner", port=_PORT), cluster)


@contextmanager
def alone(where: Installation) -> Iterator[Cluster]:
    """The cluster of an installation that is down, made when it is absent; nobody can start it meanwhile."""
    where.make()
    with running.alone(where):
        cluster = Cluster(where.var)
        cluster.make()
        process = cluster.start()
        try:
            cluster.provision()
            yield cluster
        finally:
            cluster.stop()
            process.wait()


@contextmanager
def scratch(where: Installation) -> Iterator[Cluster]:
    """A cluster of its own that is thrown away: what is restored there touches nothing, and needs no rights anywhere.

    One at a time for each data folder. Raises Refusal while another is in use.
    """
    where.make()
    home = where.var / "scratch"
    with (where.var / "run/scratch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(_("另一个备份正在进行：请等它完成。")) from None
        _remove(home)  # of one that was killed
        cluster = Cluster(home, durable=False)
        try:
            cluster.make()
            process = cluster.start()
            try:
                cluster.provision()
                yield cluster
            finally:
                cluster.stop()
                process.wait()
        finally:
            _remove(home)


def _remove(home: Path) -> None:
    """Remove a scratch cluster, its data too where they had to lie elsewhere."""
    if not home.exists():
        return
    cluster = Cluster(home)
    cluster.stop()
    folder = cluster.seat.folder
    shutil.rmtree(folder / "postgres", ignore_errors=True)
    shutil.rmtree(folder / "postgres.new", ignore_errors=True)
    if folder != home:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
