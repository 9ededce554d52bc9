"""What a file is: by its name and by its first bytes, which must agree."""

from __future__ import annotations

from enum import StrEnum

from yinling.people.intake.outside.compound import MAGIC as COMPOUND
from yinling.people.intake.outside.refusals import refused


class FileKind(StrEnum):
    """The three kinds that are read."""

    ZIPPED = "zipped"  # .xlsx, .xlsm: Office Open XML, ECMA-376
    COMPOUND = "compound"  # .xls: BIFF in a compound file, [MS-XLS], [MS-CFB]
    TEXT = "text"  # .csv, .tsv, .txt


_WORKBOOKS = frozenset({"xlsx", "xlsm", "xltx", "xltm", "xls", "xlt"})
_TEXTS = frozenset({"csv", "tsv", "txt", "tab"})

# Names that are refused whatever the content says: what to do next is known from the name alone.
_REFUSED_NAMES: dict[str, str] = (
    dict.fromkeys(("et", "ett", "wps", "wpt", "dps"), "wps")
    | dict.fromkeys(("ods", "fods", "xlsb", "numbers", "dbf", "mdb", "accdb"), "other_workbook")
    | dict.fromkeys(("doc", "docx", "docm", "rtf", "odt", "pdf", "ofd", "ppt", "pptx"), "document")
    | dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz"), "archive")
    | dict.fromkeys(("htm", "html", "mht", "mhtml", "xml"), "web_page")
    | dict.fromkeys(("exe", "com", "scr", "bat", "cmd", "dll", "msi", "js", "vbs", "ps1", "lnk", "sh"), "program")
    | dict.fromkeys(("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic"), "picture")
)

# First bytes of what people rename to .xlsx or .csv.
_REFUSED_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"\x09\x08\x08\x00\x00\x05", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x00\x04\x00", "old_excel"),
)


def suffix_of(name: str) -> str:
    """The extension of a file name, lower case and without the dot; empty when there is none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return base.rpartition(".")[2].lower() if "." in base else ""


def kind_of(data: bytes, name: str) -> FileKind:
    """Which kind a file is. Raises FileRefused when the name or the content is none that is read, or both disagree."""
    suffix = suffix_of(name)
    _refuse_content(data, suffix)
    if suffix in _REFUSED_NAMES:
        raise refused(_REFUSED_NAMES[suffix], suffix=suffix)
    if suffix not in _WORKBOOKS | _TEXTS:
        raise refused("unknown_kind")
    kind = _by_magic(data)
    if (kind is FileKind.TEXT) != (suffix in _TEXTS):
        raise refused("mismatch", suffix=suffix)
    return kind


def _refuse_content(data: bytes, suffix: str) -> None:
    for magic, code in _REFUSED_MAGIC:
        # "MZ" may begin a text; a program has binary bytes right behind it.
        if data.startswith(magic) and not (magic == b"MZ" and suffix in _TEXTS and b"\0" not in data[:4096]):
            raise refused(code, suffix=suffix)
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"mime-version:")):
        raise refused("web_page")


def _by_magic(data: bytes) -> FileKind:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ZIPPED
    return FileKind.COMPOUND if data.startswith(COMPOUND) else FileKind.TEXT
