"""`./yinling doctor`: one line for each thing that must hold, and what to do when it does not."""

import hashlib
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import psycopg

from yinling.config.launcher import front, keys, running
from yinling.config.launcher.crew import environment
from yinling.config.launcher.health import healthy
from yinling.config.launcher.looking import NAMES
from yinling.config.launcher.places import PROJECT, Installation, installation
from yinling.config.launcher.postgres import DATABASE, MAJOR, Cluster
from yinling.config.launcher.processes import run_as
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_ROOM = 500  # MB
_LAG_SECONDS = 60  # a sealed journal is seconds behind; a minute means that nobody seals


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do when it is not well."""

    well: bool
    what: str
    remedy: str = ""


def doctor(port: int) -> int:
    """Look at everything and say what was found; 0 when all is well."""
    where = installation()
    findings = [finding for look in LOOKS for finding in look(where, port)]
    for finding in findings:
        verdict = _("正常") if finding.well else _("不行")
        say(f"{verdict}  {finding.what}")
        if not finding.well:
            say(f"      → {finding.remedy}")
    return 0 if all(finding.well for finding in findings) else 1


def _python(_where: Installation, _port: int) -> Iterator[Finding]:
    yield Finding(
        sys.version_info >= (3, 11),
        _("Python %(version)s") % {"version": sys.version.split()[0]},
        _("安装 Python 3.11 或更新的版本，删除 .venv，再运行 ./yinling up。"),
    )
    pinned = b"".join((PROJECT / "requirements" / name).read_bytes() for name in ("uv.txt", "run.txt"))
    stamp = ""
    with suppress(OSError):
        stamp = (PROJECT / ".venv/.yinling-run").read_text(encoding="ascii").strip()
    yield Finding(
        stamp == hashlib.sha256(pinned).hexdigest(),
        _("依赖包与 requirements 一致"),
        _("运行 ./yinling up，它会重新安装。"),
    )


def _front(_where: Installation, _port: int) -> Iterator[Finding]:
    yield Finding(front.ready(), _("页面所需的文件齐全"), _("运行 ./yinling up，它会重新取得。"))


def _fonts(_where: Installation, _port: int) -> Iterator[Finding]:
    try:
        from yinling.web.typesetting import chinese_family
    except ImportError:
        return  # packages are missing, which `_python` has said
    yield Finding(
        chinese_family() is not None,
        _("有中文字体，可以生成联系卡"),
        _("安装中文字体：sudo apt install fonts-noto-cjk。"),
    )


def _disk(where: Installation, _port: int) -> Iterator[Finding]:
    folder = next(path for path in (where.var, *where.var.parents) if path.exists())
    free = shutil.disk_usage(folder).free // 2**20
    yield Finding(
        free >= _ROOM,
        _("磁盘空闲 %(size)d MB") % {"size": free},
        _("腾出至少 %(size)d MB。") % {"size": _ROOM},
    )


def _data(where: Installation, _port: int) -> Iterator[Finding]:
    if not where.secrets.exists():
        yield Finding(False, _("数据目录 %(path)s 里还没有数据") % {"path": where.var}, _("运行 ./yinling up。"))
        return
    try:
        keys.read(where.secrets)
        yield Finding(True, _("密钥文件完整"))
    except Refusal as refusal:
        yield Finding(False, _("密钥文件不完整"), refusal.sentence)
    yield Finding(
        where.secrets.stat().st_mode & 0o077 == 0,
        _("密钥文件只有所有者能读"),
        f"chmod 600 {where.secrets}",
    )
    cluster = Cluster(where.var)
    with suppress(OSError):
        if (cluster.data / "PG_VERSION").read_text(encoding="utf-8").strip() == MAJOR:
            yield Finding(True, _("PostgreSQL 数据目录完整，版本相符"))
            return
    yield Finding(False, _("PostgreSQL 数据目录损坏或版本不符"), _("从备份恢复 %(path)s。") % {"path": cluster.data})


def _processes(where: Installation, port: int) -> Iterator[Finding]:
    if not running.held(where):
        yield Finding(False, _("没有在运行"), _("运行 ./yinling up。"))
        yield Finding(_is_free(port), _("端口 %(port)d 可用") % {"port": port}, _("用 --port 换一个端口。"))
        return
    state = running.read(where)
    for name in NAMES:
        member = state.members.get(name)
        yield Finding(
            member is not None and member.process.alive,
            _("进程 %(name)s 在运行") % {"name": name},
            _("看 %(path)s 的末尾。") % {"path": where.log(name)},
        )
    yield Finding(
        healthy(state.port),
        _("网页有应答：%(address)s") % {"address": state.address},
        _("看 %(path)s 的末尾。") % {"path": where.log("web")},
    )


def _is_free(port: int) -> bool:
    """Whether the port can be listened on."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _database(where: Installation, port: int) -> Iterator[Finding]:
    if not running.held(where) or not where.secrets.exists():
        return
    cluster = Cluster(where.var)
    try:
        with cluster.connect(DATABASE) as connection:
            yield Finding(True, _("数据库可以连接"))
            yield from _journal(connection, where)
    except (psycopg.Error, Refusal):
        yield Finding(False, _("数据库不能连接"), _("看 %(path)s 的末尾。") % {"path": where.log("postgres")})
        return
    command = [sys.executable, "-m", "yinling.config.launcher.prepare", "--check"]
    status, _said = run_as(command, account=None, environment=environment(where, cluster, "owner", port=port))
    yield Finding(status == 0, _("数据库结构是最新的"), _("运行 ./yinling down，再运行 ./yinling up。"))


def _journal(connection: psycopg.Connection, where: Installation) -> Iterator[Finding]:
    """Whether the sealer keeps up: the age of the oldest row that has no leaf yet."""
    found = connection.execute(_OLDEST_UNSEALED).fetchone()
    seconds = int(found[0]) if found and found[0] is not None else 0
    yield Finding(
        seconds < _LAG_SECONDS,
        _("日志封存落后 %(seconds)d 秒") % {"seconds": seconds},
        _("看 %(path)s 的末尾。") % {"path": where.log("background")},
    )


_OLDEST_UNSEALED = """
    SELECT extract(epoch FROM clock_timestamp() - min(entry.at))
    FROM journal_todo AS todo JOIN journal_entry AS entry ON entry.id = todo.entry_id
"""

LOOKS: tuple[Callable[[Installation, int], Iterator[Finding]], ...] = (
    _python,
    _front,
    _fonts,
    _disk,
    _data,
    _processes,
    _database,
)
