"""Tables as files for offices: xlsx and csv, row by row, with nothing in them that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]  # ships no py.typed

# What Excel, WPS and LibreOffice take for the beginning of a formula; a tab or a return before it is skipped by some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LONGEST_CELL = 32_767  # characters, the limit of xlsx
_NARROW, _WIDE = 10, 24  # width of columns, in characters


class FileKind(StrEnum):
    """The kinds of file that are written."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return {
            FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind.CSV: "text/csv; charset=utf-8",
        }[self]


def write_table(
    rows: Iterable[Mapping[str, str]],
    *,
    head: Mapping[str, str],
    kind: FileKind,
    to: IO[bytes],
    numbers: frozenset[str] = frozenset(),
    sheet: str = "Sheet1",
) -> int:
    """Write a table with one line of headings; returns how many rows. One row is in memory at a time.

    `head` gives the columns in order with what they are called. Cells are texts: nothing a person wrote becomes a
    formula, a link or a number, except in the columns of `numbers`.
    """
    write = _write_xlsx if kind is FileKind.XLSX else _write_csv
    return write(rows, head, numbers, to, sheet)


def safe_for_csv(text: str) -> str:
    """A cell that no program computes: an apostrophe before what could begin a formula. Numbers stay themselves."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _write_xlsx(
    rows: Iterable[Mapping[str, str]], head: Mapping[str, str], numbers: frozenset[str], to: IO[bytes], sheet: str
) -> int:
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(to, {"constant_memory": True, **never})
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    page.freeze_panes(1, 1)
    for place, (column, label) in enumerate(head.items()):
        page.set_column(place, place, _NARROW if column in numbers or len(label) < 4 else _WIDE)
    for place, label in enumerate(head.values()):
        page.write_string(0, place, label, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        _write_row(page, count, [(row[column], column in numbers) for column in head])
    page.autofilter(0, 0, count, len(head) - 1)
    book.close()
    return count


def _write_row(page: xlsxwriter.worksheet.Worksheet, number: int, cells: Sequence[tuple[str, bool]]) -> None:
    for place, (text, is_number) in enumerate(cells):
        if is_number and _is_number(text):
            page.write_number(number, place, float(text))
        elif text:
            page.write_string(number, place, text[:_LONGEST_CELL])


def _write_csv(
    rows: Iterable[Mapping[str, str]], head: Mapping[str, str], numbers: frozenset[str], to: IO[bytes], _sheet: str
) -> int:
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_for_csv(label) for label in head.values()])
    count = 0
    for row in rows:
        count += 1
        cells = ((row[column], column in numbers and _is_number(row[column])) for column in head)
        writer.writerow([cell if is_number else safe_for_csv(cell) for cell, is_number in cells])
    text.flush()
    text.detach()  # the file stays open: its owner reads it
    return count


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 16
