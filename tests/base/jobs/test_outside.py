"""The worker has connections again at once when PostgreSQL took all of them."""

import asyncio
import time

import pytest

from tests.cluster import cluster
from yinling.base.jobs.outside import worker_pool


async def _seconds_after_a_cut(database: str) -> float:
    """How long the next query waits when four idle connections have died. Left alone the pool would need seven."""
    async with worker_pool() as pool:
        held = [await pool.getconn() for _number in range(4)]
        for connection in held:
            await pool.putconn(connection)
        _cut(database)
        start = time.monotonic()
        async with pool.connection() as connection:
            await connection.execute("SELECT 1")
        return time.monotonic() - start


def _cut(database: str) -> None:
    with cluster().connect(database) as admin:
        killed = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'yl_owner' AND pid <> pg_backend_pid()"
        ).fetchone()
    assert killed is not None
    assert killed[0] >= 4, "all four were there to be cut"


@pytest.mark.django_db(transaction=True)
def test_four_dead_connections_cost_no_pauses(django_db_setup: str):
    assert asyncio.run(_seconds_after_a_cut(django_db_setup)) < 0.9
