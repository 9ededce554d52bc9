"""Backup, restore and the change of keys on whole installations, killed in the middle; nothing is lost or half done."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from tests.config.conftest import _plot
from tests.config.house import House, free_port
from yinling.config.keeping.archive import Backup
from yinling.config.launcher import keys
from yinling.config.launcher.health import healthy
from yinling.config.launcher.places import PROJECT
from yinling.config.launcher.processes import wait_until
from yinling.kernel.ciphers import KeyRing, open_sealed, seal

PATIENCE = 180  # seconds after which a thing that should happen never will; a busy machine is slow
pytestmark = pytest.mark.kill  # each starts an installation several times
_CONTEXT = b"mfa_authenticator.data.secret"


def note(house: House, text: str) -> None:
    """Keep a text in a database that answers."""
    with psycopg.connect(house.cluster.url("yl_owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def notes(house: House) -> list[str]:
    with psycopg.connect(house.cluster.url("yl_owner")) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept ORDER BY text")]


def sleeping_notes(house: House) -> list[str]:
    """The texts of an installation that is down."""
    cluster = house.cluster
    process = cluster.start()
    try:
        return notes(house)
    finally:
        cluster.stop()
        process.wait()


def done(house: House, *words: str) -> str:
    """Run a command that must succeed; what it said."""
    found = house.run(*words)
    assert (found.returncode, found.stderr) == (0, ""), (words, found.stdout, found.stderr)
    return found.stdout


def refused(house: House, *words: str) -> str:
    """Run a command that must refuse in one sentence; the sentence."""
    found = house.run(*words)
    assert (found.returncode, found.stderr.count("\n")) == (1, 1), (words, found.stdout, found.stderr)
    return found.stderr.rstrip("\n")


@pytest.fixture
def another() -> Iterator[House]:
    """A second house in which nothing is yet: the machine after the fire."""
    made = House(_plot() / "var", free_port())
    yield made
    made.clear()
    made.var.parent.rmdir()


def test_a_house_that_burnt_down_stands_again_elsewhere(furnished: House, another: House) -> None:
    file = furnished.var.parent / "night.backup"
    assert furnished.up().returncode == 0
    note(furnished, "before")
    stop = threading.Event()
    writer = threading.Thread(target=_write_until, args=(furnished, stop))
    writer.start()
    said = done(furnished, "backup", str(file))  # beside somebody who writes
    stop.set()
    writer.join()
    note(furnished, "after")
    assert "核对一致：" in said
    assert json.loads(done(furnished, "status", "--json"))["backup_seconds"] < PATIENCE
    assert refused(furnished, "restore", str(file)) == "银龄正在运行：请先运行 ./yinling down，再恢复。"
    assert refused(furnished, "backup", str(file)) == f"{file} 已经存在：请换一个文件名。"

    assert refused(another, "restore", str(file)).startswith(
        f"缺少密钥：请先把做备份时的 secrets.env 放到 {another.var}/secrets.env"
    )
    another.where.make()
    keys.make(another.where.secrets)
    lacking = refused(another, "restore", str(file))
    assert "YINLING_DATA_KEYS (k1), YINLING_INDEX_KEY, YINLING_CARD_KEY" in lacking
    shutil.copy(furnished.where.secrets, another.where.secrets)
    done(another, "restore", str(file))
    started = another.up()
    assert (started.returncode, started.stderr) == (0, "")
    found = notes(another)
    assert ("before" in found, "after" in found) == (True, False)
    assert 0 < found.count("during") < notes(furnished).count("during") + 1
    _stands(another)
    done(another, "down")
    assert refused(another, "restore", str(file)) == "这里已经有数据：确实要用备份替换它，请加上 --replace。"
    assert refused(another, "restore", str(file), "--replace").startswith("--replace 会替换全部数据")
    _cut(file)
    assert "不是完整的银龄备份" in refused(another, "restore", str(file), "--replace", "--yes")
    assert sleeping_notes(another) == found
    file.unlink()


def _write_until(house: House, stop: threading.Event) -> None:
    while not stop.wait(0.05):
        note(house, "during")


def _cut(file: Path) -> None:
    with file.open("rb+") as opened:
        opened.truncate(file.stat().st_size - 100)


def _stands(house: House) -> None:
    """Everything of an installation works: processes, pages, the wall, the journal and what it says."""
    done(house, "doctor")
    assert healthy(house.port)
    with psycopg.connect(house.cluster.url("yl_web"), options="-c role=yl_app") as web:
        assert web.execute("SELECT count(*) FROM registry_person").fetchone() == (0,)  # without a viewer, nobody
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT * FROM guard.secret")
    with psycopg.connect(house.cluster.url("yl_owner")) as owner:
        told = owner.execute("SELECT body FROM journal_body b JOIN journal_entry e ON e.id = b.entry_id WHERE kind = 'keeping.database_restored'")  # fmt: skip
        assert [json.loads(body)["taken_at"][:2] for (body,) in told] == ["20"]
    assert wait_until(lambda: json.loads(done(house, "status", "--json"))["journal_unsealed"] == 0, PATIENCE)
    assert "没有发现改动" in done(house, "verify", "journal")


def test_going_back_sets_later_checkpoints_aside_and_the_journal_goes_on(furnished: House) -> None:
    file = furnished.var.parent / "back.backup"
    assert furnished.up().returncode == 0
    assert wait_until((furnished.var / "checkpoints.log").exists, PATIENCE)
    done(furnished, "backup", str(file))
    known = _last_known(furnished)
    done(furnished, "account", "add", "later", "--name", "后来")
    assert wait_until(lambda: _last_known(furnished) != known, PATIENCE)
    done(furnished, "down")
    said = done(furnished, "restore", str(file), "--replace", "--yes")
    (aside,) = furnished.var.glob("checkpoints.before-restore-*.log")
    assert f"以前的检查点另存在 {aside}。" in said
    assert furnished.up().returncode == 0
    _stands(furnished)
    assert "later" not in done(furnished, "account", "list")
    file.unlink()


def _last_known(house: House) -> bytes:
    return (house.var / "checkpoints.log").read_bytes()[-400:]


def test_kill_9_in_a_backup_leaves_no_file_and_the_next_one_works(furnished: House) -> None:
    assert furnished.up().returncode == 0
    note(furnished, "kept")
    for line in ("正在写出数据库", "正在统计原来的内容", "正在试恢复到临时数据库"):
        _killed_at(furnished, line, "backup")
        assert list((furnished.var / "backups").glob("*.backup")) == []
        assert not (furnished.var / "last-backup.json").exists()
        assert healthy(furnished.port)
    assert wait_until(lambda: not any("/scratch" in " ".join(line) for line in furnished.processes()), PATIENCE)
    done(furnished, "backup")
    (made,) = (furnished.var / "backups").iterdir()
    Backup(made).check()
    assert not (furnished.var / "scratch").exists()


def _killed_at(house: House, line: str, *words: str) -> None:
    """Start a command and `kill -9` it when it says so."""
    process = house.start(*words)
    assert process.stdout is not None
    assert any(line in said for said in process.stdout), line
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def test_kill_9_in_a_restore_leaves_the_old_database_whole(furnished: House) -> None:
    file = furnished.var.parent / "old.backup"
    assert furnished.up().returncode == 0
    note(furnished, "backed up")
    done(furnished, "backup", str(file))
    note(furnished, "later")
    done(furnished, "down")
    for line in ("正在检查备份文件", "正在恢复数据", "正在核对", "正在升级到当前版本"):
        _killed_at(furnished, line, "restore", str(file), "--replace", "--yes")
        assert wait_until(lambda: furnished.processes() == [], PATIENCE)
        assert sleeping_notes(furnished) == ["backed up", "later"]
    done(furnished, "restore", str(file), "--replace", "--yes")
    assert sleeping_notes(furnished) == ["backed up"]
    assert furnished.up().returncode == 0
    _stands(furnished)
    file.unlink()


def _fill_with_secrets(house: House, number: int) -> None:
    """Many accounts with an authenticator each, sealed with the house's key."""
    ring = KeyRing.parse(house.cluster.secrets["YINLING_DATA_KEYS"])
    with psycopg.connect(house.cluster.url("yl_owner"), autocommit=True) as owner:
        columns = owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_account'"
        )
        plain = [name for (name,) in columns if name not in {"id", "public_id", "username"}]
        names = sql.SQL(", ").join(map(sql.Identifier, plain))
        owner.execute(
            sql.SQL(
                "INSERT INTO accounts_account (public_id, username, {names}) SELECT gen_random_uuid(), 'many' || n, {names}"
                " FROM (SELECT * FROM accounts_account ORDER BY id LIMIT 1) one, generate_series(1, %s) n"
            ).format(names=names),
            [number],
        )
        holders = owner.execute("SELECT id, username FROM accounts_account WHERE username LIKE 'many%'").fetchall()
        rows = [
            (key, Jsonb({"secret": base64.b64encode(seal(name.encode(), keys=ring, context=_CONTEXT)).decode()}))
            for key, name in holders
        ]
        with owner.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', %s, now())", rows
            )


