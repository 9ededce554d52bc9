"""A workbook as plain data: what every reader gives and every later step takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# What a cell may hold. An empty cell is "". Dates and times come only from cells that the workbook marks as such.
Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Merge:
    """A merged range by its corners, inclusive, counted from 0; its text stands in the first cell alone."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: all rows from Excel row 1 on, each as long as the widest, empty cells as ""."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
