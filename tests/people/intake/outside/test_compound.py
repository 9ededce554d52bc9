""".xls workbooks, made byte by byte."""

import struct
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.intake.outside.books import compound, label, number, record, refusal, xls
from yinling.people.intake.domain.sheets import Merge, Sheet
from yinling.people.intake.outside import FileRefused, open_roster

CELLS = label(1, 0, "姓名") + label(1, 1, "面积") + label(2, 0, "张𠀀\ue000") + number(2, 1, 59.5)


def test_a_workbook_is_read_with_true_row_numbers():
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 2, 3, 0, 0))
    data = xls(CELLS + label(3, 1, "无") + merged)
    rows = [["", ""], ["姓名", "面积"], ["张𠀀\ue000", 59.5], ["", "无"]]
    assert open_roster(data, "a.xls") == (Sheet("名册", rows, (Merge(2, 0, 3, 0),)),)


def test_an_error_becomes_its_text():
    error = record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 0x2A, 1))
    formula = record(0x0006, struct.pack("<HHHBBBBBBHHIH", 3, 1, 0, 2, 0, 0x07, 0, 0, 0, 0xFFFF, 0, 0, 0))
    truth = record(0x0205, struct.pack("<HHHBB", 3, 2, 0, 1, 0))
    assert open_roster(xls(CELLS + error + formula + truth), "a.xls")[0].rows[2:] == [
        ["张𠀀\ue000", 59.5, "#N/A"],
        ["", "#DIV/0!", True],
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xls(CELLS, before=record(0x002F, bytes(54))), "password"),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "password"),
        (compound({"WordDocument": b"x"}), "document"),
        (compound({"Contents": b"x"}), "unknown_kind"),
        (xls(label(0, 256, "far")), "damaged"),
        (xls(CELLS + number(65_535, 65_535, 1.0)), "damaged"),
        (compound({"Workbook": b""}), "damaged"),
        (xls(CELLS)[:1000], "damaged"),
        (xls(CELLS)[:512], "damaged"),
        (xls(CELLS)[:8], "damaged"),
        (xls(b""), "empty_workbook"),
        (xls(label(0, 0, "")), "empty_workbook"),
    ],
)  # fmt: skip
def test_what_is_no_sound_workbook_is_refused(data, code):
    assert refusal(data, "a.xls")[0] == code


def test_a_circle_of_sectors_ends():
    data = bytearray(xls(CELLS))
    struct.pack_into("<I", data, 512 + 4 * 3, 2)  # the second sector of the stream points back to the first
    assert refusal(bytes(data), "a.xls")[0] == "damaged"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5631), st.integers(0, 255))
def test_one_wrong_byte_is_survived(at, byte):
    data = bytearray(xls(CELLS))
    data[at] = byte
    try:
        sheets = open_roster(bytes(data), "a.xls")
    except FileRefused:
        return
    assert all(len({len(row) for row in sheet.rows}) == 1 for sheet in sheets)


def test_dates_need_a_marked_cell():
    assert open_roster(xls(number(0, 0, 11_000.0)), "a.xls")[0].rows == [[11_000.0]] != [[date(1930, 2, 11)]]
