"""Text files: encodings, separators, and what is refused with its line."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.intake.outside.books import refusal
from yinling.people.intake.outside import FileRefused, open_roster

TEXT = "序号,姓名,住址\n1,张𠀀\ue000三,城关区\n2,李四·买买提,七里河区\n"
ROWS = [["序号", "姓名", "住址"], ["1", "张𠀀\ue000三", "城关区"], ["2", "李四·买买提", "七里河区"]]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_encoding_gives_the_same_rows(data):
    assert open_roster(data, "a.csv")[0].rows == ROWS


@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "|"])
def test_the_separator_is_found(separator):
    assert open_roster(TEXT.replace(",", separator).encode(), "a.txt")[0].rows == ROWS


def test_commas_inside_cells_do_not_hide_the_separator():
    text = "姓名\t服务需求\n张三\t陪聊，送餐,助浴\n李四\t理发，家政,陪诊\n"
    assert open_roster(text.encode(), "a.txt")[0].rows == [
        ["姓名", "服务需求"],
        ["张三", "陪聊，送餐,助浴"],
        ["李四", "理发，家政,陪诊"],
    ]


def test_rows_keep_their_numbers_and_are_as_long_as_the_widest():
    text = '\n姓名,备注\n\n张三,"两行\n文字",多\n'
    assert open_roster(text.encode(), "a.csv")[0].rows == [
        ["", "", ""],
        ["姓名", "备注", ""],
        ["", "", ""],
        ["张三", "两行\n文字", "多"],
    ]


def test_a_field_that_looks_like_a_formula_stays_text():
    assert open_roster("姓名,备注\n张三,=1+1\n".encode(), "a.csv")[0].rows[1] == ["张三", "=1+1"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (TEXT.encode().replace("李四".encode(), "李四".encode()[:-1]), "encoding", 3),
        (TEXT.encode()[:-5] + b"\xe5", "encoding", 3),
        ("姓名,住址\n张三,城关区\n李四,".encode("gb18030") + b"\xff\xff,\n", "encoding", 3),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "encoding", 3),
        (TEXT.encode("utf-16-le"), "nul", 1),
        ("姓名,住址\n张三,城\0关\n".encode(), "nul", 2),
        (codecs.BOM_UTF8 + "姓名\n\0\n".encode(), "nul", 2),
        ('姓名,住址\n"张三,城关区\n李四,西固区\n'.encode(), "quotes", 3),
        (("姓名,备注\n张三," + "长" * 32_768).encode(), "long_field", 2),
        (("姓名,备注\n张三," + "长" * 200_000).encode(), "long_field", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_refused_with_its_line(data, code, line):
    found, sentence = refusal(data, "a.csv")
    assert (found, f"第 {line} 行" in sentence) == (code, True), sentence


def test_an_empty_text_is_an_empty_workbook():
    assert refusal(b"\n\n,,\n", "a.csv")[0] == "empty_workbook"
    assert refusal(codecs.BOM_UTF8, "a.csv")[0] == "empty_workbook"


def test_too_wide_and_too_long_texts_are_refused():
    assert refusal(b"," * 500, "a.csv")[0] == "too_many_columns"
    assert refusal(b"a\n" * 200_001, "a.csv")[0] == "too_many_rows"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        sheets = open_roster(b"name,\n" + data, "a.csv")
    except FileRefused:
        return
    assert len({len(row) for row in sheets[0].rows}) == 1
