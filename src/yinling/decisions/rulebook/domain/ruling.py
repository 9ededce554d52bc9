"""What holds where: for each code the areas in which one version with one set of parameters decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yinling.decisions.rulebook.domain.entries import Book, Entry, ParameterEntry, RuleEntry
from yinling.kernel.areas import covers
from yinling.kernel.expression import Expression, Vocabulary, parse


@dataclass(frozen=True)
class Branch:
    """One version of a rule as it decides in an area, with the parameters in force there, by name."""

    area_code: str
    rule: RuleEntry
    expression: Expression
    parameters: Mapping[str, ParameterEntry]


def branches(book: Book, vocabulary: Vocabulary, *, on: date) -> Mapping[str, tuple[Branch, ...]]:
    """By code, the branches in force on a day, the smallest areas first: the first that covers a person decides.

    A rule divides an area as soon as another version of it, or another value of a parameter it needs, holds in a part
    of that area. Raises ExpressionError for a text that cannot be read in `vocabulary`.
    """
    rules = [rule for rule in book.rules if rule.period.contains(on)]
    values = [value for value in book.parameters if value.period.contains(on)]
    codes = sorted({rule.code for rule in rules})
    return {code: _branches([rule for rule in rules if rule.code == code], values, vocabulary) for code in codes}


def _branches(versions: list[RuleEntry], values: list[ParameterEntry], vocabulary: Vocabulary) -> tuple[Branch, ...]:
    read = {rule.area_code: parse(rule.text, vocabulary) for rule in versions}
    found: dict[str, Branch] = {}
    for rule in versions:
        names = {needed.name for needed in read[rule.area_code].parameters}
        inside = {
            value.area_code for value in values if value.code in names and covers(rule.area_code, value.area_code)
        }
        for area in {rule.area_code, *inside}:
            decides = _nearest(versions, area)
            if decides is rule:
                found[area] = Branch(area, rule, read[rule.area_code], _in_force(names, values, area))
    return tuple(found[area] for area in sorted(found, key=lambda area: (-len(area), area)))


def _in_force(names: Iterable[str], values: Iterable[ParameterEntry], area: str) -> Mapping[str, ParameterEntry]:
    held = {name: _nearest([value for value in values if value.code == name], area) for name in names}
    return {name: value for name, value in held.items() if value is not None}


def _nearest(entries: Iterable[Entry], area: str) -> Entry | None:
    """The one of the smallest area that covers `area`. A code grows by level, so the longest is the smallest."""
    covering = [entry for entry in entries if covers(entry.area_code, area)]
    return max(covering, key=lambda entry: len(entry.area_code), default=None)
