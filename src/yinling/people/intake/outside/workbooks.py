"""Workbooks (.xlsx, .xlsm, .xls), read by calamine after they were looked through; formulas are never evaluated."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from yinling.people.intake.domain.sheets import Cell, Merge, Sheet
from yinling.people.intake.outside.archive import Archive, open_archive
from yinling.people.intake.outside.compound import check_compound
from yinling.people.intake.outside.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from yinling.people.intake.outside.refusals import refused
from yinling.people.intake.outside.scan import Findings, scan_fully, scan_quickly

_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_ADDRESSES = 5  # named in a sentence

# Errors of cells: by the name of the sheet, row and column from 0, the text.
_Errors = dict[str, list[tuple[int, int, str]]]


def read_zipped(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx or .xlsm file. Raises FileRefused."""
    archive = open_archive(data)
    _refuse_strangers(archive)
    sheets = _sheet_parts(archive)
    errors = _examine(archive, sheets)
    return _read(data, errors)


def read_compound(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xls file. Raises FileRefused."""
    found = check_compound(data)
    names = _open(data).sheet_names
    errors: _Errors = {}
    for sheet, row, column, text in found.cells:
        if 0 <= sheet < len(names):
            errors.setdefault(names[sheet], []).append((row, column, text))
    return _read(data, errors)


def _refuse_strangers(archive: Archive) -> None:
    if _BOOK in archive.parts:
        return
    parts = set(archive.parts)
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        raise refused("other_workbook", suffix="xlsb" if "xl/workbook.bin" in parts else "ods")
    if {"word/document.xml", "ppt/presentation.xml"} & parts:
        raise refused("document", suffix="docx" if "word/document.xml" in parts else "pptx")
    raise refused("archive")


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name, as workbook.xml and its relations say."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels").iter()
        if relation.tag.endswith("}Relationship")
    }
    found: dict[str, str] = {}
    for sheet in _tree(archive, _BOOK).iter():
        if sheet.tag.endswith("}sheet"):
            identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(identity, "")
            found[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _tree(archive: Archive, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(b"".join(_plain(archive.pieces(name))))  # noqa: S314 - _plain refuses all entities
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise refused("damaged") from error


def _plain(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """XML as it comes. Raises FileRefused at a document type (entities) and at UTF-16 (could hide one)."""
    tail = b""
    for piece in pieces:
        if not tail and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
            raise refused("unsafe")
        if b"<!DOCTYPE" in piece or b"<!DOCTYPE" in tail + piece[:16]:
            raise refused("unsafe")
        tail = piece[-16:]
        yield piece


def _examine(archive: Archive, sheets: dict[str, str]) -> _Errors:
    """Unzip every part once, for what must be refused before a reader opens it, and for the error cells."""
    names = {part: name for name, part in sheets.items()}
    errors: _Errors = {}
    texts = 0
    for part in archive.parts:
        if part in names:
            found = _scan(archive, part)
            _refuse_findings(found, names[part])
            errors[names[part]], texts = found.errors, texts + found.texts
        else:
            for _piece in _plain(archive.pieces(part)):
                continue
    _refuse_repetition(archive, sheets, texts)
    return errors


def _scan(archive: Archive, part: str) -> Findings:
    return scan_quickly(_plain(archive.pieces(part))) or scan_fully(_plain(archive.pieces(part)))


def _refuse_findings(found: Findings, sheet: str) -> None:
    _refuse_extent(sheet, found.rows, found.columns)
    if found.unvalued:
        cells = "、".join(found.unvalued[:_ADDRESSES]) + ("……" if len(found.unvalued) > _ADDRESSES else "")
        raise refused("formula_without_value", sheet=sheet, count=len(found.unvalued), cells=cells)


def _refuse_extent(sheet: str, rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise refused("too_many_rows", sheet=sheet, limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise refused("too_many_columns", sheet=sheet, limit=MAX_COLUMNS)
    if rows * columns > MAX_CELLS:
        raise refused("too_many_cells", sheet=sheet)


def _refuse_repetition(archive: Archive, sheets: dict[str, str], texts: int) -> None:
    """A long shared text that very many cells repeat unzips a second time, in the reader: bounded here."""
    if _STRINGS not in archive.parts or archive.parts[_STRINGS].file_size * texts <= MAX_TEXT:
        return
    lengths = [len(text) for text in archive.read(_STRINGS).split(b"</si>")]
    if max(lengths) * texts <= MAX_TEXT:
        return
    total = 0
    for part in sheets.values():
        for index in re.findall(rb"<v>([0-9]{1,9})</v>", archive.read(part)) if part in archive.parts else ():
            total += lengths[int(index)] if int(index) < len(lengths) else 0
        if total > MAX_TEXT:
            raise refused("bomb")


def _read(data: bytes, errors: _Errors) -> tuple[Sheet, ...]:
    book = _open(data)
    found = []
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            hidden = meta.visible != SheetVisibleEnum.Visible
            sheet = _sheet(_get(book, meta.name), hidden=hidden, errors=errors.get(meta.name, []))
            if any(any(cell != "" for cell in row) for row in sheet.rows):
                found.append(sheet)
    if not found:
        raise refused("empty_workbook")
    return tuple(found)


def _open(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise refused("password") from error
    except BaseException as error:
        raise _damaged(error) from error


def _get(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except BaseException as error:
        raise _damaged(error) from error


def _damaged(error: BaseException) -> BaseException:
    """The refusal for what calamine raises on damaged files; its Rust panics derive from BaseException alone."""
    known = isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException"
    return refused("damaged") if known else error


def _sheet(read: CalamineSheet, *, hidden: bool, errors: list[tuple[int, int, str]]) -> Sheet:
    if read.end is not None:
        _refuse_extent(read.name, read.end[0] + 1, read.end[1] + 1)
    rows: list[list[Cell]] = read.to_python(skip_empty_area=False)
    for row, column, text in errors:
        if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
            rows[row][column] = text
    return Sheet(read.name, rows, _merges(read, rows), hidden)


def _merges(read: CalamineSheet, rows: list[list[Cell]]) -> tuple[Merge, ...]:
    """The merged ranges within the rows read. Excel has none that overlap; together they cannot exceed the sheet."""
    height, width = len(rows), len(rows[0]) if rows else 0
    merges = tuple(
        Merge(top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in read.merged_cell_ranges or ()
        if top < height and left < width
    )
    area = sum(
        (merge.last_row - merge.first_row + 1) * (merge.last_column - merge.first_column + 1) for merge in merges
    )
    if area > height * width:
        raise refused("damaged")
    return merges
