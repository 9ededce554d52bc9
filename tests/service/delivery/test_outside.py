"""Pictures: kept upright, scaled and marked, with nothing of what they said; and files that lie are refused in words."""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from tests.service.delivery.pictures import encoded, photo, png_of, scene, with_exif
from yinling.service.delivery import outside
from yinling.service.delivery.domain import LIKE_BITS, bits_apart
from yinling.service.delivery.outside import NoFont, PhotoRefused, cjk_font, prepare

pytestmark = pytest.mark.slow  # pictures as hostile as they come

MARKS = ("李** · 上门助浴", "2026-11-22 10:02:05（北京时间）", "甘肃省 兰州市 城关区", "服务人员 周海")


@pytest.fixture(autouse=True)
def _needs_the_font():
    if cjk_font() is None:
        pytest.skip("fonts-noto-cjk is not installed")


def prepared(sent: bytes) -> outside.Picture:
    return prepare(sent, marks=MARKS)


def opened(picture: outside.Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.image))


def likeness(image: Image.Image, kind: str = "JPEG", **more: object) -> int:
    return prepared(encoded(image, kind, **more)).likeness


def test_a_picture_is_scaled_and_bears_a_band_below():
    kept = prepared(photo(size=(3200, 2400)))
    image = opened(kept)
    assert (image.format, image.size, kept.said_at) == ("JPEG", (kept.width, kept.height), None)
    assert (image.width, image.height > 1200, image.height < 1600) == (1600, True, True)
    band = image.convert("L").crop((0, 1200, 1600, image.height))
    assert (band.getextrema()[0] < 60, band.getextrema()[1] > 200) == (True, True)


def test_a_long_mark_is_broken_into_lines_that_fit():
    short, long = prepared(photo(size=(300, 300))), prepare(photo(size=(300, 300)), marks=["很长的地址" * 30])
    assert long.height > short.height
    assert long.width == 300


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_usual_format_is_taken(kind):
    assert opened(prepared(encoded(scene(3), kind))).format == "JPEG"


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_way_of_colour_is_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = scene(3).convert("I") if mode == "I;16" else scene(3)
    assert opened(prepared(encoded(image.convert(mode), kind))).mode == "RGB"


def test_it_is_turned_as_the_camera_held_it_and_says_nothing_more():
    kept = prepared(with_exif(orientation=6, taken="2026:11:20 09:30:00"))
    image = opened(kept)
    assert (image.width, image.height > 800) == (600, True)
    assert dict(image.getexif()) == {}
    assert [word for word in (b"Exif", b"2026:11:20", b"GPS") if word in kept.image] == []
    assert kept.said_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert prepared(with_exif(taken="2026:11:20 09:30:00", zone="+09:00")).said_at == datetime(
        2026, 11, 20, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "昨天", "2026:13:45 99:99:99", "x" * 5_000])
def test_a_moment_that_is_none_is_none(taken):
    assert prepared(with_exif(taken=taken)).said_at is None


# --- the same picture again


@pytest.mark.parametrize("seed", range(12))
def test_a_copy_is_told_from_another_picture(seed):
    image = scene(seed)
    first = likeness(image)
    copies = {
        "again": likeness(image, quality=35), "png": likeness(image, "PNG"),
        "half": likeness(image.resize((400, 300))), "larger": likeness(image.resize((1600, 1200))),
        "brighter": likeness(ImageEnhance.Brightness(image).enhance(1.15)),
        "darker": likeness(ImageEnhance.Brightness(image).enhance(0.8)),
        "flatter": likeness(ImageEnhance.Contrast(image).enhance(0.85)),
    }  # fmt: skip
    assert {name: bits_apart(first, copy) for name, copy in copies.items() if bits_apart(first, copy) > LIKE_BITS} == {}


def test_other_pictures_are_no_copies():
    prints = [likeness(scene(seed)) for seed in range(60)]
    near = [pair for pair in itertools.combinations(prints, 2) if bits_apart(*pair) <= LIKE_BITS]
    assert near == []


# --- what is refused

BOMB = png_of(30_000, 30_000)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 500


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "是空的"),
        (b"\xff\xd8\xff", "打不开"),
        (b"\x89PNG\r\n\x1a\n", "打不开"),
        (b"RIFF\x00\x00\x00\x00WEBP", "打不开"),
        (photo()[:-3_000], "打不开"),
        (encoded(scene(1), "PNG")[:5_000], "打不开"),
        (HEIC, "兼容性最佳"),
        (b"GIF89a" + b"\x00" * 100, "这不是照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "这不是照片"),
        (b"%PDF-1.7", "这不是照片"),
        (b"PK\x03\x04" + b"\x00" * 100, "这不是照片"),
        (encoded(scene(1), "BMP"), "这不是照片"),
        (b"BM" + photo(), "这不是照片"),
        (b"x" * (outside.MAX_PHOTO_BYTES + 1), "12 MB"),
        (BOMB, "像素太高"),
        (png_of(6_000, 6_000), "像素太高"),
        (png_of(1_000, 1_000), "打不开"),
        (png_of(0, 10), "打不开"),
        (photo(size=(199, 800)), "太小"),
        (encoded(Image.new("RGB", (800, 600))), "漆黑"),
        (encoded(Image.new("RGB", (800, 600), "white"), "PNG"), "空白"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:8]!r}",
)
def test_what_is_no_picture_is_refused_in_words(sent, said):
    with pytest.raises(PhotoRefused, match=said):
        prepared(sent)


def test_a_jpeg_that_says_a_size_beyond_reason():
    sent = bytearray(photo())
    at = sent.index(b"\xff\xc0")
    sent[at + 5 : at + 9] = struct.pack(">HH", 30_000, 30_000)
    with pytest.raises(PhotoRefused, match="像素太高"):
        prepared(bytes(sent))


def test_a_picture_with_a_megabyte_of_packed_text():
    text = zlib.compress(b"a" * 80_000_000, 9)
    body = b"zTXt" + b"k\x00\x00" + text
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    sent = encoded(scene(1, (300, 300)), "PNG")
    with pytest.raises(PhotoRefused, match="打不开"):
        prepared(sent[:33] + chunk + sent[33:])


def test_what_hides_behind_a_picture_is_not_kept():
    kept = prepared(photo() + b"PK\x03\x04 <script>alert(1)</script>")
    assert (b"script" in kept.image, b"PK\x03\x04" in kept.image) == (False, False)


@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_bytes_changed_anywhere_are_a_picture_or_refused(noise, where):
    sent = bytearray(SMALL)
    sent[where : where + len(noise)] = noise
    try:
        kept = prepared(bytes(sent))
    except PhotoRefused:
        return
    assert opened(kept).format == "JPEG"


SMALL = photo(size=(220, 220))


def test_without_a_font_no_picture_is_taken_unmarked(monkeypatch):
    monkeypatch.setattr(outside, "_found_font", lambda: None)
    with pytest.raises(NoFont, match="fonts-noto-cjk"):
        prepared(photo())


def test_the_font_is_looked_for_in_the_systems_folders(monkeypatch, tmp_path):
    found = cjk_font()
    assert found is not None
    assert isinstance(found[0], Path)
    monkeypatch.setattr(outside, "_FONT_FOLDERS", (str(tmp_path),))
    outside._found_font.cache_clear()
    assert cjk_font() is None
    outside._found_font.cache_clear()
