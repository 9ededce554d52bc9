""".xlsx workbooks: what is read, and what is refused before a reader opens it."""

import io
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.intake.outside.books import PERSON, changed, refusal, xlsx
from tests.shared import shared
from yinling.people.intake.domain.sheets import Merge, Sheet
from yinling.people.intake.outside import FileRefused, open_roster

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def replaced(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    """A workbook of one person with some bytes of a part replaced."""

    def change(xml: bytes) -> bytes:
        assert old in xml
        return xml.replace(old, new)

    return changed(xlsx(PERSON), part, change)


def test_cells_keep_their_type_and_their_characters():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet["B3"], sheet["C3"], sheet["D3"] = "张𠀀\ue000", 59.5, 12
    sheet["B4"], sheet["C4"], sheet["D4"] = date(1930, 2, 11), datetime(1930, 2, 11, 8, 30), True  # noqa: DTZ001 - a cell has no zone
    sheet["B5"], sheet["C5"] = "两行\n文字", "无"
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("D5:Z99")
    hidden = book.create_sheet("旧")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "x"
    book.create_sheet("空")
    held = io.BytesIO()
    book.save(held)
    assert open_roster(held.getvalue(), "a.xlsx") == (
        Sheet(
            "名册",
            [
                ["", "", "", ""],
                ["", "", "", ""],
                ["", "张𠀀\ue000", 59.5, 12.0],
                ["", "", datetime(1930, 2, 11, 8, 30), True],  # noqa: DTZ001 - a cell has no zone
                ["", "两行\n文字", "无", ""],
            ],
            (Merge(2, 1, 3, 1), Merge(4, 3, 4, 3)),
        ),
        Sheet("旧", [["x"]], hidden=True),
    )


def test_a_saved_result_is_read_and_an_error_becomes_its_text():
    def fill(sheet):
        sheet.write_formula("A3", "=SUM(C1:C2)", value=7)
        sheet.write_formula("B3", '=IF(1,"","")', value="x")
        sheet.write_formula("C3", "=NA()", value="#N/A")
        sheet.write_formula("D3", "=1/0", value="#DIV/0!")

    empty = changed(xlsx(PERSON, fill=fill), SHEET, lambda xml: xml.replace(b"<v>x</v>", b"<v></v>"))
    assert open_roster(empty, "a.xlsx")[0].rows[2] == [7.0, "", "#N/A", "#DIV/0!"]


def test_formulas_without_a_saved_result_are_refused_by_address():
    book = openpyxl.Workbook()
    for row in range(1, 9):
        book.active[f"C{row}"] = f"=A{row}"
    held = io.BytesIO()
    book.save(held)
    assert refusal(held.getvalue(), "a.xlsx") == (
        "formula_without_value",
        "工作表“Sheet”有 8 个公式没有保存结果（C1、C2、C3、C4、C5……）："
        "请在 Excel 里打开后另存一次，或选择性粘贴为数值，再导入。",
    )


def test_external_entities_are_never_opened():
    entity = b'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]><sst '
    assert refusal(replaced(b"<sst ", entity, STRINGS), "a.xlsx")[0] == "unsafe"
    assert refusal(replaced(b"<worksheet ", entity.replace(b"sst ", b"worksheet "), SHEET), "a.xlsx")[0] == "unsafe"
    wide = changed(xlsx(PERSON), STRINGS, lambda xml: b"\xff\xfe" + xml.decode().encode("utf-16-le"))
    assert refusal(wide, "a.xlsx")[0] == "unsafe"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (b'r="XFD1048576"', "too_many_rows"),
        (b"r = 'A1048576'", "too_many_rows"),
        (b'r="a200001"', "too_many_rows"),
        (b'r="XFD2"', "too_many_columns"),
        (b'r="xfd2"', "too_many_columns"),
        (b'r="SG2"', "too_many_columns"),
        (b'r="SF199999"', "too_many_cells"),
    ],
)
def test_one_far_cell_does_not_fill_the_memory(reference, code):
    assert refusal(replaced(b'r="B2"', reference), "a.xlsx")[0] == code


def test_far_but_empty_cells_and_rows_are_ordinary():
    blank = b'<row r="1048576" ht="20"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert open_roster(replaced(b"</sheetData>", blank), "a.xlsx")[0].rows == PERSON


