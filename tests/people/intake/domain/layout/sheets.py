"""Sheets written as text for tests: one line a row, cells between bars."""

from yinling.people.intake.domain.layout import Layout, lay_out
from yinling.people.intake.domain.sheets import Cell, Merge, Sheet


def sheet(text: str, *merges: tuple[int, int, int, int]) -> Sheet:
    """A sheet from lines like `1 | 张三 | 男`; whole numbers become number cells; merges by corners from 0."""
    rows: list[list[Cell]] = [
        [_cell(word.strip(" ")) for word in line.split("|")] for line in text.strip("\n").split("\n")
    ]
    width = max(map(len, rows))
    return Sheet("名册", [[*row, *[""] * (width - len(row))] for row in rows], tuple(Merge(*merge) for merge in merges))


def laid_out(text: str, *merges: tuple[int, int, int, int]) -> Layout:
    """The layout of such a sheet."""
    found = lay_out(sheet(text, *merges))
    assert found is not None
    return found


def _cell(word: str) -> Cell:
    return float(word) if word.isdecimal() and len(word) < 6 else word
