"""Checkpoints outside the database: signing them with the journal's key, and the file that keeps a copy of each.

The file is what a cut tail is found by: whoever can rewrite the database cannot, by that, rewrite it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from yinling.kernel.notes import LOG_KEY, Checkpoint, Note, VerifierKey, parse_note, sign_note
from yinling.kernel.signing import public_key_of

_BLANK = b"\n\n"
_END = re.compile(rb"\xe2\x80\x94 [^\n]+\n\n")  # the last signature line and the blank line behind it
_TAIL = 16_384  # bytes


class NoLogKey(RuntimeError):
    """This process was not given the journal's signing key; only background is."""


def origin() -> str:
    """The journal's name in checkpoints."""
    name: str = settings.YINLING_LOG_ORIGIN
    return name


def verifier_key() -> VerifierKey:
    """The public half of the signing key. Raises NoLogKey."""
    return VerifierKey(origin(), LOG_KEY, public_key_of(_seed()))


def sign(*, size: int, root: bytes) -> bytes:
    """A signed checkpoint. Raises NoLogKey."""
    return bytes(sign_note(str(Checkpoint(origin(), size, root)), name=origin(), seed=_seed()))


def keep(notes: Sequence[bytes]) -> None:
    """Append signed checkpoints to the file, on the disk when this returns. What a crash cut short is cut off."""
    if not notes:
        return
    path = _path()
    new = not path.exists()
    with path.open("xb" if new else "r+b") as file:
        file.truncate(path.stat().st_size - len(_torn(path)))
        file.seek(0, os.SEEK_END)
        file.write(b"".join(note + b"\n" for note in notes))
        file.flush()
        os.fsync(file.fileno())
    if new:
        _sync_folder(path.parent)


def kept() -> list[Note]:
    """All checkpoints in the file, oldest first. Raises NoteError when something in it does not read as a note."""
    content = _path().read_bytes() if _path().exists() else b""
    whole = content[: len(content) - len(_torn(_path()))]
    parts = whole.split(_BLANK)[:-1]
    return [parse_note(_BLANK.join(pair) + b"\n") for pair in zip(parts[::2], parts[1::2], strict=True)]


def last_kept() -> Note | None:
    """The newest checkpoint in the file. Raises NoteError when it does not read as a note."""
    ends = [found.end() for found in _END.finditer(_tail(_path()))]
    if not ends:
        return None
    start = ends[-2] if len(ends) > 1 else 0
    return parse_note(_tail(_path())[start : ends[-1] - 1])


def _torn(path: Path) -> bytes:
    """What stands behind the last complete checkpoint: the beginning of one that a crash cut short."""
    tail = _tail(path)
    ends = [found.end() for found in _END.finditer(tail)]
    return tail[ends[-1] if ends else 0 :]


def _tail(path: Path) -> bytes:
    """The end of the file, more than two checkpoints long."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read()


def _seed() -> bytes:
    text: str = settings.YINLING_LOG_KEY
    if not text:
        raise NoLogKey("YINLING_LOG_KEY is given to the background process alone")
    return bytes.fromhex(text)


def _path() -> Path:
    return Path(settings.YINLING_VAR) / "checkpoints.log"


def _sync_folder(folder: Path) -> None:
    """A new file's name is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
