"""Two versions held beside each other, field by field, the texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from yinling.decisions.rulebook.domain.entries import AnyEntry, MeasureEntry, ParameterEntry, RuleEntry
from yinling.kernel.expression import Value

# Words of a condition stay whole, prose is compared sign by sign: Chinese sets no spaces.
_CONDITION_PIECES = re.compile(r'"[^"]*"|\{[^}]*\}|\w+|\s+|[<>=!]=|.', re.DOTALL)
_PROSE_PIECES = re.compile(r"[0-9A-Za-z_]+|\s+|.", re.DOTALL)
_PROSE = frozenset({"title", "need", "source_document", "clause", "note"})


class Mark(StrEnum):
    """Whether a part stands in both versions, in the later only, or in the earlier only."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Part:
    """A run of text with one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Difference:
    """A field, named as in the rule file, that differs: what it was, what it is, and the two woven together."""

    field: str
    old: str
    new: str
    parts: tuple[Part, ...]


def compare(one: AnyEntry, other: AnyEntry) -> list[Difference]:
    """What differs from `one` to `other`, in the order of the rule file; version and author are left out.

    Raises TypeError when one is a rule and the other is none, and the like.
    """
    if type(one) is not type(other):
        raise TypeError("compare entries of one kind")
    old, new = fields_said(one), fields_said(other)
    return [
        Difference(name, old[name], new[name], _woven(name, old[name], new[name]))
        for name in new
        if old[name] != new[name]
    ]


def fields_said(entry: AnyEntry) -> dict[str, str]:
    """The fields of an entry, named as in the rule file, as text; empty where nothing is said."""
    own: dict[str, Value | None]
    match entry:
        case RuleEntry():
            own = {
                "title": entry.title, "text": entry.text, "kind": entry.kind, "need_type": entry.need_type,
                "rank": entry.rank, "need": entry.need,
            }  # fmt: skip
        case ParameterEntry():
            own = {"kind": entry.kind.value, "value": entry.value, "unit": entry.unit}
        case MeasureEntry():
            own = {
                "item": entry.item, "due_days": entry.due_days, "due_parameter": entry.due_parameter,
                "repeat_days": entry.repeat_days,
            }  # fmt: skip
    shared: dict[str, Value | None] = {
        "area": entry.area_code, "valid_from": entry.period.start, "valid_to": entry.period.end,
        "source_document": entry.source.document, "clause": entry.source.clause, "note": entry.source.note,
        "confidence": entry.source.confidence,
    }  # fmt: skip
    return {name: _said(value) for name, value in (own | shared).items()}


def _said(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _woven(name: str, old: str, new: str) -> tuple[Part, ...]:
    pieces = _CONDITION_PIECES if name == "text" else _PROSE_PIECES
    if name != "text" and name not in _PROSE:
        return tuple(Part(mark, text) for mark, text in ((Mark.REMOVED, old), (Mark.ADDED, new)) if text)
    return tuple(_parts(pieces.findall(old), pieces.findall(new)))


def _parts(old: list[str], new: list[str]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if verb == "equal":
            yield Part(Mark.SAME, "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Part(Mark.REMOVED, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Part(Mark.ADDED, "".join(new[new_from:new_to]))
