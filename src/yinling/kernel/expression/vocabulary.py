"""The words an expression may use: each with its type, its unit and where its value comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum

Value = int | str | date | bool

NAME = re.compile(r"[^\W\d]\w{0,49}")

AND_WORDS = frozenset({"and", "且"})
OR_WORDS = frozenset({"or", "或"})
NOT_WORDS = frozenset({"not", "非"})
IN_WORDS = frozenset({"in", "属于"})
NOT_IN_WORDS = frozenset({"不属于"})
CONTAINS = "包含"
CONTAINS_NOT = "不包含"
TRUE_WORDS = frozenset({"true", "是"})
FALSE_WORDS = frozenset({"false", "否"})
DAYS_SINCE = "距今天数"
YEARS_SINCE = "距今年数"
HOW_MANY = "个数"
IS_KNOWN = "已知"
IS_MISSING = "未知"
UNITS = {DAYS_SINCE: "天", YEARS_SINCE: "年", HOW_MANY: "项"}
FUNCTIONS = (DAYS_SINCE, YEARS_SINCE, HOW_MANY, IS_KNOWN, IS_MISSING)
RESERVED = frozenset().union(
    AND_WORDS, OR_WORDS, NOT_WORDS, IN_WORDS, NOT_IN_WORDS, TRUE_WORDS, FALSE_WORDS, FUNCTIONS,
    (CONTAINS, CONTAINS_NOT),
)  # fmt: skip

# A list is one text: its words joined by this mark; the word beside it says that there is nothing to list.
LIST_MARK = "、"
NOTHING_WORD = "无"


class Kind(StrEnum):
    """What a value is. A choice is a text out of a closed list of words, a list is words joined by 、.

    A list is asked for whole words (包含) and for how many there are (个数), never for a part of a word: what rosters
    write of diseases, wishes, hobbies and skills is cut into words before it is kept (of 39,178 rows every disease
    falls into one of 15 names, every wish into one of 10), and a part of a word would also find 无癌症史.
    """

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    LIST = "list"

    @property
    def label(self) -> str:
        """The kind in the author's words."""
        return {
            Kind.NUMBER: "整数",
            Kind.CHOICE: "选项",
            Kind.TEXT: "文字",
            Kind.DATE: "日期",
            Kind.BOOLEAN: "是否",
            Kind.LIST: "多项",
        }[self]

    def holds(self, value: object) -> bool:
        """Say whether `value` is of this kind. A moment is no date and a truth value is no number."""
        match self:
            case Kind.NUMBER:
                return isinstance(value, int) and not isinstance(value, bool)
            case Kind.DATE:
                return isinstance(value, date) and not isinstance(value, datetime)
            case Kind.BOOLEAN:
                return isinstance(value, bool)
            case Kind.TEXT | Kind.CHOICE | Kind.LIST:
                return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary: what the office calls a fact about a person.

    `unit` follows a number (岁, 天); `source` says where the value comes from; `words` is the closed list of
    a choice.
    """

    name: str
    kind: Kind
    unit: str = ""
    source: str = ""
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or self.name.lower() in RESERVED:
            raise ValueError(f"“{self.name}”不能用作词汇名")
        if (self.kind is Kind.CHOICE) != bool(self.words):
            raise ValueError(f"“{self.name}”：有且只有选项类词汇要列出全部选项")
        if len(set(self.words)) != len(self.words):
            raise ValueError(f"“{self.name}”的选项有重复")


class Vocabulary:
    """A closed set of terms, looked up by exact name.

    Raises ValueError when two terms share a name.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, Term] = {}
        for term in terms:
            if term.name in self._terms:
                raise ValueError(f"词汇“{term.name}”重复")
            self._terms[term.name] = term

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, name: str) -> Term | None:
        """The term called `name`, or None."""
        return self._terms.get(name)

    def nearest(self, name: str) -> str | None:
        """The term or function whose name looks most like `name`, or None when nothing is near."""
        return nearest(name, [*self._terms, *FUNCTIONS])


def words_of(value: str) -> tuple[str, ...]:
    """The words of a list as it is kept; 无 and the empty text list nothing."""
    return tuple(word for word in value.split(LIST_MARK) if word not in {"", NOTHING_WORD})


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that looks most like `word`, or None when nothing is near."""
    found = get_close_matches(word[:50], list(words), n=1, cutoff=0.5)
    return found[0] if found else None
