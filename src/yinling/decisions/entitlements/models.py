"""Requirement, evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.decisions.rulebook.models import Sourced
from yinling.people.registry.models import person_key


class Requirement(Sourced):
    """A paper that somebody must bring before an entitlement is granted, in an area for a period."""

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE, work="select, insert, update (valid_to)")

    rule_code = CodeField()
    evidence = CodeField()
    position = models.PositiveSmallIntegerField()

    class Meta(Sourced.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_code", "evidence", "area_code", "valid_from"], name="requirement_begins_once"
            ),
        )


class Evidence(PersonRow):
    """A paper that was seen for a candidate: which, of what day, and who saw it. One stands at a time of each."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (withdrawn_at, withdrawn_by)",
        personal={
            "rule_code": Sensitivity.CODED, "evidence": Sensitivity.CODED, "document": Sensitivity.SECRET,
            "issued_on": Sensitivity.CODED, "seen_at": Sensitivity.OPEN, "seen_by": Sensitivity.OPEN,
            "seen_by_name": Sensitivity.OPEN, "withdrawn_at": Sensitivity.OPEN, "withdrawn_by": Sensitivity.OPEN,
        },
    )  # fmt: skip

    person = person_key("evidence", db_index=False)
    rule_code = CodeField()
    evidence = CodeField()
    document = EncryptedTextField(null=True)
    issued_on = models.DateField(null=True)
    seen_at = models.DateTimeField()
    seen_by = models.TextField()
    seen_by_name = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "rule_code", "evidence"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="evidence_withdrawn_by_somebody",
            ),
        )
