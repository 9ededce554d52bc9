"""What is served is what package-lock.json pins."""

import json
import shutil
from pathlib import Path

import pytest

from yinling.config.launcher import front
from yinling.config.launcher.places import FRONT, PROJECT


def test_the_files_are_there_without_source_maps() -> None:
    front.ensure(tests=True)
    assert front.ready(tests=True)
    served = {path for path in (FRONT / "static").rglob("*") if path.is_file()}
    assert {str(path.relative_to(FRONT / "static")) for path in served} == set(front.SERVED.values())
    assert all(b"sourceMappingURL" not in path.read_bytes() for path in served)


def test_the_lock_file_names_no_registry_and_pins_every_package() -> None:
    packages = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    third = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in third.items() if "resolved" in entry] == []
    assert [name for name, entry in third.items() if "integrity" not in entry or "version" not in entry] == []


def test_a_changed_pin_or_a_lost_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    front.ensure()
    shutil.copytree(FRONT / "static", tmp_path / "static")
    shutil.copy(FRONT / "stamp", tmp_path)
    monkeypatch.setattr(front, "FRONT", tmp_path)
    assert front.ready()
    (tmp_path / "static/htmx.min.js").unlink()
    assert not front.ready()
    shutil.copy(FRONT / "static/htmx.min.js", tmp_path / "static")
    (tmp_path / "stamp").write_text("of another version", encoding="ascii")
    assert not front.ready()
