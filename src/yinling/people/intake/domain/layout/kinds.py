"""What every row is. In doubt it is a person's: a row that is none is refused later with a reason, never lost here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yinling.people.intake.domain.headings import SERIAL, Column, fold, is_heading, propose
from yinling.people.intake.domain.layout.cells import filled, has_identity, is_unseen, text_of
from yinling.people.intake.domain.layout.said import says_who_or_when
from yinling.people.intake.domain.layout.shape import RowKind
from yinling.people.intake.domain.sheets import Cell, Sheet

_TOTAL = r"(?:合计|小计|总计|共计|累计|合計|小計|總計|总人数|总数|人数合计)"
_IS_TOTAL = re.compile(rf"(?:本页|本单位|全部|以上|人员|人数|单位)?{_TOTAL}(?:人数|数|\(?[0-9]+\)?人?|人)?")
_ENDS_IN_TOTAL = re.compile(rf"[^0-9]{{1,20}}{_TOTAL}")
_NOTE = re.compile(
    r"(?:备\s*注|附\s*注|注|说\s*明|填\s*[表报写]\s*说\s*明|注意|注意事项|要求|填表要求)\s*[0-9一二三四五]*\s*[:：.、]"
    r"|(?:填[表报写]说明|注意事项|以上人员|以上情况|以上信息|此表|本表|第\s*[0-9]+\s*页)"
)
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}(?:[、.．]|[)）])")
_NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_BODY = re.compile(
    r".{2,}(?:局|委|办|处|院|校|厂|公司|中心|支部|学校|大学|机关|部|厅|站|所|街道|干部|人员|遗属)(?:[(（].*[)）])?|.*[0-9]+\s*人[)）]?"
)
_WIDE = 3  # columns that a block's heading is merged over


@dataclass(frozen=True)
class Header:
    """What telling rows apart needs of the header: its rows' words, and where name, identity and number stand."""

    lines: tuple[tuple[str, ...], ...]
    name: int | None
    identity: int | None
    serial: int | None
    last: int
    titles: frozenset[str]
    wide: frozenset[int]


def read_header(sheet: Sheet, first: int, last: int, columns: Sequence[Column]) -> Header:
    """The header in the rows `first` to `last`, from 0."""
    at = {proposal.term: proposal.column.index for proposal in propose(columns, known={}) if proposal.term}
    lines = tuple(tuple(fold(text_of(cell)) for cell in row) for row in sheet.rows[first : last + 1])
    titles = frozenset(fold(text_of(cell)) for row in sheet.rows[:first] for _, cell in filled(row))
    wide = frozenset(merge.first_row for merge in sheet.merges if merge.last_column - merge.first_column + 1 >= _WIDE)
    return Header(lines, at.get("name"), at.get("id_number"), at.get(SERIAL), last, titles, wide)


def kinds_of(sheet: Sheet, first: int, header: Header) -> tuple[RowKind, ...]:
    """What every row of the sheet is, one for each."""
    above = [_above(row) for row in sheet.rows[:first]]
    within = [RowKind.HEADER] * (header.last - first + 1)
    # Most rows have an identity number where it belongs; only the others are looked at closely.
    identity = header.identity
    below = [
        RowKind.PERSON if identity is not None and has_identity(row[identity]) else _below(row, at, header)
        for at, row in enumerate(sheet.rows[header.last + 1 :], header.last + 1)
    ]
    return (*above, *within, *below)


def _above(row: Sequence[Cell]) -> RowKind:
    cells = filled(row)
    if not cells:
        return RowKind.BLANK
    return RowKind.NOTE if _NOTE.match(text_of(cells[0][1])) else RowKind.TITLE


def _below(row: Sequence[Cell], at: int, header: Header) -> RowKind:
    cells = filled(row)
    if any(has_identity(cell) for _, cell in cells):
        return RowKind.PERSON
    if all(column == header.serial and _counts(cell) for column, cell in cells):
        return RowKind.BLANK
    if repeats_header(cells, header) or is_other_header(cells):
        return RowKind.REPEATED_HEADER
    if _is_total(cells, header):
        return RowKind.TOTAL
    return _around(cells, at, header)


def _around(cells: list[tuple[int, Cell]], at: int, header: Header) -> RowKind:
    """A row that may be a note, or a title or block's heading in the middle; else a person's."""
    first = text_of(cells[0][1])
    named = header.name is not None and any(column == header.name for column, _ in cells)
    if _NOTE.match(first) and not (named and cells[0][0] != header.name and len(cells) > 3):
        return RowKind.NOTE
    if says_who_or_when(first):
        return RowKind.NOTE if not header.titles & {fold(first)} else RowKind.TITLE
    if all(fold(text_of(cell)) in header.titles for _, cell in cells):
        return RowKind.TITLE
    rest = [
        (column, cell) for column, cell in cells if column != header.serial or not _NUMERAL.fullmatch(text_of(cell))
    ]
    if len(rest) == 1:
        return _alone(rest[0], at, header, numbered=len(rest) < len(cells))
    return RowKind.PERSON


def _alone(found: tuple[int, Cell], at: int, header: Header, *, numbered: bool) -> RowKind:
    """A row with one text: a block's heading, a name without anything else, or a remark."""
    column, text = found[0], text_of(found[1])
    if numbered or at in header.wide or _NUMBERED.match(text):
        return RowKind.TITLE
    if column == header.name:
        return RowKind.TITLE if len(text) >= 4 and _BODY.fullmatch(text) else RowKind.PERSON
    return RowKind.PERSON if header.name is None else RowKind.NOTE


def repeats_header(cells: Sequence[tuple[int, Cell]], header: Header) -> bool:
    """Whether a row says again what one row of the header says, in the same columns."""
    words = [(column, fold(cell)) for column, cell in cells if isinstance(cell, str)]
    most = max(sum(line[column] == word != "" for column, word in words) for line in header.lines)
    return most >= 2 and most >= 0.6 * len(cells)


def is_other_header(cells: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row in the middle is a header whose columns stand otherwise."""
    known = {fold(cell) for _, cell in cells if isinstance(cell, str) and is_heading(cell)}
    return len(known) >= 3 and len(known) >= 0.6 * len(cells)


def _is_total(cells: list[tuple[int, Cell]], header: Header) -> bool:
    """A row that counts: one of its first two texts is a word for sums, and the others are numbers.

    A person may be called so: texts without digits beside the name (男, 汉族) make the row a person's.
    """
    words = [(column, fold(text_of(cell))) for column, cell in cells]
    places = [column for column, word in words[:3] if _IS_TOTAL.fullmatch(word) or _ENDS_IN_TOTAL.fullmatch(word)]
    if not places:
        return False
    others = [(column, word) for column, word in words if column != places[0]]
    plain = [column for column, word in others if not any(character.isdigit() for character in word)]
    if header.name in plain:
        return False
    exact = any(_IS_TOTAL.fullmatch(word) for column, word in words if column == places[0])
    return len(plain) <= 1 if exact and places[0] != header.name else not plain


def _counts(cell: Cell) -> bool:
    return not is_unseen(cell) and text_of(cell).rstrip(".、").isdecimal()
