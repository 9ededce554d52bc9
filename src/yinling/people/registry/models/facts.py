"""Fact and question: what is known of a person, and what is doubted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models.persons import person_key
from yinling.people.registry.terms import TERMS, QuestionState, Source

_OPEN, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.CODED, Sensitivity.SECRET


class Fact(PersonRow):
    """One thing known of a person: append-only, valid over a half-open period, believed over another.

    `value` holds plain terms, `secret` those that are encrypted. A correction supersedes, it never edits. `replaces`
    is the inner id of the fact that this one superseded, which believing can go back to; `origin` the public id of
    the roster that brought it, `evidence` says where it stands there.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (superseded_at)",
        personal={
            "term": _OPEN, "value": _CODED, "secret": _SECRET, "valid_from": _OPEN, "valid_to": _OPEN,
            "recorded_at": _OPEN, "recorded_by": _OPEN, "superseded_at": _OPEN, "source": _OPEN, "evidence": _CODED,
            "origin": _OPEN, "replaces": _OPEN,
        },
    )  # fmt: skip

    person = person_key("facts", db_index=False)
    term = CodeField()
    value = models.TextField(null=True)
    secret = EncryptedTextField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()
    superseded_at = models.DateTimeField(null=True)
    source = models.TextField(choices=Source)
    evidence = models.TextField(default="", blank=True)
    origin = models.UUIDField(null=True)
    replaces = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=True, secret__isnull=False) | Q(value__isnull=False, secret__isnull=True),
                name="fact_plain_or_secret",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="fact_period_forward",
            ),
            models.CheckConstraint(condition=Q(term__in=list(TERMS)), name="fact_term_known"),
            models.UniqueConstraint(
                fields=["person", "term"], condition=Q(superseded_at__isnull=True), name="fact_one_believed"
            ),
        )
        indexes = (models.Index(fields=["origin"], name="fact_origin", condition=Q(origin__isnull=False)),)


class Question(PersonRow):
    """A doubt about one field, with both values: it waits for a human and never holds the person.

    `held` is what the record believes, `written` what stands against it; both are encrypted, whatever the term.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        personal={
            "term": _OPEN, "code": _OPEN, "held": _SECRET, "written": _SECRET, "note": _SECRET, "origin": _OPEN,
            "evidence": _CODED, "state": _OPEN, "asked_at": _OPEN, "asked_by": _OPEN, "settled_at": _OPEN,
            "settled_by": _OPEN,
        },
    )  # fmt: skip

    person = person_key("questions")
    term = CodeField()
    code = CodeField()
    held = EncryptedTextField(null=True)
    written = EncryptedTextField(null=True)
    note = EncryptedTextField(null=True)
    origin = models.UUIDField(null=True)
    evidence = models.TextField(default="", blank=True)
    state = CodeField(choices=QuestionState, default=QuestionState.OPEN)
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(term__in=list(TERMS)), name="question_term_known"),
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known"),
            models.CheckConstraint(
                condition=Q(state=QuestionState.OPEN, settled_at__isnull=True, settled_by="")
                | (~Q(state=QuestionState.OPEN) & Q(settled_at__isnull=False, settled_by__gt="")),
                name="question_settled_when",
            ),
            models.UniqueConstraint(
                fields=["person", "term", "code"],
                condition=Q(state=QuestionState.OPEN),
                name="question_one_open",
            ),
        )
        indexes = (
            models.Index(fields=["area_code", "asked_at"], name="question_area", condition=Q(state="open")),
            models.Index(fields=["unit_id", "asked_at"], name="question_unit", condition=Q(state="open")),
            models.Index(fields=["origin"], name="question_origin", condition=Q(origin__isnull=False)),
        )