def _by_key(house: House) -> dict[str, int]:
    """Ciphertexts by key, as `keys list` says."""
    lines = house.run("keys", "list").stdout.splitlines()[1:]
    return {line.split()[0]: int(line.split()[-1]) for line in lines}


def _opened(house: House) -> int:
    """How many authenticators say who they belong to, opened with the ring of today."""
    ring = KeyRing.parse(house.cluster.secrets["YINLING_DATA_KEYS"])
    with psycopg.connect(house.cluster.url("yl_owner")) as owner:
        rows = owner.execute(
            "SELECT username, data ->> 'secret' FROM mfa_authenticator m JOIN accounts_account a ON a.id = m.user_id"
            " WHERE username LIKE 'many%'"
        ).fetchall()
    return sum(open_sealed(base64.b64decode(text), keys=ring, context=_CONTEXT).decode() == name for name, text in rows)


def test_kill_9_in_a_change_of_keys_and_the_next_run_goes_on(furnished: House) -> None:
    number = 20_000
    assert furnished.up().returncode == 0
    _fill_with_secrets(furnished, number)
    before = _by_key(furnished)
    assert list(before) == ["k1"]
    process = furnished.start("keys", "rotate")
    assert wait_until(lambda: 0 < _by_key_now(furnished) < number, PATIENCE)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    (new, old) = _by_key(furnished)
    assert (old, new.startswith("k20")) == ("k1", True)
    assert healthy(furnished.port)  # with a ring of both keys
    assert _opened(furnished) == number
    assert refused(furnished, "keys", "drop", "k1").startswith("还有 ")
    assert refused(furnished, "keys", "drop", new).startswith(f"{new} 是正在加密用的密钥")

    done(furnished, "keys", "rotate")  # goes on: no third key
    assert _by_key(furnished) == {new: before["k1"], "k1": 0}
    done(furnished, "keys", "drop", "k1")
    assert list(_by_key(furnished)) == [new]
    assert _opened(furnished) == number
    done(furnished, "down")
    assert furnished.up().returncode == 0
    assert healthy(furnished.port)


