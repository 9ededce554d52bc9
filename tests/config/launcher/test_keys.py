"""Secrets are made once, whole, and for their owner alone."""

import stat
from pathlib import Path

import pytest

from yinling.config.launcher import keys
from yinling.config.launcher.refusals import Refusal


def test_made_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    made = keys.make(path)
    assert keys.read(path) == made
    assert set(made) == set(keys.RECIPES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.env"]


def test_two_installations_share_nothing(tmp_path: Path) -> None:
    one, two = keys.make(tmp_path / "one"), keys.make(tmp_path / "two")
    assert [name for name in one if one[name] == two[name]] == []


def test_keys_have_the_form_that_settings_read(tmp_path: Path) -> None:
    made = keys.make(tmp_path / "secrets.env")
    for name in ("YINLING_SEAL_KEY", "YINLING_INDEX_KEY", "YINLING_LOG_KEY", "YINLING_CARD_KEY"):
        assert len(bytes.fromhex(made[name])) == 32
    key_id, _colon, key = made["YINLING_DATA_KEYS"].partition(":")
    assert (key_id, len(bytes.fromhex(key))) == ("k1", 32)


def test_a_lost_line_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    keys.make(path)
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "SEAL" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        keys.read(path)
    assert refusal.value.sentence == f"密钥文件 {path} 不完整，缺少 YINLING_SEAL_KEY：请从备份恢复它。"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_unreadable_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secrets.env"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(Refusal, match="读不出来"):
        keys.read(path)


def test_a_draft_of_a_killed_start_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    (tmp_path / "secrets.env.new").write_text("half", encoding="utf-8")
    made = keys.make(path)
    assert keys.read(path) == made
