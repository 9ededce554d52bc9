"""`up` and what can happen to it, with real processes."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.config.house import House, free_port
from yinling.config.launcher.health import healthy
from yinling.config.launcher.places import FRONT, PROJECT
from yinling.config.launcher.processes import Account, end_all, wait_until

PATIENCE = 180  # seconds after which a thing that should happen never will; a busy machine is slow
pytestmark = pytest.mark.kill  # a start takes some five seconds


def note(house: House, text: str) -> None:
    """Keep a text in the house's database."""
    with psycopg.connect(house.cluster.url("yl_owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def notes(house: House) -> list[tuple[str]]:
    """All texts kept."""
    with psycopg.connect(house.cluster.url("yl_owner")) as connection:
        return connection.execute("SELECT text FROM kept ORDER BY text").fetchall()


def test_a_whole_life(house: House) -> None:
    first = house.up()
    assert (first.returncode, first.stderr) == (0, "")
    assert f"银龄已就绪：http://127.0.0.1:{house.port}" in first.stdout
    assert [house.run(name).returncode for name in ("status", "doctor")] == [0, 0]
    assert (house.var / "secrets.env").stat().st_mode & 0o777 == 0o600
    note(house, "kept")

    second = house.up()
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == f"银龄已经在运行：http://127.0.0.1:{house.port}（停止用 ./yinling down）。\n"

    socket_folder = house.cluster.socket
    assert house.run("down").returncode == 0
    assert house.processes() == []
    assert not socket_folder.exists()
    assert house.run("status").returncode == 1

    assert house.up().returncode == 0
    assert notes(house) == [("kept",)]
    assert house.run("down").returncode == 0
    assert house.up("--fresh").stderr == "--fresh 会删除全部数据：请在终端里运行并确认，或加上 --yes。\n"


def test_every_process_comes_back_after_kill_9(furnished: House) -> None:
    assert furnished.up().returncode == 0
    note(furnished, "kept")
    for name in ("postgres", "web", "background"):
        before = furnished.state.members[name].process
        furnished.kill(name)
        assert wait_until(lambda n=name, b=before: _replaced(furnished, n, b), PATIENCE), name  # type: ignore[misc]  # mypy: default arguments of a lambda
    assert wait_until(lambda: healthy(furnished.port), PATIENCE)
    assert wait_until(lambda: furnished.run("status").returncode == 0, PATIENCE)
    assert notes(furnished) == [("kept",)]


def _replaced(house: House, name: str, before: object) -> bool:
    now = house.state.members.get(name)
    return now is not None and now.process != before and now.process.alive


def test_kill_9_of_the_supervisor_leaves_nothing_and_the_next_up_works(furnished: House) -> None:
    assert furnished.up().returncode == 0
    note(furnished, "kept")
    furnished.kill("supervisor")
    assert wait_until(lambda: furnished.processes() == [], PATIENCE)
    assert furnished.run("status").returncode == 1
    assert furnished.up().returncode == 0
    assert notes(furnished) == [("kept",)]


def test_kill_9_of_everything_at_once(furnished: House) -> None:
    assert furnished.up().returncode == 0
    note(furnished, "kept")
    members = [member.process for member in furnished.state.members.values()]
    end_all(members, seconds=5, first=signal.SIGKILL)
    assert furnished.up().returncode == 0
    assert notes(furnished) == [("kept",)]


def test_two_starts_at_once_one_wins(furnished: House) -> None:
    both = [furnished.start("up", "--background", "--port", str(furnished.port)) for _ in range(2)]
    ended = [(process.communicate(timeout=600), process.returncode) for process in both]
    assert sorted(code for _said, code in ended) == [0, 1]
    (lost,) = [said[1] for said, code in ended if code == 1]
    assert lost == "另一个 ./yinling up 正在启动：请等它完成，或用 ./yinling down 停止它。\n"
    assert furnished.run("status").returncode == 0


def test_ctrl_c_ends_everything_in_the_foreground(furnished: House) -> None:
    process = furnished.start("up", "--port", str(furnished.port))
    assert wait_until(lambda: furnished.state.ready, PATIENCE)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complained) == (0, "")
    assert said.endswith("已停止，数据都保留着。\n")
    assert furnished.processes() == []


def test_busy_port(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.up()
    assert (refused.returncode, refused.stderr) == (
        1,
        f"端口 {house.port} 已被占用：请停掉占用它的程序，或用 --port 换一个。\n",
    )
    assert house.processes() == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
def test_full_disk(house: House) -> None:
    house.var.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(house.var)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        refused = house.up()
        assert refused.returncode == 1
        assert refused.stderr == f"磁盘空间不足：{house.var} 所在的磁盘至少需要 500 MB 空闲。\n"
        assert house.processes() == []
    finally:
        subprocess.run(["umount", str(house.var)], check=True)


@pytest.fixture
def sheltered() -> Iterator[House]:
    """A house in a folder that only its owner can enter."""
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/sheltered-XXXX"], text=True).strip())
    made = House(folder / "var", free_port())
    yield made
    made.clear()
    folder.rmdir()


@pytest.mark.skipif(os.getuid() != 0, reason="an ordinary user needs no shelter")
def test_root_in_a_closed_folder(sheltered: House) -> None:
    assert sheltered.up().returncode == 0
    pointer = sheltered.var / "postgres.path"
    assert (Path(pointer.read_text(encoding="utf-8").strip()) / "postgres/PG_VERSION").is_file()
    assert sheltered.var.parent.stat().st_mode & 0o777 == 0o700
    assert sheltered.run("status").returncode == 0


USER = "yl-tests"


@pytest.fixture
def ordinary() -> Iterator[House]:
    """A checkout of its own that belongs to an ordinary user, with the packages of ours."""
    base = Path("/usr/bin/python3")
    major = subprocess.check_output([base, "-c", "import sys; print(*sys.version_info[:2])"], text=True)
    if os.getuid() != 0 or major.split() != [str(part) for part in sys.version_info[:2]]:
        pytest.skip("needs root and the same Python for everybody in /usr/bin")
    subprocess.run(["userdel", "--remove", USER], check=False, stderr=subprocess.DEVNULL)  # of a killed run
    subprocess.run(["useradd", "--create-home", "--home-dir", f"/tmp/{USER}", USER], check=True)
    entry = pwd.getpwnam(USER)
    project = Path(entry.pw_dir) / "yinling"
    _copy_checkout(project, base)
    subprocess.run(["chown", "-R", f"{USER}:", str(project)], check=True)
    made = House(project / "var", free_port(), project, Account(entry.pw_uid, entry.pw_gid))
    yield made
    made.clear()
    subprocess.run(["userdel", "--remove", USER], check=True, stderr=subprocess.DEVNULL)


def _copy_checkout(project: Path, base: Path) -> None:
    """The sources, and an environment that borrows our packages."""
    for name in ("src", "requirements"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("yinling", "package.json", "package-lock.json"):
        shutil.copy(PROJECT / name, project)
    shutil.copytree(FRONT, project / ".front", ignore=shutil.ignore_patterns("npm", "collected"))
    venv = project / ".venv"
    subprocess.run([base, "-m", "venv", "--without-pip", venv], check=True)
    packages = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    (venv / packages / "borrowed.pth").write_text(f"{PROJECT / '.venv' / packages}\n", encoding="utf-8")
    shutil.copy(PROJECT / ".venv/.yinling-run", venv)


def test_as_an_ordinary_user(ordinary: House) -> None:
    started = ordinary.up()
    assert (started.returncode, started.stderr) == (0, "")
    assert ordinary.run("status").returncode == 0
    owner = (ordinary.var / "postgres").stat().st_uid
    assert owner == ordinary.account.uid if ordinary.account else False
    assert ordinary.run("down").returncode == 0
    assert ordinary.processes() == []
