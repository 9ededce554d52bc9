"""A loop that fails is started again; one that is told to stop stops."""

import logging
import threading

import pytest
from django.db import OperationalError, connection

from tests.cluster import cluster
from yinling.config import background
from yinling.config.background import Loop, keep_running


def test_a_failing_loop_is_started_again_and_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "_FIRST_PAUSE", 0.001)
    tries: list[int] = []

    def run(stop: threading.Event) -> None:
        tries.append(len(tries))
        if len(tries) == 3:
            stop.set()
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        keep_running(Loop("sealer", run), threading.Event())
    assert tries == [0, 1, 2]
    assert [record.getMessage() for record in caplog.records] == ["loop sealer failed"] * 3
    assert all(record.exc_info for record in caplog.records)


@pytest.mark.django_db(transaction=True)
def test_a_loop_whose_connection_was_cut_goes_on_with_another(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL went between two questions of a loop that begins with a question, as the sealer does."""
    monkeypatch.setattr(background, "_FIRST_PAUSE", 0.001)
    begun, tries = [], []

    def ask() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        return int(pid)

    def run(stop: threading.Event) -> None:
        begun.append(1)
        if len(begun) == 3:
            stop.set()
        tries.append(ask())
        if len(begun) == 1:
            with cluster().connect() as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", [tries[0]])
            ask()
        stop.set()

    keep_running(Loop("sealer", run), threading.Event())
    assert (len(begun), len(set(tries))) == (2, 2)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [OperationalError]


def test_a_loop_told_to_stop_is_not_started() -> None:
    stop = threading.Event()
    stop.set()
    keep_running(Loop("jobs", lambda _stop: pytest.fail("started")), stop)


def test_every_kind_of_work_has_its_loop() -> None:
    assert [loop.name for loop in background.loops()] == ["jobs", "deadlines", "sealer"]
