"""`test`, `lint`, `lock`, `bench`, `manage`: what developers run, each in the environment it needs."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from yinling.config.launcher import front, messages, running
from yinling.config.launcher.crew import environment
from yinling.config.launcher.places import PROJECT, installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_QUICK = "not browser and not kill and not slow and not page"
_LOCKED = ("uv", "run", "test", "node")


def lint() -> int:
    """Style, types and the order of imports; 0 when all hold."""
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"])
    return max([_tool(*check) for check in checks])


def test(arguments: Sequence[str]) -> int:
    """All checks, then all tests (`--quick`: without pages, browser, kill and slow ones); the rest goes to pytest.

    pytest runs last and in any case, so that its closing line ends the output; the worst status counts.
    """
    quick = "--quick" in arguments
    rest = [argument for argument in arguments if argument != "--quick"]
    _build(tests=True)
    linted = lint()
    if linted:
        say(_("检查没有通过（见上），测试照常运行。"))
    marks = ["-m", _QUICK] if quick else []
    return max(_tool("pytest", "-n", "2", "--dist", "worksteal", *marks, *rest), linted)


def lock(arguments: Sequence[str]) -> int:
    """Compile requirements/*.in to *.txt with hashes and no address; `--upgrade` renews."""
    status = 0
    for name in _LOCKED:
        say(f"· requirements/{name}.txt ……")
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        options = ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
        status = max(status, _tool("uv", "pip", "compile", "--quiet", source, "-o", target, *options, *arguments))
    return status


def bench(arguments: Sequence[str]) -> int:
    """Run one measurement of bench/, on a database of its own. Raises Refusal when there is no such one."""
    known = sorted(path.stem for path in (PROJECT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in known:
        names = ", ".join(known)
        raise Refusal(_("用法：./yinling bench 名称；现有：%(names)s。") % {"names": names}, 2)
    _build(tests=False)
    paths = {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"}
    settings = os.environ | paths | {"DJANGO_SETTINGS_MODULE": "yinling.config.settings"}
    return _run([sys.executable, "-m", f"bench.{arguments[0]}", *arguments[1:]], settings)


def manage(arguments: Sequence[str]) -> int:
    """Django's own commands with the owner's login, for developers."""
    return _owned([sys.executable, "-m", "django", *arguments])


def owned_settings() -> dict[str, str]:
    """The environment of the running installation's owner, or the caller's when DATABASE_URL names a database.

    Raises Refusal when neither is there.
    """
    if "DATABASE_URL" in os.environ:
        return {"DJANGO_SETTINGS_MODULE": "yinling.config.settings", **os.environ}
    where = installation()
    if not running.held(where):
        raise Refusal(_("需要数据库：请先在另一个终端运行 ./yinling up。"))
    return environment(where, Cluster(where.var), "owner", port=running.read(where).port)


def _build(*, tests: bool) -> None:
    """What pages need beside the code: translations, the front's libraries, static files under their names."""
    messages.compile_all()
    front.ensure(tests=tests)
    collecting = [sys.executable, "-m", "yinling.config.launcher.prepare", "--collect"]
    _run(collecting, os.environ | {"DJANGO_SETTINGS_MODULE": "yinling.config.settings"})


def _owned(command: list[str]) -> int:
    """Run a command with the owner's environment."""
    return _run(command, owned_settings())


def _tool(name: str, *arguments: str) -> int:
    """Run one of the tools that are installed beside Python."""
    return _run([str(Path(sys.executable).with_name(name)), *arguments], os.environ)


def _run(command: list[str], settings: Mapping[str, str]) -> int:
    """Run to the end in the checkout, on this terminal."""
    sys.stdout.flush()
    done = subprocess.run(command, env=dict(settings), cwd=PROJECT, check=False)  # noqa: S603 - our own tools
    return done.returncode if done.returncode >= 0 else 128 - done.returncode
