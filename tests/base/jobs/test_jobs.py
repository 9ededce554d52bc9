"""A killed worker's job is rescued and has its effect once; a worker outlives the loss of all its connections."""

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


def put(database: psycopg.Connection, number: int, *, task: str = "tests.slow", lock: str | None = None) -> int:
    """A job in the queue; gives its id."""
    query = """INSERT INTO procrastinate_jobs (queue_name, task_name, args, queueing_lock)
        VALUES ('default', %s, jsonb_build_object('number', %s::int), %s) RETURNING id"""
    return database.execute(query, [task, number, lock]).fetchone()[0]


def numbers(database: psycopg.Connection, table: str) -> list[int]:
    return [number for (number,) in database.execute(f"SELECT number FROM {table} ORDER BY number")]


def left(database: psycopg.Connection) -> int:
    """Jobs of the test that still stand in the queue, in whatever state."""
    return database.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'tests.slow'").fetchone()[0]


@pytest.mark.kill
def test_a_killed_workers_job_is_rescued(database: psycopg.Connection):
    put(database, 1)
    with worker(database, seconds=PATIENCE) as first:
        until(lambda: numbers(database, "began"), [1])
        first.kill()
        first.wait()
    assert numbers(database, "effect") == []
    with worker(database, seconds=0):
        until(lambda: numbers(database, "effect"), [1])
        until(lambda: left(database), 0)
    assert numbers(database, "began") == [1, 1]


@pytest.mark.kill
def test_a_dead_workers_job_whose_successor_waits_holds_up_no_other(database: psycopg.Connection):
    """As when a chore was killed and its next tick is in the queue: both cannot wait, and one is enough."""
    for number in (1, 2):
        job = put(database, number, lock="tests.slow" if number == 1 else None)
        database.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
    later = put(database, 3, lock="tests.slow")
    database.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour' WHERE id = %s", [later])
    with worker(database, seconds=0):
        until(lambda: left(database), 1)
    assert (numbers(database, "began"), numbers(database, "effect")) == ([2], [2])


@pytest.mark.kill
def test_a_worker_outlives_the_loss_of_its_connections(database: psycopg.Connection):
    """As when PostgreSQL restarts: new jobs run at once, and chores go on ticking, also the second time."""
    cut = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()"""
    tick = "SELECT max(defer_timestamp) FROM procrastinate_periodic_defers WHERE task_name = 'jobs.rescue'"
    with worker(database, seconds=0):
        for number in (1, 2, 3):
            put(database, number)
            until(lambda: left(database), 0)
            ticked = database.execute(tick).fetchone()[0] or 0
            until(lambda since=ticked: (database.execute(tick).fetchone()[0] or 0) > since, True)
            database.execute(cut)
    assert numbers(database, "effect") == [1, 2, 3]