def test_cells_without_references_are_read_in_their_order():
    data = replaced(b' r="A2"', b"")
    assert open_roster(changed(data, SHEET, lambda xml: xml.replace(b' r="B2"', b"")), "a.xlsx")[0].rows == PERSON


def test_many_cells_without_references_are_counted():
    cells = b"<row>" + b"<c><v>1</v></c>" * 501 + b"</row></sheetData>"
    assert refusal(replaced(b"</sheetData>", cells), "a.xlsx")[0] == "too_many_columns"
    assert refusal(replaced(b"</sheetData>", b"<c>" * 100_000), "a.xlsx")[0] == "damaged"


def test_a_zip_bomb_is_refused_by_its_directory():
    assert refusal(changed(xlsx(PERSON), "xl/media/a.bin", lambda _: bytes(30_000_000)), "a.xlsx")[0] == "bomb"


def test_a_part_longer_than_it_claims_is_refused():
    data = bytearray(replaced(b"</sheetData>", b"</sheetData>" + b" " * 100_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as opened:
        size = opened.getinfo(SHEET).file_size
    at = data.rindex(struct.pack("<I", size))
    data[at : at + 4] = struct.pack("<I", size - 100_000)
    assert refusal(bytes(data), "a.xlsx")[0] == "bomb"


def test_too_many_parts_are_refused():
    held = io.BytesIO(xlsx(PERSON))
    with zipfile.ZipFile(held, "a") as opened:
        for at in range(4_000):
            opened.writestr(f"xl/media/{at}", b"")
    assert refusal(held.getvalue(), "a.xlsx")[0] == "bomb"


def test_a_long_text_repeated_without_end_is_refused():
    many = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(3, 70_003))
    data = changed(
        replaced(b"</sheetData>", many + b"</sheetData>"),
        STRINGS,
        lambda xml: xml.replace("姓名".encode(), b"x" * 32_000),
    )
    assert refusal(data, "a.xlsx")[0] == "bomb"


def test_merged_ranges_that_overlap_are_damage():
    merges = b"".join(b'<mergeCell ref="A1:B%d"/>' % (2 + at % 2) for at in range(9))
    assert (
        refusal(replaced(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"), "a.xlsx")[0]
        == "damaged"
    )


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("word/document.xml", "document"),
        ("xl/workbook.bin", "other_workbook"),
        ("content.xml", "other_workbook"),
        ("名册.xlsx", "archive"),
    ],
)
def test_other_archives_are_named(part, code):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr(part, "x")
    assert refusal(held.getvalue(), "a.xlsx")[0] == code


def test_an_encrypted_part_asks_for_the_password():
    data = bytearray(xlsx(PERSON))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data), "a.xlsx")[0] == "password"


def test_a_sheet_without_content_is_an_empty_workbook():
    assert refusal(xlsx([]), "a.xlsx")[0] == "empty_workbook"


def test_no_prefix_of_a_workbook_is_taken_for_one():
    data = xlsx(PERSON)
    assert {refusal(data[:length], "a.xlsx")[0] for length in range(4, len(data), 97)} == {"damaged"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_wrong_byte_is_survived(data):
    book = bytearray(xlsx(PERSON))
    book[data.draw(st.integers(4, len(book) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheets = open_roster(bytes(book), "a.xlsx")
    except FileRefused:
        return
    assert all(len({len(row) for row in sheet.rows}) == 1 for sheet in sheets)


@pytest.mark.slow  # reads the city's whole roster
def test_the_roster_of_a_city_is_read_in_full():
    sheets = open_roster(shared("roster/lanzhou-2017.xlsx").read_bytes(), "lanzhou-2017.xlsx")
    assert [(sheet.name, len(sheet.rows), len(sheet.rows[0]), len(sheet.merges)) for sheet in sheets] == [
        ("离休干部", 949, 54, 43),
        ("退休干部", 37_797, 54, 1_120),
        ("遗属", 444, 45, 7),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [(b'encoding="UTF-8"', b'encoding="UTl-8"'), (b"<sheets>", b"<sheets"), (b'r:id="rId1"', b"")]
)
def test_a_list_of_sheets_that_cannot_be_read_is_damage(old, new):
    assert refusal(replaced(old, new, "xl/workbook.xml"), "a.xlsx")[0] == "damaged"
