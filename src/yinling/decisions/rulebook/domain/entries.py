"""The entries of the rulebook as plain data: rules, parameters, measures, and a book of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, TypeVar

from yinling.kernel.expression import Kind, Value
from yinling.kernel.periods import Period

MAX_DUE_DAYS = 3_660


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a rule or a value comes from. `note` says what was added to the document's own words."""

    document: str
    clause: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ParameterEntry:
    """A value that rules rest on, in an area for a period. `unit` follows a number."""

    code: str
    area_code: str
    kind: Kind
    value: Value
    unit: str
    period: Period
    source: Source

    @property
    def key(self) -> tuple[str, str, date]:
        """What tells it from others: one value of a code begins in an area on a day."""
        return self.code, self.area_code, self.period.start


@dataclass(frozen=True, kw_only=True)
class RuleEntry:
    """One version of a rule: whom it concerns, what that makes of them, and why.

    `kind` and `need_type` are codes of `terms`; `rank` orders tiers, None for other kinds. `inner` is the id of its
    row, 0 for one that is not stored yet; it does not tell entries apart.
    """

    code: str
    version: int
    title: str
    text: str
    kind: str
    need_type: str
    rank: int | None
    area_code: str
    period: Period
    source: Source
    need: str
    author: str
    inner: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from others: a version of a code in an area."""
        return self.code, self.area_code, self.version


@dataclass(frozen=True, kw_only=True)
class MeasureEntry:
    """What follows where a rule holds: a service item, due within days, perhaps again after `repeat_days`.

    When a parameter gives the days, `due_parameter` names that and `due_days` is None.
    """

    rule_code: str
    item: str
    due_days: int | None
    due_parameter: str
    repeat_days: int | None
    area_code: str
    period: Period
    source: Source

    @property
    def code(self) -> str:
        """What other measures of the same rule and item share."""
        return f"{self.rule_code}/{self.item}"

    @property
    def key(self) -> tuple[str, str, date]:
        """What tells it from others: one measure of a rule and item begins in an area on a day."""
        return self.code, self.area_code, self.period.start


Entry = TypeVar("Entry", RuleEntry, ParameterEntry, MeasureEntry)
AnyEntry: TypeAlias = RuleEntry | ParameterEntry | MeasureEntry


@dataclass(frozen=True)
class Book:
    """Every approved rule, every parameter and every measure, whenever and wherever in force."""

    rules: tuple[RuleEntry, ...] = ()
    parameters: tuple[ParameterEntry, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()

    def entries(self) -> tuple[AnyEntry, ...]:
        """All of them."""
        return (*self.rules, *self.parameters, *self.measures)


@dataclass(frozen=True)
class Change:
    """What changes: what is new, what only gets another last day, and what is retired, as if it had never held."""

    new: Book
    ended: Book
    retired: Book = field(default_factory=Book)

    @property
    def is_empty(self) -> bool:
        """Whether the rulebook says all of it already."""
        return self.new == self.ended == self.retired == Book()
