"""What a rule decides for one person, and which rules may stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TypeAlias, TypeVar

from yinling.kernel.areas import covers
from yinling.kernel.expression import (
    Expression,
    ExpressionError,
    Kind,
    NeededParameter,
    Outcome,
    Value,
    Vocabulary,
    evaluate,
    explain_lines,
    parse,
)
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
    """One version of a rule: whom it concerns, what it proposes, within how many days, and why.

    `due_days` is the number of days; when a parameter gives it, `due_parameter` names that and `due_days` is
    None.
    """

    code: str
    version: int
    title: str
    text: str
    area_code: str
    period: Period
    source: Source
    proposes_item: str
    due_days: int | None
    due_parameter: str
    need: str
    author: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from others: a version of a code in an area."""
        return self.code, self.area_code, self.version


Entry = TypeVar("Entry", RuleEntry, ParameterEntry)
_NewAndEnded: TypeAlias = tuple[tuple[Entry, ...], tuple[Entry, ...]]


@dataclass(frozen=True)
class Decision:
    """What a rule says about one person on one day.

    `reason_lines` tell in sentences which part held on which facts, `source_lines` what the rule and its
    values rest on. `due_date` is the day by which the item is due, None when the rule does not match.
    """

    rule: RuleEntry
    outcome: Outcome
    reason_lines: tuple[str, ...]
    source_lines: tuple[str, ...]
    due_date: date | None

    @property
    def matched(self) -> bool:
        """Whether the rule holds; missing facts do not match."""
        return self.outcome.matched


def apply(
    rule: RuleEntry,
    expression: Expression,
    facts: Mapping[str, Value | None],
    parameters: Mapping[str, ParameterEntry],
    *,
    on: date,
    cautions: Mapping[str, str] | None = None,
) -> Decision:
    """Decide `rule`, whose text is `expression`, for the person with these facts on a day.

    `parameters` are those in force where the person is kept; `cautions` says a confidence in words.
    Raises FactError when a fact has another type than its term.
    """
    values = {name: parameters[name].value for name in _names(expression) if name in parameters}
    outcome = evaluate(expression, facts, values, on=on)
    days = _due_days(rule, parameters)
    due = on + timedelta(days=days) if outcome.matched and days is not None else None
    lines = tuple(explain_lines(outcome))
    return Decision(rule, outcome, lines, _source_lines(rule, expression, parameters, cautions or {}), due)


def _names(expression: Expression) -> tuple[str, ...]:
    return tuple(needed.name for needed in expression.parameters)


def _due_days(rule: RuleEntry, parameters: Mapping[str, ParameterEntry]) -> int | None:
    if not rule.due_parameter:
        return rule.due_days
    found = parameters.get(rule.due_parameter)
    return found.value if found and isinstance(found.value, int) else None


def _source_lines(
    rule: RuleEntry,
    expression: Expression,
    parameters: Mapping[str, ParameterEntry],
    cautions: Mapping[str, str],
) -> tuple[str, ...]:
    used = [*_names(expression), *([rule.due_parameter] if rule.due_parameter else [])]
    values = [parameters[name] for name in dict.fromkeys(used) if name in parameters]
    lines = [f"规则“{rule.title}”第{rule.version}版：{_cited(rule.source, cautions)}"]
    return (*lines, *(f"{_said(found)}：{_cited(found.source, cautions)}" for found in values))


def _said(found: ParameterEntry) -> str:
    value = ("是" if found.value else "否") if isinstance(found.value, bool) else found.value
    return f"{found.code}为{value}{found.unit}"


def _cited(source: Source, cautions: Mapping[str, str]) -> str:
    caution = cautions.get(source.confidence, source.confidence)
    return f"{source.document}，{source.clause}（{caution}）。{source.note}"


@dataclass(frozen=True)
class Book:
    """Every approved rule and every parameter, whenever and wherever in force."""

    rules: tuple[RuleEntry, ...] = ()
    parameters: tuple[ParameterEntry, ...] = ()


@dataclass(frozen=True)
class Change:
    """What a file changes: what is new, and what only gets another last day."""

    new: Book
    ended: Book

    @property
    def is_empty(self) -> bool:
        """Whether the rulebook says all of it already."""
        return self.new == self.ended == Book()


