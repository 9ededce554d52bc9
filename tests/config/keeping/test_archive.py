"""A file that was cut off, changed or never was a backup is refused before anything is done with it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from tests.config.keeping.test_manifest import MADE
from yinling.config.keeping.archive import Backup, Draft
from yinling.config.launcher.refusals import Refusal

DUMP = bytes(range(256)) * 5000


@pytest.fixture
def made(tmp_path):
    draft = Draft(tmp_path / "a.backup")
    length, digest = draft.write_dump(io.BytesIO(DUMP), lambda _length: None)
    draft.write_manifest(replace(MADE, dump_bytes=length, dump_sha256=digest))
    assert not draft.target.exists()
    draft.accept()
    assert [path.name for path in tmp_path.iterdir()] == ["a.backup"]
    return draft.target


def test_a_whole_file_is_read_again(made):
    backup = Backup(made)
    backup.check()
    with backup.dump() as dump:
        assert dump.read() == DUMP
    assert backup.manifest.dump_bytes == len(DUMP)
    assert made.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kept", [0, 1, 22, 1000, 500_000, -1, -30])
def test_a_cut_off_file_is_refused(made, kept):
    made.write_bytes(made.read_bytes()[:kept])
    with pytest.raises(Refusal, match="不是完整的银龄备份"):
        Backup(made).check()


@pytest.mark.parametrize("place", [100, 600_000, 1_200_000])
def test_a_changed_dump_is_refused(made, place):
    content = bytearray(made.read_bytes())
    content[place] ^= 1
    made.write_bytes(content)
    with pytest.raises(Refusal):
        Backup(made).check()


def test_another_dump_under_the_same_manifest_is_refused(made):
    manifest = Backup(made).manifest
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("database.dump", b"another")
        file.writestr("manifest.json", manifest.text())
    with pytest.raises(Refusal):
        Backup(made).check()


@pytest.mark.parametrize("members", [{}, {"manifest.json": "{}"}, {"manifest.json": b"\xff"}, {"database.dump": "x"}])
def test_another_zip_is_refused(tmp_path, members):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    with pytest.raises(Refusal):
        Backup(path)


def test_a_manifest_that_would_fill_the_memory_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"0" * (8 << 20))
    with pytest.raises(Refusal):
        Backup(path)


def test_a_draft_that_fails_leaves_nothing(tmp_path):
    draft = Draft(tmp_path / "a.backup")
    draft.write_dump(io.BytesIO(b"x"), lambda _length: None)
    draft.discard()
    assert list(tmp_path.iterdir()) == []
