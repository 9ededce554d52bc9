"""Which files are opened at all, and what a user is told about the others."""

import pytest

from tests.people.intake.outside.books import PERSON, refusal, xlsx
from yinling.people.intake.domain.sheets import Sheet
from yinling.people.intake.outside import MAX_BYTES, FileRefused, open_roster, refuse_size
from yinling.people.intake.outside.refusals import SENTENCES

TEXT = "姓名,身份证号\n张三,620102193001010010\n".encode()


def test_a_text_file_is_one_sheet_called_after_the_file():
    assert open_roster(TEXT, "C:\\名册\\离休.2017.csv") == (Sheet("离休.2017", PERSON),)


@pytest.mark.parametrize("name", ["名册.xlsx", "名册.XLSX", "名册.xlsm", "名册.xls", " 名册.xlsx "])
def test_a_workbook_is_opened_under_any_name_of_workbooks(name):
    assert open_roster(xlsx(PERSON), name) == (Sheet("名册", PERSON),)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (TEXT, "a.et", "wps"),
        (xlsx(PERSON), "a.ET", "wps"),
        (TEXT, "a.wps", "wps"),
        (TEXT, "a.ods", "other_workbook"),
        (TEXT, "a.xlsb", "other_workbook"),
        (TEXT, "a.doc", "document"),
        (xlsx(PERSON), "a.docx", "document"),
        (b"%PDF-1.7 ...", "a.pdf", "document"),
        (b"%PDF-1.7 ...", "a.xlsx", "document"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "a.xlsx", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "a.csv", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "a.exe", "program"),
        (b"\x7fELF\x02\x01", "a.xls", "program"),
        (xlsx(PERSON), "a.zip", "archive"),
        (b"Rar!\x1a\x07", "a.xlsx", "archive"),
        (b"\x89PNG\r\n", "a.xlsx", "picture"),
        (b"<html><table><tr><td>\xe5</td></tr></table>", "a.xls", "web_page"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><Workbook/>", "a.xls", "web_page"),
        (TEXT, "a.xlsx", "mismatch"),
        (TEXT, "a.xls", "mismatch"),
        (xlsx(PERSON), "a.csv", "mismatch"),
        (TEXT, "a", "unknown_kind"),
        (TEXT, "a.csv.bak", "unknown_kind"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", "a.xls", "old_excel"),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_by_name_and_by_content(data, name, code):
    assert refusal(data, name)[0] == code


def test_200_megabytes_are_refused_by_size_alone():
    assert refusal(bytes(200 * 2**20), "a.xlsx") == (
        "too_large",
        "文件有 200 MB，超过 60 MB 的上限：请删去图片等附件，或按单位拆成几个文件后分别导入。",
    )


def test_a_door_can_ask_before_it_takes_the_bytes():
    refuse_size(MAX_BYTES)
    with pytest.raises(FileRefused, match="61 MB"):
        refuse_size(MAX_BYTES + 1)


def test_every_sentence_says_what_to_do():
    assert [
        code for code, sentence in SENTENCES.items() if "请" not in str(sentence) or not str(sentence).endswith("。")
    ] == []
