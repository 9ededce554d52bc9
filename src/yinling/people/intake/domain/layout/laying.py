"""From a sheet to its layout."""

from __future__ import annotations

from collections.abc import Sequence

from yinling.people.intake.domain.headings import Column
from yinling.people.intake.domain.layout.cells import filled, is_unseen, text_of
from yinling.people.intake.domain.layout.header import find_header, name_columns
from yinling.people.intake.domain.layout.kinds import Header, is_other_header, kinds_of, read_header, repeats_header
from yinling.people.intake.domain.layout.said import as_of, reported_unit, says_who_or_when
from yinling.people.intake.domain.layout.shape import Layout, RowKind
from yinling.people.intake.domain.sheets import Cell, Sheet


def lay_out(sheet: Sheet) -> Layout | None:
    """The layout of a sheet; None when no row of its first 300 has enough known headings to be a header."""
    found = find_header(sheet)
    if found is None:
        return None
    first, last = found
    columns = name_columns(sheet, first, last)
    header = read_header(sheet, first, last, columns)
    kinds = kinds_of(sheet, first, header)
    above, around = sheet.rows[:first], _around(sheet, kinds, last)
    return Layout(
        sheet=sheet.name,
        first_row=first + 1,
        last_row=last + 1,
        columns=_used(columns, sheet, kinds),
        kinds=kinds,
        reported_unit=reported_unit(above) or reported_unit(around),
        as_of=as_of(above) or as_of(around),
        title=_title(above),
        other_header=_other_header(sheet, kinds, header),
    )


def _around(sheet: Sheet, kinds: tuple[RowKind, ...], last: int) -> list[list[Cell]]:
    """Titles and notes below the header that say who reported or when; a remark that mentions a day does not."""
    below = zip(sheet.rows[last + 1 :], kinds[last + 1 :], strict=True)
    rows = [row for row, kind in below if kind in (RowKind.TITLE, RowKind.NOTE)]
    return [row for row in rows if any(says_who_or_when(text_of(cell)) for _, cell in filled(row))]


def _used(columns: list[Column], sheet: Sheet, kinds: tuple[RowKind, ...]) -> tuple[Column, ...]:
    """The columns with a heading, and those without one that hold something in a person's row."""
    persons = [row for row, kind in zip(sheet.rows, kinds, strict=True) if kind is RowKind.PERSON]
    return tuple(column for column in columns if column.label or _holds(persons, column.index))


def _holds(rows: list[list[Cell]], index: int) -> bool:
    return any(row[index] != "" and not is_unseen(row[index]) for row in rows)


def _title(above: Sequence[Sequence[Cell]]) -> str:
    """The texts above the header that are neither unit nor day: the sheet's title."""
    texts = [text_of(cell) for row in above for _, cell in filled(row)]
    return " ".join(text for text in texts if not says_who_or_when(text))


def _other_header(sheet: Sheet, kinds: tuple[RowKind, ...], header: Header) -> int:
    repeated = (at for at, kind in enumerate(kinds) if kind is RowKind.REPEATED_HEADER)
    rows = ((at, filled(sheet.rows[at])) for at in repeated)
    return next((at + 1 for at, cells in rows if is_other_header(cells) and not repeats_header(cells, header)), 0)
