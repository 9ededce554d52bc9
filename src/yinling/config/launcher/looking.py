"""`status` and `down`: what runs, and the end of it."""

import time
from datetime import datetime

from yinling.config.launcher import running
from yinling.config.launcher.crew import SERVICES
from yinling.config.launcher.health import healthy
from yinling.config.launcher.places import installation
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


def status() -> int:
    """Say of each process whether it runs and since when; 0 only when all run and web answers."""
    where = installation()
    state, lives = running.read(where), running.held(where)
    rows = [_row(name, state.members.get(name), lives=lives) for name in NAMES]
    say(table([_("进程"), _("状态"), "PID", _("开始时间")], [row for row, _well in rows]))
    well = lives and all(well for _row, well in rows)
    answers = lives and healthy(state.port)
    if answers:
        say(_("网址：%(address)s") % {"address": state.address})
    else:
        say(_("网页没有应答。") if lives else _("没有在运行：用 ./yinling up 启动。"))
    return 0 if well and answers else 1


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
