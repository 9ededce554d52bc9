"""Person, fact, person_now, card."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.rows.fields import BlindIndexField, CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow, Row
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.base.units.models import Unit
from yinling.people.registry.terms import TERMS, LivingArrangement, PersonType, SelfCare, Sex, Source

_OPEN, _NAMED, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET


class Person(Row):
    """One human being in the care of one unit in one area; what is known of them hangs on it.

    Every table about persons repeats (id, area_code, unit_id) and follows it by a composite key.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.PERSON, personal={"created_at": _OPEN})

    area_code = CodeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["area_code"]), models.Index(fields=["unit"]))

    def scope(self) -> dict[str, object]:
        """The columns that every row about this person repeats."""
        return {"person": self, "area_code": self.area_code, "unit_id": self.unit_id}


def person_key(related_name: str = "+") -> models.ForeignKey[Person, Person]:
    """The key from a row to its person; the wall adds the composite constraint that also keeps the scope true."""
    return models.ForeignKey(Person, on_delete=models.PROTECT, db_constraint=False, related_name=related_name)


class Fact(PersonRow):
    """One thing known of a person: append-only, valid over a half-open period, believed over another.

    `value` holds plain terms, `secret` those that are encrypted. A correction supersedes, it never edits.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update (superseded_at)",
        personal={
            "term": _OPEN, "value": _CODED, "secret": _SECRET, "valid_from": _OPEN, "valid_to": _OPEN,
            "recorded_at": _OPEN, "recorded_by": _OPEN, "superseded_at": _OPEN, "source": _OPEN, "evidence": _CODED,
        },
    )  # fmt: skip

    person = person_key("facts")
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


class PersonNow(PersonRow):
    """Today's value of every term for each person, in one wide row: what lists, search, rules and reports read."""

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        personal={
            "name": _NAMED, "given_name": _NAMED, "pinyin": _NAMED, "initials": _NAMED, "sex": _CODED,
            "birth_date": _CODED, "id_number": _SECRET, "id_number_index": _SECRET, "id_number_tail": _NAMED,
            "person_type": _CODED, "living_arrangement": _CODED, "self_care": _CODED, "phone": _SECRET,
            "phone_tail": _NAMED, "address": _SECRET, "version": _OPEN, "updated_at": _OPEN,
        },
    )  # fmt: skip

    person = models.OneToOneField(Person, on_delete=models.PROTECT, db_constraint=False, related_name="now")
    name = CodeField()
    given_name = CodeField()
    pinyin = CodeField()
    initials = CodeField()
    sex = CodeField(choices=Sex)
    birth_date = models.DateField(null=True)
    id_number = EncryptedTextField(null=True)
    id_number_index = BlindIndexField(of="id_number", unique=True)
    id_number_tail = CodeField(default="", blank=True)
    person_type = CodeField(choices=PersonType)
    living_arrangement = CodeField(choices=LivingArrangement, null=True)
    self_care = CodeField(choices=SelfCare, null=True)
    phone = EncryptedTextField(null=True)
    phone_tail = CodeField(default="", blank=True)
    address = EncryptedTextField(null=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = tuple(
            models.Index(fields=fields, name=f"now_{short}_{key}")
            for key in ("name", "given_name", "pinyin", "initials", "phone_tail", "id_number_tail")
            for short, fields in (
                ("all", [key, "person"]),
                ("area", ["area_code", key]),
                ("unit", ["unit_id", key]),
            )
        )


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
