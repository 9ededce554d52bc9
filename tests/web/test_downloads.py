"""Files that a browser keeps."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from yinling.web.downloads import file_answer, workbook


def test_a_workbook_is_named_after_its_title_and_day():
    answer = workbook(b"PK", "服务单", date(2026, 11, 23))
    assert answer.content == b"PK"
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''" + quote("服务单-2026-11-23.xlsx")


def test_a_name_cannot_add_a_header():
    answer = file_answer(b"", "text/csv", 'a"\r\nSet-Cookie: x=1.csv')
    assert "\n" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
