"""What an officer wrote, on its way to an entry: its size and types, its fields, and the words that it touches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from yinling.decisions.rulebook.domain.entries import AnyEntry, Book, MeasureEntry, RuleEntry
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.expression import ExpressionError, Vocabulary, parse
from yinling.kernel.viewer import Purpose

MAX_FIELDS = 30
MAX_NAME = 50
MAX_TEXT = 2_000
MAX_NUMBER = 10**15

STOPS = "stops"

Scalar: TypeAlias = str | int | bool | None
Content: TypeAlias = Mapping[str, object]
PurposesOf: TypeAlias = Callable[[Iterable[str]], frozenset[Purpose]]

_DAYS = ("valid_from", "valid_to")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WORD = re.compile(r"[^\W\d]\w*")
_NEEDED = re.compile(r"\{\s*([^{}]*?)\s*\}")


def unfit(content: Content) -> str | None:
    """Why content must not even be kept as a draft, as the name of the field at fault; None when it may be.

    At most 30 fields, names of at most 50 characters, texts of at most 2,000, numbers below 10**15; no fractions, lists
    or tables, no characters that text cannot hold.
    """
    if len(content) > MAX_FIELDS:
        return "…"
    for name, value in content.items():
        if not isinstance(name, str) or not 1 <= len(name) <= MAX_NAME or not _is_text(name):
            return "…"
        if not _is_scalar(value):
            return name
    return None


def code_in(kind: DraftKind, content: Content) -> str:
    """The code a draft is about: of a measure that of its rule; empty as long as it says none."""
    code = content.get("rule" if kind is DraftKind.MEASURE else "code")
    return code.strip() if isinstance(code, str) else ""


def title_in(kind: DraftKind, content: Content) -> str:
    """What people call a draft: a rule's title, a parameter's code, a measure's item."""
    names = {DraftKind.RULE: ("title", "code"), DraftKind.PARAMETER: ("code",), DraftKind.MEASURE: ("item", "rule")}[
        kind
    ]
    return next((found for name in names if isinstance(found := content.get(name), str) and found), "")


def place_in(kind: DraftKind, content: Content) -> str:
    """The code under which the entry of a draft takes the place of another (`AnyEntry.code`)."""
    code = code_in(kind, content)
    return f"{code}/{str(content.get('item', '')).strip()}" if kind is DraftKind.MEASURE else code


def is_stop(content: Content) -> bool:
    """Whether the draft ends what holds and puts nothing in its place."""
    return content.get(STOPS) is True


def fields_of(kind: DraftKind, content: Content, *, area_code: str, version: int, author: str) -> dict[str, object]:
    """The fields of the entry a draft stands for, named and typed as in a rule file; what is empty is left out."""
    said = {name: value.strip() if isinstance(value, str) else value for name, value in content.items()}
    fields = {name: value for name, value in said.items() if name != STOPS and value is not None and value != ""}
    days = (*_DAYS, "value") if content.get("kind") == "date" else _DAYS
    fields |= {name: _day(fields[name]) for name in days if name in fields}
    fields["area"] = area_code
    if kind is DraftKind.RULE:
        fields |= {"version": version, "author": author}
    return fields


def day_in(content: Content) -> date | None:
    """The first day a draft names, if it names one."""
    day = _day(content.get("valid_from"))
    return day if isinstance(day, date) else None


def kind_of(entry: AnyEntry) -> DraftKind:
    """What an entry is."""
    if isinstance(entry, RuleEntry):
        return DraftKind.RULE
    return DraftKind.MEASURE if isinstance(entry, MeasureEntry) else DraftKind.PARAMETER


@dataclass(frozen=True)
class Touched:
    """Which words of the vocabulary each rule of a book reads, by its code, and each parameter's rules, by its code."""

    vocabulary: Vocabulary
    by_rule: Mapping[str, frozenset[str]]
    by_parameter: Mapping[str, frozenset[str]]

    def by(self, kind: DraftKind, content: Content) -> frozenset[str]:
        """The words that a draft touches: those its text reads, and those of every rule that it changes."""
        code = code_in(kind, content)
        match kind:
            case DraftKind.RULE:
                text = content.get("text")
                return words_read(text if isinstance(text, str) else "", self.vocabulary) | self._rule(code)
            case DraftKind.MEASURE:
                return self._rule(code)
            case DraftKind.PARAMETER:
                return self.by_parameter.get(code, frozenset())

    def _rule(self, code: str) -> frozenset[str]:
        return self.by_rule.get(code, frozenset())


def touched(book: Book, vocabulary: Vocabulary) -> Touched:
    """What the rules of a book read, whenever and wherever they hold."""
    by_rule: dict[str, frozenset[str]] = {}
    by_parameter: dict[str, frozenset[str]] = {}
    for rule in book.rules:
        words = words_read(rule.text, vocabulary)
        by_rule[rule.code] = by_rule.get(rule.code, frozenset()) | words
    for code, name in _needs(book):
        by_parameter[name] = by_parameter.get(name, frozenset()) | by_rule[code]
    return Touched(vocabulary, by_rule, by_parameter)


def words_read(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The words of the vocabulary that a condition reads; of one that cannot be read yet, all that it mentions."""
    try:
        return frozenset(term.name for term in parse(text, vocabulary).terms)
    except ExpressionError:
        return frozenset(word for word in _WORD.findall(text) if vocabulary.find(word))


def _needs(book: Book) -> Iterator[tuple[str, str]]:
    for rule in book.rules:
        yield from ((rule.code, name) for name in _NEEDED.findall(rule.text))
    codes = {rule.code for rule in book.rules}
    for measure in book.measures:
        if measure.due_parameter and measure.rule_code in codes:
            yield measure.rule_code, measure.due_parameter


def _is_scalar(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= MAX_TEXT and _is_text(value)
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < MAX_NUMBER)


def _is_text(value: str) -> bool:
    """Whether the database can keep it: no NUL, no half of a surrogate pair."""
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in value)


def _day(value: object) -> object:
    """ISO text as a day; anything else as it is, for whoever checks the form."""
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
