"""What the page of cohorts asks: two dimensions, an area and a filter, from the address and back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.base.units.queries import search as search_units
from yinling.base.units.queries import units_in
from yinling.decisions.portrait.domain.cohorts import (
    OWN_LEVEL,
    UNKNOWN,
    CohortFilter,
    Dimension,
    LevelGroup,
    require_table,
)
from yinling.decisions.portrait.queries import Offered, offered
from yinling.decisions.portrait.terms import AgeBand
from yinling.decisions.rulebook.terms import NeedType
from yinling.kernel.areas import NATION, AreaCodeInvalid, parse_area_code
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import Level, PersonType
from yinling.web.desk.forms.areas import AreaChoice, read_area_and_day
from yinling.web.desk.forms.filters import Chip

ROWS: Final = Dimension.AGE_BAND
COLUMNS: Final = Dimension.LEVEL
_NO_COLUMNS: Final = frozenset({Dimension.UNIT})  # too many to stand side by side
_LONGEST: Final = 100
_HINTED_UNITS: Final = 200

Choice = tuple[str, str]


class Picker(NamedTuple):
    """One choice of the form: its name in the address, its label, what can be chosen and what is."""

    name: str
    label: str
    choices: Sequence[Choice]
    chosen: str


class _Unclear(ValueError):
    """A parameter says nothing that can be asked; its message tells the reader."""


@dataclass(frozen=True)
class AskedCohort:
    """What the address asks for. `parameters` are those that were understood, `notes` say what was not."""

    chosen: CohortFilter
    rows: Dimension
    columns: Dimension
    place: str
    parameters: Mapping[str, str]
    said: Mapping[str, str]
    notes: tuple[str, ...]
    areas: Sequence[AreaChoice]
    offered: Offered
    unit_names: Sequence[str]

    def query(self, *, without: str = "", **changed: str) -> str:
        """The query of an address with these parameters changed."""
        kept = {name: value for name, value in self.parameters.items() if name != without}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})

    def query_of(self, chosen: CohortFilter) -> str:
        """The query of another filter for the same table."""
        asked = {"rows": self.parameters.get("rows", ""), "columns": self.parameters.get("columns", "")}
        return urlencode({name: value for name, value in {**asked, **said_in_address(chosen)}.items() if value})

    def chips(self) -> list[Chip]:
        """The conditions in words, each with the address without it."""
        return [Chip(text, self.query(without=name)) for name, text in self.said.items()]

    @property
    def unit_name(self) -> str:
        """What stands in the field of the unit."""
        return self.said.get("unit", "").removeprefix(_("单位：%(unit)s") % {"unit": ""})

    @property
    def about(self) -> str:
        """Whom the table is about, in one line."""
        return _("；").join([self.place, *(text for name, text in self.said.items() if name != "area")])

    def dimensions(self) -> list[Picker]:
        """What the table is made of."""
        usable = [one for one in Dimension if one is not Dimension.TIER or self.offered.tiers]
        rows = [(one.value, str(one.label)) for one in usable if one is not Dimension.NOTHING]
        columns = [(one.value, str(one.label)) for one in usable if one not in _NO_COLUMNS]
        return [
            Picker("rows", _("每行"), rows, self.rows.value), Picker("columns", _("每列"), columns, self.columns.value),
        ]  # fmt: skip

    def conditions(self) -> list[Picker]:
        """What can be asked besides."""
        anything = [("", _("不限"))]
        levels = [*_choices(LevelGroup), *_choices(Level), (UNKNOWN, _("职务级别不详"))]
        needs = [(need.value, str(need.label)) for need in NeedType if need is not NeedType.NONE]
        tags = [(group.key, group.label) for group in self.offered.tags]
        tiers = [(group.key, group.label) for group in self.offered.tiers]
        found = {
            "band": (Dimension.AGE_BAND.label, _choices(AgeBand)),
            "type": (Dimension.PERSON_TYPE.label, _choices(PersonType)), "level": (Dimension.LEVEL.label, levels),
            "tag": (Dimension.TAG.label, tags), "tier": (Dimension.TIER.label, tiers),
            "need": (Dimension.NEED.label, needs),
        }  # fmt: skip
        return [
            Picker(name, str(label), [*anything, *choices], self.parameters.get(name, ""))
            for name, (label, choices) in found.items()
            if choices
        ]


def read_cohort(request: HttpRequest, by: Viewer, *, on: date) -> AskedCohort:
    """What an address asks for. What cannot be asked is left out, and a note says so.

    Raises Forbidden for an area outside the scope.
    """
    known = offered(by=by, on=on)
    given = {name: str(value).strip()[:_LONGEST] for name, value in request.GET.items()}
    code, own_level = given.get("area", "").removesuffix(OWN_LEVEL), given.get("area", "").endswith(OWN_LEVEL)
    areas = _areas(by, code, on)
    chosen = CohortFilter(area=f"{areas.area}{OWN_LEVEL if own_level else ''}" if code else "")
    understood = {"area": chosen.area} if chosen.area else {}
    said = {"area": _("地区：%(place)s") % {"place": _place(chosen.area)}} if chosen.area else {}
    notes: list[str] = []
    readers: dict[str, _Reader] = {**_READERS, "unit": partial(_unit, within=areas.area or by.area or NATION, on=on)}
    for name, value in given.items():
        if name in readers and value:
            try:
                chosen, said[name] = readers[name](value, chosen, known)
            except (_Unclear, ValueError, KeyError):
                notes.append(_("“%(label)s”没有这个选项，已略过。") % {"label": _LABELS[name].label})
                continue
            understood[name] = said_in_address(chosen)[name]
    rows, columns = _dimensions(given, known, understood, notes)
    place = _place(chosen.area) if chosen.area else areas.place
    names = _unit_names(areas.area or by.area, on)
    return AskedCohort(chosen, rows, columns, place, understood, said, tuple(notes), areas.choices, known, names)


def said_in_address(chosen: CohortFilter) -> dict[str, str]:
    """A filter as the parameters of an address."""
    return {
        "area": chosen.area, "unit": str(chosen.unit or ""), "band": chosen.band, "type": chosen.person_type,
        "level": chosen.level, "tag": ",".join(chosen.tags), "tier": str(chosen.tier or ""),
        "need": ",".join(chosen.needs),
    }  # fmt: skip


class _Areas(NamedTuple):
    area: str | None
    place: str
    choices: Sequence[AreaChoice]


def _areas(by: Viewer, code: str, on: date) -> _Areas:
    """The chosen area and those that could be; without one, all of the scope."""
    bare = HttpRequest()
    bare.GET = QueryDict(urlencode({"area": code}))
    found = read_area_and_day(bare, by, today=on)
    return _Areas(found.area, found.place, found.choices)


def _dimensions(
    given: Mapping[str, str], known: Offered, understood: dict[str, str], notes: list[str]
) -> tuple[Dimension, Dimension]:
    """The rows and columns asked for; the usual ones where they cannot be crossed."""
    try:
        rows, columns = Dimension(given.get("rows") or ROWS), Dimension(given.get("columns") or COLUMNS)
        require_table(rows, columns)
        if Dimension.TIER in (rows, columns) and not known.tiers:
            raise Forbidden
    except (ValueError, Forbidden):
        notes.append(_("这两项不能放在一张表里，已按年龄段和职务级别统计。"))
        return ROWS, COLUMNS
    if columns in _NO_COLUMNS:
        notes.append(_("单位只能放在每行，已对调。"))
        rows, columns = columns, rows
    understood.update({name: one.value for name, one in (("rows", rows), ("columns", columns)) if given.get(name)})
    return rows, columns


def _band(value: str, chosen: CohortFilter, _known: Offered) -> tuple[CohortFilter, str]:
    found = replace(chosen, band=value)
    return found, str(AgeBand(value).label)


def _type(value: str, chosen: CohortFilter, _known: Offered) -> tuple[CohortFilter, str]:
    found = replace(chosen, person_type=value)
    return found, str(PersonType(value).label)


def _level(value: str, chosen: CohortFilter, _known: Offered) -> tuple[CohortFilter, str]:
    words = dict([*_choices(LevelGroup), *_choices(Level), (UNKNOWN, _("职务级别不详"))])
    found = replace(chosen, level=value)
    return found, words[value]


def _tags(value: str, chosen: CohortFilter, known: Offered) -> tuple[CohortFilter, str]:
    words = {group.key: group.label for group in known.tags}
    codes = tuple(dict.fromkeys(value.split(",")))
    if not words.keys() >= {*codes}:
        raise _Unclear
    return replace(chosen, tags=codes), _("标签：%(tags)s") % {"tags": _("、").join(words[code] for code in codes)}


def _tier(value: str, chosen: CohortFilter, known: Offered) -> tuple[CohortFilter, str]:
    words = {group.key: group.label for group in known.tiers}
    if value not in words:
        raise _Unclear
    return replace(chosen, tier=int(value)), words[value]


def _needs(value: str, chosen: CohortFilter, _known: Offered) -> tuple[CohortFilter, str]:
    codes = tuple(dict.fromkeys(value.split(",")))
    found = replace(chosen, needs=codes)
    words = _("、").join(str(NeedType(code).label) for code in codes)
    return found, _("所需类型：%(needs)s") % {"needs": words}


_Reader = Callable[[str, CohortFilter, Offered], tuple[CohortFilter, str]]
_READERS: Final[Mapping[str, _Reader]] = {
    "band": _band, "type": _type, "level": _level, "tag": _tags, "tier": _tier, "need": _needs,
}  # fmt: skip
_LABELS: Final = {
    "band": Dimension.AGE_BAND, "type": Dimension.PERSON_TYPE, "level": Dimension.LEVEL, "tag": Dimension.TAG,
    "tier": Dimension.TIER, "need": Dimension.NEED, "unit": Dimension.UNIT,
}  # fmt: skip


def _unit(value: str, chosen: CohortFilter, _known: Offered, *, within: str, on: date) -> tuple[CohortFilter, str]:
    """The unit of a public id, of a name, or the only one whose name begins so."""
    unit = _found_unit(value, within, on)
    if unit is None:
        raise _Unclear
    return replace(chosen, unit=unit.public_id), _("单位：%(unit)s") % {"unit": unit.name}


def _found_unit(text: str, within: str, on: date) -> Unit | None:
    if "\x00" in text:
        return None
    try:
        return Unit.objects.filter(public_id=UUID(text)).first()
    except ValueError:
        found = search_units(text, on=on, within=within, limit=_HINTED_UNITS)
    exact = [unit for unit in found if unit.name == text]
    return exact[0] if exact else found[0] if len(found) == 1 else None


def _unit_names(area: str | None, on: date) -> list[str]:
    """Names to choose from while typing, as long as they are few enough to read."""
    if not area:
        return []
    found = list(units_in(area, on=on).values_list("name", flat=True)[: _HINTED_UNITS + 1])
    return found if len(found) <= _HINTED_UNITS else []


def _place(area: str) -> str:
    """What an area is called, its own level said so."""
    try:
        code = parse_area_code(area.removesuffix(OWN_LEVEL))
    except AreaCodeInvalid:
        return area
    name = paths([code])[code].split()[-1]
    return _("%(place)s本级") % {"place": name} if area.endswith(OWN_LEVEL) else name


def _choices(words: type[AgeBand] | type[PersonType] | type[LevelGroup] | type[Level]) -> list[Choice]:
    return [(str(one.value), str(one.label)) for one in words]
