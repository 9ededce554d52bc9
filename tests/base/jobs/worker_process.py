"""A worker as background runs it, with one job more: it says that it began, waits, and writes its effect once."""

import sys
import threading
import time

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - Django must be set up first

from yinling.base.jobs.jobs import job, run_worker  # noqa: E402 - Django must be set up first
from yinling.kernel.viewer import system  # noqa: E402 - Django must be set up first


@job("tests.slow", viewer=system("tests"))
def slow(number: int) -> None:
    """Begin outside the job's transaction, so that the killer sees it; end inside."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO began (number) VALUES (%s)", [number])
    other.close()
    time.sleep(float(sys.argv[1]))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (number) VALUES (%s) ON CONFLICT DO NOTHING", [number])


run_worker(threading.Event())
