"""One engine as a process of its own, whose handler writes a line for every deadline that it fires.

Run as `python -m tests.base.deadlines.engine_process SETTINGS`; it ends on SIGTERM or when it is killed.
"""

import os
import signal
import sys
import threading


def main() -> None:
    """Fire until told to stop."""
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    import django

    django.setup()
    from django.db import connection

    from yinling.base.deadlines.handlers import on
    from yinling.base.deadlines.jobs import run_engine

    def write(subject, by, at):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effect (subject, engine) VALUES (%s, %s)", [subject, os.getpid()])

    on("test.effect", write)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_engine(stop)


if __name__ == "__main__":
    main()
