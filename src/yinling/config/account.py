"""`yinling account`: accounts and grants on the command line, with the rights of `./yinling manage`.

A production start refuses demo accounts, so the first account comes from whoever holds the owner's database login
(or that of background work). What the commands do is in accounts_desk, which needs Django.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date
from typing import NoReturn
from uuid import UUID

from yinling.config.launcher import words
from yinling.config.launcher.checks import owned_settings
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.config.startup import settle
from yinling.kernel.viewer import Purpose, Role

# The keys of persons and proxies are made at the desk, with a PIN.
_ROLES = [role.value for role in Role if role not in {Role.SYSTEM, Role.PERSON, Role.PROXY}]
_PURPOSES = [purpose.value for purpose in Purpose]


class _Parser(argparse.ArgumentParser):
    """Options whose refusal is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise Refusal instead of printing a usage in another language."""
        raise Refusal(_("用法不对（%(message)s）：见 ./yinling account help。") % {"message": message}, 2)


def usage() -> str:
    """What can be typed after `./yinling account`."""
    return _(
        """用法：./yinling account 命令

  add 账号 --name 姓名                    建立账户，打印一次性密码
  grant 账号 --role 角色 --area 区划代码  授权；可加 --unit 单位编号 ……、--purpose 用途 ……、
                                          --from 日期（默认今天）、--until 日期（从这一天起不再有效）
  end-grant 授权编号                      终止授权
  lock 账号 [--reason 原因]               停用账户，结束它的全部会话
  unlock 账号                             恢复账户，解除因输错密码造成的锁定
  recover 账号                            批准安全管理员申请的账户恢复，打印后半段一次性密码
  list                                    全部账户和现有授权

角色：officer 经办人员，worker 服务人员，system_admin 系统管理员，security_admin 安全管理员，audit_admin 审计管理员
用途：general 一般（默认），health 健康，money 钱款，political 政治待遇
日期写作 2026-11-22。"""
    )


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done. Raises Refusal with status 1 when it was not done, 2 for wrong usage."""
    if not argv or argv[0] in {"help", "-h", "--help"}:
        say(usage())
        return 0 if argv else 2
    options = _options(argv)
    os.environ.update(owned_settings())
    from django.db import DatabaseError, OperationalError
    from django.utils.translation import override

    try:
        settle("owner")
        with override(words.language()):
            _run(options)
    except OperationalError:
        raise Refusal(_("连不上数据库：请检查 DATABASE_URL，或先运行 ./yinling up。")) from None
    except DatabaseError as error:
        said = {"reason": str(error).partition("\n")[0]}
        raise Refusal(
            _("数据库拒绝了操作（%(reason)s）：请先完成 migrate，并使用 yl_owner 或 yl_work 登录。") % said
        ) from None
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="yinling account", add_help=False, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    made = {
        name: commands.add_parser(name, add_help=False, allow_abbrev=False)
        for name in ("add", "grant", "end-grant", "lock", "unlock", "recover", "list")
    }
    for name in ("add", "grant", "lock", "unlock", "recover"):
        made[name].add_argument("username")
    made["add"].add_argument("--name", required=True)
    made["lock"].add_argument("--reason", default="")
    made["end-grant"].add_argument("grant")
    _scope(made["grant"])
    return parser.parse_args(list(argv))


def _scope(parser: argparse.ArgumentParser) -> None:
    """The options of a grant: role x scope x purposes x period."""
    parser.add_argument("--role", required=True, choices=_ROLES)
    parser.add_argument("--area", default="")
    parser.add_argument("--unit", nargs="+", action="extend", default=[])
    parser.add_argument("--purpose", nargs="+", action="extend", default=[], choices=_PURPOSES)
    parser.add_argument("--from", dest="start", default="")
    parser.add_argument("--until", dest="end", default="")


def _run(options: argparse.Namespace) -> None:
    """Do it and say what was done."""
    from yinling.config import accounts_desk as desk

    match options.command:
        case "add":
            said = desk.add(username=options.username, name=options.name)
        case "grant":
            said = desk.grant(
                username=options.username, role=Role(options.role), area=options.area,
                units=[_id(text) for text in options.unit],
                purposes=frozenset(Purpose(text) for text in options.purpose or [Purpose.GENERAL]),
                start=_day(options.start), end=_day(options.end),
            )  # fmt: skip
        case "end-grant":
            said = desk.end(grant=_id(options.grant))
        case "lock":
            said = desk.lock(username=options.username, reason=options.reason)
        case "unlock":
            said = desk.unlock(username=options.username)
        case "recover":
            said = desk.recover(username=options.username)
        case _:
            said = desk.overview()
    say(said)


def _day(text: str) -> date | None:
    """A day as ISO 8601 writes it; None when nothing is said."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(_("看不懂日期“%(text)s”：请写作 2026-11-22。") % {"text": text}, 2) from None


def _id(text: str) -> UUID:
    """A public id."""
    try:
        return UUID(text)
    except ValueError:
        raise Refusal(_("“%(text)s”不是完整的编号：请整段复制。") % {"text": text}, 2) from None
