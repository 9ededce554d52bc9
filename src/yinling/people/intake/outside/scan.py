"""What a reader would not tell of a sheet of an .xlsx file, found in its XML before the reader opens it.

The reader allots the full rectangle of a sheet, gives errors as empty cells, and gives a formula without a saved
result as an empty cell too. ECMA-376 part 1, 18.3.1: `c`, `f`, `v`, `row`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yinling.people.intake.outside.refusals import refused

_LONGEST_ROW = 1 << 26  # bytes of XML that one row may take
# Rows and cells. The content of a cell stops at the next cell, so that cells never closed cost no second look.
_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b([^>]*)>"
    rb"|c\b([^>]*?)(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c>))"
)
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{0,7})([0-9]{1,9})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>(.*?)</)", re.DOTALL)
_TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_ERROR_RESULT = re.compile(rb"""\bt\s*=\s*["']e["']""")

# For the quick look, letters A-D become A, other capitals Z, digits 0: then a reference beyond column DZ or row 99,999,
# and a cell without a reference, are plain patterns, each beginning with its own letters (ten times as fast as one for
# all). Only a sheet that has one is looked at cell by cell.
_CLASSES = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'", b"A" * 4 + b"Z" * 22 + b"0" * 10 + b'"')
_FAR = re.compile(rb'r="(?<!:r=")(?:Z[AZ]|A[AZ][AZ]|[AZ]?[AZ]?(?:[a-z]|000000))')
_UNPLACED = re.compile(rb"<c[>/stvp]|<cm=")
_PREFIXED = re.compile(rb":c[>/stvp]|:cm=")


@dataclass
class Findings:
    """Of one sheet: how far its cells reach (rows and columns; 0 when nowhere far), and what a reader would drop."""

    rows: int = 0
    columns: int = 0
    texts: int = 0
    unvalued: list[str] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)


def scan_quickly(pieces: Iterable[bytes]) -> Findings | None:
    """The findings of a sheet of ordinary shape, below 100,000 rows and 131 columns; None: look at every cell."""
    found = Findings()
    for part in _whole_rows(pieces):
        folded = part.translate(_CLASSES, b" \t\r\n")
        if _FAR.search(folded) or _UNPLACED.search(folded) or _PREFIXED.search(folded):
            return None
        found.texts += part.count(b't="s"')
        if b"<f" in part or b":f" in part or b't="e"' in part or b"t='e'" in part:
            _look_at_cells(part, found)
    return found


def scan_fully(pieces: Iterable[bytes]) -> Findings:
    """The findings of any sheet, cell by cell; slower by a second for a million cells."""
    found = Findings()
    for part in _whole_rows(pieces):
        found.texts += part.count(b't="s"') + part.count(b"t='s'")
        _look_at_cells(part, found)
    return found


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The XML cut behind ends of rows, so that no cell is cut."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"row>") + 4
        if cut > 3:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_ROW:
            raise refused("damaged")
    yield rest


def _look_at_cells(part: bytes, found: Findings) -> None:
    row = column = 0  # of the cell before: a cell without a reference follows it
    for cell in _CELL.finditer(part):
        reference = _REFERENCE.search(cell[1] or cell[2] or b"")
        if cell[1] is not None:
            row, column = int(reference[2]) if reference else row + 1, 0
            continue
        row, column = (int(reference[2]), _number(reference[1])) if reference else (row, column + 1)
        if cell[3]:
            found.rows, found.columns = max(found.rows, row), max(found.columns, column)
            _look_inside(cell[2], cell[3], (row, column), found)


def _look_inside(attributes: bytes, body: bytes, at: tuple[int, int], found: Findings) -> None:
    value = _VALUE.search(body)
    if _lacks_value(attributes, body, value):
        found.unvalued.append(f"{_letters(at[1])}{at[0]}")
    elif value and value[1] and _ERROR_RESULT.search(attributes):
        found.errors.append((at[0] - 1, at[1] - 1, value[1].decode("utf-8", "replace").strip()))


def _lacks_value(attributes: bytes, body: bytes, value: re.Match[bytes] | None) -> bool:
    """A formula whose result was not saved. One whose result is an empty text has an empty value and says so."""
    if not re.search(rb"<(?:\w+:)?f[\s>/]", body):
        return False
    return value is None or (not value[1] and not _TEXT_RESULT.search(attributes))


def _number(letters: bytes) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
