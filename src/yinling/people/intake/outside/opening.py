"""The one door for files: bytes and a name become sheets, or a refusal."""

from __future__ import annotations

from yinling.people.intake.domain.sheets import Sheet
from yinling.people.intake.outside.kinds import FileKind, kind_of
from yinling.people.intake.outside.limits import MAX_BYTES
from yinling.people.intake.outside.refusals import refused
from yinling.people.intake.outside.texts import read_text
from yinling.people.intake.outside.workbooks import read_compound, read_zipped

__all__ = ["MAX_BYTES", "open_roster", "refuse_size"]


def refuse_size(size: int) -> None:
    """Raises FileRefused when a file of `size` bytes is too large; doors ask this before they take the bytes in."""
    if size > MAX_BYTES:
        raise refused("too_large", size=-(-size // 2**20), limit=MAX_BYTES // 2**20)


def open_roster(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a roster file, in the workbook's order, hidden ones too, empty ones left out.

    Row 1 of the file is index 0 of a sheet's rows. Numbers stay numbers, dates come as dates where the workbook marks
    them, an error comes as its text (`#N/A`), a formula as its saved result. Cells of text files are all text.
    `name` is the file's name; its extension must fit the content. Raises FileRefused with a code and a sentence.
    """
    refuse_size(len(data))
    if not data:
        raise refused("empty_file")
    kind = kind_of(data, name)
    if kind is FileKind.TEXT:
        return read_text(data, _stem(name))
    return read_zipped(data) if kind is FileKind.ZIPPED else read_compound(data)


def _stem(name: str) -> str:
    """The file's name without folders and extension: a text file's only sheet is called so."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0].strip()
