"""Reads a rule file: TOML that is checked for form, entry by entry, before anything of it is believed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Refused
from yinling.decisions.rulebook.domain import (
    MAX_DUE_DAYS,
    AnyEntry,
    Book,
    MeasureEntry,
    ParameterEntry,
    RuleEntry,
    Source,
)
from yinling.decisions.rulebook.terms import Confidence, DraftKind, NeedType, RuleKind
from yinling.kernel.areas import AreaCodeInvalid, level_of
from yinling.kernel.expression import Kind, Value
from yinling.kernel.expression.vocabulary import NAME
from yinling.kernel.periods import Period, PeriodInvalid

MAX_BYTES = 1_000_000
MAX_ENTRIES = 2_000

_SOURCE = frozenset({"area", "valid_from", "valid_to", "source_document", "clause", "note", "confidence"})
_RULE = _SOURCE | {"code", "version", "title", "text", "kind", "need_type", "rank", "need", "author"}
_MEASURE = _SOURCE | {"rule", "item", "due_days", "due_parameter", "repeat_days"}
_PARAMETER = _SOURCE | {"code", "kind", "value", "unit"}
_WORDS = {Kind.NUMBER: int, Kind.TEXT: str, Kind.DATE: date, Kind.BOOLEAN: bool}

Read = TypeVar("Read", RuleEntry, ParameterEntry, MeasureEntry)


class RuleFileRefused(Refused):
    """A rule file is not taken, no part of it. `problems` says why, a sentence or more for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def read_rule_file(path: Path) -> Book:
    """The entries of a rule file, each of the right form. Raises RuleFileRefused with every problem found."""
    raw = _table(path)
    problems: list[str] = []
    unknown = raw.keys() - {"rule", "parameter", "measure"}
    problems += [_("文件里不认识“%(name)s”") % {"name": name} for name in sorted(unknown)]
    rules = tuple(_entries(raw, "rule", _rule, problems))
    parameters = tuple(_entries(raw, "parameter", _parameter, problems))
    measures = tuple(_entries(raw, "measure", _measure, problems))
    if problems:
        raise RuleFileRefused(tuple(problems))
    return Book(rules, parameters, measures)


def read_entry(kind: DraftKind, fields: Mapping[str, object]) -> AnyEntry:
    """One entry from its fields, named and typed as in a rule file. Raises RuleFileRefused with every problem."""
    readers: dict[DraftKind, Callable[[_Entry], AnyEntry]] = {
        DraftKind.RULE: _rule, DraftKind.PARAMETER: _parameter, DraftKind.MEASURE: _measure,
    }  # fmt: skip
    problems: list[str] = []
    try:
        done = readers[kind](_Entry(dict(fields), str(kind.label), problems))
    except _Unreadable:
        raise RuleFileRefused(tuple(problems)) from None
    if problems:
        raise RuleFileRefused(tuple(problems))
    return done


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RuleFileRefused((_("规则文件打不开"),)) from error
    if len(content) > MAX_BYTES:
        raise RuleFileRefused((_("规则文件太大，最多1兆字节"),))
    try:
        return tomllib.loads(content.decode())
    except (
        ValueError,
        RecursionError,
    ) as error:  # broken UTF-8, broken TOML, nesting meant to break the reader
        raise RuleFileRefused((_("规则文件不是完好的TOML文件"),)) from error


def _entries(raw: dict[str, object], name: str, read: Callable[[_Entry], Read], problems: list[str]) -> Iterator[Read]:
    found = raw.get(name, [])
    if not isinstance(found, list) or len(found) > MAX_ENTRIES or not all(isinstance(one, dict) for one in found):
        problems.append(_("“%(name)s”应是最多2000个条目的列表") % {"name": name})
        return
    for number, fields in enumerate(found, 1):
        entry = _Entry(fields, _("第%(number)s个%(name)s") % {"number": number, "name": name}, problems)
        before = len(problems)
        try:
            done = read(entry)
        except _Unreadable:
            continue
        if len(problems) == before:
            yield done


class _Unreadable(Refused):
    """An entry lacks what the rest of it hangs on; the problem is noted already."""


