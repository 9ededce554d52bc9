"""Reads of deadlines, for the engine and for those who keep the machine running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min
from django.db.models.functions import Coalesce, Greatest

from yinling.base.deadlines.models import Deadline
from yinling.base.deadlines.terms import DeadlineState


@dataclass(frozen=True)
class Parked:
    """A deadline whose handler failed twice. What it stood for did not happen: set a new round, or close it."""

    kind: str
    subject: UUID
    round: int
    due_at: datetime
    failures: int
    last_failure: str


def next_due() -> datetime | None:
    """The moment at which the next open deadline can fire; None when none is open."""
    open_ones = Deadline.objects.filter(state=DeadlineState.OPEN)
    fresh = open_ones.filter(retry_at__isnull=True).aggregate(at=Min("due_at"))["at"]
    failed = open_ones.filter(retry_at__isnull=False)
    again = failed.aggregate(at=Min(Greatest("due_at", Coalesce("retry_at", "due_at"))))["at"]
    return min((at for at in (fresh, again) if at is not None), default=None)


def parked() -> tuple[Parked, ...]:
    """Every parked deadline, longest due first."""
    rows = Deadline.objects.filter(state=DeadlineState.PARKED).order_by("due_at", "id")
    fields = ("kind", "subject", "round", "due_at", "failures", "last_failure")
    return tuple(Parked(*row) for row in rows.values_list(*fields))
