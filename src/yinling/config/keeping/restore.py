"""`./yinling restore FILE`: a backup becomes the database, all of it or nothing.

It is read into a database of its own, compared, brought to this version; then two names change in one transaction.
Killed at any moment, the installation has the old database or the new one, whole.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from psycopg import sql

from yinling.config.keeping.archive import Backup
from yinling.config.keeping.backup import restored_figures
from yinling.config.keeping.database import alone
from yinling.config.keeping.figures import tables_of
from yinling.config.keeping.manifest import Manifest, missing_keys
from yinling.config.keeping.programs import connected, load
from yinling.config.launcher import keys, provisioning, running, seat
from yinling.config.launcher.crew import environment
from yinling.config.launcher.places import PROJECT, Installation, installation
from yinling.config.launcher.postgres import DATABASE, Cluster
from yinling.config.launcher.processes import run_as
from yinling.config.launcher.progress import say, step
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.config.startup import unstated

_NEW, _OLD = f"{DATABASE}_restoring", f"{DATABASE}_replaced"
_AGREED = {"是", "yes"}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say the usage in the reader's language."""
        raise Refusal(
            _("用法：./yinling restore 备份文件 [--replace [--yes]]（%(message)s）。") % {"message": message}, 2
        )


def main(argv: Sequence[str]) -> int:
    """Restore a backup; 0 when the database is what was backed up. Raises Refusal, and nothing has changed then."""
    parser = _Parser(prog="yinling restore", add_help=False, allow_abbrev=False)
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--yes", action="store_true")
    options = parser.parse_args(list(argv))
    backup = Backup(options.file.absolute())
    if "DATABASE_URL" in os.environ:
        _into_named(backup, os.environ, replace=options.replace)
    else:
        _into_own(backup, installation(), options)
    say(_("恢复完成：%(moment)s 的数据。") % {"moment": backup.manifest.taken_at})
    return 0


def _fitting(backup: Backup, settings: Mapping[str, str], belongs: str) -> None:
    """Refuse a backup whose keys are not here, or that is not what this installation wrote."""
    stated = {"DATABASE_URL": "named by the caller or our own", **settings}
    if missing := unstated("background", stated) or missing_keys(backup.manifest, settings):
        said = {"names": ", ".join(missing), "place": belongs}
        raise Refusal(_("这个备份需要做备份时的密钥，这里没有：%(names)s。请先把它们放到 %(place)s。") % said)
    if not backup.manifest.holds(bytes.fromhex(settings["YINLING_INDEX_KEY"])):
        raise Refusal(_("备份的清单被改动过：不能恢复。"))
    with step(_("正在检查备份文件")):
        backup.check()


# --- an installation of `up`


def _into_own(backup: Backup, where: Installation, options: argparse.Namespace) -> None:
    if running.held(where):
        raise Refusal(_("银龄正在运行：请先运行 ./yinling down，再恢复。"))
    if not where.secrets.exists():
        raise Refusal(
            _("缺少密钥：请先把做备份时的 secrets.env 放到 %(path)s（权限 600），再恢复。") % {"path": where.secrets}
        )
    _fitting(backup, keys.read(where.secrets), str(where.secrets))
    size = backup.manifest.figures.journal.size
    with alone(where) as cluster:
        _agree(cluster, options)
        _make(cluster)
        settings = environment(where, cluster, "owner", port=0) | {"DATABASE_URL": cluster.url("yl_owner", _NEW)}
        _fill(backup, cluster.seat.programs, settings, whole=False)
        known = _bring_up(backup.manifest, settings)
        aside = _set_checkpoints_aside(where, known=known, size=size)
        _exchange(cluster)
    if aside is not None:
        told = {"path": aside, "size": size}
        say(_("备份之后的登记已经丢失：日志退回到 %(size)d 条，以前的检查点另存在 %(path)s。") % told)


def _agree(cluster: Cluster, options: argparse.Namespace) -> None:
    """Let nobody replace a database with something in it without saying so."""
    with cluster.connect(DATABASE) as connection:
        if not tables_of(connection):
            return
    if not options.replace:
        raise Refusal(_("这里已经有数据：确实要用备份替换它，请加上 --replace。"))
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise Refusal(_("--replace 会替换全部数据：请在终端里运行并确认，或加上 --yes。"))
    say(_("这会用备份替换现在的全部数据，不能恢复。"))
    if input(_("确定吗？输入“是”或 yes 继续：")).strip().lower() not in _AGREED:
        raise Refusal(_("没有改动任何东西。"))


