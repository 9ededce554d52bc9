"""Why a file is refused, each reason with one sentence that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class FileRefused(Exception):
    """A file that is not taken in. `code` names the reason for machines, `sentence` tells the user what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


SENTENCES: dict[str, StrPromise] = {
    "too_large": _("文件有 {size} MB，超过 {limit} MB 的上限：请删去图片等附件，或按单位拆成几个文件后分别导入。"),
    "empty_file": _("这个文件是空的：请确认文件已保存，再重新选择。"),
    "empty_workbook": _("工作簿里没有任何内容：请确认数据保存在这个文件里，再重新选择。"),
    "wps": _("这是 WPS 专用格式：请在 WPS 表格里用“另存为”存成 .xlsx，再导入。"),
    "other_workbook": _("这种表格格式（.{suffix}）不能直接读取：请用“另存为”存成 .xlsx，再导入。"),
    "document": _("这是文档（.{suffix}），不是表格：请把其中的表格复制到 Excel，存成 .xlsx 后导入。"),
    "archive": _("这是压缩包：请先解压，再导入其中的表格文件。"),
    "web_page": _("这个文件的内容是网页（或 XML），只是扩展名像表格：请用 Excel 打开后另存为 .xlsx，再导入。"),
    "program": _("这个文件是程序，不是表格：请不要打开它，向发件人核实后重新索取名册。"),
    "picture": _("这是图片：请向填报单位索取原来的 Excel 表格，再导入。"),
    "unknown_kind": _("不认识这种文件：请把名册另存为 .xlsx、.xls 或 .csv，再导入。"),
    "mismatch": _("文件内容与扩展名 .{suffix} 不符：请用 Excel 打开确认后另存为 .xlsx，再导入。"),
    "old_excel": _("这个文件是很早版本的 Excel 格式：请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。"),
    "password": _("工作簿有打开密码：请在 Excel 里取消密码（文件、信息、保护工作簿）后另存，再导入。"),
    "bomb": _("文件解压后大得不正常，没有打开：请用 Excel 新建工作簿，只复制需要的数据，另存为 .xlsx 后导入。"),
    "unsafe": _("文件里有表格不该有的外部引用，没有打开：请用 Excel 新建工作簿，只粘贴数值，另存为 .xlsx 后导入。"),
    "damaged": _("文件不完整或已损坏：请用 Excel 打开并修复后另存为 .xlsx，或请发件人重新发送。"),
    "encoding": _("第 {line} 行的文字编码有误，不能确定原文：请用 Excel 打开核对后另存为 .xlsx，再导入。"),
    "nul": _("第 {line} 行有不可见的空字符，文件可能不是纯文本：请用 Excel 打开后另存为 .xlsx，再导入。"),
    "quotes": _("第 {line} 行附近的引号没有成对，无法分清各列：请用 Excel 打开核对后另存为 .xlsx，再导入。"),
    "long_field": _("第 {line} 行有一格超过 32767 个字符：请检查该行的引号和分隔符，改正后再导入。"),
    "too_many_rows": _("工作表“{sheet}”超过 {limit} 行：请按单位拆成几个文件后分别导入。"),
    "too_many_columns": _("工作表“{sheet}”超过 {limit} 列：请删去名册右侧多余的列，另存后再导入。"),
    "too_many_cells": _("工作表“{sheet}”的范围过大：请删去名册右侧和下方多余的行列，另存后再导入。"),
    "formula_without_value": _(
        "工作表“{sheet}”有 {count} 个公式没有保存结果（{cells}）：请在 Excel 里打开后另存一次，"
        "或选择性粘贴为数值，再导入。"
    ),
}


def refused(code: str, **said: object) -> FileRefused:
    """The refusal named `code`, its sentence filled in with `said`."""
    return FileRefused(code, str(SENTENCES[code]).format(**said))
