"""Which unit answers for a roster: the one that was named, else the one that the file says reported it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID

from yinling.base.units.actions import ReportedUnit, enter_reported
from yinling.base.units.models import Unit
from yinling.base.units.queries import units_in
from yinling.base.units.terms import Nature
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.kernel.areas import COUNTY_LENGTH, NATION, PREFECTURE_LENGTH
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions import OpenedSheet
from yinling.people.intake.actions.keepers import places_of
from yinling.people.intake.domain.cleaning.places import Places, tidy
from yinling.people.intake.domain.cleaning.units import best_unit, full_name, unit_key
from yinling.people.intake.domain.headings import propose
from yinling.people.intake.domain.layout import RowKind

_LOOKED_AT = 3000  # addresses; more say nothing new
_BUREAU = "老干部局"  # who keeps the rosters of an area where the file names no unit
_ORGANS = ("局", "部", "委", "办", "办公室", "政府", "委员会")


class Keeper(NamedTuple):
    """The unit that answers for a roster, and what was assumed to find it, "" when nothing was."""

    unit: UUID
    name: str
    note: str = ""


def named_keeper(said: str, *, at: datetime) -> Keeper:
    """The registered unit of that public id, name or short name. Raises Refusal when there is none, or several."""
    units = list(units_in(NATION, on=local_day(at)))
    wanted = said.strip()
    found = [u for u in units if wanted in {str(u.public_id), u.name, u.short_name}]
    if not found:
        near = best_unit(wanted, _rows(units), places_of(""))
        found = [u for u in units if str(u.public_id) == near]
    if len(found) == 1:
        return Keeper(found[0].public_id, found[0].name)
    told = {"unit": wanted[:60]}
    if found:
        raise Refusal(_("叫“%(unit)s”的单位不止一个：请在 --unit 写单位编号。") % told, 2)
    raise Refusal(_("没有登记“%(unit)s”这个单位：请核对名称，或先用 ./yinling load 载入单位。") % told, 2)


def keeper_of(opened: Sequence[OpenedSheet], *, file_name: str, roster: UUID, by: Viewer, at: datetime) -> Keeper:
    """The unit that the file says reported it; one that nobody registered is entered in the area that the file tells.

    Raises Refusal when the file tells neither a registered unit nor an area.
    """
    reported = next((one.layout.reported_unit for one in opened if one.layout and one.layout.reported_unit), "")
    area = _stated_area(opened, reported, file_name)
    units = list(units_in(NATION, on=local_day(at)))
    places = places_of(area)
    name = reported or (places.full_name_of(area) + _BUREAU if area else "")
    near = best_unit(name, _rows(units), places) if name else None
    found = next((unit for unit in units if str(unit.public_id) == near), None)
    if found is not None:
        note = "" if reported else _("文件没有写填报单位，按地区由“%(unit)s”管理，如不对可用 --unit 说明。")
        return Keeper(found.public_id, found.name, note % {"unit": found.name} if note else "")
    area = unit_key(name, places).area or area
    if not area:
        raise Refusal(_("看不出这份名册由哪个单位管理：请用 --unit 写明单位名称或编号。"))
    return _enter(name, area, places, roster=roster, by=by, at=at)


def _rows(units: Iterable[Unit]) -> list[tuple[str, str, str, str]]:
    return [(str(unit.public_id), unit.name, unit.short_name, unit.area_id) for unit in units]


def _enter(name: str, area: str, places: Places, *, roster: UUID, by: Viewer, at: datetime) -> Keeper:
    """Register a unit as the file names it, and say so."""
    key = unit_key(name, places)
    short = full_name(key._replace(area=area), places)[:100]
    nature = Nature.GOVERNMENT if key.core.endswith(_ORGANS) else Nature.INSTITUTION
    unit = ReportedUnit(tidy(name)[:100], short, nature.value, area, f"roster:{roster}")
    (made,) = enter_reported(units=[unit], parent=None, by=by, at=at).values()
    said = {"unit": made.name, "place": places.full_name_of(area)}
    return Keeper(
        made.public_id, made.name,
        _("单位“%(unit)s”没有登记过，已登记在%(place)s，如不对可用 --unit 说明。") % said,
    )  # fmt: skip


def _stated_area(opened: Sequence[OpenedSheet], reported: str, file_name: str) -> str:
    """The area of the unit's name, else of a title, of the file's name, of most addresses; "" when nothing tells."""
    places = places_of("")
    titles = [text for one in opened if one.layout for text in (one.layout.title, one.layout.sheet)]
    for text in (reported, *titles, PurePath(file_name).stem):
        area = unit_key(text, places).area or _first_place(text, places)
        if area:
            return area
    return _most_common([place for one in opened for place in _addressed(one, places)])


def _first_place(text: str, places: Places) -> str:
    """The first place that a text names anywhere: 2017年兰州市离退休干部花名册."""
    words = tidy(text)[:60]
    return next((area for start in range(len(words)) if (area := places.place_of(words[start:]).area)), "")


def _addressed(one: OpenedSheet, places: Places) -> list[str]:
    """The areas that the addresses of a sheet state."""
    if one.layout is None:
        return []
    column = next((p.column.index for p in propose(one.layout.columns, known={}) if p.term == "address"), None)
    if column is None:
        return []
    rows = [row for row, kind in zip(one.sheet.rows, one.layout.kinds, strict=True) if kind is RowKind.PERSON]
    areas = (places.place_of(str(row[column])).area for row in rows[:_LOOKED_AT])
    return [area for area in areas if len(area) >= PREFECTURE_LENGTH]


def _most_common(areas: Sequence[str]) -> str:
    """The prefecture of more than half, or its county where nine in ten live in one; else ""."""
    prefectures = Counter(area[:PREFECTURE_LENGTH] for area in areas)
    for prefecture, number in prefectures.most_common(1):
        if number * 2 <= len(areas):
            return ""
        counties = Counter(
            area[:COUNTY_LENGTH] for area in areas if area.startswith(prefecture) and len(area) >= COUNTY_LENGTH
        )
        for county, inside in counties.most_common(1):
            return county if inside * 10 >= number * 9 else prefecture
        return prefecture
    return ""
