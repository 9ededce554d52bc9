"""Sheets as tables of data rows: between what was read and what can be cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yinling.people.intake.domain.entries import Table
from yinling.people.intake.domain.layout import Layout, RowKind, fill_down, lay_out
from yinling.people.intake.domain.sheets import Sheet
from yinling.people.intake.models import RosterSheet
from yinling.people.intake.outside import FileRefused, open_roster
from yinling.people.registry.terms import CATALOGUE


@dataclass(frozen=True)
class OpenedSheet:
    """A sheet with its layout; None where it has no header and so no persons."""

    sheet: Sheet
    layout: Layout | None

    def kind(self, number: int) -> RowKind:
        """What the row of this Excel number is; of a sheet without a header every row is a note."""
        return self.layout.kinds[number - 1] if self.layout else RowKind.NOTE


def open_sheets(content: bytes, name: str) -> tuple[OpenedSheet, ...]:
    """Read a file and find the headers of its sheets. Raises FileRefused, also when no sheet has one."""
    opened = tuple(OpenedSheet(sheet, lay_out(sheet)) for sheet in open_roster(content, name))
    if not any(one.layout for one in opened):
        raise FileRefused("no_header", _("没有找到表头：请保留含有“姓名”等列名的一行，再上传。"))
    for one in opened:
        if one.layout and one.layout.other_header:
            raise FileRefused(
                "other_header",
                _("工作表“{sheet}”第 {row} 行起换了另一种表头：请把它下面的内容移到新的工作表，再上传。").format(
                    sheet=one.sheet.name, row=one.layout.other_header
                ),
            )
    return opened


def tables_of(kept: Sequence[RosterSheet], sheets: Sequence[OpenedSheet]) -> list[Table]:
    """The persons' rows of every sheet that has a header, merged cells and 同上 filled in."""
    tables = []
    for stored, one in zip(kept, sheets, strict=True):
        if one.layout is None:
            continue
        rows = fill_down(one.sheet, one.layout)
        persons = [n for n, kind in enumerate(one.layout.kinds, start=1) if kind is RowKind.PERSON]
        terms = {int(c["index"]): str(c["term"]) for c in stored.columns if c["term"] in CATALOGUE}
        tables.append(Table(stored.place, stored.name, stored.title, terms, [(n, rows[n - 1]) for n in persons]))
    return tables
