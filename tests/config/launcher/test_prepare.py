"""Static files are put together once: who serves from the folder meanwhile never finds one of them missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yinling.config.launcher.places import PROJECT

# A process as `up` starts it, with a folder and a source of its own: the checkout's are in use by other tests.
_SCRIPT = """
import json, os, sys, time
from pathlib import Path
import django
from django.conf import settings
from yinling.config.launcher import prepare
front = Path(sys.argv[1])
prepare.FRONT, settings.STATIC_ROOT = front, front / "collected"
settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, front / "sources"]
django.setup()
source, told = front / "sources/new.css", []

def collect():
    before = times()
    prepare.collect()
    told.append(sorted(name for name, at in times().items() if at != before.get(name)))

def times():
    files = [found for found in settings.STATIC_ROOT.rglob("*") if found.is_file()]
    return {str(found.relative_to(settings.STATIC_ROOT)): found.stat().st_ctime_ns for found in files}

collect()
collect()
source.write_text("p { color: black }")
os.utime(source, (time.time() + 2, time.time() + 2))  # Django compares whole seconds
collect()
(front / "collected.mark").unlink()  # as a crash in the middle leaves it
collect()
print(json.dumps(told))
"""


@pytest.mark.slow
def test_a_second_start_writes_nothing_and_a_changed_source_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/new.css").write_text("p { color: red }")
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT / "src"),
        "DJANGO_SETTINGS_MODULE": "yinling.config.settings",
    }
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
    )
    first, second, changed, cut_short = json.loads(run.stdout.splitlines()[-1])
    assert ("desk.css" in first, "staticfiles.json" in first) == (True, True)
    assert second == []
    assert ("new.css" in changed, "desk.css" in changed) == (True, False)
    assert "staticfiles.json" in cut_short
