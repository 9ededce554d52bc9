"""Compound files, which hold .xls workbooks: [MS-CFB] for the container, [MS-XLS] for the records looked at.

Only as much is read as decides whether the file may be given to the reader: which streams there are, whether a
password is set, whether every cell lies where Excel can have one (the reader allots the full rectangle), and which
cells hold errors (the reader gives them as empty).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from yinling.people.intake.outside.refusals import refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # DIFSECT and above are marks, not sectors
_BIFF_COLUMNS = 256

_BOF, _BOUNDSHEET, _FILEPASS, _BOOLERR, _FORMULA = 0x0809, 0x0085, 0x002F, 0x0205, 0x0006
# Records that begin with a row and a column: formula, blanks, numbers, texts, their multiples.
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
# [MS-XLS] 2.5.10 Bes: the codes of errors.
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class Errors:
    """Cells of a workbook that hold an error: by the number of the sheet from 0, row and column from 0, its text."""

    cells: list[tuple[int, int, int, str]] = field(default_factory=list)


def check_compound(data: bytes) -> Errors:
    """The error cells of an .xls file. Raises FileRefused when it is no workbook, has a password or is damaged."""
    try:
        streams = dict(_streams(data))
        _refuse_strangers(streams)
        start, size = streams.get("Workbook") or streams["Book"]
        return _walk(_Container(data).stream(start, size))
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise refused("damaged") from error


def _refuse_strangers(streams: dict[str, tuple[int, int]]) -> None:
    if not streams:
        raise refused("damaged")
    if "EncryptedPackage" in streams:
        raise refused("password")
    if not {"Workbook", "Book"} & set(streams):
        known = {"WordDocument", "PowerPoint Document"} & set(streams)
        raise refused("document", suffix="doc") if known else refused("unknown_kind")


class _Container:
    """The sectors of a compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self.most = len(data) // self.sector + 1
        self.table = self._table()

    def at(self, number: int) -> bytes:
        """One sector; the last one may be cut short."""
        return self.data[(number + 1) * self.sector : (number + 2) * self.sector]

    def _table(self) -> tuple[int, ...]:
        """The file allocation table, found through the header and the chain of sectors that extends it."""
        where = list(struct.unpack_from("<109I", self.data, 76))
        following = struct.unpack_from("<I", self.data, 68)[0]
        while following < _LAST_SECTOR and len(where) <= self.most:
            *more, following = struct.unpack(f"<{self.sector // 4}I", self.at(following))
            where += more
        whole = b"".join(self.at(number) for number in where[: self.most] if number < _LAST_SECTOR)
        return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4])

    def chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """The sectors of a stream in order. Raises ValueError on a circle."""
        for _ in range(max(self.most, len(table)) + 1):
            if start >= _LAST_SECTOR:
                return
            yield start
            start = table[start]
        raise ValueError("circle in the allocation table")

    def whole(self, start: int) -> bytes:
        """A stream kept in full sectors."""
        return b"".join(self.at(number) for number in self.chain(start, self.table))

    def stream(self, start: int, size: int) -> bytes:
        """A stream by its directory entry; small ones lie in the mini stream."""
        if size >= struct.unpack_from("<I", self.data, 56)[0]:
            return self.whole(start)[:size]
        mini = self.whole(struct.unpack_from("<I", self.data, 60)[0])
        table = struct.unpack(f"<{len(mini) // 4}I", mini)
        holder = self.whole(struct.unpack_from("<I", self.whole(struct.unpack_from("<I", self.data, 48)[0]), 116)[0])
        return b"".join(holder[number * 64 : number * 64 + 64] for number in self.chain(start, table))[:size]


def _streams(data: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, first sector and size of every stream in the directory."""
    container = _Container(data)
    directory = container.whole(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind == 2 and 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            yield name, (start, size)


def _walk(book: bytes) -> Errors:
    """Look at every record of a workbook stream."""
    found, sheets, sheet, at, end = Errors(), dict[int, int](), -1, 0, len(book) - 3
    read = struct.Struct("<HHHH").unpack_from
    padded = book + b"\0" * 4
    while at < end:
        kind, length, row, column = read(padded, at)
        if kind in _CELLS and length >= 4:
            if column >= _BIFF_COLUMNS:
                raise refused("damaged")
            if kind in (_BOOLERR, _FORMULA) and (text := _error_in(kind, book[at + 4 : at + 4 + length])):
                found.cells.append((sheet, row, column, text))
        elif kind == _BOF:
            sheet = sheets.get(at, -1)
        elif kind == _BOUNDSHEET:
            sheets[struct.unpack_from("<I", book, at + 4)[0]] = len(sheets)
        elif kind == _FILEPASS:
            raise refused("password")
        at += 4 + length
    if not sheets:
        raise refused("damaged")
    return found


def _error_in(kind: int, record: bytes) -> str:
    """The text of the error that a BOOLERR or FORMULA record holds, empty when it holds none."""
    if kind == _BOOLERR:
        return _ERRORS.get(record[6], "") if record[7] else ""
    result = record[6:14]
    return _ERRORS.get(result[2], "") if result[0] == 2 and result[6:8] == b"\xff\xff" else ""
