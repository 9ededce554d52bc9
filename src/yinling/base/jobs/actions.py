"""Deferring a job inside the transaction that wants it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import NoTransaction
from yinling.kernel.viewer import Viewer


def defer(*, task: str, by: Viewer, at: datetime, **ids: UUID | int | str) -> None:
    """Store a job that runs after this transaction commits, at `at` or soon after; arguments are ids, never texts.

    Raises NoTransaction outside one (the job would not stand or fall with the fact), Forbidden for nobody.
    """
    if by.role is None:
        raise Forbidden
    if not connection.in_atomic_block:
        raise NoTransaction("defer a job inside the transaction of its fact")
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    app.configure_task(task, schedule_at=at).defer(**plain)
