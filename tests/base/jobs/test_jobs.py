"""A killed worker's job is rescued by the next worker, and its effect is there once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections

from tests.cluster import PROJECT, cluster

PATIENCE = 60  # seconds until a run that hangs is given up; nothing is measured against it


@pytest.fixture
def database(django_db_setup: str) -> Iterator[psycopg.Connection]:
    """A database of its own, since workers are other processes and see only what is committed."""
    name = f"{django_db_setup}_workers"
    connections.close_all()  # a database that somebody uses cannot be copied
    with cluster().connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
    with cluster().connect(name) as connection:
        for table in ("began", "effect"):
            connection.execute(f"CREATE TABLE {table} (number int)")
            connection.execute(f"GRANT SELECT, INSERT ON {table} TO yl_system")
        connection.execute("ALTER TABLE effect ADD UNIQUE (number)")
        yield connection
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def worker(database: psycopg.Connection, *, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    address = cluster().url("yl_work", database.info.dbname)
    surroundings = os.environ | {"DATABASE_URL": address, "YINLING_PROCESS": "background"}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "yinling.config.settings", "PYTHONPATH": str(PROJECT / "src")}
    command = [sys.executable, "-m", "tests.base.jobs.worker_process", str(seconds)]
    process = subprocess.Popen(command, env=surroundings, cwd=PROJECT, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(look: Callable[[], object], wanted: object) -> None:
    end = time.monotonic() + PATIENCE
    while (seen := look()) != wanted:
        assert time.monotonic() < end, f"{seen} instead of {wanted}"
        time.sleep(0.1)


@pytest.mark.kill
def test_a_killed_workers_job_is_rescued(database: psycopg.Connection):
    def numbers(table: str) -> list[int]:
        return [number for (number,) in database.execute(f"SELECT number FROM {table} ORDER BY number")]

    database.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'tests.slow', '{\"number\": 1}')"
    )
    with worker(database, seconds=PATIENCE) as first:
        until(lambda: numbers("began"), [1])
        first.kill()
        first.wait()
    assert numbers("effect") == []
    with worker(database, seconds=0):
        until(lambda: numbers("effect"), [1])
        left = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'tests.slow'"
        until(lambda: database.execute(left).fetchone(), (0,))
    assert numbers("began") == [1, 1]
