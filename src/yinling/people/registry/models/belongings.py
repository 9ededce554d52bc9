"""Card, relative, tally: what else the registry keeps of persons and of how many there are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow, Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.people.registry.models.persons import Person, person_key
from yinling.people.registry.terms import Kin

_OPEN, _NAMED, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET


class Card(PersonRow):
    """The card a person shows at the door: a short code to type and a signed code to scan. One is valid at a time."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON, personal={"code": _CODED, "issued_at": _OPEN, "revoked_at": _OPEN}
    )

    person = person_key("cards")
    code = CodeField(unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at__isnull=True), name="card_one_valid"),
        )


class Relative(PersonRow):
    """Somebody close to a person: a relative, or for a survivor the cadre who died. `other` is their own record."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        personal={
            "name": _NAMED, "kin": _CODED, "phone": _SECRET, "is_deceased_cadre": _CODED, "added_at": _OPEN,
            "added_by": _OPEN, "ended_at": _OPEN,
        },
    )  # fmt: skip

    person = person_key("relatives")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField()
    kin = CodeField(choices=Kin)
    phone = EncryptedTextField(null=True)
    is_deceased_cadre = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="relative_has_name"),)


class Tally(Row):
    """How many persons of an area have a value of a term, counted at a moment: for counts above 10,000.

    `area_code` is that of the persons themselves; wider areas are sums. The empty term counts everybody.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA, app="select, insert, update, delete")

    area_code = CodeField()
    term = CodeField(default="", blank=True)
    value = CodeField(default="", blank=True)
    number = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["area_code", "term", "value"], name="tally_once"),
            models.CheckConstraint(condition=Q(number__gte=0), name="tally_not_negative"),
        )
        indexes = (models.Index(fields=["term", "value", "area_code"], name="tally_term"),)
