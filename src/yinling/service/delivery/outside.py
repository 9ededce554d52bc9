"""Pictures taken at a visit: read defensively, turned upright, scaled, marked, and encoded anew without what they say.

Whatever a decoder trips over is a refusal in words. Nothing of what was sent is kept: the picture is drawn again, so
that neither its EXIF data (with the place where it was taken) nor anything hidden behind it comes along.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageDraw, ImageFont, ImageOps, ImageStat

from yinling.base.rows.refusals import Refused
from yinling.service.delivery.domain import likeness_hash
from yinling.service.delivery.domain.prints import COLUMNS, ROWS

MAX_PHOTO_BYTES = 12 * 1024 * 1024
LONGEST_SIDE = 1_600  # of the picture that is kept
_SHORTEST_SIDE = 200
_MOST_PIXELS = 64_000_000  # a JPEG is read at a fraction of its size
_MOST_PIXELS_WHOLE = 25_000_000  # other formats are read whole
_FLAT = 2.0  # the standard deviation of grey under which a picture shows nothing
_QUALITY = 82
_PAPER, _INK = (22, 30, 34), (255, 255, 255)
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC[wght].ttf",
)
_FACE = "Noto Sans CJK SC"
_PHONES_OWN = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


class PhotoRefused(Refused):
    """The picture cannot be taken; the text says to its sender what to do."""


class NoFont(Refused):
    """This machine has no font for the mark on a picture: the operator must install one."""


@dataclass(frozen=True)
class Picture:
    """A picture ready to be kept. `image` is JPEG; `likeness` its 64-bit hash without the mark; `said_at` the moment
    that its camera wrote into it, when it did."""

    image: bytes
    width: int
    height: int
    likeness: int
    said_at: datetime | None


def cjk_font() -> tuple[Path, int] | None:
    """The system's Noto Sans CJK and the number of its simplified Chinese face; None when it is not installed."""
    return _found_font()


@cache
def _found_font() -> tuple[Path, int] | None:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    for name in _FONTS:
        for folder in folders:
            for path in sorted(folder.rglob(name)) if folder.is_dir() else ():
                return path, _face(path)
    return None


def _face(path: Path) -> int:
    """Which face of a collection is simplified Chinese; the first when none says so."""
    if path.suffix != ".ttc":
        return 0
    for number in range(10):
        with contextlib.suppress(OSError):
            if ImageFont.truetype(str(path), 20, index=number).getname()[0] == _FACE:
                return number
    return 0


def prepare(sent: bytes, *, marks: Sequence[str]) -> Picture:
    """A sent picture, upright, at most 1,600 pixels wide and high, with the lines of its mark in a band below it.

    Raises PhotoRefused (with what to do), NoFont.
    """
    font = cjk_font()
    if font is None:
        raise NoFont(_("这台服务器没有中文字体，照片打不上水印。请系统管理员安装 fonts-noto-cjk 后再拍。"))
    kind = _kind(sent)
    with _hostile():
        image, said_at = _read(sent, kind)
    if ImageStat.Stat(image.convert("L")).stddev[0] < _FLAT:
        raise PhotoRefused(_("照片一片空白或漆黑，看不出内容。请对准现场重拍。"))
    likeness = _likeness(image)
    marked = _marked(image, marks, font)
    kept = io.BytesIO()
    marked.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(kept.getvalue(), marked.width, marked.height, likeness, said_at)


def _kind(sent: bytes) -> str:
    """The format by its first bytes, whatever its name says. Raises PhotoRefused."""
    if not sent:
        raise PhotoRefused(_("这张照片是空的，没有传上来。请重拍或重新选择。"))
    if len(sent) > MAX_PHOTO_BYTES:
        raise PhotoRefused(_("照片超过 12 MB。请把相机的照片大小调小一档再拍。"))
    if sent.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return "WEBP"
    if sent[4:8] == b"ftyp" and sent[8:12] in _PHONES_OWN:
        raise PhotoRefused(
            _("这是手机自有格式（HEIC），打不开。请在手机“设置 - 相机 - 格式”里选“兼容性最佳”，再拍一张。")
        )
    raise PhotoRefused(_("这不是照片。请拍照，或选择 JPEG、PNG、WebP 图片。"))


@contextlib.contextmanager
def _hostile() -> Iterator[None]:
    """Whatever a decoder raises over bytes that somebody sent is a refusal."""
    try:
        yield
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except Exception as broken:
        raise PhotoRefused(_("这张照片打不开，可能没有传完整。请重拍或重新选择。")) from broken


def _too_many_pixels() -> PhotoRefused:
    return PhotoRefused(_("照片的像素太高，处理不了。请把相机的照片大小调小一档再拍。"))


def _read(sent: bytes, kind: str) -> tuple[Image.Image, datetime | None]:
    with Image.open(io.BytesIO(sent), formats=[kind]) as opened:
        pixels = opened.width * opened.height
        if pixels > (_MOST_PIXELS if kind == "JPEG" else _MOST_PIXELS_WHOLE):
            raise _too_many_pixels()
        if min(opened.size) < _SHORTEST_SIDE:
            raise PhotoRefused(_("照片太小，看不清。请用相机重拍。"))
        said_at = _said_at(opened)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG then decodes at a half, a quarter, an eighth
        opened.load()
        image = _upright(opened)
    image = _without_transparency(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return image, said_at


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its camera held it; a broken note about that is no reason to refuse the picture."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - the note is anything that somebody wrote there
        return image


def _without_transparency(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _said_at(image: Image.Image) -> datetime | None:
    """The moment that the camera wrote down, in the zone that it says, else in Shanghai's."""
    try:
        details = image.getexif().get_ifd(ExifTags.IFD.Exif)
        moment = str(details.get(ExifTags.Base.DateTimeOriginal, ""))[:19]
        zone = str(details.get(ExifTags.Base.OffsetTimeOriginal, ""))[:6].strip("\x00 ")
        said = datetime.strptime(f"{moment}{zone}", "%Y:%m:%d %H:%M:%S%z" if zone else "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera seldom says its zone
        return said if said.tzinfo else said.replace(tzinfo=_SHANGHAI)
    except Exception:  # noqa: BLE001 - the note is anything that somebody wrote there
        return None


def _likeness(image: Image.Image) -> int:
    grey = image.convert("L").resize((COLUMNS, ROWS), Image.Resampling.BOX)
    return likeness_hash(list(grey.tobytes()))


def _marked(image: Image.Image, marks: Sequence[str], font: tuple[Path, int]) -> Image.Image:
    """The picture with a dark band below it that bears the lines, so that they cover nothing and stay readable."""
    size = max(16, image.width // 32)
    face = ImageFont.truetype(str(font[0]), size, index=font[1])
    margin = size // 2
    lines = [line for mark in marks for line in _wrapped(mark, face, image.width - 2 * margin)]
    step = size * 3 // 2
    band = step * len(lines) + margin
    marked = Image.new("RGB", (image.width, image.height + band), _PAPER)
    marked.paste(image, (0, 0))
    drawing = ImageDraw.Draw(marked)
    for number, line in enumerate(lines):
        drawing.text((margin, image.height + margin // 2 + number * step), line, font=face, fill=_INK)
    return marked


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text in lines of at most so many pixels, broken between any two signs."""
    lines, line = [], ""
    for sign in " ".join(text.split()):
        if line and face.getlength(line + sign) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line] if line else lines
