"""Portrait, tag, contest, cell, run."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow, Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.decisions.portrait.terms import AgeBand, Claim, ContestState, RunState, Voice
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.people.registry.models import Person, person_key

_OPEN, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.CODED, Sensitivity.SECRET


class Portrait(PersonRow):
    """What the rules in force make of one person, in one row, so that a million can be compared in one statement.

    `verdicts` are the ids of the rules that hold, negative for those that cannot be judged because a fact is missing,
    in the order of the rules' codes; `facts_version` is the version of `person_now` they were found on. `tier` is the
    gravest rank of its tier rules (1 the gravest), null without one; `focus` whether a rule of that kind holds. Both
    leave out what a human set aside.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        derived=True,
        personal={"verdicts": _CODED, "tier": _CODED, "focus": _CODED, "facts_version": _OPEN, "judged_at": _OPEN},
    )

    person = models.OneToOneField(Person, on_delete=models.PROTECT, db_constraint=False, related_name="portrait")
    verdicts = ArrayField(models.IntegerField())
    tier = models.SmallIntegerField(null=True)
    focus = models.BooleanField(default=False)
    facts_version = models.IntegerField()
    judged_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["area_code", "tier"], condition=Q(tier__isnull=False), name="portrait_area_tier"),
            models.Index(fields=["area_code"], condition=Q(focus=True), name="portrait_area_focus"),
        )


class Tag(PersonRow):
    """One version of one rule that holds for one person, from `since` up to and without `until`.

    `facts` are the stored values the rule stood on when it began, by term of the registry's catalogue. `set_aside` says
    that a human found it not to apply; it stays so while the facts stay.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        derived=True,
        personal={
            "rule_code": _CODED, "kind": _CODED, "need_type": _CODED, "facts": _CODED, "since": _OPEN, "until": _OPEN,
            "began_at": _OPEN, "ended_at": _OPEN, "set_aside": _OPEN,
        },
    )  # fmt: skip

    person = person_key("tags", db_index=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", db_index=False)
    rule_code = CodeField()
    kind = CodeField(choices=RuleKind)
    need_type = CodeField(choices=NeedType)
    facts = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    set_aside = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "rule_code"], condition=Q(until__isnull=True), name="tag_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_at__isnull=True)
                | Q(until__isnull=False, ended_at__isnull=False, until__gte=F("since")),
                name="tag_period_forward",
            ),
        )
        indexes = (
            models.Index(
                fields=["rule_code", "area_code", "person"], condition=Q(until__isnull=True), name="tag_area_holds"
            ),
            models.Index(
                fields=["rule_code", "unit_id", "person"], condition=Q(until__isnull=True), name="tag_unit_holds"
            ),
        )


class Contest(PersonRow):
    """Somebody says that a rule judges a person wrongly; a human decides. One is open at a time for a rule."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        personal={
            "rule_code": _CODED, "rule_version": _OPEN, "claim": _OPEN, "voice": _OPEN, "reason": _SECRET,
            "contested_at": _OPEN, "contested_by": _OPEN, "contested_by_name": _OPEN, "state": _OPEN,
            "decided_at": _OPEN, "decided_by": _OPEN, "decided_by_name": _OPEN, "note": _SECRET,
        },
    )  # fmt: skip

    person = person_key("contests", db_index=False)
    rule_code = CodeField()
    rule_version = models.IntegerField()
    claim = CodeField(choices=Claim)
    voice = CodeField(choices=Voice)
    reason = EncryptedTextField()
    contested_at = models.DateTimeField()
    contested_by = models.TextField()
    contested_by_name = models.TextField()
    state = CodeField(choices=ContestState, default=ContestState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="", blank=True)
    decided_by_name = models.TextField(default="", blank=True)
    note = EncryptedTextField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "rule_code"], condition=Q(state=ContestState.OPEN), name="contest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=ContestState.OPEN, decided_at__isnull=True, decided_by="")
                | (~Q(state=ContestState.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="contest_decided_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "contested_at"], condition=Q(state="open"), name="contest_open_area"),
        )


class Cell(Row):
    """How many persons on the roll of a county share type, level and age band, in all or with one tag.

    `area_code` is the county, or the wider area of persons who are kept by none; `rule_code` is empty for all of them.
    Kept by the run that draws the portraits, counted at a moment.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA, app="select")

    area_code = CodeField()
    person_type = CodeField()
    post_level = CodeField(default="", blank=True)
    band = CodeField(choices=AgeBand)
    rule_code = CodeField(default="", blank=True)
    number = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["area_code", "rule_code", "person_type", "post_level", "band"], name="cell_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="cell_counts_somebody"),
        )


class Run(Row):
    """One recalculation of the portraits of an area, county by county; it tells nothing about any person."""

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE)

    area_code = CodeField()
    reason = models.TextField()
    rules = models.IntegerField(default=0)
    state = CodeField(choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    batches = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    reached = CodeField(default="", blank=True)
    persons = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    began = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["-started_at"], name="run_newest"),)