@dataclass
class _Entry:
    fields: dict[str, object]
    where: str
    problems: list[str] = field(default_factory=list)

    def complain(self, what: str) -> None:
        self.problems.append(f"{self.where}：{what}")

    def only(self, known: frozenset[str]) -> None:
        for name in sorted(self.fields.keys() - known):
            self.complain(_("不认识“%(name)s”") % {"name": name[:50]})

    def words(self, name: str, most: int, *, least: int = 1) -> str:
        value = self.fields.get(name, "")
        if not isinstance(value, str) or not least <= len(value.strip()) <= most or not _is_clean(value):
            self.complain(_("“%(name)s”应是%(least)s到%(most)s个字") % {"name": name, "least": least, "most": most})
            return ""
        return value

    def code(self, name: str) -> str:
        """What names an entry: signs that could be taken for the border between two codes are no part of it."""
        value = self.words(name, 50)
        if value and not NAME.fullmatch(value):
            self.complain(_("“%(name)s”只能用文字、数字和下划线，以文字开头") % {"name": name})
        return value

    def number(self, name: str, least: int, most: int) -> int:
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            bounds = {"name": name, "least": least, "most": most}
            self.complain(_("“%(name)s”应是%(least)s到%(most)s之间的整数") % bounds)
            return least
        return value

    def one_of(self, name: str, choices: type[TextChoices]) -> str:
        value = self.fields.get(name)
        if value not in choices.values:
            known = "、".join(choices.values)
            self.complain(_("“%(name)s”应是 %(known)s 之一") % {"name": name, "known": known})
        return str(value)

    def rank(self, kind: str) -> int | None:
        if kind == RuleKind.TIER:
            return self.number("rank", 1, 9)
        if "rank" in self.fields:
            self.complain(_("“%(name)s”只用于困难类别") % {"name": "rank"})
        return None

    def period(self) -> Period:
        start, end = self.fields.get("valid_from"), self.fields.get("valid_to")
        if not Kind.DATE.holds(start) or not (end is None or Kind.DATE.holds(end)):
            self.complain(_("“valid_from”和“valid_to”应是日期"))
            raise _Unreadable
        assert isinstance(start, date)
        assert end is None or isinstance(end, date)
        try:
            return Period(start, end)
        except PeriodInvalid as invalid:
            self.complain(str(invalid))
            raise _Unreadable from invalid

    def area(self) -> str:
        code = self.words("area", 12)
        try:
            level_of(code)
        except AreaCodeInvalid as invalid:
            self.complain(str(invalid))
        return code

    def source(self) -> Source:
        confidence = self.fields.get("confidence")
        if confidence not in Confidence.values:
            self.complain(_("“confidence”应是 plain、known 或 unverified"))
        return Source(
            document=self.words("source_document", 200),
            clause=self.words("clause", 300),
            confidence=str(confidence),
            note=self.words("note", 500, least=0),
        )


def _rule(entry: _Entry) -> RuleEntry:
    entry.only(_RULE)
    kind = entry.one_of("kind", RuleKind)
    return RuleEntry(
        code=entry.code("code"),
        version=entry.number("version", 1, 10_000),
        title=entry.words("title", 60),
        text=entry.words("text", 2_000),
        kind=kind,
        need_type=entry.one_of("need_type", NeedType),
        rank=entry.rank(kind),
        area_code=entry.area(),
        period=entry.period(),
        source=entry.source(),
        need=entry.words("need", 200),
        author=entry.words("author", 60),
    )


def _measure(entry: _Entry) -> MeasureEntry:
    entry.only(_MEASURE)
    has_days = "due_days" in entry.fields
    if has_days is ("due_parameter" in entry.fields):
        entry.complain(_("“due_days”和“due_parameter”要写其中一个"))
    return MeasureEntry(
        rule_code=entry.code("rule"),
        item=entry.words("item", 60),
        due_days=entry.number("due_days", 1, MAX_DUE_DAYS) if has_days else None,
        due_parameter="" if has_days else entry.code("due_parameter"),
        repeat_days=entry.number("repeat_days", 1, MAX_DUE_DAYS) if "repeat_days" in entry.fields else None,
        area_code=entry.area(),
        period=entry.period(),
        source=entry.source(),
    )


def _parameter(entry: _Entry) -> ParameterEntry:
    entry.only(_PARAMETER)
    kind = _kind(entry)
    return ParameterEntry(
        code=entry.code("code"),
        area_code=entry.area(),
        kind=kind,
        value=_value(entry, kind),
        unit=entry.words("unit", 10, least=0),
        period=entry.period(),
        source=entry.source(),
    )


def _kind(entry: _Entry) -> Kind:
    named = entry.fields.get("kind")
    kind = next((kind for kind in _WORDS if kind == named), None)
    if kind is None:
        entry.complain(_("“kind”应是 number（整数）、text（文字）、date（日期）或 boolean（是否）"))
        raise _Unreadable
    return kind


def _value(entry: _Entry, kind: Kind) -> Value:
    if kind is Kind.NUMBER:
        return entry.number("value", -(10**15) + 1, 10**15 - 1)
    if kind is Kind.TEXT:
        return entry.words("value", 100)
    value = entry.fields.get("value")
    if not isinstance(value, date) or isinstance(value, datetime) or not kind.holds(value):
        if isinstance(value, bool) and kind is Kind.BOOLEAN:
            return value
        entry.complain(_("“value”应是%(kind)s") % {"kind": kind.label})
        raise _Unreadable
    return value


def _is_clean(value: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in value)
