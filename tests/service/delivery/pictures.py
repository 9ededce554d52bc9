"""Pictures to try things with: scenes that differ, and files that lie."""

from __future__ import annotations

import io
import random
import struct
import zlib

from PIL import ExifTags, Image, ImageDraw


def scene(seed: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A room of coloured blocks and circles, another one for each seed."""
    draw = random.Random(seed)
    image = Image.new("RGB", size, _colour(draw))
    pen = ImageDraw.Draw(image)
    for _ in range(18):
        x, y = draw.randrange(size[0]), draw.randrange(size[1])
        box = (x, y, x + draw.randrange(40, size[0] // 2), y + draw.randrange(40, size[1] // 2))
        (pen.rectangle if draw.random() < 0.5 else pen.ellipse)(box, fill=_colour(draw))
    return image


def _colour(draw: random.Random) -> tuple[int, int, int]:
    return draw.randrange(256), draw.randrange(256), draw.randrange(256)


def encoded(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    """The file of a picture."""
    held = io.BytesIO()
    image.save(held, kind, **more)
    return held.getvalue()


def photo(seed: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """A JPEG such as a phone sends."""
    return encoded(scene(seed, size), quality=90)


def with_exif(seed: int = 1, *, orientation: int = 1, taken: str = "", zone: str = "") -> bytes:
    """A JPEG with what a camera writes into it: how it was held, when, and where."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    details = exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        details[ExifTags.Base.DateTimeOriginal] = taken
    if zone:
        details[ExifTags.Base.OffsetTimeOriginal] = zone
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (36.0, 3.0, 40.0)
    return encoded(scene(seed), exif=exif)


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose head says any size, whatever follows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
