"""`yinling verify journal` says whether the journal is sound, with an exit status."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.base.journal.facts import SEALER, seal_and_sign, visited
from tests.conftest import Sides
from yinling.base.journal.models import Entry
from yinling.config.audit import main
from yinling.config.launcher.refusals import Refusal


@pytest.fixture
def checkpoint(sides: Sides, now: datetime, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of two entries, and its checkpoint as a file."""
    monkeypatch.setenv("YINLING_LANG", "zh")
    settings.YINLING_VAR = tmp_path
    sides.work(SEALER)
    for _ in range(2):
        visited(now)
    path = tmp_path / "checkpoint"
    path.write_bytes(seal_and_sign(now))
    return path


def test_a_sound_journal(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--checkpoint", str(checkpoint)]) == 0
    assert capsys.readouterr().out == "日志共 2 条已封存的登记。\n没有发现改动：每一条登记、内容和检查点都一致。\n"


def test_a_journal_tampered_with(sides: Sides, checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sides.owner()
    entry = Entry.objects.order_by("pk").last()
    Entry.objects.filter(pk=entry.pk).update(actor="somebody")
    assert main([]) == 1
    assert capsys.readouterr().out == (
        f"日志共 2 条已封存的登记。\n发现 1 处问题：\n  登记被改动：第 2 条，登记序号 {entry.pk}\n"
    )


@pytest.mark.parametrize("arguments", [["--checkpoint", "absent"], ["--what"], ["more"]])
def test_what_cannot_be_read_is_refused(checkpoint: Path, arguments: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        main(arguments)
    assert caught.value.code == 2
