"""`./yinling backup [FILE]`: the database at one moment in a file that counts once it was restored and compared."""

from __future__ import annotations

import json
import os
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from yinling.config.keeping.archive import DRAFT, Backup, Draft
from yinling.config.keeping.database import Kept, answering, scratch
from yinling.config.keeping.figures import figures_of
from yinling.config.keeping.manifest import Figures, Manifest, marks_of
from yinling.config.keeping.programs import connected, load, start_dump
from yinling.config.keeping.sealed import count_values
from yinling.config.keeping.standing import NOTE
from yinling.config.launcher.keys import write_private
from yinling.config.launcher.places import PROJECT, Installation
from yinling.config.launcher.progress import say, step
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_EVERY = 5.0  # seconds between two words about the progress


def main(argv: Sequence[str]) -> int:
    """Make a backup and try it; 0 only when what was restored from it is what was in the database. Raises Refusal."""
    if len(argv) > 1 or any(word.startswith("-") for word in argv):
        raise Refusal(_("用法：./yinling backup [文件]。"), 2)
    start = time.monotonic()
    with answering() as kept:
        target = Path(argv[0]).absolute() if argv else _default(kept.where)
        if target.exists():
            raise Refusal(_("%(path)s 已经存在：请换一个文件名。") % {"path": target})
        draft = Draft(target)
        try:
            manifest = _write(kept, draft)
            _try_out(kept, draft)
        except BaseException:
            draft.discard()
            raise
        draft.accept()
    _note(kept.where, target, manifest)
    told = {"path": target, "size": target.stat().st_size / 2**20, "seconds": time.monotonic() - start}
    say(_("备份完成，已恢复核对：%(path)s（%(size).1f MB，%(seconds).0f 秒）。") % told)
    say(_("密钥不在备份里：请另外妥善保存 %(path)s。") % {"path": kept.where.secrets})
    return 0


def _default(where: Installation) -> Path:
    """A name by the moment in the folder of backups; drafts that a killed backup left there are removed."""
    folder = where.var / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob(f"*{DRAFT}"):
        left.unlink()
    return folder / f"yinling-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.backup"


def _write(kept: Kept, draft: Draft) -> Manifest:
    """Dump and count one and the same moment, whatever is written meanwhile."""
    keys = marks_of(kept.settings)
    with connected(kept.url) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = datetime.now(UTC)
        found = connection.execute("SELECT pg_export_snapshot(), current_setting('server_version')").fetchone()
        assert found is not None, "a SELECT of functions gives a row"
        with step(_("正在写出数据库")):
            length, digest = _dump(kept, draft, str(found[0]))
        with step(_("正在统计原来的内容")):
            figures = figures_of(connection)
            values = count_values(connection)
    manifest = Manifest(
        taken_at=moment.isoformat(timespec="seconds"), version=_version(), server=str(found[1]), figures=figures,
        keys=replace(keys, data={key: mark for key, mark in keys.data.items() if values.get(key)}), values=values,
        dump_bytes=length, dump_sha256=digest,
    ).sealed(bytes.fromhex(kept.settings["YINLING_INDEX_KEY"]))  # fmt: skip
    draft.write_manifest(manifest)
    return manifest


def _dump(kept: Kept, draft: Draft, snapshot: str) -> tuple[int, str]:
    with tempfile.TemporaryFile() as errors:
        process = start_dump(kept.programs, kept.url, snapshot=snapshot, errors=errors)
        assert process.stdout is not None, "a pipe was asked for"
        try:
            written = draft.write_dump(process.stdout, _told())
        finally:
            process.stdout.close()  # a dump that is not read to its end ends by that
            status = process.wait()
        errors.seek(0)
        if status:
            reason = errors.read().decode("utf-8", "replace").strip().split("\n")[-1][:200]
            raise Refusal(_("数据库没有写出来（%(reason)s）。") % {"reason": reason})
    return written


def _told() -> Callable[[int], None]:
    """Says every few seconds how much is written."""
    last = time.monotonic()

    def tell(length: int) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            say("  " + _("已写出 %(size)d MB") % {"size": length // 2**20})

    return tell


def _try_out(kept: Kept, draft: Draft) -> None:
    """Restore the draft into a scratch cluster and compare. Raises Refusal when anything differs."""
    backup = Backup(draft.path)
    with step(_("正在试恢复到临时数据库")), scratch(kept.where) as cluster:
        url = cluster.url("yl_owner")
        with backup.dump() as dump, backup.dump() as contents:
            reason = load(cluster.seat.programs, url, dump, contents)
        if reason:
            raise Refusal(_("试恢复失败，这个备份没有保留（%(reason)s）。") % {"reason": reason.strip()[-200:]})
        with connected(url) as connection:
            restored = restored_figures(connection)
    if differs := backup.manifest.figures.difference(restored):
        raise Refusal(_("试恢复的内容与原来不同（%(what)s），这个备份没有保留。") % {"what": differs})
    journal = backup.manifest.figures.journal
    rows = sum(count for count, _digest in backup.manifest.figures.tables.values())
    told = {
        "tables": len(backup.manifest.figures.tables),
        "rows": rows,
        "size": journal.size,
        "root": journal.root[:16],
    }
    say("  " + _("核对一致：%(tables)d 张表 %(rows)d 行，日志 %(size)d 条，根 %(root)s……") % told)


def restored_figures(connection: psycopg.Connection) -> Figures:
    """What a restored database holds."""
    with connection.transaction():
        return figures_of(connection)


def _version() -> str:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _note(where: Installation, target: Path, manifest: Manifest) -> None:
    """Remember when the last good backup was taken, for `status`."""
    said = {"taken_at": manifest.taken_at, "file": str(target), "bytes": target.stat().st_size}
    write_private(where.var / NOTE, json.dumps(said) + os.linesep)
