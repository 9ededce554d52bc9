"""PostgreSQL's own programs: what it says of itself is dumped, and read back."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from yinling.config.keeping.figures import LEFT_OUT
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_PATHS = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10"}


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection in autocommit, closed afterwards. Raises Refusal when the database does not answer."""
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError:
        raise Refusal(_("连不上数据库：请检查 DATABASE_URL，或先运行 ./yinling up。")) from None
    with connection:
        yield connection


def _login(url: str) -> tuple[str, dict[str, str]]:
    """Where to connect without the password, which everybody could read off the command line, and where it goes."""
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    return make_conninfo("", **parts), {**_PATHS, "PGPASSWORD": password}


def start_dump(programs: Path, url: str, *, snapshot: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start writing everything that `snapshot` sees, as pg_dump's custom format, to a pipe."""
    where, settings = _login(url)
    command = [str(programs / "pg_dump"), "--format=custom", "--compress=gzip:3", "--no-owner", "--no-password"]
    command += [f"--snapshot={snapshot}", f"--exclude-table-data={LEFT_OUT}", "--dbname", where]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=settings)  # noqa: S603 - PostgreSQL's own


def load(programs: Path, url: str, dump: IO[bytes], contents: IO[bytes], *, whole: bool = False) -> str:
    """Read a dump into an empty database; gives what went wrong, empty when nothing did.

    `contents` is the same dump once more: its list is read first, since rights on PostgreSQL's own functions are the
    superuser's to give, who has. With `whole` it is one transaction, so that all of it is there or nothing.
    """
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="yinling-") as wanted:
        wanted.write("\n".join(_wanted(programs, contents)))
        wanted.flush()
        where, settings = _login(url)
        command = [str(programs / "pg_restore"), "--exit-on-error", "--no-owner", "--no-password", "-L", wanted.name]
        command += ["--single-transaction"] if whole else []
        return _fed([*command, "--dbname", where], dump, settings)[1]


def _wanted(programs: Path, dump: IO[bytes]) -> list[str]:
    """The lines of a dump's contents that its owner can restore. Raises Refusal when it has none."""
    listed, said = _fed([str(programs / "pg_restore"), "--list"], dump, _PATHS)
    if not listed:
        raise Refusal(_("备份里的数据读不出来（%(reason)s）。") % {"reason": said.strip().split("\n")[-1][:200]})
    return [line for line in listed.splitlines() if " ACL pg_catalog " not in line]


def _fed(command: list[str], source: IO[bytes], settings: dict[str, str]) -> tuple[str, str]:
    """Run a program over what is read from `source`; gives what it answered and, when it failed, what it said."""
    with tempfile.TemporaryFile() as answered, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs, no shell
            command, stdin=subprocess.PIPE, stdout=answered, stderr=said, env=settings
        )
        assert process.stdin is not None, "a pipe was asked for"
        try:
            while block := source.read(1 << 20):
                process.stdin.write(block)
        except BrokenPipeError:
            source.close()  # it has read what it wanted, or ended with a reason that it says
        finally:
            _close(process)
        status = process.wait()
        for file in (answered, said):
            file.seek(0)
        complaint = said.read().decode("utf-8", "replace")
        return answered.read().decode("utf-8", "replace"), (complaint or f"status {status}") if status else ""


def _close(process: subprocess.Popen[bytes]) -> None:
    """Close what a program reads from; one that is gone has closed it by itself."""
    try:
        if process.stdin is not None:
            process.stdin.close()
    except BrokenPipeError:
        return
