"""How long a job that failed waits before it is tried again."""

from __future__ import annotations

import psycopg
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

_AFTER_OUTAGE = 2  # seconds
_LONGEST_PAUSE = 300  # seconds: what somebody repaired is tried within five minutes
_MAX_TRIES = 40  # some three hours
# PostgreSQL error codes that say nothing about the job: connections (class 08), serialization failure and deadlock,
# and the server shutting down, crashed or starting.
_PASSING = {"40001", "40P01", "57P01", "57P02", "57P03"}


class Patient(BaseRetryStrategy):
    """Again soon for as long as PostgreSQL was away; for any other failure after 2, 4, 8 .. 300 s, 40 times at most."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try `job` again after `exception`, or None when it was tried often enough."""
        if is_passing(exception):
            return RetryDecision(retry_in={"seconds": _AFTER_OUTAGE})
        if job.attempts >= _MAX_TRIES:
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), _LONGEST_PAUSE)})


def is_passing(failure: BaseException) -> bool:
    """Whether `failure`, Django's or psycopg's, is a lost connection or a collision, which says nothing of the job."""
    error = failure if isinstance(failure, psycopg.Error) else failure.__cause__
    if isinstance(error, psycopg.InterfaceError):
        return True
    if not isinstance(error, psycopg.OperationalError):
        return False
    code = error.sqlstate
    return code is None or code.startswith("08") or code in _PASSING
