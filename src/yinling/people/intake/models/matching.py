"""Candidate, verdict, match key: who might be whom, and what humans said of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules
from yinling.base.units.models import Unit
from yinling.people.intake.models.rosters import RosterRow
from yinling.people.intake.terms import VerdictChoice
from yinling.people.registry.models import Person


class Candidate(Row):
    """A record that a held row may be about. `is_elsewhere`: another body keeps it, and its name is not shown here.

    `evidence` is a list of [field, agreement] pairs; the values themselves are read where they stand.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA)

    row = models.ForeignKey(RosterRow, on_delete=models.CASCADE, related_name="candidates")
    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    evidence = models.JSONField(default=list)
    is_elsewhere = models.BooleanField(default=False)
    verdict = CodeField(choices=VerdictChoice, default="", blank=True)
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["row", "person"], name="candidate_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at__isnull=True, decided_by="")
                | Q(verdict__in=VerdictChoice.values, decided_at__isnull=False),
                name="candidate_decided_when",
            ),
        )


class Verdict(Row):
    """What a human said of one writing and one record: remembered, so that it is never asked again.

    `fingerprint` is a keyed digest of the writing's identifying values.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="insert")

    fingerprint = models.BinaryField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    verdict = CodeField(choices=VerdictChoice)
    said_by = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["fingerprint", "person"], name="verdict_once"),
            models.CheckConstraint(condition=Q(verdict__in=VerdictChoice.values), name="verdict_known"),
        )


class MatchKey(Row):
    """One blocking key of a person as a keyed 64-bit number: equal numbers are worth comparing, no more."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM)

    public_id = None  # type: ignore[assignment]  # millions of rows that nothing outside ever names
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(db_index=True)


class MatchedVersion(Row):
    """The version of a person's record that its match keys were made from; older ones are made again."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM)

    public_id = None  # type: ignore[assignment]  # as above
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
