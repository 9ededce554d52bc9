"""What may be typed after `yinling import`, and how it reaches the installation's database."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import NoReturn

from yinling.config.launcher import words
from yinling.config.launcher.checks import owned_settings
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _
from yinling.config.startup import settle


class _Parser(argparse.ArgumentParser):
    """Options whose refusal is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise Refusal instead of printing a usage in another language."""
        raise Refusal(_("用法不对（%(message)s）：见 ./yinling import help。") % {"message": message}, 2)


def usage() -> str:
    """What can be typed after `./yinling import`."""
    return _(
        """用法：./yinling import 文件 [选项]     导入名册（.xlsx、.xls、.csv）
      ./yinling import 命令 ……

  文件 [--unit 单位名称或编号] [--on 截至日期] [--map 表头=项目 ……] [--ask]
       [--rows 行结果.csv] [--fields 字段结果.csv]
                                    --unit 管理这份名册的单位，不写时按填报单位判断；
                                    --on 名册截至哪一天，例如 2017-12-31；
                                    --map 说明表头是什么，例如 身份=id_number 或 身份=身份证号，此后一直记住；
                                    --ask 有不确定的表头时先不导入，留到网页上核对；
                                    --rows 每一行的结果（sheet,row,status,person）；
                                    --fields 每个字段的结果（sheet,row,field,value）
  decide 判定.csv [--roster 名册编号] [--rows 行结果.csv] [--fields 字段结果.csv]
                                    判定待判定的行；列为 sheet,row,verdict,person，
                                    verdict 写 same 或 different，person 写人员编号或“工作表!行号”，
                                    只有一个可能的人时可以留空
  list                              全部名册
  withdraw 名册编号 [--yes]         撤回三十天内导入的名册"""
    )


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done. Raises Refusal with status 1 when it was not done, 2 for wrong usage."""
    if not argv or argv[0] in {"help", "-h", "--help"}:
        say(usage())
        return 0 if argv else 2
    command, options = _options(argv)
    os.environ.update(owned_settings())
    from django.db import DatabaseError, OperationalError
    from django.utils.translation import override

    try:
        settle("owner")
        with override(words.language()):
            return _run(command, options)
    except OperationalError:
        raise Refusal(_("连不上数据库：请检查 DATABASE_URL，或先运行 ./yinling up。")) from None
    except DatabaseError as error:
        said = {"reason": str(error).partition("\n")[0]}
        raise Refusal(_("数据库拒绝了操作（%(reason)s）：请先完成 migrate，再试一次。") % said) from None


def _options(argv: Sequence[str]) -> tuple[str, argparse.Namespace]:
    """The command (`take` for a file) and its options."""
    command = argv[0] if argv[0] in {"decide", "list", "withdraw"} else "take"
    parser = _Parser(prog="yinling import", add_help=False, allow_abbrev=False)
    if command in {"take", "decide"}:
        parser.add_argument("file")
        parser.add_argument("--rows", default="")
        parser.add_argument("--fields", default="")
    if command == "take":
        parser.add_argument("--unit", default="")
        parser.add_argument("--on", default="")
        parser.add_argument("--map", nargs="+", action="extend", default=[])
        parser.add_argument("--ask", action="store_true")
    if command == "decide":
        parser.add_argument("--roster", default="")
    if command == "withdraw":
        parser.add_argument("roster")
        parser.add_argument("--yes", action="store_true")
    return command, parser.parse_args(list(argv if command == "take" else argv[1:]))


def _run(command: str, options: argparse.Namespace) -> int:
    from yinling.config.importing import rosters
    from yinling.config.importing.results import targets
    from yinling.config.importing.taking import take

    if command == "list":
        return rosters.overview()
    if command == "withdraw":
        return rosters.withdraw(options.roster, agreed=options.yes)
    out = targets(rows=options.rows, fields=options.fields)
    if command == "decide":
        return rosters.decide(options.file, roster=options.roster, out=out)
    return take(options.file, unit=options.unit, on=options.on, meanings=options.map, ask=options.ask, out=out)
