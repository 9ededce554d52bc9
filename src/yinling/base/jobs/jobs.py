"""The worker, how a function becomes a job, and the rescue of jobs whose worker was killed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import wraps

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from yinling.base.jobs.domain import Patient
from yinling.base.jobs.outside import worker_pool
from yinling.base.rows.viewing import seen_as
from yinling.kernel.viewer import Viewer

# After GROUND section 3: a heartbeat every 2 s; without one for 8 s a worker is dead and its jobs go back.
_HEARTBEAT = 2.0
_DEAD_AFTER = 8.0
_POLL = 1.0  # releasing a lock or a due retry wakes nobody: the worker must look
_AGAIN = Patient()

Work = Callable[..., None]


def job(name: str, *, viewer: Viewer, lane: str | None = None) -> Callable[[Work], Work]:
    """Make a function a job: one transaction for one stated viewer, tried again with growing pauses when it fails.

    Of the jobs of one `lane` one runs at a time, so that long ones never hold every worker.
    """

    def decorate(work: Work) -> Work:
        app.task(name=name, retry=_AGAIN, lock=lane)(_run_as(viewer, work))
        return work

    return decorate


def chore(name: str, *, viewer: Viewer, cron: str) -> Callable[[Work], Work]:
    """Make a function a job that runs by the clock (`cron`, seconds last), once a tick however many workers there are.

    It is called with the tick's `timestamp`.
    """

    def decorate(work: Work) -> Work:
        run = _run_as(viewer, work)

        @app.periodic(cron=cron, periodic_id=name)
        @app.task(name=name, retry=_AGAIN, queueing_lock=name)
        def tick(timestamp: int) -> None:
            run(timestamp=timestamp)

        return work

    return decorate


def _run_as(viewer: Viewer, work: Work) -> Work:
    seen = seen_as(viewer)(work)

    @wraps(work)
    def run(**ids: object) -> None:
        close_old_connections()  # the thread may hold one from before PostgreSQL restarted
        seen(**ids)

    return run


@app.periodic(cron="* * * * * */5", periodic_id="jobs.rescue")
@app.task(name="jobs.rescue", queueing_lock="jobs.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Put the jobs of dead workers back into the queue. Their effects may be there already: jobs run twice safely.

    A chore whose next tick waits already is not put back: that tick does its work.
    """
    manager = context.app.job_manager  # the worker's own connections, which outlive a restart of PostgreSQL
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER):
        try:
            await manager.retry_job(stalled)
        except UniqueViolation:
            await manager.finish_job(stalled, status=Status.ABORTED, delete_job=True)


def run_worker(stop: threading.Event) -> None:
    """Run jobs in this thread until `stop` is set; jobs at hand get two seconds to finish."""
    asyncio.run(_work(stop))


async def _work(stop: threading.Event) -> None:
    """The worker has a connector of its own; what jobs themselves defer still goes through Django's transaction."""
    await sync_to_async(close_old_connections)()  # chores are put into the queue through Django's connection
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's connector has it
    async with worker_pool() as pool, worker_app.open_async(pool):
        await _until(stop, worker_app)


async def _until(stop: threading.Event, worker_app: App) -> None:
    working = asyncio.create_task(
        worker_app.run_worker_async(
            concurrency=2, install_signal_handlers=False, fetch_job_polling_interval=_POLL,
            update_heartbeat_interval=_HEARTBEAT, stalled_worker_timeout=_DEAD_AFTER, shutdown_graceful_timeout=2,
            delete_jobs="successful",
        )
    )  # fmt: skip
    while not stop.is_set() and not working.done():
        await asyncio.sleep(0.1)
    if stop.is_set():
        working.cancel()
        await asyncio.wait([working], timeout=3)
    else:
        await working  # it ended by itself: say why
