"""Worker."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.terms import Sex
from yinling.supply.workforce.domain import MOST
from yinling.supply.workforce.terms import WorkerKind

_SEXES = ("", Sex.MALE.value, Sex.FEMALE.value)


class Worker(Row):
    """The profile of an account that may be sent to people. `area_code` is where it is kept: by whom it is edited.

    Read by all, for a county sends workers whom its city keeps; written by the officers of its area, which `policy`
    holds. `skills` are codes of categories or items, none for everything; away from `away_from` until the day before
    `away_to`, open without one. `version` counts the changes: a stale one is refused.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.REFERENCE,
        app="select, insert, update (name, pinyin, initials, kind, provider_name, sex, languages, skills,"
        " most_at_once, phone, away_from, away_to, version, changed_at)",
        personal={"phone": Sensitivity.SECRET},
    )

    account = models.UUIDField(unique=True)
    area_code = CodeField()
    name = models.TextField()
    pinyin = CodeField()
    initials = CodeField()
    kind = CodeField(choices=WorkerKind)
    provider_name = models.TextField(default="", blank=True)
    sex = CodeField(default="", blank=True)
    languages = ArrayField(CodeField(), default=list, blank=True)
    skills = ArrayField(CodeField(), default=list, blank=True)
    most_at_once = models.PositiveSmallIntegerField()
    phone = EncryptedTextField(null=True)
    away_from = models.DateField(null=True)
    away_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="worker_named"),
            models.CheckConstraint(condition=Q(kind__in=WorkerKind.values), name="worker_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind=WorkerKind.PROVIDER) & ~Q(provider_name=""))
                | Q(kind=WorkerKind.STAFF, provider_name=""),
                name="worker_of_a_provider_says_which",
            ),
            models.CheckConstraint(condition=Q(sex__in=_SEXES), name="worker_sex_known"),
            models.CheckConstraint(condition=Q(most_at_once__range=(1, MOST)), name="worker_carries_some"),
            models.CheckConstraint(
                condition=(Q(away_from__isnull=True, away_to__isnull=True))
                | Q(away_from__isnull=False, away_to__isnull=True)
                | Q(away_from__lt=F("away_to")),
                name="worker_away_forward",
            ),
        )
        indexes = (models.Index(fields=["area_code", "pinyin"], name="worker_list"),)
