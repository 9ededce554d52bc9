"""Rosters for tests, made in the test and taken in by the house's own actions. Call these as the owner."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import xlsxwriter

from tests.factories import SYSTEM
from yinling.base.units.models import Unit
from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions import receive, take_in
from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.models import Roster

HEAD: tuple[Cell, ...] = (
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "身份证号",
    "联系电话",
    "原工作单位",
    "健康状况",
    "备注",
)
TITLE: tuple[Cell, ...] = ("城关区退休干部名册（退休干部）",)
ZHANG: tuple[Cell, ...] = (
    1,
    "张国华",
    "男",
    "汉",
    "1938-05-01",
    "620102193805010011",
    "13909310001",
    "城关区教育局",
    "一般",
    "",
)
LI: tuple[Cell, ...] = (2, "李淑芬", "女", "回族", "1940.03", "", "13909310002", "城关区教育局", "较差", "=1+1")
NAMELESS: tuple[Cell, ...] = (3, "", "男", "汉", "1941-01-01", "", "13909310003", "城关区教育局", "", "缺姓名")
# The same woman to a human: name, month of birth and unit agree, the telephone does not. Nothing proves it.
LI_AGAIN: tuple[Cell, ...] = (4, "李淑芬", "女", "回族", "1940.03", "", "13809319999", "城关区卫生局", "", "")
TOTAL: tuple[Cell, ...] = ("合计", 4)


def workbook(*rows: Sequence[Cell], sheet: str = "退休干部", head: Sequence[Cell] = HEAD) -> bytes:
    """A workbook of one sheet: a title, a header, these rows, a total."""
    return sheets({sheet: [TITLE, head, *rows, TOTAL]})


def sheets(content: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook of these sheets, every text a text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})  # the same rows are the same file
    for name, rows in content.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    book.close()
    return out.getvalue()


def handed_in(unit: Unit, content: bytes, *, by: Viewer, at: datetime, name: str = "名册.xlsx") -> UUID:
    """A file that was received and waits."""
    return receive(roster=uuid.uuid4(), file_name=name, content=content, unit=unit.public_id, by=by, at=at, later=False)


def taken_in(unit: Unit, content: bytes, *, by: Viewer, at: datetime, name: str = "名册.xlsx") -> Roster:
    """A roster that stands in the registry."""
    key = handed_in(unit, content, by=by, at=at, name=name)
    state = take_in(roster=key, by=SYSTEM, at=at, assume=True)
    assert state == "done", state
    return Roster.objects.get(public_id=key)
