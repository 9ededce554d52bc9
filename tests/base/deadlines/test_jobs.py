import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from tests.cluster import PROJECT, cluster
from yinling.base.deadlines.jobs import LONGEST_PAUSE, SHORTEST_PAUSE, _bounded

DEADLINES = 1_500
PATIENCE = 60  # seconds until a run that hangs is given up; nothing is measured against it


@pytest.fixture
def database(django_db_setup: str) -> Iterator[psycopg.Connection]:
    """A database of its own, since engines are other processes and see only what is committed."""
    name = f"{django_db_setup}_engines"
    connections.close_all()  # a database that somebody uses cannot be copied
    with cluster().connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
    with cluster().connect(name) as connection:
        connection.execute("CREATE TABLE effect (subject uuid NOT NULL, engine int NOT NULL)")
        connection.execute("GRANT INSERT ON effect TO yl_system")
        yield connection
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def engine(database: psycopg.Connection) -> Iterator[subprocess.Popen[bytes]]:
    """An engine as background work logs in; ended at the end, whatever happened to it."""
    address = cluster().url("yl_work", database.info.dbname)
    surroundings = os.environ | {"DATABASE_URL": address, "YINLING_PROCESS": "background"}
    command = [sys.executable, "-m", "tests.base.deadlines.engine_process", settings.SETTINGS_MODULE]
    paths = os.pathsep.join([str(PROJECT / "src"), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        command, env=surroundings | {"PYTHONPATH": paths}, cwd=PROJECT, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def put(database: psycopg.Connection, count: int, seconds: float) -> None:
    database.execute(
        "INSERT INTO deadlines_deadline (public_id, kind, subject, round, due_at, set_at, state, fired_by, failures,"
        " last_failure) SELECT gen_random_uuid(), 'test.effect', gen_random_uuid(), 1,"
        " clock_timestamp() + make_interval(secs => random() * %s), clock_timestamp(), 'open', '', 0, ''"
        " FROM generate_series(1, %s)",
        [seconds, count],
    )


def number(database: psycopg.Connection, query: str) -> int:
    row = database.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def wait_for(database: psycopg.Connection, query: str, wanted: int) -> None:
    given_up_at = time.monotonic() + PATIENCE
    while number(database, query) < wanted:
        assert time.monotonic() < given_up_at, f"{query} did not reach {wanted}"
        time.sleep(0.02)


FIRED = "SELECT count(*) FROM deadlines_deadline WHERE state = 'fired'"
ALL = "SELECT count(*) FROM deadlines_deadline"
EFFECTS = "SELECT count(*) FROM effect"
ENGINES = "SELECT count(DISTINCT engine) FROM effect"


def both_fire(database: psycopg.Connection) -> None:
    """Give them deadlines, a few at a time, until each of the two engines has fired one."""
    given_up_at = time.monotonic() + PATIENCE
    while number(database, ENGINES) < 2:
        assert time.monotonic() < given_up_at, "an engine fires nothing"
        put(database, 5, 0.05)
        time.sleep(0.05)


@pytest.mark.kill
@pytest.mark.slow  # two processes start Django and fire for seconds
def test_two_engines_one_killed_halfway_fire_each_deadline_exactly_once(database):
    with engine(database) as first, engine(database) as second:
        both_fire(database)
        put(database, DEADLINES, 2.0)
        put(database, DEADLINES, 0)
        wait_for(database, EFFECTS, DEADLINES)
        os.kill(first.pid, signal.SIGKILL)
        assert first.wait(timeout=PATIENCE) == -signal.SIGKILL
        wait_for(database, FIRED, number(database, ALL))
        assert second.poll() is None
    total = number(database, ALL)
    assert number(database, EFFECTS) == total
    assert number(database, "SELECT count(DISTINCT subject) FROM effect") == total
    missed = "SELECT count(*) FROM deadlines_deadline d LEFT JOIN effect e USING (subject) WHERE e.subject IS NULL"
    assert number(database, missed) == 0


@pytest.mark.kill
@pytest.mark.slow  # one process starts Django and waits for its database
def test_an_engine_outlives_the_loss_of_its_connection_and_stops_when_told(database):
    with engine(database) as only:
        put(database, 1, 0)
        wait_for(database, EFFECTS, 1)
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        put(database, 1, 0)
        wait_for(database, EFFECTS, 2)
        only.terminate()
        assert only.wait(timeout=PATIENCE) == 0


def test_the_pause_is_never_too_short_nor_too_long():
    assert [_bounded(seconds) for seconds in (0, 0.004, 0.05, 3_600)] == [
        SHORTEST_PAUSE,
        SHORTEST_PAUSE,
        0.05,
        LONGEST_PAUSE,
    ]


def test_an_engine_told_to_stop_beforehand_does_nothing():
    from yinling.base.deadlines.jobs import run_engine

    stop = threading.Event()
    stop.set()
    run_engine(stop)
