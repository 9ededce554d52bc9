"""`status` and `down`: what runs, and the end of it."""

import os
import time
from datetime import datetime

from yinling.config.keeping import standing
from yinling.config.launcher import running
from yinling.config.launcher.crew import SERVICES
from yinling.config.launcher.health import healthy
from yinling.config.launcher.places import Installation, installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.processes import end_all, wait_until
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.running import SUPERVISOR, Member
from yinling.config.launcher.tables import table
from yinling.config.launcher.words import _

#: Every process of an installation, in the order they start.
NAMES = (SUPERVISOR, "postgres", *(service.name for service in SERVICES))
_ENDING_SECONDS = 40


def status(*, as_json: bool = False) -> int:
    """Say of each process whether it runs and since when, and how the database stands.

    0 only when all run and web answers; where DATABASE_URL names a database, when that answers.
    """
    where, named = installation(), os.environ.get("DATABASE_URL")
    if named is not None or as_json:
        return _numbers(where, named, as_json=as_json)
    well = _processes(where)
    if well:
        say("\n".join(standing.as_lines(standing.numbers_of(_own_url(where), where))))
    return 0 if well else 1


def _numbers(where: Installation, named: str | None, *, as_json: bool) -> int:
    """The numbers alone, for a monitor or where the service manager knows the processes."""
    numbers = standing.numbers_of(named or _own_url(where), where)
    say(standing.as_json(numbers) if as_json else "\n".join(standing.as_lines(numbers)))
    return 0 if numbers["database_answers"] else 1


def _own_url(where: Installation) -> str | None:
    """The owner's address of a running installation."""
    return Cluster(where.var).url("yl_owner") if running.held(where) and where.secrets.exists() else None


def _processes(where: Installation) -> bool:
    """Say of each process whether it runs; whether all do and web answers."""
    state, lives = running.read(where), running.held(where)
    rows = [_row(name, state.members.get(name), lives=lives) for name in NAMES]
    say(table([_("进程"), _("状态"), "PID", _("开始时间")], [row for row, _well in rows]))
    well = lives and all(well for _row, well in rows)
    answers = lives and healthy(state.port)
    if answers:
        say(_("网址：%(address)s") % {"address": state.address})
    else:
        say(_("网页没有应答。") if lives else _("没有在运行：用 ./yinling up 启动。"))
    return well and answers


def _row(name: str, member: Member | None, *, lives: bool) -> tuple[list[str], bool]:
    """One line of the table, and whether all is well with it."""
    if member is None or not member.process.alive:
        return [name, _("没有运行"), "", ""], False
    word = _("运行中") if lives else _("遗留的进程")
    return [name, word, str(member.process.pid), _local(member.since)], lives


def _local(moment: datetime) -> str:
    """A moment in the machine's own time zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def down() -> int:
    """End everything and wait until it has ended. Raises Refusal when something stays."""
    where = installation()
    if not where.var.is_dir():
        say(_("没有在运行。"))
        return 0
    start, lived = time.monotonic(), running.held(where)
    supervisor = running.read(where).members.get(SUPERVISOR)
    if lived and supervisor is not None:
        end_all([supervisor.process], seconds=_ENDING_SECONDS)
    wait_until(lambda: not running.held(where), 5)
    rest = running.leftovers(where)
    end_all(rest, seconds=10)
    if (where.var / "postgres").exists() or (where.var / "postgres.path").exists():
        Cluster(where.var).stop()
    if running.held(where):
        raise Refusal(_("没能停止：请稍后再运行 ./yinling down。"))
    running.forget(where)
    took = time.monotonic() - start
    say(_("已停止（%(seconds).1f 秒）。") % {"seconds": took} if lived or rest else _("没有在运行。"))
    return 0
