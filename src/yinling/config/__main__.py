"""`python -m yinling.config`: what `./yinling COMMAND` becomes once Python is there."""

import argparse
import errno
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from yinling.config.launcher import messages
from yinling.config.launcher.places import installation
from yinling.config.launcher.progress import complain, say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _


class _Parser(argparse.ArgumentParser):
    """Options whose refusal is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise Refusal instead of printing a usage in another language."""
        raise Refusal(_("用法不对（%(message)s）：见 ./yinling help。") % {"message": message}, 2)


def _port(text: str) -> int:
    """A port number that a process can listen on."""
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def _up(arguments: Sequence[str]) -> int:
    from yinling.config.launcher.up import up

    parser = _Parser(prog="yinling up", add_help=False)
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--background", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--yes", action="store_true")
    return up(parser.parse_args(arguments))


def _status(arguments: Sequence[str]) -> int:
    from yinling.config.launcher.looking import status

    parser = _Parser(prog="yinling status", add_help=False)
    parser.add_argument("--json", action="store_true")
    return status(as_json=parser.parse_args(arguments).json)


def _down(arguments: Sequence[str]) -> int:
    from yinling.config.launcher.looking import down

    _Parser(prog="yinling down", add_help=False).parse_args(arguments)
    return down()


def _doctor(arguments: Sequence[str]) -> int:
    from yinling.config.launcher.doctor import doctor

    parser = _Parser(prog="yinling doctor", add_help=False)
    parser.add_argument("--port", type=_port, default=8000)
    return doctor(parser.parse_args(arguments).port)


def _developers(name: str) -> Callable[[Sequence[str]], int]:
    """One of the commands of launcher.checks."""

    def run(arguments: Sequence[str]) -> int:
        from yinling.config.launcher import checks

        if name == "lint":
            _Parser(prog="yinling lint", add_help=False).parse_args(arguments)
            return checks.lint()
        found: dict[str, Callable[[Sequence[str]], int]] = {
            "test": checks.test,
            "lock": checks.lock,
            "bench": checks.bench,
            "manage": checks.manage,
        }
        return found[name](arguments)

    return run


def _process(name: str) -> Callable[[Sequence[str]], int]:
    """One process of a production installation in the foreground, its settings from the environment."""

    def run(arguments: Sequence[str]) -> int:
        importlib.import_module(f"yinling.config.{name}").main(list(arguments))
        return 0

    return run


def _verify(arguments: Sequence[str]) -> int:
    from yinling.config.verify import main as verify

    return verify(list(arguments))


def _account(arguments: Sequence[str]) -> int:
    from yinling.config.account import main as account

    return account(list(arguments))


def _load(arguments: Sequence[str]) -> int:
    from yinling.config.load import main as load

    return load(list(arguments))


def _import(arguments: Sequence[str]) -> int:
    from yinling.config.importing.command import main as importing

    return importing(list(arguments))


def _report(arguments: Sequence[str]) -> int:
    from yinling.config.report import main as report

    return report(list(arguments))


def _backup(arguments: Sequence[str]) -> int:
    from yinling.config.keeping.backup import main as backup

    return backup(list(arguments))


def _restore(arguments: Sequence[str]) -> int:
    from yinling.config.keeping.restore import main as restore

    return restore(list(arguments))


def _keys(arguments: Sequence[str]) -> int:
    from yinling.config.keeping.rotation import main as rotation

    return rotation(list(arguments))


def _log(arguments: Sequence[str]) -> int:
    from yinling.config.log_lines import main as log_lines

    return log_lines(list(arguments))


def _help(_arguments: Sequence[str]) -> int:
    say(_usage())
    return 0


def _usage() -> str:
    return _(
        """用法：./yinling 命令

  up [--port N] [--background] [--fresh [--yes]]   安装、启动全部进程，打印网址和演示账号
  down                                             停止全部进程
  status [--json]                                  各进程是否在运行，数据库、日志、任务、备份的状态
  doctor [--port N]                                逐项检查，并说明怎么办
  verify receipt 文件 --policy 文件                离线核验服务凭证
  load [单位文件.csv]                              生产数据库：载入地区、规则和单位
  import 文件 | decide | list | withdraw           导入名册、判定、撤回，详见 import help
  report published --area 区划代码 [--on 日期] [--json]   公布数字
  backup [文件]                                    备份数据库，试恢复并核对后才算完成
  restore 文件 [--replace [--yes]]                 从备份恢复；需要做备份时的密钥
  keys list | rotate | drop 编号 | new             数据密钥：各加密了多少，更换，去掉
  log 编号 [日志文件 ……]                           按错误编号查日志
  account add | grant | end-grant | lock | unlock | list   账户和授权，详见 account help

  test [--quick] [pytest 的参数]                   全部检查和测试
  lint    lock    bench 名称    manage ……          开发用
  web     background                               生产环境里单独运行一个进程

环境变量 YINLING_VAR 指定数据目录（默认 var/），YINLING_LANG=en 显示英文。"""
    )


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": _up,
    "down": _down,
    "status": _status,
    "doctor": _doctor,
    "verify": _verify,
    "account": _account,
    "load": _load,
    "import": _import,
    "report": _report,
    "backup": _backup,
    "restore": _restore,
    "keys": _keys,
    "log": _log,
    "help": _help,
    **{name: _developers(name) for name in ("test", "lint", "lock", "bench", "manage")},
    **{name: _process(name) for name in ("web", "background")},
}


def main(argv: Sequence[str]) -> int:
    """Run one command; every refusal becomes one sentence and an exit status, never a traceback."""
    name = argv[0] if argv else "help"
    command = COMMANDS.get({"-h": "help", "--help": "help"}.get(name, name))
    try:
        if command is None:
            raise Refusal(_("没有 %(name)s 这个命令：见 ./yinling help。") % {"name": name}, 2)
        messages.compile_all()
        return command(argv[1:])
    except Refusal as refusal:
        complain(refusal.sentence)
        return refusal.code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        complain(_system_sentence(error))
        return 1
    except Exception as error:  # noqa: BLE001 - the last net: the details go to a file, a sentence to the person
        complain(_unexpected(error))
        return 1


def _system_sentence(error: OSError) -> str:
    """What the system refused, and what to do about it."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("磁盘已满：请腾出空间后再运行。")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("没有权限使用 %(path)s：请用建立它的账户运行，或用 YINLING_VAR 指定别的目录。") % {
            "path": error.filename
        }
    return _("系统拒绝了操作（%(reason)s，%(path)s）：请用 ./yinling doctor 检查。") % {
        "reason": error.strerror,
        "path": error.filename,
    }


def _unexpected(error: Exception) -> str:
    """Keep type and places in the log under a number, and say which; the message stays out, it may quote a row."""
    from yinling.config.logs import failure_line
    from yinling.web.tracing import fresh_number, spoken

    log, number = installation().log("launcher"), fresh_number()
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write(failure_line(error, number=number, event="command") + "\n")
    except OSError:
        return _("出现意外错误：%(error)s。") % {"error": type(error).__name__}
    said = {"path": log, "number": spoken(number)}
    return _("出现意外错误：编号 %(number)s，详情见 %(path)s。") % said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
