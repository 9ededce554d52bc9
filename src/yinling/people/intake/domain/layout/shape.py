"""The words of a layout: what a row is, and where everything of a sheet stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yinling.people.intake.domain.headings import Column


class RowKind(StrEnum):
    """What one row of a sheet is; every row is exactly one of these."""

    TITLE = "title"  # the sheet's title, who reported and when, a heading over a block of persons
    HEADER = "header"
    PERSON = "person"
    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    REPEATED_HEADER = "repeated_header"


@dataclass(frozen=True)
class Layout:
    """Where everything of a sheet stands. Row numbers are Excel's, from 1; `kinds` has one entry for each row.

    `columns` are those with a heading, and those without one that hold something in a person's row. `as_of` is the
    day for which the sheet speaks, None when it does not say. `other_header` is the first repeated header whose
    columns stand in another order, 0 when there is none: the rows below it cannot be read by `columns`.
    """

    sheet: str
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    kinds: tuple[RowKind, ...]
    reported_unit: str
    as_of: date | None
    title: str
    other_header: int = 0
