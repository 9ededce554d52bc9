"""Finding the header of a sheet by how many of a row's cells are known headings, and the columns that it names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yinling.people.intake.domain.headings import Column, fold, is_heading
from yinling.people.intake.domain.headings.groups import subject_of
from yinling.people.intake.domain.layout.cells import filled, text_of
from yinling.people.intake.domain.layout.said import says_who_or_when
from yinling.people.intake.domain.sheets import Cell, Merge, Sheet

_DEEPEST = 300  # rows looked at for a header
_MOST_ROWS = 4  # of one header
_LONGEST = 40  # characters of a group's name


def find_header(sheet: Sheet) -> tuple[int, int] | None:
    """The first and last row of the header, from 0; None when no row has enough known headings."""
    known = [_known(row) for row in sheet.rows[:_DEEPEST]]
    first = next((at for at, row in enumerate(sheet.rows[:_DEEPEST]) if _may_be_header(row, known[at])), None)
    if first is None:
        return None
    anchor = max(range(first, min(first + 3, len(known))), key=lambda at: (known[at], -at))
    top = bottom = anchor
    while top > 0 and anchor - top < _MOST_ROWS - 1 and _is_above(sheet, top - 1, top):
        top -= 1
    while bottom + 1 < len(sheet.rows) and bottom - top < _MOST_ROWS - 1 and _is_below(sheet, top, bottom + 1):
        bottom += 1
    return top, bottom


def counts_columns(row: Sequence[Cell]) -> bool:
    """Whether a row under the header only counts the columns: 1 2 3 4 5, perhaps after 甲 乙."""
    texts = [text_of(cell) for _, cell in filled(row)]
    numbers = [int(text) for text in texts if text.isdecimal()]
    letters = [text for text in texts if not text.isdecimal()]
    steady = all(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= 3 and numbers[0] <= 2 and steady and set(letters) <= set("甲乙丙丁戊")


def name_columns(sheet: Sheet, first: int, last: int) -> list[Column]:
    """Every column of the sheet with its groups and its own heading, empty where the header says nothing."""
    last = last - 1 if last > first and counts_columns(sheet.rows[last]) else last
    width = len(sheet.rows[first]) if sheet.rows else 0
    lines = [_line(sheet, at, first, last) for at in range(first, last + 1)]
    return [_column(index, [line[index] for line in lines]) for index in range(width)]


def _column(index: int, texts: list[str]) -> Column:
    words: list[str] = []
    for text in texts:
        if text and (not words or words[-1] != text):
            words.append(text)
    return Column(index, "/".join(words[:-1]), words[-1] if words else "")


def _line(sheet: Sheet, at: int, first: int, last: int) -> list[str]:
    """The texts of one header row, each spread over the range that it is merged over or, unmerged, stands over."""
    texts = [text_of(cell) for cell in sheet.rows[at]]
    merges = [merge for merge in sheet.merges if first <= merge.first_row <= at <= merge.last_row]
    for merge in merges:
        text = text_of(sheet.rows[merge.first_row][merge.first_column])
        for column in range(merge.first_column, merge.last_column + 1):
            texts[column] = text
    wide = any(merge.last_column > merge.first_column for merge in merges)
    return texts if wide or at == last else _spread(texts, [text_of(cell) for cell in sheet.rows[at + 1]])


def _spread(texts: list[str], below: list[str]) -> list[str]:
    """A group's name, unmerged, stands over the columns to its right as long as only the row below names them."""
    spread, group = list(texts), ""
    for column, text in enumerate(texts):
        if text:
            group = text if below[column] and below[column] != text else ""
        elif group and below[column]:
            spread[column] = group
        else:
            group = ""
    return spread


def _known(row: Sequence[Cell]) -> int:
    return len({fold(cell) for _, cell in filled(row) if isinstance(cell, str) and is_heading(cell)})


def _may_be_header(row: Sequence[Cell], known: int) -> bool:
    cells = [text_of(cell) for _, cell in filled(row)]
    names = any(fold(text) == "姓名" for text in cells)
    if known >= 3:
        return known / len(cells) >= 0.4 or (names and known / len(cells) >= 0.25)
    return names and len(cells) <= 3 * known and not any(character.isdigit() for text in cells for character in text)


def _is_above(sheet: Sheet, at: int, top: int) -> bool:
    """Whether row `at` belongs to the header that begins at `top`: it is merged into it, or names groups over it."""
    cells = [(column, text_of(cell)) for column, cell in filled(sheet.rows[at])]
    if not cells or any(len(text) > _LONGEST or says_who_or_when(text) for _, text in cells):
        return False
    merges = [merge for merge in sheet.merges if merge.first_row == at and _inside(merge, sheet)]
    if any(merge.last_row >= top for merge in merges):
        return True
    wide = any(merge.last_column > merge.first_column for merge in merges)
    groups = sum(_names_group(text) or is_heading(text) for _, text in cells)
    if len(cells) == 1:
        return cells[0][0] > 0 and (wide or groups == 1)
    return groups * 2 >= len(cells) or (wide and groups > 0)


def _names_group(text: str) -> bool:
    return subject_of(fold(text)) is not None


def _inside(merge: Merge, sheet: Sheet) -> bool:
    """Whether a merged range is narrower than the sheet, as a title's is not."""
    return merge.last_column - merge.first_column + 1 < len(sheet.rows[merge.first_row])


def _is_below(sheet: Sheet, top: int, at: int) -> bool:
    """Whether row `at` still belongs to the header: merged into it, or headings under groups, or mere counting."""
    if any(top <= merge.first_row < at <= merge.last_row for merge in sheet.merges):
        return True
    cells = [(column, text_of(cell)) for column, cell in filled(sheet.rows[at])]
    if not cells:
        return False
    if counts_columns(sheet.rows[at]):
        return True
    if any(not isinstance(cell, str) or _has_digits(cell) for _, cell in filled(sheet.rows[at])):
        return False
    known = sum(is_heading(text) for _, text in cells)
    over = sum(_stands_over(sheet, at - 1, column) for column, _ in cells)
    return known * 2 >= len(cells) and over == len(cells)


def _stands_over(sheet: Sheet, at: int, column: int) -> bool:
    """Whether the cell above is a group's name, or empty, so that a heading may stand below it."""
    text = text_of(sheet.rows[at][column])
    if not text or _names_group(text):
        return True
    wide = (merge for merge in sheet.merges if merge.first_row == at and merge.last_column > merge.first_column)
    return any(merge.first_column <= column <= merge.last_column for merge in wide)


def _has_digits(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= 4
