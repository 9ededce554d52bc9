"""The file of a backup: a zip of the dump, as it stands, and the manifest, written last.

A zip's contents stand at its end, so a file that was cut off is none; the manifest has the dump's digest, so a changed
one is told before anything is done with it. It is written beside its name and takes the name when it has been tried.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from yinling.config.keeping.manifest import Manifest, parse
from yinling.config.launcher.keys import sync_folder
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_DUMP, _MANIFEST = "database.dump", "manifest.json"
_BLOCK = 1 << 20  # bytes at a time
_LONGEST_MANIFEST = 4 << 20
DRAFT = ".part"


class Draft:
    """A backup that is being written: its dump first, then its manifest; only then does it get its name."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(target.name + DRAFT)

    def write_dump(self, source: IO[bytes], told: Callable[[int], None]) -> tuple[int, str]:
        """Take the dump from a pipe; gives its length and digest. `told` hears how many bytes are there."""
        digest, length = sha256(), 0
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(handle, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made,
            made.open(_DUMP, "w", force_zip64=True) as member,
        ):
            while block := source.read(_BLOCK):
                member.write(block)
                digest.update(block)
                length += len(block)
                told(length)
        return length, digest.hexdigest()

    def write_manifest(self, manifest: Manifest) -> None:
        """Finish the file and make it durable, still under its draft name."""
        with zipfile.ZipFile(self.path, "a", zipfile.ZIP_STORED) as made:
            made.writestr(_MANIFEST, manifest.text())
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def accept(self) -> None:
        """Give it its name."""
        self.path.replace(self.target)
        sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)


class Backup:
    """A backup that is there. Raises Refusal when the file is none, cut off or changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as found:
                if found.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
                    raise Refusal(_damaged(path))
                self.manifest = parse(found.read(_MANIFEST).decode("utf-8"))
        except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError, EOFError) as error:
            raise Refusal(_damaged(path)) from error

    @contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """The dump, to be read from its beginning."""
        with zipfile.ZipFile(self.path) as found, found.open(_DUMP) as member:
            yield member

    def check(self) -> None:
        """Read the whole dump and compare it with what the manifest says. Raises Refusal."""
        digest, length = sha256(), 0
        try:
            with self.dump() as member:
                while block := member.read(_BLOCK):
                    digest.update(block)
                    length += len(block)
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise Refusal(_damaged(self.path)) from error
        if (length, digest.hexdigest()) != (self.manifest.dump_bytes, self.manifest.dump_sha256):
            raise Refusal(_damaged(self.path))


def _damaged(path: Path) -> str:
    return _("%(path)s 不是完整的银龄备份：文件不对、被截断，或者内容被改动过。") % {"path": path}
