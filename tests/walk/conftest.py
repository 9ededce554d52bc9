"""What the walks share: a browser, and a started demo for each file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.config.house import House, free_port

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="house-", dir="/tmp"))
    folder.chmod(0o755)
    made = House(folder / "var", free_port())
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
