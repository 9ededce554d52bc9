"""Small tables as files: CSV in UTF-8, taken whole or refused whole, with the line that is to blame."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LARGEST_TABLE: Final = 32 * 1024 * 1024  # bytes; all townships of the country are about 4 MB


class TableInvalid(ValueError):
    """The file cannot be read as the table that was expected. Its message is Chinese and says what to do."""

    code = "table_invalid"


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, the header being line 1, and its text by column, blanks trimmed."""

    number: int
    fields: dict[str, str]


def read_table(raw: bytes, *, columns: Sequence[str]) -> list[Line]:
    """The rows of a CSV file with exactly these columns, in any order, and at least one row.

    Raises TableInvalid when the file is empty, too large, no UTF-8, has other columns, a row of another
    width, a broken quote, or does not end with a line break, as one that was cut off does not.
    """
    records = list(_records(_text(raw)))
    _, header = records[0]
    _require_columns(header, columns)
    for number, record in records[1:]:
        if len(record) != len(header):
            raise TableInvalid(f"第{number}行有{len(record)}列，应有{len(header)}列，文件可能不完整。请重新获取文件。")
    if len(records) == 1:
        raise TableInvalid("文件只有标题行，没有数据。请换一个文件。")
    return [
        Line(number, dict(zip(header, (text.strip() for text in record), strict=True)))
        for number, record in records[1:]
    ]


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST_TABLE:
        raise TableInvalid(f"文件超过{LARGEST_TABLE // 1024 // 1024} MB。请核对是否选错了文件。")
    if not raw.strip():
        raise TableInvalid("文件是空的。请换一个文件。")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as other_encoding:
        raise TableInvalid("文件不是 UTF-8 编码，或者不完整。请另存为 UTF-8 编码的 CSV。") from other_encoding
    if "\0" in text:
        raise TableInvalid("文件含有空字符，不是 CSV 文本。请另存为 UTF-8 编码的 CSV。")
    if not text.endswith("\n"):
        raise TableInvalid("文件的最后一行没有换行，可能没有传完。请重新获取文件。")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            yield reader.line_num, record
    except csv.Error as broken:
        raise TableInvalid(f"第{reader.line_num}行的引号不成对，无法读取。请重新获取文件。") from broken


def _require_columns(header: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        raise TableInvalid(f"文件缺少这些列：{'、'.join(missing)}。请核对标题行。")
    if len(header) != len(columns):
        raise TableInvalid(f"文件的列多于或重复于规定的{len(columns)}列。请核对标题行。")
