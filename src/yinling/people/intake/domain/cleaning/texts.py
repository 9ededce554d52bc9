"""Cells of free words: tidied, never rewritten."""

from __future__ import annotations

from typing import Final

from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, is_unknown, read, shown
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_LONG: Final = frozenset({"remarks", "health_note"})
_LONGEST_UNKNOWN: Final = 12
LONGEST, LONGEST_NOTE = 200, 2000


def clean_text(term: str, cell: Cell) -> Cleaned:
    """Words without control characters and superfluous blanks. Doubt: text.too_long, when the end is left out."""
    text = shown(cell)
    if not text:
        return BLANK
    if len(text) < _LONGEST_UNKNOWN and is_unknown(read(text)):
        return UNKNOWN
    longest = LONGEST_NOTE if term in _LONG else LONGEST
    if len(text) > longest:
        return Cleaned(text[:longest].rstrip(), "text.cut", "text.too_long")
    return Cleaned(text, "text.as_written" if text == cell else "text.tidied")
