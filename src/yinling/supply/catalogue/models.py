"""Item, package, contact line, draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.approvals.models import DraftRow
from yinling.base.approvals.terms import DraftState
from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules
from yinling.supply.catalogue.terms import Category, Colour, Confidence, EntryKind

_READ_BY_ALL = RowRules(Privacy.REFERENCE, work="select, insert, update (valid_to, retired)")


class Held(Row):
    """One version of something that holds in an area for a half-open period; the most specific area wins.

    Once written only `valid_to` and `retired` change; a `retired` one was overtaken by another that holds from no later
    day. `note` says what was added to the source.
    """

    code = CodeField()
    version = models.PositiveIntegerField()
    area_code = CodeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    retired = models.BooleanField(default=False)
    source = models.TextField()
    note = models.TextField(default="", blank=True)
    confidence = CodeField(choices=Confidence)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["code", "area_code", "version"], name="%(class)s_version_once"),
            models.UniqueConstraint(
                fields=["code", "area_code", "valid_from"], condition=Q(retired=False), name="%(class)s_begins_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="%(class)s_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name="%(class)s_forward"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="%(class)s_names_its_source"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="%(class)s_checked_how_far"),
        )


class Item(Held):
    """A service that can be ordered: what it is called, in which unit, for whom, and what proves it was done.

    `code` is the category's two digits and a number. `price_fen` is for one `unit`. What is not known is empty or null.
    `eligible` is a condition of `kernel.expression`; `checklist` a list of texts, `evidence` of codes of
    `terms.Evidence`. `pinyin` and `initials` follow the name.
    """

    rows: ClassVar[RowRules] = _READ_BY_ALL

    category = CodeField(choices=Category)
    name = models.TextField()
    pinyin = CodeField()
    initials = CodeField()
    unit = models.TextField()
    colour = CodeField(choices=Colour, default="", blank=True)
    price_fen = models.BigIntegerField(null=True)
    subsidy = models.TextField(default="", blank=True)
    qualification = models.TextField(default="", blank=True)
    course = models.TextField(default="", blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    checklist = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    risk = models.TextField(default="", blank=True)
    consent_needed = models.BooleanField(null=True)
    remote = models.BooleanField(null=True)
    eligible = models.TextField(default="", blank=True)

    class Meta(Held.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Held.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{4}$"), name="item_code_of_four_digits"),
            models.CheckConstraint(condition=Q(code__startswith=F("category")), name="item_code_in_its_category"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit=""), name="item_named_with_unit"),
            models.CheckConstraint(
                condition=Q(price_fen__isnull=True) | Q(price_fen__gte=0), name="item_price_not_below_nothing"
            ),
            models.CheckConstraint(condition=Q(minutes__isnull=True) | Q(minutes__gte=1), name="item_takes_time"),
        )
        indexes = (models.Index(fields=["area_code", "valid_from"], name="item_in_force"),)


class Package(Held):
    """Items offered together under one name. `items` lists their codes; `price_fen` is for one `unit`."""

    rows: ClassVar[RowRules] = _READ_BY_ALL

    name = models.TextField()
    items = models.JSONField(default=list)
    unit = models.TextField(default="", blank=True)
    price_fen = models.BigIntegerField(null=True)

    class Meta(Held.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Held.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="package_named"),
            models.CheckConstraint(
                condition=Q(price_fen__isnull=True) | Q(price_fen__gte=0), name="package_price_not_below_nothing"
            ),
        )


class ContactLine(Held):
    """One line of the four-colour contact card in an area: what the colour (`code`) stands for and whom to ring.

    `contacts` lists texts of a name and a telephone number, parted by a space.
    """

    rows: ClassVar[RowRules] = _READ_BY_ALL

    title = models.TextField()
    contacts = models.JSONField(default=list)

    class Meta(Held.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Held.Meta.constraints,
            models.CheckConstraint(condition=Q(code__in=Colour.values), name="contactline_of_a_colour"),
            models.CheckConstraint(condition=~Q(title=""), name="contactline_says_for_what"),
        )


class Draft(DraftRow):
    """What an officer wrote for the catalogue of an area.

    `content` holds the fields of the entry as the catalogue file names them (`outside.read_entry`).
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.AREA)

    kind = CodeField(choices=EntryKind)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(author=""), name="catalogue_draft_has_author"),
            models.CheckConstraint(
                condition=Q(state__in=[DraftState.WRITING, DraftState.DISCARDED]) | Q(approval__isnull=False),
                name="catalogue_draft_submitted_asks",
            ),
        )
        indexes = (models.Index(fields=["state", "area_code", "-updated_at"], name="catalogue_draft_list"),)
