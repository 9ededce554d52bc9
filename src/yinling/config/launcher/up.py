"""`./yinling up`: from whatever is there to a running installation, and on until somebody ends it."""

import argparse
import json
import os
import shutil
import signal
import socket
import sys
import time
from types import FrameType

from yinling.config.launcher import front, running
from yinling.config.launcher.crew import environment
from yinling.config.launcher.detach import Detached
from yinling.config.launcher.fresh import remove_everything
from yinling.config.launcher.health import healthy
from yinling.config.launcher.places import Installation, installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.processes import end_all, run_as
from yinling.config.launcher.progress import say, step
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.supervisor import Supervisor
from yinling.config.launcher.tables import table
from yinling.config.launcher.trust import write_policy
from yinling.config.launcher.words import _

_ROOM_FIRST, _ROOM_LATER = 500, 100  # MB: a new cluster takes 60 and its log of changes grows in steps of 16
_HEALTHY_SECONDS = 120


def up(options: argparse.Namespace) -> int:
    """Start everything and stay until Ctrl-C or `down`; with --background return as soon as all is ready."""
    if "DATABASE_URL" in os.environ:
        raise Refusal(_("up 只用自带的 PostgreSQL：请去掉 DATABASE_URL；生产环境的做法见 docs/operations.md。"))
    where = installation()
    where.make()
    detached = Detached(where) if options.background else None
    if detached is not None and (code := detached.depart()) is not None:
        return code
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    with running.alone(where):
        _clear_the_way(where, options)
        return _run(where, options.port, detached)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM and SIGHUP while starting end like Ctrl-C."""
    raise KeyboardInterrupt


def _clear_the_way(where: Installation, options: argparse.Namespace) -> None:
    """End what a killed supervisor left, remove everything when asked, and look whether there is room."""
    end_all(running.leftovers(where), seconds=10)
    if options.fresh:
        remove_everything(where, asked=options.yes)
    cluster = Cluster(where.var)
    needed = _ROOM_LATER if cluster.data.exists() else _ROOM_FIRST
    if shutil.disk_usage(cluster.seat.folder).free < needed * 2**20:
        raise Refusal(
            _("磁盘空间不足：%(path)s 所在的磁盘至少需要 %(size)d MB 空闲。")
            % {"path": cluster.seat.folder, "size": needed}
        )


def _run(where: Installation, port: int, detached: Detached | None) -> int:
    """Start, tell, watch; whatever happens, end what was started."""
    supervisor = Supervisor(where, Cluster(where.var), _listen(port))
    try:
        accounts = _start(supervisor)
        _tell(supervisor, accounts, detached=detached is not None)
        if detached is not None:
            detached.arrived()
        supervisor.watch()
    except KeyboardInterrupt:
        return 0 if supervisor.ready else 130
    finally:
        say("· " + _("正在停止") + " ……")
        supervisor.close()
        say(_("已停止，数据都保留着。"))
    return 0


def _start(supervisor: Supervisor) -> list[list[str]]:
    """Everything in order; gives the demo accounts."""
    front.ensure()
    where, cluster = supervisor.where, supervisor.cluster
    with step(_("正在启动 PostgreSQL")):
        cluster.make()
        supervisor.start_database()
        cluster.provision()
    write_policy(where, cluster.secrets)
    with step(_("正在准备数据库和基础数据")):
        accounts = _prepare(where, cluster, supervisor.port)
    with step(_("正在启动各进程")):
        supervisor.start_services()
        _wait_for_health(supervisor)
    return accounts


def _listen(port: int) -> socket.socket:
    """The socket that web serves, on this machine alone. Raises Refusal when the port cannot be had."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=512)
    except PermissionError as error:
        raise Refusal(_("端口 %(port)d 不允许普通用户使用：请用 --port 换一个。") % {"port": port}) from error
    except OSError as error:
        raise Refusal(_("端口 %(port)d 已被占用：请停掉占用它的程序，或用 --port 换一个。") % {"port": port}) from error


def _prepare(where: Installation, cluster: Cluster, port: int) -> list[list[str]]:
    """Migrate, collect, seed, in a process of its own. Raises Refusal when that fails."""
    command = [sys.executable, "-m", "yinling.config.launcher.prepare"]
    settings = environment(where, cluster, "owner", port=port)
    status, said = run_as(command, account=None, environment=settings)
    *log, last = said.rstrip("\n").split("\n")
    where.log("prepare").write_text("\n".join(log if status == 0 else [*log, last]) + "\n", encoding="utf-8")
    if status == 0:
        return _accounts(json.loads(last))
    if "No space left" in said or "DiskFull" in said:
        raise Refusal(_("磁盘已满：请腾出空间后再运行。"))
    raise Refusal(_("数据库没有准备好：原因见 %(path)s。") % {"path": where.log("prepare")})


def _accounts(answer: list[list[str]] | dict[str, str]) -> list[list[str]]:
    """The demo accounts; raises Refusal when the answer is one."""
    if isinstance(answer, dict):
        raise Refusal(answer["refused"])
    return answer


def _wait_for_health(supervisor: Supervisor) -> None:
    """Until web answers that it is well, looking after the posts meanwhile. Raises Refusal after two minutes."""
    end = time.monotonic() + _HEALTHY_SECONDS
    while not healthy(supervisor.port):
        supervisor.tend()
        if time.monotonic() > end:
            raise Refusal(_("网页进程没有就绪：原因见 %(path)s。") % {"path": supervisor.where.log("web")})
        time.sleep(0.05)
    supervisor.ready = True
    supervisor.note()


def _tell(supervisor: Supervisor, accounts: list[list[str]], *, detached: bool) -> None:
    """The address and the demo accounts."""
    say("")
    say(_("银龄已就绪：%(address)s") % {"address": f"http://127.0.0.1:{supervisor.port}"})
    if accounts:
        say("")
        say(_("演示账号（只用于试用，正式使用时不会建立）："))
        say(table([_("账号"), _("密码"), _("动态口令密钥"), _("姓名"), _("用途")], accounts))
    say("")
    say(_("在后台运行；停止用 ./yinling down。") if detached else _("按 Ctrl-C 停止。"))
