"""Which entries may stand beside each other, and what a file or a draft would change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TypeAlias

from yinling.decisions.rulebook.domain.entries import (
    MAX_DUE_DAYS,
    AnyEntry,
    Book,
    Change,
    Entry,
    MeasureEntry,
    ParameterEntry,
    RuleEntry,
)
from yinling.kernel.areas import covers
from yinling.kernel.expression import ExpressionError, Kind, NeededParameter, Value, Vocabulary, parse
from yinling.kernel.periods import Period

_NewAndEnded: TypeAlias = tuple[tuple[Entry, ...], tuple[Entry, ...]]


def plan(file: Book, book: Book, vocabulary: Vocabulary) -> tuple[Change, tuple[str, ...]]:
    """What `file` would change in `book`, and every reason, in Chinese, why it must not.

    What was once approved is never edited: a changed entry needs a new version, only its last day may move.
    Two versions may not hold at once, and every rule must be readable in `vocabulary` with parameters that
    hold wherever and whenever it does.
    """
    problems: list[str] = []
    rules = _compare(file.rules, book.rules, problems)
    parameters = _compare(file.parameters, book.parameters, problems)
    measures = _compare(file.measures, book.measures, problems)
    new, ended = (Book(rules[n], parameters[n], measures[n]) for n in (0, 1))
    change = Change(new=new, ended=ended)
    problems += problems_of(after(book, change), vocabulary)
    return change, tuple(dict.fromkeys(problems))


def publication(
    entry: AnyEntry, book: Book, vocabulary: Vocabulary, *, stops: bool = False
) -> tuple[Change, tuple[str, ...]]:
    """What it changes in `book` when `entry` holds from its first day on, and every reason why it must not."""
    change = superseding(entry, book, stops=stops)
    return change, tuple(dict.fromkeys(problems_of(after(book, change), vocabulary)))


def superseding(entry: AnyEntry, book: Book, *, stops: bool = False) -> Change:
    """What it changes in `book` when `entry` holds from its first day on.

    What held in the same area under the same code ends on that day; what would begin no earlier is retired. With
    `stops` nothing takes its place.
    """
    same = [one for one in book.entries() if type(one) is type(entry) and _place(one) == _place(entry)]
    start = entry.period.start
    cut = [one for one in same if one.period.start < start and one.period.intersect(Period(start)) is not None]
    return Change(
        new=Book() if stops else _book([entry]),
        ended=_book([replace(one, period=Period(one.period.start, start)) for one in cut]),
        retired=_book([one for one in same if one.period.start >= start]),
    )


def after(book: Book, change: Change) -> Book:
    """The book once a change is made."""
    return Book(
        _merged(book.rules, change.new.rules, change.ended.rules, change.retired.rules),
        _merged(book.parameters, change.new.parameters, change.ended.parameters, change.retired.parameters),
        _merged(book.measures, change.new.measures, change.ended.measures, change.retired.measures),
    )


def problems_of(book: Book, vocabulary: Vocabulary) -> list[str]:
    """Every reason, in Chinese, why a book contradicts itself."""
    problems = [*_doubled(book.entries()), *_kinds_differ(book.parameters)]
    for rule in book.rules:
        problems += _unfit(rule, book.parameters, vocabulary)
    codes = {rule.code for rule in book.rules}
    for measure in book.measures:
        problems += _unfounded(measure, codes, book.parameters)
    return problems


def _place(entry: AnyEntry) -> tuple[str, str]:
    return entry.code, entry.area_code


def _book(entries: Iterable[AnyEntry]) -> Book:
    found = list(entries)
    return Book(
        tuple(one for one in found if isinstance(one, RuleEntry)),
        tuple(one for one in found if isinstance(one, ParameterEntry)),
        tuple(one for one in found if isinstance(one, MeasureEntry)),
    )


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


def _merged(
    book: tuple[Entry, ...], new: tuple[Entry, ...], ended: tuple[Entry, ...], retired: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    moved = {entry.key for entry in (*ended, *retired)}
    kept = [entry for entry in book if entry.key not in moved]
    return tuple(kept) + ended + new


def _doubled(entries: Iterable[AnyEntry]) -> Iterator[str]:
    alike: dict[tuple[type, str, str], list[AnyEntry]] = {}
    for entry in entries:
        alike.setdefault((type(entry), *_place(entry)), []).append(entry)
    for one, other in (pair for same in alike.values() for pair in combinations(same, 2)):
        if one.period.overlaps(other.period):
            yield f"{_called(one)}与{_called(other)}：同一地区同一时间只能有一个生效"


def _kinds_differ(parameters: Iterable[ParameterEntry]) -> Iterator[str]:
    first: dict[str, ParameterEntry] = {}
    for entry in parameters:
        known = first.setdefault(entry.code, entry)
        if known.kind is not entry.kind:
            yield f"参数“{entry.code}”：有的地方是{known.kind.label}，有的地方是{entry.kind.label}"


def _unfit(rule: RuleEntry, parameters: tuple[ParameterEntry, ...], vocabulary: Vocabulary) -> Iterator[str]:
    try:
        needed = parse(rule.text, vocabulary).parameters
    except ExpressionError as error:
        yield f"{_called(rule)}：{error}\n{error.pointer}"
        return
    for need in needed:
        found = [entry for entry in parameters if entry.code == need.name]
        yield from (f"{_called(rule)}：{problem}" for problem in _unmet(rule, need, found))


def _unfounded(measure: MeasureEntry, codes: Collection[str], parameters: tuple[ParameterEntry, ...]) -> Iterator[str]:
    """Why a measure hangs in the air: no such rule, or nothing says by when."""
    if measure.rule_code not in codes:
        yield f"{_called(measure)}：没有“{measure.rule_code}”这条规则"
    if not measure.due_parameter:
        return
    need = NeededParameter(measure.due_parameter, Kind.NUMBER, "天")
    found = [entry for entry in parameters if entry.code == need.name]
    yield from (f"{_called(measure)}：{problem}" for problem in _unmet(measure, need, found))
    if any(not _is_due(entry.value) for entry in found):
        yield f"{_called(measure)}：参数“{need.name}”用作天数，应在1到{MAX_DUE_DAYS}之间"


def _unmet(rule: RuleEntry | MeasureEntry, need: NeededParameter, found: list[ParameterEntry]) -> Iterator[str]:
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


def _called(entry: AnyEntry) -> str:
    if isinstance(entry, RuleEntry):
        return f"规则“{entry.code}”第{entry.version}版（地区{entry.area_code}）"
    if isinstance(entry, MeasureEntry):
        return f"规则“{entry.rule_code}”的措施“{entry.item}”（地区{entry.area_code}，自{entry.period.start}起）"
    return f"参数“{entry.code}”（地区{entry.area_code}，自{entry.period.start}起）"
