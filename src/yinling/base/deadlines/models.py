"""Deadline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.deadlines.terms import DeadlineState
from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules


class Deadline(Row):
    """What is to happen to a subject at a moment: open -> fired, closed or parked; parked -> closed.

    `round` tells repeated deadlines of one kind and subject apart. `failures` counts handlers that raised,
    `last_failure` is the name of the last exception's class and no more, since messages may name people.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM,
        app="select, insert, update (due_at, state, closed_at)",
        work="select, insert, update",
    )

    kind = CodeField()
    subject = models.UUIDField()
    round = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField()
    set_at = models.DateTimeField()
    state = CodeField(choices=DeadlineState, default=DeadlineState.OPEN)
    fired_at = models.DateTimeField(null=True)
    fired_by = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_failure = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "subject", "round"], name="deadline_once"),
            models.CheckConstraint(condition=Q(state__in=DeadlineState.values), name="deadline_state_known"),
            models.CheckConstraint(
                condition=(Q(state=DeadlineState.FIRED, fired_at__isnull=False) & ~Q(fired_by=""))
                | (~Q(state=DeadlineState.FIRED) & Q(fired_at__isnull=True, fired_by="")),
                name="deadline_fired_by_an_engine",
            ),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.CLOSED, closed_at__isnull=False)
                | (~Q(state=DeadlineState.CLOSED) & Q(closed_at__isnull=True)),
                name="deadline_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeadlineState.PARKED) | Q(failures__gte=1),
                name="deadline_parked_after_failure",
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="open"), name="deadline_next"),
            models.Index(fields=["due_at"], condition=Q(state="parked"), name="deadline_parked"),
        )
