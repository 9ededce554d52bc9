"""Cells as the layout sees them: their text, and which are filled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yinling.people.intake.domain.sheets import Cell

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_IDENTITY = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9x]|[0-9]{15})(?![0-9])", re.IGNORECASE)
_LEAST_IDENTITY = 1e13  # a number cell with an identity number of 15 or 18 digits


def text_of(cell: Cell) -> str:
    """A cell's text with line breaks as they are, no unseen characters around it; whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _trim(cell) if isinstance(cell, str) else str(cell)


def filled(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """The cells of a row that show something, with their column."""
    return [(column, cell) for column, cell in enumerate(row) if cell != "" and not is_unseen(cell)]


def is_unseen(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and not _UNSEEN.sub("", cell)


def has_identity(cell: Cell) -> bool:
    """Whether a cell holds something of the shape of an identity number: 15 or 18 characters, or so large a number."""
    if isinstance(cell, str):
        return len(cell) >= 15 and _IDENTITY.search(_UNSEEN.sub("", cell).translate(_NARROW)) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= _LEAST_IDENTITY


# Full-width digits and letters x, as phones and old input methods write them.
_NARROW = str.maketrans("０１２３４５６７８９ｘＸ", "0123456789xx")


def _trim(text: str) -> str:
    return text.strip("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff \t\r\n\u3000\xa0")
