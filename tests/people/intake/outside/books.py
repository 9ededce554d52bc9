"""Workbooks made for tests: ordinary ones by xlsxwriter, hostile ones by changing their parts, .xls byte by byte."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import xlsxwriter

from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.outside import FileRefused, open_roster

PERSON = [["姓名", "身份证号"], ["张三", "620102193001010010"]]


def xlsx(
    rows: list[list[Cell]],
    *,
    name: str = "名册",
    fill: Callable[[xlsxwriter.worksheet.Worksheet], object] | None = None,
) -> bytes:
    """A workbook with one sheet; `fill` may write more."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - xlsxwriter takes it as UTC
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    if fill:
        fill(sheet)
    book.close()
    return held.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed, or made of nothing when it has none such."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(old.read(info)) if info.filename == part else old.read(info))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return held.getvalue()


def refusal(data: bytes, name: str) -> tuple[str, str]:
    """The code and the sentence with which a file is refused."""
    with pytest.raises(FileRefused) as caught:
        open_roster(data, name)
    assert str(caught.value) == caught.value.sentence
    return caught.value.code, caught.value.sentence


def record(kind: int, body: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    """A text cell, [MS-XLS] 2.4.148."""
    encoded = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(encoded) // 2, 1) + encoded)


def number(row: int, column: int, value: float) -> bytes:
    """A number cell, [MS-XLS] 2.4.180."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls(cells: bytes, *, before: bytes = b"", stream: str = "Workbook") -> bytes:
    """An .xls workbook with the sheet 名册, which holds `cells`; `before` stands in front of its list of sheets."""
    opening = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(
        0x0042, struct.pack("<H", 1200)
    )
    title = "名册".encode("utf-16-le")
    length = len(opening) + len(before) + 4 + 8 + len(title) + 4
    listing = record(0x0085, struct.pack("<IBBBB", length, 0, 0, 2, 1) + title)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x000A, b"")
    return compound({stream: opening + before + listing + record(0x000A, b"") + sheet})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors: the allocation table, the directory, then the streams."""
    table, body, entries = [0xFFFFFFFD, 0xFFFFFFFE], b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first, count = len(table), len(padded) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(padded)))
        body += padded
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sectors = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + sectors + b"".join(entries).ljust(512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF
    )
    return (head + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")
