"""A small roster of made-up persons: what a file may look like."""

from __future__ import annotations

import io

import xlsxwriter  # type: ignore[import-untyped]  # ships no py.typed

# Chinese whatever the reader's language: this is what offices write. Two titles, grouped headings, 同上, a total.
_TITLE = "××局退休干部名册（样例，人员均为虚构）"
_SAID = "填报单位：××局　　填报日期：2026年11月1日"
_HEAD = (
    "序号", "姓名", "性别", "民族", "出生年月", "身份证号", "原工作单位及职务", "职级", "政治面貌", "联系电话",
    "家庭住址", "居住方式", "健康状况", "备注",
)  # fmt: skip
_GROUPS = ((1, 3, "基本情况"), (11, 12, "生活与健康"))
_ROWS = (
    (
        "1", "张样例", "男", "汉族", "1941.05", "", "××局", "正县级", "中共党员", "0931-0000001", "××路 1 号",
        "与配偶同住", "一般", "",
    ),
    (
        "2", "李样例", "女", "汉", "1943年8月", "", "同上", "副县级", "群众", "0931-0000002", "××路 2 号", "独居",
        "较差", "子女在外地",
    ),
    ("合计", "2 人"),
)  # fmt: skip


def example_workbook() -> bytes:
    """The file, as xlsx."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    page = book.add_worksheet("退休干部")
    bold, middle = book.add_format({"bold": True}), book.add_format({"bold": True, "align": "center"})
    page.merge_range(0, 0, 0, len(_HEAD) - 1, _TITLE, middle)
    page.write_string(1, 0, _SAID)
    for place, label in enumerate(_HEAD):
        if not any(first <= place <= last for first, last, _label in _GROUPS):
            page.merge_range(2, place, 3, place, label, bold)
        else:
            page.write_string(3, place, label, bold)
        page.set_column(place, place, max(8, 2 * len(label)))
    for first, last, label in _GROUPS:
        page.merge_range(2, first, 2, last, label, middle)
    for line, row in enumerate(_ROWS, start=4):
        for place, text in enumerate(row):
            page.write_string(line, place, text)
    book.close()
    return out.getvalue()
