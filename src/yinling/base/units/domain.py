"""Pure decisions on units: a file becomes clean rows or is refused whole; what changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Refused
from yinling.base.units.terms import Nature
from yinling.kernel.canonical import canonical_json
from yinling.kernel.identity import CreditCodeInvalid, parse_credit_code
from yinling.kernel.names import search_keys
from yinling.kernel.periods import Period, PeriodInvalid
from yinling.kernel.tables import Line, TableInvalid, read_table

COLUMNS = (
    "public_id", "name", "short_name", "nature", "area_code", "parent", "credit_code",
    "valid_from", "valid_to", "source",
)  # fmt: skip
_LONGEST_NAME = 100


class UnitFileRefused(Refused):
    """The file of units cannot be taken; nothing of it was. The message says the line and what to do."""


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit as a file states it. `parent` is the public id of the unit above."""

    public_id: UUID
    name: str
    short_name: str
    pinyin: str
    initials: str
    nature: str
    area_code: str
    parent: UUID | None
    credit_code: str | None
    valid_from: date | None
    valid_to: date | None
    source: str


def parse_units(raw: bytes, *, areas: Iterable[str], stored: Mapping[UUID, UnitLine]) -> tuple[UnitLine, ...]:
    """The units of a file. `areas` are the known area codes, `stored` the units in the database.

    Raises UnitFileRefused for a broken file (kernel.tables says when), and for a line with a bad or doubled
    id, name, nature, credit code or date, an unknown area or parent, or a unit above itself.
    """
    try:
        lines = read_table(raw, columns=COLUMNS)
    except TableInvalid as broken:
        raise UnitFileRefused(str(broken)) from broken
    units: dict[UUID, UnitLine] = {}
    known = frozenset(areas)
    for line in lines:
        unit = _unit(line)
        if unit.public_id in units:
            raise _refused(line, _("public_id 重复。"))
        if unit.area_code not in known:
            raise _refused(line, _("地区 %(code)s 不存在。") % {"code": unit.area_code[:20]})
        units[unit.public_id] = unit
    _require_tree(lines, units, dict(stored) | units)
    _require_own_credit_codes(lines, units, dict(stored) | units)
    return tuple(units.values())


def differing(units: Iterable[UnitLine], stored: Mapping[UUID, UnitLine]) -> list[UnitLine]:
    """Those that are not stored yet, or otherwise."""
    return [unit for unit in units if stored.get(unit.public_id) != unit]


def digest_of(units: Iterable[UnitLine]) -> str:
    """SHA-256 over the rows in order of their public ids, as canonical JSON, in hex."""
    rows = [
        {name: str(value) if isinstance(value, date | UUID) else value for name, value in asdict(unit).items()}
        for unit in sorted(units, key=lambda unit: unit.public_id)
    ]
    return hashlib.sha256(canonical_json(rows)).hexdigest()


def _refused(line: Line, wrong: str) -> UnitFileRefused:
    advice = _("请改正后重新导入。")
    return UnitFileRefused(_("第%(number)s行：%(wrong)s") % {"number": line.number, "wrong": wrong} + advice)


def _require_tree(lines: list[Line], units: Mapping[UUID, UnitLine], all_units: Mapping[UUID, UnitLine]) -> None:
    for line, unit in zip(lines, units.values(), strict=True):
        passed, above = {unit.public_id}, unit.parent
        while above is not None:
            if above not in all_units:
                raise _refused(line, _("上级单位 %(parent)s 不存在。") % {"parent": above})
            if above in passed:
                raise _refused(line, _("上级单位绕成了圈。"))
            passed.add(above)
            above = all_units[above].parent


def _require_own_credit_codes(
    lines: list[Line], units: Mapping[UUID, UnitLine], all_units: Mapping[UUID, UnitLine]
) -> None:
    owners: dict[str, UUID] = {}
    for unit in all_units.values():
        if unit.credit_code and owners.setdefault(unit.credit_code, unit.public_id) != unit.public_id:
            place = list(units).index(unit.public_id)
            raise _refused(lines[place], _("统一社会信用代码已属于另一个单位。"))


def _unit(line: Line) -> UnitLine:
    name = _text(line, "name")
    keys = search_keys(name)
    valid_from, valid_to = _date(line, "valid_from"), _date(line, "valid_to")
    if valid_from and valid_to:
        _require_period(line, valid_from, valid_to)
    return UnitLine(
        public_id=_public_id(line, "public_id"),
        name=name,
        short_name=_text(line, "short_name"),
        pinyin=keys.pinyin,
        initials=keys.initials,
        nature=_nature(line),
        area_code=line.fields["area_code"],
        parent=_public_id(line, "parent") if line.fields["parent"] else None,
        credit_code=_credit_code(line),
        valid_from=valid_from,
        valid_to=valid_to,
        source=_text(line, "source"),
    )


def _public_id(line: Line, column: str) -> UUID:
    try:
        return UUID(line.fields[column])
    except ValueError as no_uuid:
        raise _refused(line, _("%(column)s 列应为 UUID。") % {"column": column}) from no_uuid


def _text(line: Line, column: str) -> str:
    text = line.fields[column]
    if not 0 < len(text) <= _LONGEST_NAME or not text.isprintable():
        raise _refused(line, _("%(column)s 列应为1至100个字。") % {"column": column})
    return text


def _nature(line: Line) -> str:
    nature = line.fields["nature"]
    if nature not in Nature.values:
        raise _refused(line, _("nature 列应为 %(choices)s 之一。") % {"choices": "、".join(Nature.values)})
    return nature


def _credit_code(line: Line) -> str | None:
    text = line.fields["credit_code"]
    try:
        return parse_credit_code(text).number if text else None
    except CreditCodeInvalid as invalid:
        raise _refused(line, str(invalid)) from invalid


def _date(line: Line, column: str) -> date | None:
    text = line.fields[column]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as no_date:
        raise _refused(line, _("%(column)s 列应为日期，例如2021-01-31。") % {"column": column}) from no_date


def _require_period(line: Line, start: date, end: date) -> None:
    try:
        Period(start, end)
    except PeriodInvalid as empty:
        raise _refused(line, str(empty)) from empty
