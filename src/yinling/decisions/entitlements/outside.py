"""Reads a file of requirements: TOML that is checked for form, entry by entry, before anything of it is believed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Refused
from yinling.decisions.entitlements.domain import RequirementEntry
from yinling.decisions.rulebook.domain import Source
from yinling.decisions.rulebook.terms import Confidence
from yinling.kernel.areas import AreaCodeInvalid, level_of
from yinling.kernel.periods import Period, PeriodInvalid

MAX_BYTES = 500_000
MAX_ENTRIES = 1_000
MAX_POSITION = 99

_LONGEST = {"rule": 60, "evidence": 60, "area": 12, "source_document": 200, "clause": 300, "note": 500}
_FIELDS = frozenset({*_LONGEST, "position", "valid_from", "valid_to", "confidence"})


class RequirementFileRefused(Refused):
    """A file of requirements is not taken, no part of it. `problems` says why, a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class _Wrong(ValueError):
    """An entry's field is not of the right form; the message says how."""


def read_requirement_file(path: Path) -> tuple[RequirementEntry, ...]:
    """The entries of a file, each of the right form. Raises RequirementFileRefused with every problem found."""
    raw = _table(path)
    problems = [_("文件里不认识“%(name)s”") % {"name": name[:50]} for name in sorted(raw.keys() - {"requirement"})]
    found = raw.get("requirement", [])
    if not isinstance(found, list) or len(found) > MAX_ENTRIES or not all(isinstance(one, dict) for one in found):
        raise RequirementFileRefused((_("“requirement”应是最多%(most)s个条目的列表") % {"most": MAX_ENTRIES},))
    entries: list[RequirementEntry] = []
    for number, fields in enumerate(found, 1):
        try:
            entries.append(_entry(fields))
        except _Wrong as wrong:
            problems.append(_("第%(number)s个材料：%(problem)s") % {"number": number, "problem": wrong})
    if problems:
        raise RequirementFileRefused(tuple(problems))
    return tuple(entries)


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RequirementFileRefused((_("材料文件打不开"),)) from error
    if len(content) > MAX_BYTES:
        raise RequirementFileRefused((_("材料文件太大，最多500千字节"),))
    try:
        return tomllib.loads(content.decode())
    except (
        ValueError,
        RecursionError,
    ) as error:  # broken UTF-8, broken TOML, nesting meant to break the reader
        raise RequirementFileRefused((_("材料文件不是完好的TOML文件"),)) from error


def _entry(fields: Mapping[str, object]) -> RequirementEntry:
    for name in sorted(fields.keys() - _FIELDS):
        raise _Wrong(_("不认识“%(name)s”") % {"name": name[:50]})
    return RequirementEntry(
        rule_code=_words(fields, "rule"),
        evidence=_words(fields, "evidence"),
        position=_position(fields),
        area_code=_area(fields),
        period=_period(fields),
        source=Source(
            document=_words(fields, "source_document"),
            clause=_words(fields, "clause"),
            confidence=_confidence(fields),
            note=_words(fields, "note", least=0),
        ),
    )


def _words(fields: Mapping[str, object], name: str, *, least: int = 1) -> str:
    value, most = fields.get(name, ""), _LONGEST[name]
    if not isinstance(value, str) or not least <= len(value.strip()) <= most or not value.isprintable():
        raise _Wrong(_("“%(name)s”应是%(least)s到%(most)s个字") % {"name": name, "least": least, "most": most})
    return value.strip()


def _position(fields: Mapping[str, object]) -> int:
    value = fields.get("position")
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_POSITION:
        raise _Wrong(_("“position”应是1到%(most)s之间的整数") % {"most": MAX_POSITION})
    return value


def _area(fields: Mapping[str, object]) -> str:
    code = _words(fields, "area")
    try:
        level_of(code)
    except AreaCodeInvalid as invalid:
        raise _Wrong(str(invalid)) from invalid
    return code


def _period(fields: Mapping[str, object]) -> Period:
    start, end = fields.get("valid_from"), fields.get("valid_to")
    if not _is_day(start) or not (end is None or _is_day(end)):
        raise _Wrong(_("“valid_from”和“valid_to”应是日期"))
    assert isinstance(start, date)
    assert end is None or isinstance(end, date)
    try:
        return Period(start, end)
    except PeriodInvalid as invalid:
        raise _Wrong(str(invalid)) from invalid


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _confidence(fields: Mapping[str, object]) -> str:
    value = fields.get("confidence")
    if not isinstance(value, str) or value not in Confidence.values:
        known = "、".join(Confidence.values)
        raise _Wrong(_("“confidence”应是 %(known)s 之一") % {"known": known})
    return value
