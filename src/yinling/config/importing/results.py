"""What became of every row and field, as files beside the roster."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, NamedTuple
from uuid import UUID

from django.db import transaction

from yinling.base.rows.viewing import state
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.kernel.viewer import Viewer
from yinling.people.intake.queries import FieldResult, RowResult, field_results, row_results


class Targets(NamedTuple):
    """Where the results go; None where nobody asked for them."""

    rows: Path | None
    fields: Path | None


def targets(*, rows: str, fields: str) -> Targets:
    """The files that were asked for. Raises Refusal, before anything is done, when one could not be written."""
    return Targets(_target(rows), _target(fields))


def write_results(roster: UUID, out: Targets, *, by: Viewer) -> None:
    """Write the files that were asked for, each whole or not at all."""
    with transaction.atomic():
        state(by)
        if out.rows:
            _write(out.rows, RowResult._fields, row_results(roster))
        if out.fields:
            _write(out.fields, FieldResult._fields, field_results(roster))


def _target(text: str) -> Path | None:
    if not text:
        return None
    path = Path(text).absolute()
    if path.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise Refusal(_("不能写入 %(path)s：请换一个文件名或文件夹。") % {"path": path}, 2)
    return path


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file in UTF-8, lines ended by LF. A file is replaced when it is whole; a pipe is written to."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as pipe:
            _lines(pipe, head, rows)
        return
    # Readable by its owner alone, as mkstemp makes it: the values are personal.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            _lines(file, head, rows)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _lines(file: IO[str], head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
