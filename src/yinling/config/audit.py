"""`yinling verify journal`: recompute the whole journal and say what was tampered with, and where."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import django

from yinling.config.launcher import running
from yinling.config.launcher.crew import environment
from yinling.config.launcher.places import PROJECT, installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

SOUND, TAMPERED = 0, 1
_SHOWN = 50  # findings printed; the rest is counted


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say the usage in the reader's language."""
        raise Refusal(
            _("用法：./yinling verify journal [--checkpoint 检查点文件]……（%(message)s）") % {"message": message},
            2,
        )


def main(argv: Sequence[str]) -> int:
    """Audit the running installation, or the database that DATABASE_URL names: 0 sound, 1 tampered with.

    Raises Refusal when nothing could be verified.
    """
    if "DATABASE_URL" in os.environ:
        return audit_main(argv)
    where = installation()
    if not running.held(where):
        raise Refusal(_("需要数据库：请先在另一个终端运行 ./yinling up。"), 2)
    settings = environment(where, Cluster(where.var), "background", port=running.read(where).port)
    command = [sys.executable, "-m", "yinling.config.audit", *argv]
    return subprocess.run(command, env=settings, cwd=PROJECT, check=False).returncode  # noqa: S603 - our own module


def audit_main(argv: Sequence[str]) -> int:
    """Audit the database of Django's settings, and print what was found."""
    parser = _Parser(prog="yinling verify journal", add_help=False, allow_abbrev=False)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    brought = [_read(path) for path in parser.parse_args(list(argv)).checkpoint]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinling.config.settings")
    django.setup()
    from yinling.base.journal.audit import audit
    from yinling.base.journal.models import Head

    findings = audit(brought)
    size = Head.objects.values_list("size", flat=True).first() or 0
    print(_("日志共 %(size)d 条已封存的登记。") % {"size": size})
    if not findings:
        print(_("没有发现改动：每一条登记、内容和检查点都一致。"))
        return SOUND
    print(_("发现 %(count)d 处问题：") % {"count": len(findings)})
    for finding in findings[:_SHOWN]:
        print(f"  {finding}")
    return TAMPERED


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            _("读不到检查点文件 %(path)s：%(reason)s") % {"path": path, "reason": error.strerror}, 2
        ) from None


if __name__ == "__main__":
    try:
        sys.exit(audit_main(sys.argv[1:]))
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        sys.exit(refusal.code)
