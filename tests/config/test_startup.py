"""No process starts without its keys, and production not with demo accounts."""

import os
import subprocess
import sys

import pytest

from yinling.config.launcher.places import PROJECT
from yinling.config.launcher.refusals import Refusal
from yinling.config.startup import settle


@pytest.mark.parametrize(
    ("process", "name"),
    [
        ("web", "DATABASE_URL"),
        ("web", "YINLING_SEAL_KEY"),
        ("background", "YINLING_DATA_KEYS"),
        ("background", "YINLING_LOG_KEY"),
    ],
)
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, process: str, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(Refusal) as refusal:
        settle(process)
    assert refusal.value.sentence == f"缺少环境变量 {name}：见 docs/operations.md。"


@pytest.mark.django_db
def test_web_needs_no_signing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YINLING_LOG_KEY")
    settle("web")


@pytest.mark.parametrize("process", ["web", "background"])
def test_the_process_itself_says_one_sentence(process: str) -> None:
    settings = {"PYTHONPATH": str(PROJECT / "src"), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", f"yinling.config.{process}"]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("缺少环境变量 DATABASE_URL")
