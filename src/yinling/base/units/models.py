"""Unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinling.base.regions.models import Area
from yinling.base.rows.fields import CodeField
from yinling.base.rows.models import Row
from yinling.base.rows.rules import Privacy, RowRules
from yinling.base.units.terms import Nature

# GB 32100-2015: the shape; the check characters are the form's business.
_CREDIT_CODE = "^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"


class Unit(Row):
    """A body that keeps retired cadres or serves them, in one area, perhaps under another unit.

    The period is half-open; no `valid_from` means since before anything we keep. A unit that ended keeps its
    row.
    """

    rows: ClassVar[RowRules] = RowRules(Privacy.REFERENCE)

    name = CodeField()
    short_name = CodeField()
    pinyin = CodeField()
    initials = CodeField()
    nature = models.TextField(choices=Nature)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_column="area_code")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    credit_code = CodeField(null=True, unique=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(short_name=""), name="unit_has_names"),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="unit_nature_known"),
            models.CheckConstraint(
                condition=Q(credit_code__isnull=True) | Q(credit_code__regex=_CREDIT_CODE),
                name="unit_credit_code_shaped",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="unit_period_forward",
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_above_itself"),
        )

    def __str__(self) -> str:
        return str(self.name)