def plan(file: Book, book: Book, vocabulary: Vocabulary) -> tuple[Change, tuple[str, ...]]:
    """What `file` would change in `book`, and every reason, in Chinese, why it must not.

    What was once approved is never edited: a changed entry needs a new version, only its last day may move.
    Two versions may not hold at once, and every rule must be readable in `vocabulary` with parameters that
    hold wherever and whenever it does.
    """
    problems: list[str] = []
    rules = _compare(file.rules, book.rules, problems)
    parameters = _compare(file.parameters, book.parameters, problems)
    change = Change(new=Book(rules[0], parameters[0]), ended=Book(rules[1], parameters[1]))
    after = Book(
        _merged(book.rules, change.new.rules, change.ended.rules),
        _merged(book.parameters, change.new.parameters, change.ended.parameters),
    )
    problems += [*_doubled(after.rules), *_doubled(after.parameters), *_kinds_differ(after.parameters)]
    for rule in after.rules:
        problems += _unfit(rule, after.parameters, vocabulary)
    return change, tuple(dict.fromkeys(problems))


def _compare(file: tuple[Entry, ...], book: tuple[Entry, ...], problems: list[str]) -> _NewAndEnded[Entry]:
    known = {entry.key: entry for entry in book}
    new: list[Entry] = []
    ended: list[Entry] = []
    seen: set[tuple[object, ...]] = set()
    for entry in file:
        if entry.key in seen:
            problems.append(f"{_called(entry)}：文件里写了两次")
        seen.add(entry.key)
        before = known.get(entry.key)
        if before is None:
            new.append(entry)
        elif replace(before, period=entry.period) != entry or before.period.start != entry.period.start:
            problems.append(f"{_called(entry)}：已经批准的内容不能改，请写成新的版本")
        elif before != entry:
            ended.append(entry)
    return tuple(new), tuple(ended)


def _merged(book: tuple[Entry, ...], new: tuple[Entry, ...], ended: tuple[Entry, ...]) -> tuple[Entry, ...]:
    moved = {entry.key for entry in ended}
    kept = [entry for entry in book if entry.key not in moved]
    return tuple(kept) + ended + new


def _doubled(entries: Iterable[RuleEntry | ParameterEntry]) -> Iterator[str]:
    for one, other in combinations(entries, 2):
        same = (one.code, one.area_code) == (other.code, other.area_code)
        if same and one.period.overlaps(other.period):
            yield f"{_called(one)}与{_called(other)}：同一地区同一时间只能有一个生效"


def _kinds_differ(parameters: Iterable[ParameterEntry]) -> Iterator[str]:
    first: dict[str, ParameterEntry] = {}
    for entry in parameters:
        known = first.setdefault(entry.code, entry)
        if known.kind is not entry.kind:
            yield f"参数“{entry.code}”：有的地方是{known.kind.label}，有的地方是{entry.kind.label}"


def _unfit(rule: RuleEntry, parameters: tuple[ParameterEntry, ...], vocabulary: Vocabulary) -> Iterator[str]:
    try:
        needed = list(parse(rule.text, vocabulary).parameters)
    except ExpressionError as error:
        yield f"{_called(rule)}：{error}\n{error.pointer}"
        return
    if rule.due_parameter:
        needed.append(NeededParameter(rule.due_parameter, Kind.NUMBER, "天"))
    for need in needed:
        found = [entry for entry in parameters if entry.code == need.name]
        yield from (f"{_called(rule)}：{problem}" for problem in _unmet(rule, need, found))
        if need.name == rule.due_parameter and any(not _is_due(entry.value) for entry in found):
            yield f"{_called(rule)}：参数“{need.name}”用作天数，应在1到{MAX_DUE_DAYS}之间"


def _unmet(rule: RuleEntry, need: NeededParameter, found: list[ParameterEntry]) -> Iterator[str]:
    above = [entry.period for entry in found if covers(entry.area_code, rule.area_code)]
    if not _covered(rule.period, above):
        yield f"参数“{need.name}”没有在规则的整个有效期内生效"
    for entry in found:
        if entry.kind is not need.kind:
            yield f"参数“{need.name}”应是{need.kind.label}，现在是{entry.kind.label}"
        elif need.words and entry.value not in need.words:
            yield f"参数“{need.name}”的值“{entry.value}”不在选项之中"


def _is_due(value: Value) -> bool:
    return isinstance(value, int) and 1 <= value <= MAX_DUE_DAYS


def _covered(period: Period, parts: Iterable[Period]) -> bool:
    """Whether every day of `period` lies in one of `parts`."""
    reached = period.start
    for part in sorted(parts, key=lambda part: part.start):
        if part.contains(reached):
            if part.end is None:
                return True
            reached = part.end
        if period.end is not None and reached >= period.end:
            return True
    return False


def _called(entry: RuleEntry | ParameterEntry) -> str:
    if isinstance(entry, RuleEntry):
        return f"规则“{entry.code}”第{entry.version}版（地区{entry.area_code}）"
    return f"参数“{entry.code}”（地区{entry.area_code}，自{entry.period.start}起）"