def _by_key_now(house: House) -> int:
    """How many of the authenticators rest on another key than the first one."""
    query = "SELECT count(*) FROM mfa_authenticator WHERE substring(decode(data ->> 'secret', 'base64') FROM 3 FOR 2) <> 'k1'"
    with psycopg.connect(house.cluster.url("yl_owner")) as owner:
        found = owner.execute(query).fetchone()
    return int(found[0]) if found else 0


def test_a_change_of_keys_of_an_installation_that_is_down(furnished: House) -> None:
    done(furnished, "keys", "rotate")
    assert list(_by_key(furnished))[1:] == ["k1"]
    assert _by_key(furnished)["k1"] == 0
    assert furnished.processes() == []


def test_production_names_its_database_and_its_keys(furnished: House, another: House) -> None:
    """DATABASE_URL: the same file, restored into an empty database by its owner, who may make no databases."""
    file = furnished.var.parent / "production.backup"
    assert furnished.up().returncode == 0
    note(furnished, "kept")
    with furnished.cluster.connect() as admin:
        admin.execute("CREATE DATABASE elsewhere OWNER yl_owner")
    stated = {name: value for name, value in furnished.cluster.secrets.items() if name.startswith("YINLING")}

    def typed(database: str, *words: str, without: str = "") -> subprocess.CompletedProcess[str]:
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("YINLING_", "DATABASE_URL", "DJANGO", "PYTHONPATH"))
        }
        named = stated | {"DATABASE_URL": furnished.cluster.url("yl_owner", database), "YINLING_VAR": str(another.var)}
        settings = {name: value for name, value in named.items() if name != without} | {
            "YINLING_LANG": "zh",
            "YINLING_DEMO": "1",
        }
        return subprocess.run(
            [PROJECT / "yinling", *words], env=kept | settings, capture_output=True, text=True, check=False
        )

    made = typed("yinling", "backup", str(file))
    assert (made.returncode, made.stderr) == (0, "")
    assert "不是空的" in typed("yinling", "restore", str(file)).stderr
    assert "YINLING_LOG_KEY" in typed("elsewhere", "restore", str(file), without="YINLING_LOG_KEY").stderr
    restored = typed("elsewhere", "restore", str(file))
    assert (restored.returncode, restored.stderr) == (0, "")
    with psycopg.connect(furnished.cluster.url("yl_owner", "elsewhere")) as owner:
        assert owner.execute("SELECT text FROM kept").fetchall() == [("kept",)]
    with psycopg.connect(furnished.cluster.url("yl_web", "elsewhere"), options="-c role=yl_app") as web:
        assert web.execute("SELECT count(*) FROM registry_person").fetchone() == (0,)
    assert json.loads(typed("elsewhere", "status", "--json").stdout)["database_answers"] == 1
    assert "写在各进程的 YINLING_DATA_KEYS 最前面" in typed("elsewhere", "keys", "rotate").stderr
    file.unlink()
