"""What holds in an area, laid out for reading: each entry with its origin and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import (
    MeasureEntry,
    ParameterEntry,
    PurposesOf,
    RuleEntry,
    due_days,
    words_read,
)
from yinling.decisions.rulebook.queries.books import measures_in_force, parameters_in_force, rules_in_force
from yinling.kernel.areas import AreaLevel, level_of
from yinling.kernel.expression import ExpressionError, Vocabulary, parse
from yinling.kernel.viewer import Viewer


@dataclass(frozen=True)
class RuleLine:
    """A rule that decides in an area: the level that set it, the words it reads, its values and its measures."""

    rule: RuleEntry
    level: AreaLevel
    terms: frozenset[str]
    parameters: tuple[ParameterEntry, ...]
    measures: tuple[MeasureEntry, ...]


@dataclass(frozen=True)
class ParameterLine:
    """A value in force in an area: the level that set it, and the rules there that rest on it."""

    entry: ParameterEntry
    level: AreaLevel
    used_by: tuple[RuleEntry, ...]


@dataclass(frozen=True)
class MeasureLine:
    """A measure in force in an area, with its rule and its days; `days` is None when nothing in force says them."""

    measure: MeasureEntry
    level: AreaLevel
    rule: RuleEntry
    days: int | None


def rules_page(
    *, by: Viewer, area_code: str, on: date, vocabulary: Vocabulary, purposes_of: PurposesOf,
    kind: str = "", search: str = "",
) -> list[RuleLine]:  # fmt: skip
    """The rules that decide in an area on a day, by title. Whoever does not hold the purposes of a rule's words does
    not find it. `search` looks in title, code, need, condition and source.

    Raises AreaCodeInvalid.
    """
    lines = _lines(by, area_code, on, vocabulary, purposes_of)
    kept = [line for line in lines if kind in {"", line.rule.kind} and _has(line.rule, search.strip())]
    return sorted(kept, key=lambda line: line.rule.title)


def rule_line(
    code: str, *, by: Viewer, area_code: str, on: date, vocabulary: Vocabulary, purposes_of: PurposesOf
) -> RuleLine | None:
    """The version of one rule that decides in an area on a day; None when there is none, or none for this viewer.

    Raises AreaCodeInvalid.
    """
    lines = _lines(by, area_code, on, vocabulary, purposes_of)
    return next((line for line in lines if line.rule.code == code), None)


def parameters_page(
    *, by: Viewer, area_code: str, on: date, vocabulary: Vocabulary, purposes_of: PurposesOf
) -> list[ParameterLine]:
    """The values in force in an area on a day, by code, each with those of its rules that the viewer may know.

    Raises AreaCodeInvalid.
    """
    lines = _lines(by, area_code, on, vocabulary, purposes_of)
    return [
        ParameterLine(entry, level_of(entry.area_code), tuple(line.rule for line in lines if _rests(line, code)))
        for code, entry in parameters_in_force(area_code, on).items()
    ]


def measures_page(
    *, by: Viewer, area_code: str, on: date, vocabulary: Vocabulary, purposes_of: PurposesOf
) -> list[MeasureLine]:
    """The measures in force in an area on a day whose rule decides there and may be known to the viewer.

    Raises AreaCodeInvalid.
    """
    values = parameters_in_force(area_code, on)
    return [
        MeasureLine(measure, level_of(measure.area_code), line.rule, due_days(measure, values))
        for line in _lines(by, area_code, on, vocabulary, purposes_of)
        for measure in line.measures
    ]


def _lines(by: Viewer, area_code: str, on: date, vocabulary: Vocabulary, purposes_of: PurposesOf) -> list[RuleLine]:
    values = parameters_in_force(area_code, on)
    measures: dict[str, list[MeasureEntry]] = {}
    for measure in measures_in_force(area_code, on):
        measures.setdefault(measure.rule_code, []).append(measure)
    lines = []
    for rule in rules_in_force(area_code, on):
        terms, needed = _read(rule, vocabulary)
        if policy.reads(by, purposes_of(terms)):
            own = tuple(measures.get(rule.code, ()))
            named = tuple(values[name] for name in needed if name in values)
            lines.append(RuleLine(rule, level_of(rule.area_code), terms, named, own))
    return lines


def _read(rule: RuleEntry, vocabulary: Vocabulary) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that a rule reads, and the names of the parameters it needs."""
    try:
        expression = parse(rule.text, vocabulary)
    except ExpressionError:  # the vocabulary moved below it; the page shows the rule all the same
        return words_read(rule.text, vocabulary), ()
    return frozenset(term.name for term in expression.terms), tuple(need.name for need in expression.parameters)


def _rests(line: RuleLine, code: str) -> bool:
    return any(entry.code == code for entry in line.parameters) or any(
        measure.due_parameter == code for measure in line.measures
    )


def _has(rule: RuleEntry, search: str) -> bool:
    places = (rule.title, rule.code, rule.need, rule.text, rule.source.document, rule.source.clause)
    return not search or any(search.casefold() in place.casefold() for place in places)
