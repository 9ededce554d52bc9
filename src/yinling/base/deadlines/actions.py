"""Changes of deadlines: set, closed, fired. Each belongs to its caller's transaction and fact."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yinling.base.deadlines import policy
from yinling.base.deadlines.handlers import handler_of
from yinling.base.deadlines.models import Deadline
from yinling.base.deadlines.terms import DeadlineState
from yinling.base.rows.refusals import Refused
from yinling.kernel.viewer import Viewer

BATCH = 100
FAILURES_ALLOWED = 1
RETRY_AFTER = timedelta(seconds=1)

log = logging.getLogger(__name__)


class DeadlineSettled(Refused):
    """This round has fired, was closed or is parked: it is not moved any more. Set a new round."""


@transaction.atomic
def set_deadline(
    *,
    kind: str,
    subject: UUID,
    due_at: datetime,
    by: Viewer,
    at: datetime,
    round: int = 1,  # noqa: A002 - the word of the trade
) -> None:
    """Let something happen to `subject` at `due_at`, or move it there while it is open. Safe to repeat.

    Raises Forbidden for nobody, DeadlineSettled when this round is over.
    """
    policy.may_set(by)
    row = Deadline(kind=kind, subject=subject, round=round, due_at=due_at, set_at=at)
    Deadline.objects.bulk_create([row], ignore_conflicts=True)
    same = Deadline.objects.filter(kind=kind, subject=subject, round=round, state=DeadlineState.OPEN)
    if not same.update(due_at=due_at):
        raise DeadlineSettled


@transaction.atomic
def close(*, kind: str, subject: UUID, by: Viewer, at: datetime) -> int:
    """Let it not happen: close every open or parked round. Returns how many; none when all have fired.

    Whether the deadline or its closer came first is for the caller's own claim to decide. Raises Forbidden.
    """
    policy.may_set(by)
    waiting = Deadline.objects.filter(kind=kind, subject=subject, state__in=[DeadlineState.OPEN, DeadlineState.PARKED])
    return waiting.update(state=DeadlineState.CLOSED, closed_at=at)


@dataclass(frozen=True)
class _Claimed:
    """A deadline that this transaction holds and has marked as fired."""

    id: int
    kind: str
    subject: UUID
    failures: int


# An UPDATE joined to a locked subselect: with `WHERE id IN (SELECT .. LIMIT)` a nested loop may claim more.
_CLAIM = """
UPDATE deadlines_deadline d SET state = 'fired', fired_at = %(at)s, fired_by = %(engine)s FROM (
  SELECT id FROM deadlines_deadline
  WHERE state = 'open' AND due_at <= %(at)s AND (retry_at IS NULL OR retry_at <= %(at)s)
  ORDER BY due_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED) due
WHERE d.id = due.id RETURNING d.id, d.kind, d.subject, d.failures, d.due_at
"""


@transaction.atomic
def fire_due(*, engine: str, by: Viewer, at: datetime) -> int:
    """Fire up to 100 deadlines due at `at` that no other engine holds, each with its handler.

    A handler that raises undoes only its own work; its deadline is tried once more and then parked. `engine`
    names the process. Returns how many were claimed. Raises Forbidden for anyone but background work.
    """
    policy.may_fire(by)
    claimed = _claim(engine, at)
    for deadline in claimed:
        try:
            with transaction.atomic():
                handler_of(deadline.kind)(deadline.subject, by, at)
        except Exception as failure:
            log.exception("deadline %s of %s failed", deadline.kind, deadline.subject)
            _failed(deadline, failure, at)
    return len(claimed)


def _claim(engine: str, at: datetime) -> Sequence[_Claimed]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"at": at, "engine": engine, "batch": BATCH})
        rows = sorted(cursor.fetchall(), key=lambda row: (row[4], row[0]))
    return [_Claimed(*row[:4]) for row in rows]


def _failed(deadline: _Claimed, failure: Exception, at: datetime) -> None:
    failures = deadline.failures + 1
    state = DeadlineState.PARKED if failures > FAILURES_ALLOWED else DeadlineState.OPEN
    Deadline.objects.filter(pk=deadline.id).update(
        state=state,
        failures=failures,
        retry_at=at + RETRY_AFTER,
        last_failure=type(failure).__name__,
        fired_at=None,
        fired_by="",
    )
