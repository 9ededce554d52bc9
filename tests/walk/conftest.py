"""What the walks share: a browser, and a started demo for each file."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.config import conftest as config_tests
from tests.config.house import House, free_port

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
model = config_tests.model  # one installation, migrated and seeded once for all walks: each starts from a copy


@pytest.fixture(scope="module")
def house(model: Path) -> Iterator[House]:
    """A running demo of this file's own, with the data of one that was made once for all files."""
    folder = Path(tempfile.mkdtemp(prefix="house-", dir="/tmp"))
    folder.chmod(0o755)
    made = House(folder / "var", free_port())
    subprocess.run(["cp", "-a", str(model), str(made.var)], check=True)
    answer = made.up()
    assert answer.returncode == 0, answer.stdout + answer.stderr
    yield made
    made.clear()
    folder.rmdir()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        yield found
        found.close()
