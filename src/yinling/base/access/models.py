"""Grant, named person, break-glass, look."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinling.base.access.terms import BreakGlassState, Sought
from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.base.units.models import Unit
from yinling.kernel.viewer import Purpose, Role

_ROLES = [(role.value, role.value) for role in Role if role is not Role.SYSTEM]


class Grant(Row):
    """An account is something (role) over something (an area or units) for purposes, over a half-open period.

    Class system: read to find out who the viewer is, before there is one.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert, update (valid_to)")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.TextField(choices=_ROLES)
    area_code = CodeField(default="", blank=True)
    units = models.ManyToManyField(Unit, through="GrantUnit", related_name="+")
    purposes = ArrayField(models.TextField(choices=[(p.value, p.value) for p in Purpose]))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    given_by = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="grant_period_forward",
            ),
            models.CheckConstraint(condition=~Q(given_by=""), name="grant_has_giver"),
        )


class GrantUnit(models.Model):
    """One unit inside a grant."""

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert")

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["grant", "unit"], name="grantunit_once"),)


class NamedPerson(Row):
    """A person whom an account sees by name and not by area: for a task, until it ends; or `until` a moment.

    `person_id` is the registry's inner id and not a key, for the registry stands above; it is what the wall compares.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.SYSTEM, app="select, insert, update (ended_at)")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    because = models.TextField()
    subject = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "subject"], name="namedperson_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(since__lte=F("ended_at")), name="namedperson_forward"
            ),
        )
        indexes = (
            models.Index(fields=["account"], condition=Q(ended_at__isnull=True), name="namedperson_open"),
            models.Index(fields=["subject"]),
        )


class BreakGlass(Row):
    """Somebody asked for extra power: to see one person outside his scope, for a stated reason, for a short time.

    `sought` is what he typed to name the person. Class system: shown to who asked and to the audit administrator;
    the person sees it in the log of looks.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.SYSTEM,
        app="select, insert, update (state, ended_at, reviewed_by, reviewed_at, review_note)",
        personal={"sought": Sensitivity.SECRET},
    )

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    account_name = models.TextField()
    seat_area = CodeField(default="", blank=True)
    sought = EncryptedTextField()
    sought_by = CodeField(choices=Sought)
    reason = models.TextField()
    state = CodeField(choices=BreakGlassState, default=BreakGlassState.ASKED)
    person_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(default="", blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="breakglass_says_why"),
            models.CheckConstraint(condition=Q(state__in=BreakGlassState.values), name="breakglass_state_known"),
            models.CheckConstraint(
                condition=~Q(state=BreakGlassState.OPEN)
                | Q(person_id__isnull=False, opened_at__isnull=False, until__isnull=False, ended_at__isnull=True),
                name="breakglass_open_until",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by="")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="")),
                name="breakglass_reviewed_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["-asked_at"], name="breakglass_newest"),)


class Look(models.Model):
    """Somebody read a person's record: who, as what, what part, for which stated reason. Partitioned by month.

    Its scope is the person's at the time of looking; the person's own view shows all of it by id.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert",
        work="select",
        personal=dict.fromkeys(
            ("person_id", "account", "account_name", "role", "part", "reason", "at", "area_code", "unit_id"),
            Sensitivity.OPEN,
        ),
    )

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField()
    area_code = CodeField()
    unit_id = models.BigIntegerField()
    account = models.TextField()
    account_name = models.TextField()
    role = models.TextField()
    part = models.TextField()
    reason = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person_id", "-at"], name="look_person"),)
