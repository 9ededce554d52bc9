"""The command line: one sentence for every refusal, and never a traceback."""

import errno
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.config.house import House
from yinling.config import __main__ as command_line
from yinling.config.launcher.places import PROJECT


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["dance"]) == 2
    assert capsys.readouterr().err == "没有 dance 这个命令：见 ./yinling help。\n"


@pytest.mark.parametrize("arguments", [["up", "--port", "0"], ["up", "--port", "x"], ["status", "now"], ["up", "-x"]])
def test_wrong_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n"), said.err.startswith("用法不对")) == ("", 1, True)


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_help_names_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(arguments) == 0
    said = capsys.readouterr().out
    assert [name for name in command_line.COMMANDS if name not in said and name != "help"] == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x"), "磁盘已满：请腾出空间后再运行。"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/x"),
            "没有权限使用 /x：请用建立它的账户运行，或用 YINLING_VAR 指定别的目录。",
        ),
        (
            NotADirectoryError(errno.ENOTDIR, "Not a directory", "/x"),
            "系统拒绝了操作（Not a directory，/x）：请用 ./yinling doctor 检查。",
        ),
    ],
)
def test_what_the_system_refuses(
    error: OSError, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_arguments: object) -> int:
        raise error

    monkeypatch.setitem(command_line.COMMANDS, "status", refuse)
    assert command_line.main(["status"]) == 1
    assert capsys.readouterr().err == sentence + "\n"


def test_the_unexpected_goes_to_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def break_down(_arguments: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(command_line.COMMANDS, "status", break_down)
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    (tmp_path / "logs").mkdir()
    assert command_line.main(["status"]) == 1
    said = capsys.readouterr().err
    assert said.endswith(f"，详情见 {tmp_path}/logs/launcher.log。\n")
    assert command_line.main(["log", said[10:19]]) == 0
    assert "  builtins.ZeroDivisionError" in capsys.readouterr().out.splitlines()


def test_a_data_folder_that_is_a_file(house: House) -> None:
    house.var.write_text("not a folder", encoding="utf-8")
    refused = house.run("up")
    house.var.unlink()
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)


@pytest.mark.slow  # starts the command line several times
def test_damaged_secrets(house: House) -> None:
    (house.var / "postgres").mkdir(parents=True)
    (house.var / "postgres/PG_VERSION").write_text("18\n", encoding="utf-8")
    (house.var / "secrets.env").write_text("nothing", encoding="utf-8")
    refused = house.up()
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"密钥文件 {house.var}/secrets.env 不完整，缺少 ")
    assert house.run("doctor").returncode == 1


@pytest.mark.slow  # starts the command line several times
def test_nothing_there_yet(house: House) -> None:
    assert (house.run("status").returncode, house.run("down").returncode) == (1, 0)
    assert house.run("manage", "check").stderr == "需要数据库：请先在另一个终端运行 ./yinling up。\n"
    assert not house.var.exists()


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """A machine with a shell's tools and without Python, and a checkout on it."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink", "cat", "sha256sum", "cut", "id", "flock", "mktemp", "rm", "grep"):
        (tools / name).symlink_to(shutil.which(name) or "/nonexistent")
    shutil.copy(PROJECT / "yinling", tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    return {"PATH": str(tools)}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("C", "需要 Python 3.11 或更新的版本"),
        ("en_US.UTF-8", "Python 3.11 or newer is needed"),
    ],
)
def test_no_python(bare: dict[str, str], tmp_path: Path, language: str, sentence: str) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)  # half-made, by a killed start
    done = subprocess.run(
        [tmp_path / "yinling", "up"], env=bare | {"LANG": language}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_looking_installs_nothing(bare: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run([tmp_path / "yinling", "status"], env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "还没有安装：请先运行 ./yinling up。\n")
    assert not (tmp_path / ".venv").exists()
