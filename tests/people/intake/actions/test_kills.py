"""Imports killed at any moment: nothing of one stands or all of it, and it can be taken up again; two at once are one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cluster import PROJECT, cluster
from tests.conftest import ROUNDS
from tests.people.intake.actions.scenes import Someone, book
from tests.people.intake.domain.matching.people import number

PERSONS = 300
KILLS = max(4, ROUNDS // 10)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "国建德明玉梅秀兰华英强军"


def people() -> list[Someone]:
    """Three hundred who are not alike."""
    found = []
    for n in range(PERSONS):
        name = _SURNAMES[n % 20] + _GIVEN[n % 12] + _GIVEN[(n // 12) % 12]
        born = f"19{30 + n % 20}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        mark = number("620102", born.replace("-", ""), f"{2 * (n % 400) + 101:03d}")
        found.append(Someone(name, "男", born, mark, f"139{n:08d}", address=f"庆阳路{n + 1}号"))
    return found


@pytest.fixture(scope="module")
def database(django_db_setup: str) -> Iterator[str]:
    """A database of this module's own, with committed rows."""
    name = f"yl_import_{os.getpid()}"
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}" OWNER yl_owner')
    yield name
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _template() -> str:
    from tests.conftest import _template_name

    return _template_name()


@pytest.fixture
def owner(database: str, django_db_blocker) -> Iterator[None]:
    """Django's own connection on that database, as the owner, outside any transaction."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = database
        from yinling.base.rows.wall import build

        build()
        yield
        connection.close()
        connection.settings_dict["NAME"] = before


class Imports:
    """Importing processes of our own; none outlives the test."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, roster: uuid.UUID) -> subprocess.Popen[str]:
        environment = os.environ | {
            "DATABASE_URL": cluster().url("yl_work", self.database),
            "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
            "YINLING_PROCESS": "background",
            "YINLING_VAR": str(self.folder),
        }
        command = [sys.executable, "-m", "tests.people.intake.actions.importer_process", str(roster)]
        started = subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        self.processes.append(started)
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        return started

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def imports(database: str, tmp_path: Path) -> Iterator[Imports]:
    found = Imports(database, tmp_path)
    yield found
    found.end()


def _handed_in(content: bytes) -> uuid.UUID:
    from tests import factories as make
    from tests.people.intake.imported import handed_in
    from yinling.base.units.models import Unit

    unit = Unit.objects.first() or make.unit(make.CHENGGUAN, name="城关区教育局")
    return handed_in(unit, content, by=make.SYSTEM, at=datetime(2026, 11, 22, 1, 30, tzinfo=UTC))


def _standing(database: str) -> tuple[int, ...]:
    """How much of imports stands, seen by the superuser."""
    tables = ("registry_person", "registry_personnow", "registry_fact", "registry_card", "intake_rosterrow",
              "intake_matchedversion")  # fmt: skip
    with cluster().connect(database) as admin:
        return tuple(admin.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.mark.kill  # starts real processes and kills them
def test_a_killed_import_leaves_nothing_and_is_taken_up_again(owner, imports: Imports, database: str):
    chance = random.Random("killed imports")
    roster = _handed_in(book(*people()))
    begun = time.monotonic()
    probe = imports.start(_handed_in(book(*people()[:150], day="2024年10月31日")))
    assert probe.communicate()[0] == "done\n"
    took = time.monotonic() - begun
    before = _standing(database)
    for _kill in range(KILLS):
        process = imports.start(roster)
        time.sleep(chance.uniform(0, took))
        process.kill()
        process.communicate()
        found = _standing(database)
        if found != before:  # it had committed before it was killed: then all of it stands, which is seen below
            break
    last = imports.start(roster)
    assert last.communicate()[0] == "done\n"
    after = _standing(database)
    assert found in {before, after}
    assert after[0] == after[1] == after[3] == PERSONS
    assert after[4] == before[4] + PERSONS + 3
    again = imports.start(roster)
    assert (again.communicate()[0], _standing(database)) == ("done\n", after)
    from tests.people.intake.actions.scenes import hold_true

    hold_true()


@pytest.mark.kill  # starts real processes
def test_two_who_take_in_one_roster_at_once_are_one_import(owner, imports: Imports, database: str):
    from yinling.base.journal.models import Entry

    before = _standing(database)
    strangers = [Someone(one.name[::-1] + "甫", "女", f"192{n % 10}-0{1 + n % 9}-15", "", f"138{n:08d}", unit="城关区水务局")
                 for n, one in enumerate(people()[:100])]  # fmt: skip
    roster = _handed_in(book(*strangers))
    pair = [imports.start(roster), imports.start(roster)]
    assert [process.communicate()[0] for process in pair] == ["done\n", "done\n"]
    after = _standing(database)
    assert after[4] - before[4] == 103
    assert Entry.objects.filter(kind="intake.roster_imported", subject=roster).count() == 1
