"""Pure decisions on areas: a file becomes clean rows or is refused whole; what changes; how far it is."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from yinling.base.regions.terms import Confidence
from yinling.base.rows.refusals import Refused
from yinling.kernel.areas import AreaCodeInvalid, is_statutory, parent_of, parse_area_code
from yinling.kernel.canonical import canonical_json
from yinling.kernel.periods import Period, PeriodInvalid
from yinling.kernel.tables import Line, TableInvalid, read_table

COLUMNS = (
    "code", "name", "short_name", "pinyin", "initials", "longitude", "latitude",
    "valid_from", "valid_to", "statutory", "confidence", "source",
)  # fmt: skip
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
_LONGEST_NAME = 60
_LATIN = re.compile(r"[a-z]{1,120}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,8})?", re.ASCII)


class AreaFileRefused(Refused):
    """The file of areas cannot be taken; nothing of it was. The message says the line and what to do."""


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """One area as a file states it. Coordinates are degrees of its seat, WGS 84 as far as the source says."""

    code: str
    name: str
    short_name: str
    pinyin: str
    initials: str
    longitude: float | None
    latitude: float | None
    valid_from: date | None
    valid_to: date | None
    statutory: bool
    confidence: str
    source: str

    @property
    def parent(self) -> str | None:
        """The code of the area next above."""
        return parent_of(self.code)


def parse_areas(raw: bytes, *, known: Iterable[str]) -> tuple[AreaLine, ...]:
    """The areas of a file; parents may stand in it or be among `known`, the codes in the database.

    Raises AreaFileRefused for a broken file (kernel.tables says when), and for a line with a bad or doubled
    code, name, coordinate, date or mark, or without its parent.
    """
    try:
        lines = read_table(raw, columns=COLUMNS)
    except TableInvalid as broken:
        raise AreaFileRefused(str(broken)) from broken
    areas: dict[str, AreaLine] = {}
    for line in lines:
        area = _area(line)
        if area.code in areas:
            raise _refused(line, _("代码 %(code)s 重复。") % {"code": area.code})
        areas[area.code] = area
    parents = areas.keys() | set(known)
    for line, area in zip(lines, areas.values(), strict=True):
        if area.parent is not None and area.parent not in parents:
            raise _refused(line, _("上级 %(code)s 不存在。") % {"code": area.parent})
    return tuple(areas.values())


def differing(areas: Iterable[AreaLine], stored: Mapping[str, AreaLine]) -> list[AreaLine]:
    """Those that are not stored yet, or otherwise."""
    return [area for area in areas if stored.get(area.code) != area]


def digest_of(areas: Iterable[AreaLine]) -> str:
    """SHA-256 over the rows in order of their codes, as canonical JSON, in hex."""
    rows = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(area).items()}
        for area in sorted(areas, key=lambda area: area.code)
    ]
    return hashlib.sha256(canonical_json(rows)).hexdigest()


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance on the sphere between two points of (longitude, latitude) in degrees (haversine)."""
    (west, south), (east, north) = (tuple(map(math.radians, point)) for point in (start, end))
    chord = math.sin((north - south) / 2) ** 2
    chord += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def _refused(line: Line, wrong: str) -> AreaFileRefused:
    advice = _("请改正后重新导入。")
    return AreaFileRefused(_("第%(number)s行：%(wrong)s") % {"number": line.number, "wrong": wrong} + advice)


def _area(line: Line) -> AreaLine:
    valid_from, valid_to = _date(line, "valid_from"), _date(line, "valid_to")
    if valid_from and valid_to:
        _require_period(line, valid_from, valid_to)
    longitude, latitude = _degrees(line, "longitude", 180), _degrees(line, "latitude", 90)
    if (longitude is None) != (latitude is None):
        raise _refused(line, _("经度和纬度应同时填写。"))
    code = _code(line)
    return AreaLine(
        code=code,
        name=_name(line, "name"),
        short_name=_name(line, "short_name"),
        pinyin=_latin(line, "pinyin"),
        initials=_latin(line, "initials"),
        longitude=longitude,
        latitude=latitude,
        valid_from=valid_from,
        valid_to=valid_to,
        statutory=_statutory(line, code),
        confidence=_confidence(line),
        source=_name(line, "source"),
    )


def _code(line: Line) -> str:
    text = line.fields["code"]
    try:
        code = parse_area_code(text)
    except AreaCodeInvalid as invalid:
        raise _refused(line, str(invalid)) from invalid
    if code != text:
        raise _refused(line, _("代码 %(text)s 应写作 %(code)s。") % {"text": text[:20], "code": code})
    return code


def _name(line: Line, column: str) -> str:
    text = line.fields[column]
    if not 0 < len(text) <= _LONGEST_NAME or not text.isprintable():
        raise _refused(line, _("%(column)s 列应为1至60个字。") % {"column": column})
    return text


def _latin(line: Line, column: str) -> str:
    text = line.fields[column]
    if not _LATIN.fullmatch(text):
        raise _refused(line, _("%(column)s 列应为小写拼音字母。") % {"column": column})
    return text


def _degrees(line: Line, column: str, limit: int) -> float | None:
    text = line.fields[column]
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or abs(float(text)) > limit:
        wrong = _("%(column)s 列应为正负%(limit)s以内的度数。") % {"column": column, "limit": limit}
        raise _refused(line, wrong)
    return float(text)


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


def _statutory(line: Line, code: str) -> bool:
    stated = {"true": True, "false": False}.get(line.fields["statutory"])
    if stated is None or stated != is_statutory(code):
        raise _refused(line, _("statutory 列应为 true 或 false，并与代码相符：带字母的代码为 false。"))
    return stated


def _confidence(line: Line) -> str:
    mark = line.fields["confidence"]
    if mark not in Confidence.values:
        raise _refused(line, _("confidence 列应为空、† 或 ‡。"))
    return mark
