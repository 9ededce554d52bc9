"""Area."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from yinling.base.regions.terms import Confidence, Level
from yinling.base.rows.fields import CodeField
from yinling.base.rows.rules import Privacy, RowRules

_COUNTY = "[0-9]{4}([0-9]{2}|[A-Z][0-9])"
# A comparison with NULL is no violation of a CHECK, so what may not be NULL is said.
_CODE_FITS_LEVEL = Q(level=Level.NATION, code="0", parent__isnull=True) | (
    Q(parent__isnull=False)
    & (
        Q(level=Level.PROVINCE, code__regex="^[1-8][0-9]$", parent="0")
        | Q(level=Level.PREFECTURE, code__regex="^[0-9]{4}$", parent=Left("code", 2))
        | Q(level=Level.COUNTY, code__regex=f"^{_COUNTY}$", parent=Left("code", 4))
        | Q(level=Level.TOWNSHIP, code__regex=f"^{_COUNTY}[0-9]{{3}}$", parent=Left("code", 6))
    )
)
_SEAT_ON_EARTH = Q(longitude__isnull=False, latitude__isnull=False) & Q(
    longitude__range=(-180, 180), latitude__range=(-90, 90)
)


class Area(models.Model):
    """An administrative area, by its code. Codes are never reused: one that ended keeps its row and `valid_to`.

    The period is half-open; no `valid_from` means since before anything we keep. Coordinates are degrees, of
    the seat of government; townships and areas whose seat no source gives have none. `confidence` marks what
    is not checked. How the rows came about: data/README.md.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE)

    code = CodeField(primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_column="parent_code"
    )
    level = models.TextField(choices=Level)
    name = CodeField()
    short_name = CodeField()
    pinyin = CodeField()
    initials = CodeField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    statutory = models.BooleanField()
    confidence = models.TextField(choices=Confidence, default="", blank=True)
    source = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_CODE_FITS_LEVEL, name="area_code_fits_level_and_parent"),
            models.CheckConstraint(
                condition=Q(statutory=True, code__regex="^[0-9]+$") | Q(statutory=False, code__regex="[A-Z]"),
                name="area_statutory_fits_code",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="area_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True) | _SEAT_ON_EARTH,
                name="area_coordinates_paired",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(short_name=""), name="area_has_names"),
            models.CheckConstraint(
                condition=Q(pinyin__regex="^[a-z]+$", initials__regex="^[a-z]+$"), name="area_has_search_keys"
            ),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="area_confidence_known"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
