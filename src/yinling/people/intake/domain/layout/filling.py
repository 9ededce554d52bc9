"""Filling in what a sheet says once for several persons: merged cells, and 同上."""

from __future__ import annotations

from yinling.people.intake.domain.headings import SERIAL, propose
from yinling.people.intake.domain.layout.shape import Layout, RowKind
from yinling.people.intake.domain.sheets import Cell, Sheet

# The words and marks for "as above".
DITTO: frozenset[Cell] = frozenset(
    {
        "同上",
        "同 上",
        "同  上",
        "同\u3000上",
        "(同上)",
        "（同上）",
        "同前",
        "同上行",
        "〃",
        "″",
        '"',
        "''",
        "“",
        "”",
        "′′",
        "＂",
        "ditto",
    }
)
# Nobody has the name, identity number or running number of the person above.
_ONE_EACH = frozenset({"name", "id_number", SERIAL})


def fill_down(sheet: Sheet, layout: Layout) -> list[list[Cell]]:
    """All rows of the sheet, merged cells and 同上 filled in persons' rows from the person above.

    Cells merged over several columns fill only their first one. Where nothing stands above, 同上 stays as it is
    written; so it does in the columns of name, identity number and running number. The sheet is unchanged; rows
    in which nothing is filled are the sheet's own, not copies.
    """
    rows = list(sheet.rows)
    persons = [at for at, kind in enumerate(layout.kinds) if kind is RowKind.PERSON]
    _fill_merges(rows, sheet, layout)
    _fill_ditto(rows, sheet, persons, _single(layout))
    return rows


def _fill_merges(rows: list[list[Cell]], sheet: Sheet, layout: Layout) -> None:
    for merge in sheet.merges:
        value = sheet.rows[merge.first_row][merge.first_column]
        if value == "" or merge.last_row < layout.last_row or merge.first_row < layout.last_row:
            continue
        for at in range(merge.first_row + 1, merge.last_row + 1):
            if layout.kinds[at] is RowKind.PERSON and rows[at][merge.first_column] == "":
                _own(rows, sheet, at)[merge.first_column] = value


def _fill_ditto(rows: list[list[Cell]], sheet: Sheet, persons: list[int], single: frozenset[int]) -> None:
    above: list[Cell] = []
    for at in persons:
        if above and not DITTO.isdisjoint(rows[at]):
            row = _own(rows, sheet, at)
            for column, cell in enumerate(row):
                if cell in DITTO and column not in single and above[column] != "":
                    row[column] = above[column]
        above = rows[at]


def _own(rows: list[list[Cell]], sheet: Sheet, at: int) -> list[Cell]:
    """The row to write to: a copy, made once, of the sheet's."""
    if rows[at] is sheet.rows[at]:
        rows[at] = list(rows[at])
    return rows[at]


def _single(layout: Layout) -> frozenset[int]:
    proposals = propose(layout.columns, known={})
    return frozenset(proposal.column.index for proposal in proposals if proposal.term in _ONE_EACH)
