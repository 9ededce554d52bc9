"""The worker's connections to PostgreSQL, which come back within seconds of a restart."""

from __future__ import annotations

import psycopg
from procrastinate.contrib.django.utils import connector_params
from psycopg_pool import AsyncConnectionPool

PATIENCE = 5.0  # seconds until the worker gives up on a connection; its loop then starts afresh, and at once


def worker_pool() -> AsyncConnectionPool:
    """A closed pool of at most four connections, to be opened by `async with`.

    One that is found dead means that PostgreSQL went and took them all: they are given up together. Left to itself
    the pool tries them one by one with pauses of 0, 1, 2, 4 seconds, and a second restart meanwhile doubles that.
    """

    async def check(connection: psycopg.AsyncConnection) -> None:
        try:
            await AsyncConnectionPool.check_connection(connection)
        except psycopg.Error:
            await pool.drain()
            raise

    pool = AsyncConnectionPool(
        kwargs=connector_params(), min_size=1, max_size=4, timeout=PATIENCE, check=check, open=False
    )
    return pool
