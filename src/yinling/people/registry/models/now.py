"""PersonNow: today's value of every term, in one wide row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinling.base.rows.fields import BlindIndexField, CodeField, EncryptedTextField
from yinling.base.rows.models import PersonRow
from yinling.base.rows.rules import Privacy, RowRules, Sensitivity
from yinling.base.units.terms import Nature
from yinling.people.registry.models.persons import Person
from yinling.people.registry.terms import (
    CATALOGUE,
    Affiliation,
    DailyCarer,
    Education,
    EthnicGroup,
    Hardship,
    Health,
    Housing,
    Kin,
    Level,
    LivingArrangement,
    MaritalStatus,
    Period,
    PersonType,
    PoliticalStatus,
    Precision,
    SelfCare,
    Senses,
    Sex,
    Smartphone,
    Standing,
    YesNo,
)

_OPEN, _NAMED, _CODED, _SECRET = Sensitivity.OPEN, Sensitivity.NAMED, Sensitivity.CODED, Sensitivity.SECRET


class PersonNow(PersonRow):
    """Today's value of every term for each person, in one wide row: what lists, search, rules and reports read.

    It is the projection of the believed facts and nothing else. A date that is known to the month or to the year
    stands on its first day, with its precision beside it. `known_on` is the day as of which the newest roster spoke
    of the person, or the day of the last entry by hand.
    """

    rows: ClassVar[RowRules] = RowRules(
        Privacy.PERSON,
        app="select, insert, update, delete",
        personal={
            **{term: spec.kept for term, spec in CATALOGUE.items()},
            **dict.fromkeys(("given_name", "pinyin", "initials", "id_number_tail", "phone_tail"), _NAMED),
            **dict.fromkeys(("birth_date_precision", "died_on_precision", "began_work_precision"), _OPEN),
            **dict.fromkeys(("retired_on_precision", "joined_party_precision"), _OPEN),
            "id_number_index": _SECRET, "known_on": _OPEN, "version": _OPEN, "updated_at": _OPEN,
        },
    )  # fmt: skip

    person = models.OneToOneField(Person, on_delete=models.PROTECT, db_constraint=False, related_name="now")
    name = CodeField()
    given_name = CodeField()
    pinyin = CodeField()
    initials = CodeField()
    former_name = CodeField(null=True)
    sex = CodeField(choices=Sex, default=Sex.UNKNOWN)
    ethnic_group = CodeField(choices=EthnicGroup, null=True)
    birth_date = models.DateField(null=True)
    birth_date_precision = CodeField(choices=Precision, default=Precision.DAY)
    id_number = EncryptedTextField(null=True)
    id_number_index = BlindIndexField(of="id_number", unique=True)
    id_number_tail = CodeField(default="", blank=True)
    person_type = CodeField(choices=PersonType)
    standing = CodeField(choices=Standing, default=Standing.ON_ROLL)
    died_on = models.DateField(null=True)
    died_on_precision = CodeField(choices=Precision, default=Precision.DAY)
    native_place = models.TextField(null=True)
    education = CodeField(choices=Education, null=True)
    phone = EncryptedTextField(null=True)
    phone_tail = CodeField(default="", blank=True)
    address = EncryptedTextField(null=True)
    residence = CodeField(null=True)
    street = CodeField(null=True)
    community = CodeField(null=True)
    living_elsewhere = models.TextField(null=True)
    former_unit = CodeField(null=True)
    unit_nature = CodeField(choices=Nature, null=True)
    affiliation = CodeField(choices=Affiliation, null=True)
    post = models.TextField(null=True)
    post_level = CodeField(choices=Level, null=True)
    treatment_level = CodeField(choices=Level, null=True)
    professional_title = models.TextField(null=True)
    began_work = models.DateField(null=True)
    began_work_precision = CodeField(choices=Precision, default=Precision.DAY)
    retired_on = models.DateField(null=True)
    retired_on_precision = CodeField(choices=Precision, default=Precision.DAY)
    period = CodeField(choices=Period, null=True)
    political_status = CodeField(choices=PoliticalStatus, null=True)
    joined_party = models.DateField(null=True)
    joined_party_precision = CodeField(choices=Precision, default=Precision.DAY)
    party_branch = CodeField(null=True)
    living_arrangement = CodeField(choices=LivingArrangement, null=True)
    housing = CodeField(choices=Housing, null=True)
    floor_area = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    elevator = CodeField(choices=YesNo, null=True)
    income_source = models.TextField(null=True)
    hardship = CodeField(choices=Hardship, null=True)
    daily_carer = CodeField(choices=DailyCarer, null=True)
    marital_status = CodeField(choices=MaritalStatus, null=True)
    spouse_name = models.TextField(null=True)
    children_count = models.IntegerField(null=True)
    children_nearby = CodeField(choices=YesNo, null=True)
    contact_name = models.TextField(null=True)
    contact_kin = CodeField(choices=Kin, null=True)
    contact_phone = EncryptedTextField(null=True)
    health = CodeField(choices=Health, null=True)
    self_care = CodeField(choices=SelfCare, null=True)
    chronic_diseases = models.TextField(null=True)
    serious_diseases = models.TextField(null=True)
    health_note = EncryptedTextField(null=True)
    hospital_stays = models.IntegerField(null=True)
    bedridden = CodeField(choices=YesNo, null=True)
    senses = CodeField(choices=Senses, null=True)
    family_doctor = CodeField(choices=YesNo, null=True)
    party_life = CodeField(choices=YesNo, null=True)
    elder_university = CodeField(choices=YesNo, null=True)
    hobbies = models.TextField(null=True)
    skills = models.TextField(null=True)
    personality = models.TextField(null=True)
    smartphone = CodeField(choices=Smartphone, null=True)
    service_wishes = models.TextField(null=True)
    remarks = EncryptedTextField(null=True)
    deceased_cadre = models.TextField(null=True)
    deceased_kin = CodeField(choices=Kin, null=True)
    fixed_income = CodeField(choices=YesNo, null=True)
    known_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = (
            *(
                models.Index(fields=fields, name=f"now_{short}_{key}")
                for key in ("name", "given_name", "pinyin", "initials", "phone_tail", "id_number_tail")
                for short, fields in (
                    ("all", [key, "person"]),
                    ("area", ["area_code", key]),
                    ("unit", ["unit_id", key]),
                )
            ),
            models.Index(fields=["birth_date", "person"], name="now_all_birth"),
            models.Index(fields=["area_code", "birth_date"], name="now_area_birth"),
            models.Index(fields=["unit_id", "birth_date"], name="now_unit_birth"),
            models.Index(fields=["person_type", "pinyin"], name="now_type_pinyin"),
            models.Index(fields=["post_level", "pinyin"], name="now_level_pinyin"),
            models.Index(fields=["treatment_level", "pinyin"], name="now_treatment_pinyin"),
            models.Index(fields=["known_on", "pinyin"], name="now_known_pinyin"),
            models.Index(fields=["hardship", "pinyin"], name="now_hardship", condition=Q(hardship__gt="none")),
            models.Index(
                fields=["area_code", "pinyin"], name="now_elsewhere", condition=Q(living_elsewhere__isnull=False)
            ),
            models.Index(
                fields=["area_code", "standing"], name="now_area_not_on_roll", condition=~Q(standing="on_roll")
            ),
        )
