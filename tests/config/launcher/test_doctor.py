"""The doctor tells the truth about an installation that is not there, or damaged."""

import socket
from pathlib import Path

import pytest

from tests.config.house import free_port
from yinling.config.launcher import keys
from yinling.config.launcher.doctor import doctor
from yinling.web import typesetting


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().out.splitlines() if "磁盘" not in line]


def test_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YINLING_VAR", str(tmp_path / "var"))
    port = free_port()
    assert doctor(port) == 1
    assert said(capsys)[-5:] == [
        f"不行  数据目录 {tmp_path}/var 里还没有数据",
        "      → 运行 ./yinling up。",
        "不行  没有在运行",
        "      → 运行 ./yinling up。",
        f"正常  端口 {port} 可用",
    ]
    assert not (tmp_path / "var").exists()


def test_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("YINLING_VAR", str(tmp_path))
    (tmp_path / "postgres").mkdir()
    keys.make(tmp_path / "secrets.env")
    (tmp_path / "secrets.env").chmod(0o644)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert doctor(port) == 1
    assert said(capsys)[-9:] == [
        "正常  密钥文件完整",
        "不行  密钥文件只有所有者能读",
        f"      → chmod 600 {tmp_path}/secrets.env",
        "不行  PostgreSQL 数据目录损坏或版本不符",
        f"      → 从备份恢复 {tmp_path}/postgres。",
        "不行  没有在运行",
        "      → 运行 ./yinling up。",
        f"不行  端口 {port} 可用",
        "      → 用 --port 换一个端口。",
    ]


def test_a_missing_font_is_named_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YINLING_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(typesetting, "FAMILIES", ("No Such Family",))
    monkeypatch.setattr(typesetting, "_found", [])
    doctor(free_port())
    lines = said(capsys)
    found = lines.index("不行  有中文字体，可以生成联系卡")
    assert lines[found + 1] == "      → 安装中文字体：sudo apt install fonts-noto-cjk。"
