"""The months of the log of looks: each is a partition of its own, made ahead of its time by the owner."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

MONTHS_AHEAD = 24


def make_months(*, at: datetime) -> int:
    """Make the missing partitions from the month of `at` (UTC) to 24 months later. Returns how many were made.

    Runs as owner after each migrate. Rows that came too late for any month lie in the default partition and
    move into theirs when it is made; nothing is lost when nobody migrates for two years. Does nothing before
    the log of looks is partitioned.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('access_make_look_months(timestamptz, integer)') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute("SELECT access_make_look_months(%s, %s)", [at, MONTHS_AHEAD + 1])
        (made,) = cursor.fetchone()
    return int(made)
