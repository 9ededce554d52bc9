"""Static files are put together once: who serves from the folder meanwhile never finds one of them missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yinling.config.launcher.places import PROJECT

# One process, as `up` starts it, with a folder and a source of its own: the checkout's are in use by other tests.
_SCRIPT = """
import json, sys
from pathlib import Path
import django
from django.conf import settings
from yinling.config.launcher import prepare
front = Path(sys.argv[1])
prepare.FRONT, settings.STATIC_ROOT = front, front / "collected"
settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, front / "sources"]
django.setup()
written = {str(found): found.stat().st_ctime_ns for found in (front / "collected").rglob("*") if found.is_file()}
prepare.collect()
after = {str(found): found.stat().st_ctime_ns for found in (front / "collected").rglob("*") if found.is_file()}
print(json.dumps([len(after), sorted(Path(name).name for name in after if after[name] != written.get(name))]))
"""


def collected(front: Path) -> tuple[int, list[str]]:
    """How many files there are after a start, and the names of those that it wrote."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT / "src"),
        "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(front)], env=environment, capture_output=True, text=True, check=True
    )
    many, written = json.loads(run.stdout.splitlines()[-1])
    return many, written


@pytest.mark.slow
def test_a_second_start_writes_nothing_and_a_changed_source_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/new.css").write_text("p { color: red }")
    many, written = collected(tmp_path)
    assert (many, "staticfiles.json" in written) == (len(written), True)
    assert collected(tmp_path) == (many, [])
    (tmp_path / "sources/new.css").write_text("p { color: black }")
    assert "new.css" in collected(tmp_path)[1]
    (tmp_path / "collected.mark").unlink()  # as a crash in the middle leaves it
    assert "staticfiles.json" in collected(tmp_path)[1]
