"""Tables as files: what spreadsheets read back, and that nothing in them is computed."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from yinling.people.registry.outside import FileKind, safe_for_csv, write_table

HEAD = {"name": "姓名", "age": "年龄"}
ATTACKS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1+1", "－2", '=HYPERLINK("x")')


def written(rows: list[dict[str, str]], kind: FileKind) -> bytes:
    file = io.BytesIO()
    assert write_table(rows, head=HEAD, kind=kind, to=file, numbers=frozenset({"age"}), sheet="人员") == len(rows)
    return file.getvalue()


def sheet_of(file: bytes) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name("人员").to_python()]


def test_a_workbook_reads_back_as_it_was():
    rows = [{"name": "欧阳修", "age": "91"}, {"name": "𠮷田", "age": ""}, {"name": "0931-8432828", "age": "59.5"}]
    assert sheet_of(written(rows, FileKind.XLSX)) == [
        ["姓名", "年龄"], ["欧阳修", 91.0], ["𠮷田", ""], ["0931-8432828", 59.5],
    ]  # fmt: skip


def test_a_csv_begins_with_the_mark_that_excel_wants():
    file = written([{"name": "李,四", "age": "91"}], FileKind.CSV)
    assert file == '\ufeff姓名,年龄\r\n"李,四",91\r\n'.encode()


@pytest.mark.parametrize("kind", FileKind)
def test_an_empty_list_is_a_table_all_the_same(kind):
    assert written([], kind)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_becomes_a_formula(attack):
    workbook = written([{"name": attack, "age": attack}], FileKind.XLSX)
    page = zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in page, "hyperlink" in page.casefold() and "HYPERLINK(" not in page) == (False, False)
    assert sheet_of(workbook)[1][0] == attack.replace("\r", "\n") or "\r" in attack
    rows = list(csv.reader(io.StringIO(written([{"name": attack, "age": attack}], FileKind.CSV).decode("utf-8-sig"))))
    assert [cell[:1] for cell in rows[1]] == ["'", "'"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_safe_cell_begins_with_no_sign_of_a_formula(text):
    assert safe_for_csv(text).lstrip(" \u3000")[:1] not in {*"=+-@\t\r\n", "＝", "＋", "－", "＠"}
    assert safe_for_csv(text).removeprefix("'") == text.removeprefix("'") or text.startswith("'")


def test_a_number_is_a_number_only_in_a_column_of_numbers():
    assert sheet_of(written([{"name": "123456789012345678", "age": "1e5"}], FileKind.XLSX))[1] == [
        "123456789012345678", "1e5",
    ]  # fmt: skip
