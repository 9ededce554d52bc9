"""Reads of units. They are reference data: every viewer sees all of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yinling.base.units.models import Unit
from yinling.kernel.areas import NATION, area_range
from yinling.kernel.names import fold_query


class UnitUnknown(LookupError):
    """No unit has this public id."""


def unit(public_id: UUID) -> Unit:
    """The unit of a public id, ended ones too. Raises UnitUnknown."""
    found = Unit.objects.filter(public_id=public_id).first()
    if found is None:
        raise UnitUnknown(public_id)
    return found


def in_force(on: date) -> Q:
    """The condition that a unit exists on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def units_in(area_code: str, *, on: date) -> QuerySet[Unit]:
    """The units in an area and all below it, as they are on a day, in order of area and name.

    Raises AreaCodeInvalid when `area_code` is no area code.
    """
    low, high = area_range(area_code)
    return Unit.objects.filter(in_force(on), area__gte=low, area__lt=high).order_by("area", "name")


def search(text: str, *, on: date, within: str = NATION, limit: int = 20) -> list[Unit]:
    """Units found by the beginning of name, short name, pinyin or initials, in order of area and name.

    Raises AreaCodeInvalid when `within` is no area code.
    """
    typed = fold_query(text)
    if not typed:
        return []
    begins = Q(name__begins=typed) | Q(short_name__begins=typed) | Q(pinyin__begins=typed) | Q(initials__begins=typed)
    return list(units_in(within, on=on).filter(begins)[:limit])
