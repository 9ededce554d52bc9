"""Starting over: every file of an installation is removed, and nothing else that may lie in its folder."""

import shutil
import sys

from yinling.config.launcher.places import Installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_FILES = (
    "secrets.env",
    "secrets.env.new",
    "postgres.path",
    "trust-policy.txt",
    "checkpoints.log",
    "cluster.lock",
)
_AGREED = {"是", "yes"}


def remove_everything(where: Installation, *, asked: bool) -> None:
    """Remove data, keys and logs, after a person has typed 是 or yes (`asked`: --yes did that).

    The run folder stays: the lock in it is held. Raises Refusal when nobody agrees.
    """
    if not asked:
        _ask(where)
    cluster = Cluster(where.var)
    cluster.stop()
    for name in ("postgres", "postgres.new"):
        shutil.rmtree(cluster.seat.folder / name, ignore_errors=True)
    shutil.rmtree(where.var / "logs", ignore_errors=True)
    for name in _FILES:
        (where.var / name).unlink(missing_ok=True)
    where.make()


def _ask(where: Installation) -> None:
    """Let a person agree at the terminal."""
    if not sys.stdin.isatty():
        raise Refusal(_("--fresh 会删除全部数据：请在终端里运行并确认，或加上 --yes。"))
    say(_("这会删除 %(path)s 里的全部数据和密钥，不能恢复。") % {"path": where.var})
    if input(_("确定吗？输入“是”或 yes 继续：")).strip().lower() not in _AGREED:
        raise Refusal(_("没有删除任何东西。"))