def _make(cluster: Cluster) -> None:
    """An empty database to restore into; what a killed restore left is dropped."""
    with cluster.connect() as connection:
        for name in (_NEW, _OLD):
            connection.execute(_DROP.format(sql.Identifier(name)))
        provisioning.make_database(connection, _NEW)
    with cluster.connect(_NEW) as connection:
        provisioning.close_database(connection)


_DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
_RENAME = sql.SQL("ALTER DATABASE {} RENAME TO {}")


def _exchange(cluster: Cluster) -> None:
    """Give the restored database its name and drop the old one."""
    with cluster.connect() as connection:
        with connection.transaction():
            connection.execute(_RENAME.format(sql.Identifier(DATABASE), sql.Identifier(_OLD)))
            connection.execute(_RENAME.format(sql.Identifier(_NEW), sql.Identifier(DATABASE)))
        connection.execute(_DROP.format(sql.Identifier(_OLD)))


# --- a database that DATABASE_URL names


def _into_named(backup: Backup, settings: Mapping[str, str], *, replace: bool) -> None:
    """Restore into an empty database as its owner, in one transaction: only a superuser may rename databases."""
    if replace:
        raise Refusal(_("--replace 只用于自带的数据库：请让数据库管理员建一个空的数据库，再恢复到那里。"), 2)
    _fitting(backup, settings, _("环境变量"))
    url = settings["DATABASE_URL"]
    with connected(url) as connection:
        if tables_of(connection):
            raise Refusal(_("DATABASE_URL 指定的数据库不是空的：请让数据库管理员建一个空的数据库，再恢复到那里。"))
    where = installation()
    where.make()
    _fill(backup, seat.find(where.var).programs, settings, whole=True)
    known = _bring_up(backup.manifest, settings)
    aside = _set_checkpoints_aside(where, known=known, size=backup.manifest.figures.journal.size)
    if aside is not None:
        say(_("以前的检查点另存在 %(path)s。") % {"path": aside})


# --- both


def _fill(backup: Backup, programs: Path, settings: Mapping[str, str], *, whole: bool) -> None:
    """Read the dump into the database and compare. Raises Refusal."""
    url = settings["DATABASE_URL"]
    with step(_("正在恢复数据")), backup.dump() as dump, backup.dump() as contents:
        if reason := load(programs, url, dump, contents, whole=whole):
            raise Refusal(_("数据没有恢复，原来的数据没有改动（%(reason)s）。") % {"reason": reason.strip()[-200:]})
    with step(_("正在核对")), connected(url) as connection:
        if differs := backup.manifest.figures.difference(restored_figures(connection)):
            raise Refusal(_("恢复的内容与备份的清单不同（%(what)s）：不要使用这个数据库。") % {"what": differs})
        connection.execute("ANALYZE")


def _bring_up(manifest: Manifest, settings: Mapping[str, str]) -> int:
    """Migrate to this version, build the wall with this installation's seal key, and say in the journal what happened.

    Gives the largest size of the journal that this machine had seen signed.
    """
    journal = manifest.figures.journal
    said = {"taken_at": manifest.taken_at, "size": journal.size, "root": journal.root}
    command = [sys.executable, "-m", "yinling.config.keeping.revive", json.dumps(said)]
    paths = {"PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "yinling.config.settings"}
    with step(_("正在升级到当前版本")):
        status, told = run_as(command, account=None, environment={**settings, **paths, "YINLING_PROCESS": "owner"})
    if status:
        raise Refusal(_("恢复的数据升级不到当前版本（%(reason)s）。") % {"reason": told.strip().split("\n")[-1][:200]})
    return int(json.loads(told.strip().split("\n")[-1])["known"])


def _set_checkpoints_aside(where: Installation, *, known: int, size: int) -> Path | None:
    """Put away the file of checkpoints when they go beyond the restored journal, which could not go on after them.

    They stay as a proof of what was lost; the sealer writes those of the restored journal anew.
    """
    if known <= size:
        return None
    aside = where.var / f"checkpoints.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"
    (where.var / "checkpoints.log").replace(aside)
    return aside
