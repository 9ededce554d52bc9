"""Units and areas of an officer's scope, and which of them somebody means who types a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yinling.base.regions.models import Area
from yinling.base.regions.queries import in_force as areas_in_force
from yinling.base.regions.queries import paths
from yinling.base.regions.terms import Level
from yinling.base.rows.texts import plain
from yinling.base.units.models import Unit
from yinling.base.units.queries import in_force as units_in_force
from yinling.kernel.names import fold_query
from yinling.kernel.viewer import Viewer

MANY = 300  # in one list; of more one types the name
_NAMED = 5
_HINTS = 20
# How units of one name are told apart: the place in brackets, those of Chinese or those of English.
_QUALIFIED = re.compile(r"(?P<name>.+)[\uff08(](?P<place>[^\uff08\uff09()]+)[\uff09)]")


def units_of(by: Viewer, on: date) -> QuerySet[Unit]:
    """The units of the officer's scope, in order of area and name."""
    scope = Q(id__in=by.units)
    if by.area:
        scope |= Q(area__gte=by.area_lo, area__lt=by.area_hi)
    return Unit.objects.filter(units_in_force(on), scope).order_by("area", "name")


def areas_of(by: Viewer, on: date) -> QuerySet[Area]:
    """Counties and townships of the officer's scope, in order of their codes; for units alone, those they stand in."""
    own = [] if not by.units else list(units_of(by, on).filter(id__in=by.units).values_list("area_id", flat=True))
    scope = Q(code__in=own)
    for code in own:
        scope |= Q(code__begins=code)
    if by.area:
        scope |= Q(code__gte=by.area_lo, code__lt=by.area_hi)
    return Area.objects.filter(areas_in_force(on), scope, level__in=(Level.COUNTY, Level.TOWNSHIP)).order_by("code")


def unit_named(units: QuerySet[Unit], text: str) -> Unit:
    """The one unit that is called so, or whose name, short name, pinyin or initials alone begin so.

    Raises ValidationError with what to write instead.
    """
    typed = plain(text)
    found = list(units.filter(Q(name=typed) | Q(short_name=typed))[: _NAMED + 1]) or _qualified(units, typed)
    if len(found) > 1:
        names = _("、").join(_units_with_places(found[:_NAMED]))
        raise forms.ValidationError(_("有几个单位都叫这个名称：{names}。请照这样连地区一起写。").format(names=names))
    begin = fold_query(typed)
    found = found or (list(units.filter(_begins(begin))[: _NAMED + 1]) if begin else [])
    if not found:
        raise forms.ValidationError(_("没有找到这个单位，请写单位名称的开头"))
    if len(found) > 1:
        names = _("、").join(unit.name for unit in found[:_NAMED])
        raise forms.ValidationError(_("有几个单位都是这个开头：{names}。请写全称。").format(names=names))
    return found[0]


def area_named(areas: QuerySet[Area], text: str) -> Area:
    """The one area of this code, of this name (those above it may stand before it), or that alone begins so.

    Raises ValidationError with what to write instead.
    """
    typed = fold_query(plain(text))
    found = _areas_called(areas, typed) if typed else []
    if not found and typed:
        found = list(areas.filter(_begins(typed))[: _NAMED + 1])
    if not found:
        raise forms.ValidationError(_("没有找到这个地区，请写县区或乡镇街道的名称"))
    if len(found) > 1:
        names = _("、").join(paths([area.code for area in found[:_NAMED]]).values())
        raise forms.ValidationError(_("有几个地区都可能是：{names}。请照这样连上级一起写。").format(names=names))
    return found[0]


def unit_hints(units: QuerySet[Unit], text: str) -> list[str]:
    """What one may be typing: units whose name, short name, pinyin or initials begin so; each can be sent as it is."""
    typed = fold_query(plain(text))
    if not typed:
        return []
    found = list(units.filter(_begins(typed))[:_HINTS])
    names = [unit.name for unit in found]
    return names if len({*names}) == len(names) else _units_with_places(found)


def area_hints(areas: QuerySet[Area], text: str) -> list[str]:
    """As `unit_hints`: areas with those above them."""
    typed = fold_query(plain(text))
    if not typed:
        return []
    found = areas.filter(_begins(typed))[:_HINTS]
    return list(paths([area.code for area in found]).values())


def _begins(typed: str) -> Q:
    return Q(name__begins=typed) | Q(short_name__begins=typed) | Q(pinyin__begins=typed) | Q(initials__begins=typed)


def _qualified(units: QuerySet[Unit], typed: str) -> list[Unit]:
    """The units of a name in a place, written as `_units_with_places` writes them."""
    said = _QUALIFIED.fullmatch(typed)
    if said is None:
        return []
    called = list(units.filter(name=said["name"].strip()))
    where, place = _joined(unit.area_id for unit in called), fold_query(said["place"])
    return [unit for unit in called if where[unit.area_id].endswith(place)]


def _units_with_places(units: Sequence[Unit]) -> list[str]:
    places = paths({unit.area_id for unit in units})
    return [_("{name}（{place}）").format(name=unit.name, place=places[unit.area_id]) for unit in units]


def _areas_called(areas: QuerySet[Area], typed: str) -> list[Area]:
    """Those of this code or short name, and those on whose way down from the province the typed text ends."""
    endings = [typed[place:] for place in range(len(typed))]
    found = list(areas.filter(Q(code=typed.upper()) | Q(short_name=typed) | Q(name__in=endings)))
    where = _joined(area.code for area in found)
    return [a for a in found if typed in {a.code.casefold(), a.short_name} or where[a.code].endswith(typed)]


def _joined(codes: Iterable[str]) -> dict[str, str]:
    """The ways down from the province, folded as typed text is."""
    return {code: fold_query(path) for code, path in paths(codes).items()}
