"""Rows as plain data: the whole book, and what of it is in force somewhere on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Max, Q

from yinling.decisions.rulebook.domain import Book, MeasureEntry, ParameterEntry, RuleEntry, Source
from yinling.decisions.rulebook.models import Measure, Parameter, Rule
from yinling.decisions.rulebook.terms import Confidence, RuleState
from yinling.kernel.areas import upwards
from yinling.kernel.expression import Kind, Value
from yinling.kernel.periods import Period

Entry = TypeVar("Entry", RuleEntry, ParameterEntry, MeasureEntry)


def rules_in_force(area_code: str, on: date) -> tuple[RuleEntry, ...]:
    """The approved rules that hold in an area on a day, by code; of one code the most specific area's wins.

    Raises AreaCodeInvalid.
    """
    rows = Rule.objects.filter(in_force(area_code, on), state=RuleState.APPROVED)
    return _most_specific(rule_entry(row) for row in rows)


def parameters_in_force(area_code: str, on: date) -> dict[str, ParameterEntry]:
    """The parameters that hold in an area on a day, by code; the most specific area's wins.

    Raises AreaCodeInvalid.
    """
    rows = Parameter.objects.filter(in_force(area_code, on), retired=False)
    return {entry.code: entry for entry in _most_specific(parameter_entry(row) for row in rows)}


def measures_in_force(area_code: str, on: date) -> tuple[MeasureEntry, ...]:
    """The measures that hold in an area on a day; of one rule and item the most specific area's wins.

    Raises AreaCodeInvalid.
    """
    rows = Measure.objects.filter(in_force(area_code, on), retired=False)
    return _most_specific(measure_entry(row) for row in rows)


def cautions() -> dict[str, str]:
    """Each confidence in words, for whoever relies on a rule."""
    return {value: str(Confidence(value).label) for value in Confidence.values}


def whole_book() -> Book:
    """Every approved rule, every parameter and every measure, whenever and wherever in force."""
    rules = Rule.objects.filter(state=RuleState.APPROVED).order_by("code", "area_code", "version")
    parameters = Parameter.objects.filter(retired=False).order_by("code", "area_code", "valid_from")
    measures = Measure.objects.filter(retired=False).order_by("rule_code", "item", "area_code", "valid_from")
    return Book(
        tuple(map(rule_entry, rules)), tuple(map(parameter_entry, parameters)), tuple(map(measure_entry, measures))
    )


def next_version(code: str, area_code: str) -> int:
    """The number that the next version of a rule's code gets in an area; retired ones keep theirs."""
    known = Rule.objects.filter(code=code, area_code=area_code).aggregate(highest=Max("version"))["highest"]
    return (known or 0) + 1


def rule_entry(row: Rule) -> RuleEntry:
    """A row as plain data."""
    return RuleEntry(
        code=row.code,
        version=row.version,
        title=row.title,
        text=row.text,
        area_code=row.area_code,
        period=Period(row.valid_from, row.valid_to),
        source=_source(row),
        kind=row.kind,
        need_type=row.need_type,
        rank=row.rank,
        need=row.need,
        author=row.author,
        inner=row.id,
    )


def measure_entry(row: Measure) -> MeasureEntry:
    """A row as plain data."""
    return MeasureEntry(
        rule_code=row.rule_code,
        item=row.item,
        due_days=row.due_days,
        due_parameter=row.due_parameter,
        repeat_days=row.repeat_days,
        area_code=row.area_code,
        period=Period(row.valid_from, row.valid_to),
        source=_source(row),
    )


def parameter_entry(row: Parameter) -> ParameterEntry:
    """A row as plain data, its value in its own type."""
    return ParameterEntry(
        code=row.code,
        area_code=row.area_code,
        kind=Kind(row.kind),
        value=_value(Kind(row.kind), row.value),
        unit=row.unit,
        period=Period(row.valid_from, row.valid_to),
        source=_source(row),
    )


def _source(row: Rule | Parameter | Measure) -> Source:
    return Source(document=row.source_document, clause=row.clause, confidence=row.confidence, note=row.note)


def _value(kind: Kind, text: str) -> Value:
    match kind:
        case Kind.NUMBER:
            return int(text)
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.BOOLEAN:
            return text == "true"
        case _:
            return text


def in_force(area_code: str, on: date) -> Q:
    """The condition that a row holds in an area on a day, be it by an area above. Raises AreaCodeInvalid."""
    return Q(area_code__in=upwards(area_code)) & Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _most_specific(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of each code the one of the smallest area. A code grows by level, so the longest is the smallest."""
    chosen: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: len(entry.area_code)):
        chosen[entry.code] = entry
    return tuple(chosen[code] for code in sorted(chosen))
