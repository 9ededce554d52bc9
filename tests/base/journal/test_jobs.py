"""The sealer as a loop: it stops when told, refuses a damaged tree, and survives kill -9 beside four writers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connections

from tests.base.journal.facts import SEALER, seal_and_sign, visited
from tests.cluster import PROJECT, cluster
from tests.conftest import Sides
from yinling.base.journal import jobs, outside
from yinling.base.journal.actions import TreeDamaged
from yinling.base.journal.models import Checkpoint, Head, Todo
from yinling.kernel.merkle import EMPTY_ROOT

SECONDS = 8.0


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A stop event that is set by the first pause, so that the loop goes round once; connections are left alone."""

    class Once(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return True

    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    return Once()


def test_one_round_seals_signs_and_keeps_a_copy(
    sides: Sides, now: datetime, tmp_path: Path, settings: object, once: threading.Event
) -> None:
    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    visited(now)
    jobs.run_sealer(once)
    assert (Todo.objects.count(), Head.objects.get().size) == (0, 1)
    assert [bytes(note) for note in outside.kept()] == [bytes(Checkpoint.objects.get().note)]


def test_it_does_not_go_on_from_a_tree_that_was_cut(
    sides: Sides, now: datetime, tmp_path: Path, settings: object, once: threading.Event
) -> None:
    """Everything inside the database was wound back; only the file outside remembers."""
    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    visited(now)
    outside.keep([seal_and_sign(now)])
    sides.owner()
    Checkpoint.objects.all().delete()
    Head.objects.update(size=0, root=EMPTY_ROOT)
    with pytest.raises(TreeDamaged):
        jobs.run_sealer(once)


def test_it_does_not_run_without_the_key(db: None, settings: object) -> None:
    settings.YINLING_LOG_KEY = ""
    with pytest.raises(outside.NoLogKey):
        jobs.run_sealer(threading.Event())


@pytest.fixture
def database(django_db_setup: str) -> Iterator[str]:
    """A database of its own, for processes that really commit: copied from this worker's, which nobody may use then."""
    name = f"yl_t_kill_{os.getpid()}"
    connections.close_all()
    with cluster().connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
    yield name
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Crew:
    """Processes of our own on that database; none outlives the test."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, module: str, login: str, process: str, *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {
            "DATABASE_URL": cluster().url(login, self.database),
            "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
            "YINLING_PROCESS": process,
            "YINLING_VAR": str(self.folder),
        }
        command = [sys.executable, "-m", f"tests.base.journal.{module}", *arguments]
        started = subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        self.processes.append(started)
        return started

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()


@pytest.fixture
def crew(database: str, tmp_path: Path) -> Iterator[Crew]:
    found = Crew(database, tmp_path)
    yield found
    found.end()


@pytest.mark.kill  # real processes for some ten seconds
def test_four_writers_and_killed_sealers_leave_no_row_without_a_leaf_and_none_with_two(
    crew: Crew, database: str, tmp_path: Path
) -> None:
    files = [tmp_path / f"acknowledged-{number}" for number in range(4)]
    sealer = crew.start("sealer_process", "yl_work", "background")
    writers = [crew.start("writer_process", "yl_web", "web", str(n), str(file)) for n, file in enumerate(files)]
    assert {process.stdout.readline() for process in (sealer, *writers)} == {"ready\n"}
    time.sleep(SECONDS)
    for process in writers:
        process.terminate()
    assert [process.wait(timeout=30) for process in writers] == [0] * 4
    sealer.terminate()
    told = json.loads(sealer.communicate(timeout=60)[0])
    acknowledged = {int(line) for file in files for line in file.read_text().split()}
    with cluster().connect(database) as connection:
        entries = {row[0] for row in connection.execute("SELECT id FROM journal_entry")}
        leaves = connection.execute("SELECT n, entry_id FROM journal_leaf ORDER BY n").fetchall()
    assert len(acknowledged) > 100
    assert told | {"kills": 0} == {"kills": 0, "ended": 0, "todo": 0, "findings": []}
    assert told["kills"] >= 4
    assert entries == acknowledged
    assert [n for n, _ in leaves] == list(range(len(entries)))
    assert {sequence for _, sequence in leaves} == entries
