"""Rule, parameter, measure, draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.approvals.models import DraftRow
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules
from yinling.decisions.rulebook.terms import (
    Confidence,
    DraftKind,
    NeedType,
    RuleKind,
    RuleState,
    ValueKind,
)


class Sourced(Row):
    """A row that holds in an area for a half-open period and cites the document it rests on.

    `note` says what was added to the document's own words.
    """

    area_code = CodeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source_document = models.TextField()
    clause = models.TextField()
    note = models.TextField(default="", blank=True)
    confidence = CodeField(choices=Confidence)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="%(class)s_period_forward",
            ),
            models.CheckConstraint(
                condition=~Q(source_document="") & ~Q(clause=""), name="%(class)s_cites_its_document"
            ),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="%(class)s_confidence_known"),
        )


class Rule(Sourced):
    """One version of a rule in one area: draft -> approved -> retired.

    `text` is a condition of `kernel.expression`, `need` says in a sentence what somebody needs of whom it holds.
    `rank` orders the tiers, the gravest first, and is null for other kinds. Once approved only `valid_to` and
    `state` may change.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE, work="select, insert, update (valid_to, state)")

    code = CodeField()
    version = models.PositiveIntegerField()
    title = models.TextField()
    text = models.TextField()
    kind = CodeField(choices=RuleKind, default=RuleKind.TAG)
    need_type = CodeField(choices=NeedType, default=NeedType.NONE)
    rank = models.PositiveSmallIntegerField(null=True)
    need = models.TextField()
    state = CodeField(choices=RuleState, default=RuleState.DRAFT)
    author = models.TextField()
    approver = models.TextField(default="", blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta(Sourced.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["code", "area_code", "version"], name="rule_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="rule_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.TIER, rank__isnull=False, rank__gte=1)
                | ~Q(kind=RuleKind.TIER) & Q(rank__isnull=True),
                name="rule_tier_has_rank",
            ),
            models.CheckConstraint(
                condition=Q(state=RuleState.DRAFT, approver="", approved_at__isnull=True)
                | Q(state__in=[RuleState.APPROVED, RuleState.RETIRED], approved_at__isnull=False) & ~Q(approver=""),
                name="rule_approved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(author="") & ~Q(author=F("approver")), name="rule_four_eyes"),
        )
        indexes = (
            models.Index(fields=["area_code", "valid_from"], condition=Q(state="approved"), name="rule_in_force"),
        )


class Measure(Sourced):
    """What follows where a rule holds: a service item and by when; the small dated table rule -> service item.

    `due_days` counts from the day of the proposal, or `due_parameter` names the parameter that says so. After
    `repeat_days` an approved proposal is due again; null is once, as long as the facts stay. A `retired` one was
    overtaken by another that holds from no later day.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE, work="select, insert, update (valid_to, retired)")

    rule_code = CodeField()
    item = CodeField()
    due_days = models.PositiveSmallIntegerField(null=True)
    due_parameter = models.TextField(default="", blank=True)
    repeat_days = models.PositiveSmallIntegerField(null=True)
    retired = models.BooleanField(default=False)

    class Meta(Sourced.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["rule_code", "item", "area_code", "valid_from"],
                condition=Q(retired=False),
                name="measure_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(due_days__isnull=True) & ~Q(due_parameter="")
                | Q(due_days__isnull=False, due_days__gte=1, due_parameter=""),
                name="measure_due_said_once",
            ),
            models.CheckConstraint(
                condition=Q(repeat_days__isnull=True) | Q(repeat_days__gte=1), name="measure_repeats_forward"
            ),
        )


class Draft(DraftRow):
    """What an officer wrote for the rulebook of an area.

    `content` holds the fields of the entry as the rule file names them (`outside.read_entry`); `code` is the code of
    the rule or parameter, of a measure that of its rule.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA)

    kind = CodeField(choices=DraftKind)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(author=""), name="draft_has_author"),
            models.CheckConstraint(
                condition=Q(state__in=[DraftState.WRITING, DraftState.DISCARDED]) | Q(approval__isnull=False),
                name="draft_submitted_asks",
            ),
        )
        indexes = (models.Index(fields=["state", "area_code", "-updated_at"], name="draft_list"),)


class Parameter(Sourced):
    """A value that rules rest on, in an area for a period. `unit` follows a number.

    A `retired` one was overtaken by another that holds from no later day; it decides nothing any more.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE, work="select, insert, update (valid_to, retired)")

    code = CodeField()
    kind = CodeField(choices=ValueKind)
    value = models.TextField()
    unit = models.TextField(default="", blank=True)
    retired = models.BooleanField(default=False)

    class Meta(Sourced.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "area_code", "valid_from"], condition=Q(retired=False), name="parameter_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=ValueKind.TEXT)
                | Q(kind=ValueKind.NUMBER, value__regex=r"^-?[0-9]{1,15}$")
                | Q(kind=ValueKind.DATE, value__regex=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
                | Q(kind=ValueKind.BOOLEAN, value__in=["true", "false"]),
                name="parameter_value_of_its_kind",
            ),
        )
