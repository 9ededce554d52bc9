"""Starting over removes what is ours and nothing else."""

from pathlib import Path

import pytest

from yinling.config.launcher import fresh
from yinling.config.launcher.places import Installation
from yinling.config.launcher.refusals import Refusal


def furnished(folder: Path) -> Installation:
    where = Installation(folder / "var")
    where.make()
    (where.var / "postgres").mkdir()
    for name in ("secrets.env", "checkpoints.log", "photo.jpg", "logs/web.log", "postgres/PG_VERSION"):
        (where.var / name).write_text("18", encoding="utf-8")
    return where


def test_strangers_stay(tmp_path: Path) -> None:
    where = furnished(tmp_path)
    fresh.remove_everything(where, asked=True)
    assert sorted(path.relative_to(where.var).as_posix() for path in where.var.rglob("*")) == [
        "logs",
        "photo.jpg",
        "run",
    ]


def test_nobody_at_the_terminal(tmp_path: Path) -> None:
    where = furnished(tmp_path)
    with pytest.raises(Refusal, match="--yes"):
        fresh.remove_everything(where, asked=False)
    assert (where.var / "postgres/PG_VERSION").exists()
