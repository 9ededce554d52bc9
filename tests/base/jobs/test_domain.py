"""How long a failed job waits: a moment after an outage, at most five minutes otherwise, and not for ever."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import OperationalError
from procrastinate.jobs import Job
from psycopg import errors

from yinling.base.jobs.domain import Patient, is_passing


def raised(cause: BaseException) -> BaseException:
    """As Django raises it, around what psycopg raised."""
    failure = OperationalError()
    failure.__cause__ = cause
    return failure


def seconds(failure: BaseException, attempts: int) -> int | None:
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="tests", attempts=attempts)
    before = datetime.now(UTC)
    decision = Patient().get_retry_decision(exception=failure, job=job)
    return None if decision is None else round((decision.retry_at - before) / timedelta(seconds=1))


def test_after_a_failure_of_its_own_pauses_grow_to_five_minutes_and_end():
    waits = [seconds(ValueError(), attempts) for attempts in range(41)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, *[300] * 32, None]


@pytest.mark.parametrize("attempts", [0, 12, 1000])
def test_an_outage_is_waited_out_however_often(attempts):
    assert seconds(raised(errors.AdminShutdown()), attempts) == 2


@pytest.mark.parametrize(
    ("failure", "passing"),
    [
        (raised(psycopg.OperationalError("server closed the connection unexpectedly")), True),
        (raised(psycopg.InterfaceError("the connection is closed")), True),
        (raised(errors.ConnectionFailure()), True),
        (raised(errors.CannotConnectNow()), True),
        (raised(errors.DeadlockDetected()), True),
        (raised(errors.SerializationFailure()), True),
        (errors.AdminShutdown(), True),
        (raised(errors.QueryCanceled()), False),
        (raised(errors.DiskFull()), False),
        (raised(errors.UniqueViolation()), False),
        (OperationalError(), False),
        (ValueError(), False),
    ],
)
def test_what_says_nothing_of_the_job(failure, passing):
    assert is_passing(failure) is passing
