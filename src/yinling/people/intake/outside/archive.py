"""Zip archives, which hold .xlsx workbooks, looked through before any reader opens them.

The directory is not believed: every part is unzipped once, in pieces, and must be as long as it claims. So what a
reader meets later is bounded. Format: APPNOTE 6.3.10, ECMA-376 part 2.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipInfo

from yinling.people.intake.outside.limits import MAX_PARTS, MAX_RATIO, MAX_UNZIPPED
from yinling.people.intake.outside.refusals import refused

_PIECE = 1 << 18  # zipped bytes fed at a time
_CHUNK = 1 << 22  # unzipped bytes given at a time
_END = b"PK\x05\x06"
_LOCAL = struct.Struct("<26xHH")  # lengths of name and extra field, at the end of a part's own header
_SMALL = 1 << 20  # parts up to here may be as repetitive as they like


@dataclass(frozen=True)
class Archive:
    """A zip archive whose directory was found sound."""

    data: bytes
    parts: dict[str, ZipInfo]

    def read(self, name: str) -> bytes:
        """A whole part. Raises FileRefused when it is not there or not as it claims."""
        if name not in self.parts:
            raise refused("damaged")
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces of at most 4 MiB. Raises FileRefused when it is longer, shorter or other than it claims."""
        info = self.parts[name]
        size = crc = 0
        for piece in _inflated(self._body(info), info):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > info.file_size:
                raise refused("bomb")
            yield piece
        if size != info.file_size or crc != info.CRC:
            raise refused("damaged")

    def _body(self, info: ZipInfo) -> memoryview:
        start = info.header_offset + _LOCAL.size
        header = self.data[info.header_offset : start]
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise refused("damaged")
        start += sum(_LOCAL.unpack(header))
        return memoryview(self.data)[start : start + info.compress_size]


def open_archive(data: bytes) -> Archive:
    """An archive with a sound directory. Raises FileRefused: damaged, password, bomb."""
    # Readers disagree about archives with two ends; there must be one, at the very end.
    if data.count(_END, max(0, len(data) - 70_000)) != 1:
        raise refused("damaged")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError) as error:
        raise refused("damaged") from error
    _check_directory(infos, len(data))
    return Archive(data, {info.filename: info for info in infos})


def _check_directory(infos: list[ZipInfo], size: int) -> None:
    if any(info.flag_bits & 0x1 for info in infos):
        raise refused("password")
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNZIPPED:
        raise refused("bomb")
    # Parts that share bytes are how a small archive unzips to a huge one.
    if sum(info.compress_size for info in infos) > size:
        raise refused("bomb")
    if any(info.file_size > max(_SMALL, MAX_RATIO * info.compress_size) for info in infos):
        raise refused("bomb")
    if len({info.filename for info in infos}) != len(infos):
        raise refused("damaged")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise refused("damaged")


def _inflated(body: memoryview, info: ZipInfo) -> Iterator[bytes]:
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(body[at : at + _CHUNK]) for at in range(0, len(body), _CHUNK))
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(body), _PIECE):
            piece = bytes(body[at : at + _PIECE])
            while piece and not stream.eof:
                yield stream.decompress(piece, _CHUNK)
                piece = stream.unconsumed_tail
    except zlib.error as error:
        raise refused("damaged") from error
    yield from _drained(stream)


def _drained(stream: zlib._Decompress) -> Iterator[bytes]:
    """What the decompressor still holds: output can wait in it when all input is read."""
    while not stream.eof:
        piece = stream.decompress(b"", _CHUNK)
        if not piece:
            raise refused("damaged")
        yield piece
