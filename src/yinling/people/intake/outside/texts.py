"""Text files (.csv, .tsv, .txt): which encoding, which separator, and their records.

Encodings: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030 (GB 18030-2022), which holds GBK.
Quoting as in RFC 4180, strictly: a quote that is never closed would swallow the rest of the file in silence.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from yinling.people.intake.domain.sheets import Cell, Sheet
from yinling.people.intake.outside.limits import MAX_COLUMNS, MAX_FIELD, MAX_ROWS
from yinling.people.intake.outside.refusals import refused

SEPARATORS = (",", "\t", ";", "，", "|")
_SAMPLE = 50  # records looked at to find the separator


def read_text(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The one sheet of a text file, named after the file. Raises FileRefused."""
    text = decode(data)
    if "\0" in text:
        raise refused("nul", line=_line_of(text, text.index("\0")))
    rows = _records(text, separator_of(text), name)
    if not any(any(row) for row in rows):
        raise refused("empty_workbook")
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    return (Sheet(name, rows),)


def decode(data: bytes) -> str:
    """The text of a file. Raises FileRefused with the line where its encoding breaks."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding)
    if b"\0" in data:
        raise refused("nul", line=data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # A UTF-8 file with one broken byte is often valid GB18030, as nonsense: so its lines vote first.
        return _strictly(data, "utf-8" if _mostly_utf8(data) else "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise refused("encoding", line=line) from error


def _mostly_utf8(data: bytes) -> bool:
    lines = [line for line in islice(data.split(b"\n"), 2000) if not line.isascii()]
    return 2 * sum(map(_is_utf8, lines)) > len(lines) if len(lines) > 1 else _begins_utf8(data)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _begins_utf8(line: bytes) -> bool:
    """Whether the only line with Chinese text is UTF-8 up to a cut at its end."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(line) - 3 and not line[: error.start].isascii()
    return True


def separator_of(text: str) -> str:
    """The separator under which most of the first records have the same number of fields, more fields winning."""
    lines = [line for line in islice(io.StringIO(text), _SAMPLE) if line.strip()]
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    try:
        widths = Counter(map(len, csv.reader(lines, delimiter=separator)))
    except csv.Error:
        return 0.0, 0
    best = max(((times * (width - 1), width) for width, times in widths.items()), default=(0, 0))
    return float(best[0]), best[1]


def _records(text: str, separator: str, name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            _measure(row, reader.line_num, name)
            rows.append([*row])
            if len(rows) > MAX_ROWS:
                raise refused("too_many_rows", sheet=name, limit=MAX_ROWS)
    except csv.Error as error:
        code = "long_field" if "field limit" in str(error) else "quotes"
        raise refused(code, line=reader.line_num) from error
    return rows


def _measure(row: list[str], line: int, name: str) -> None:
    if len(row) > MAX_COLUMNS:
        raise refused("too_many_columns", sheet=name, limit=MAX_COLUMNS)
    if any(len(field) > MAX_FIELD for field in row):
        raise refused("long_field", line=line)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
