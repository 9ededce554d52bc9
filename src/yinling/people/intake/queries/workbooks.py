"""The workbook that goes back to whoever sent it: every original row, and in front of it what became of it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import IO
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]  # ships no py.typed
from django.utils.translation import gettext as _

from yinling.kernel.viewer import Viewer
from yinling.people.intake.domain.cells import unpack
from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.models import Roster, RosterRow, RosterSheet
from yinling.people.intake.queries.reasons import say_reason, say_status
from yinling.people.intake.queries.results import roster_of, rows_in_order, survivors
from yinling.people.intake.terms import RowStatus
from yinling.people.registry.policy import reads

_NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_FRONT = 2  # our columns before the original ones
_LONGEST_NAME = 31  # characters of a sheet's name, the limit of xlsx
_LONGEST_CELL = 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def result_workbook(public_id: UUID, out: IO[bytes], *, by: Viewer) -> None:
    """Write the original sheets row by row, 结果 and 原因/人员 before each. One row is in memory at a time.

    What was text stays text: nothing becomes a formula or a link. Columns of terms whose purpose `by` does not hold
    are left empty. Raises Forbidden when the roster is absent or hidden.
    """
    roster = roster_of(public_id)
    book = xlsxwriter.Workbook(out, _NEVER)
    write = _Writing(book, survivors(roster))
    hidden = _hidden(roster, by)
    for sheet, row in rows_in_order(roster, "number", "status", "reason", "cells", "person_id"):
        write.row(sheet, row, hidden.get(sheet.id, frozenset()))
    book.close()


class _Writing:
    """The workbook while it is written: its sheets so far, and the formats of days."""

    def __init__(self, book: xlsxwriter.Workbook, persons: Mapping[int, str]) -> None:
        self._book, self._persons = book, persons
        self._pages: dict[int, xlsxwriter.worksheet.Worksheet] = {}
        self._names: set[str] = set()
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._hour = book.add_format({"num_format": "hh:mm:ss"})

    def row(self, sheet: RosterSheet, row: RosterRow, hidden: Collection[int]) -> None:
        """One row at the line on which it stood."""
        page = self._pages.get(sheet.id) or self._page(sheet)
        line = row.number - 1
        is_header = row.number == sheet.last_header_row
        status = _("结果") if is_header else say_status(row.status)
        page.write_string(line, 0, status, self._bold if is_header else None)
        page.write_string(line, 1, _("原因/人员") if is_header else self._why(row), self._bold if is_header else None)
        for place, cell in enumerate(unpack(row.cells)):
            if cell != "" and (place not in hidden or row.number <= (sheet.last_header_row or 0)):
                self._cell(page, line, place + _FRONT, cell)

    def _why(self, row: RosterRow) -> str:
        if row.status in (RowStatus.NEW, RowStatus.MERGED):
            return self._persons.get(row.person_id or 0, "")
        return say_reason(row.reason)

    def _page(self, sheet: RosterSheet) -> xlsxwriter.worksheet.Worksheet:
        page = self._book.add_worksheet(self._free(sheet.name))
        page.set_column(0, 0, 10)
        page.set_column(1, 1, 40)
        page.freeze_panes(sheet.last_header_row or 0, _FRONT)
        self._pages[sheet.id] = page
        return page

    def _free(self, name: str) -> str:
        """A name that xlsx allows and that no sheet has yet."""
        plain = _FORBIDDEN.sub(" ", name).strip(" '")[:_LONGEST_NAME] or "Sheet"
        found, count = plain, 1
        while found.lower() in self._names:
            count += 1
            found = f"{plain[: _LONGEST_NAME - 4]}({count})"
        self._names.add(found.lower())
        return found

    def _cell(self, page: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            page.write_boolean(line, place, cell)
        elif isinstance(cell, int | float) and math.isfinite(cell):
            page.write_number(line, place, cell)
        elif isinstance(cell, date | time | timedelta):
            self._time(page, line, place, cell)
        else:
            page.write_string(line, place, str(cell)[:_LONGEST_CELL])

    def _time(self, page: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: date | time | timedelta) -> None:
        if isinstance(cell, date) and cell.year < 1900:
            page.write_string(line, place, cell.isoformat())
        elif isinstance(cell, datetime):
            page.write_datetime(line, place, cell.replace(tzinfo=None), self._moment)
        elif isinstance(cell, date):
            page.write_datetime(line, place, cell, self._day)
        elif isinstance(cell, time):
            page.write_datetime(line, place, cell.replace(tzinfo=None), self._hour)
        else:
            page.write_datetime(line, place, cell, self._hour)


def _hidden(roster: Roster, by: Viewer) -> dict[int, frozenset[int]]:
    """The columns of each sheet that are kept for a purpose which `by` does not hold."""
    return {
        sheet.id: frozenset(int(c["index"]) for c in sheet.columns if c["term"] and not reads(by, str(c["term"])))
        for sheet in RosterSheet.objects.filter(roster=roster)
    }
