"""Reads of areas. They are reference data: every viewer sees all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from yinling.base.regions.domain import great_circle_km
from yinling.base.regions.models import Area
from yinling.base.rows.readings import once
from yinling.kernel.areas import NATION, AreaLevel, area_range, level_of, parent_of
from yinling.kernel.names import fold_query


class AreaUnknown(LookupError):
    """No area has this code."""


class SeatUnknown(LookupError):
    """No source gives the place of this area's seat."""


def area(code: str) -> Area:
    """The area of a code, ended ones too. Raises AreaUnknown."""
    found = Area.objects.filter(code=code).first()
    if found is None:
        raise AreaUnknown(code)
    return found


def in_force(on: date) -> Q:
    """The condition that an area exists on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def children(code: str, *, on: date) -> QuerySet[Area]:
    """The areas next below, as they are on a day, in order of their codes."""
    return Area.objects.filter(in_force(on), parent=code).order_by("code")


def path(code: str) -> str:
    """The names from the province down, `云南省 昆明市 盘龙区`; a code that is not known ends it as itself.

    Raises AreaCodeInvalid when `code` is no area code.
    """
    return paths([code])[code]


def paths(codes: Iterable[str]) -> dict[str, str]:
    """`path` of many codes in one query, for lists."""
    chains = {code: _chain(code) for code in codes}
    names = _names(frozenset(code for chain in chains.values() for code in chain))
    return {
        code: " ".join([*(names[above] for above in chain[:-1] if above in names), names.get(code, code)])
        for code, chain in chains.items()
    }


@once
def _names(codes: frozenset[str]) -> dict[str, str]:
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))


def search(text: str, *, on: date, within: str = NATION, limit: int = 20) -> list[Area]:
    """Areas found by the beginning of name, short name, pinyin or initials; higher ones first.

    `within` narrows to an area and all in it. Raises AreaCodeInvalid when that is no area code.
    """
    typed = fold_query(text)
    if not typed:
        return []
    low, high = area_range(within)
    begins = Q(name__begins=typed) | Q(short_name__begins=typed) | Q(pinyin__begins=typed) | Q(initials__begins=typed)
    found = Area.objects.filter(begins, in_force(on), code__gte=low, code__lt=high)
    return list(found.order_by(Length("code"), "code")[:limit])


def county_of(code: str) -> Area | None:
    """The county that a code is or lies in; None above counties. Raises AreaUnknown and AreaCodeInvalid."""
    if level_of(code) in {AreaLevel.NATION, AreaLevel.PROVINCE, AreaLevel.PREFECTURE}:
        return None
    return area(code[:6])


def distance_km(start: str, end: str) -> float:
    """Kilometres as the crow flies between the seats of two areas; a township's is that of its county.

    Raises AreaUnknown, AreaCodeInvalid, and SeatUnknown where no source gives the place.
    """
    return great_circle_km(_seat(start), _seat(end))


def _chain(code: str) -> list[str]:
    """The codes from the province down to `code`; the nation alone for itself."""
    chain, above = [code], parent_of(code)
    while above is not None and above != NATION:
        chain.insert(0, above)
        above = parent_of(above)
    return chain


def _seat(code: str) -> tuple[float, float]:
    found = county_of(code) or area(code)
    if found.longitude is None or found.latitude is None:
        raise SeatUnknown(code)
    return found.longitude, found.latitude
