"""Houses: installations that tests start, kill and remove."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.house import House, free_port


@pytest.fixture
def house() -> Iterator[House]:
    """A house that is not started, in a folder that every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="house-", dir="/tmp"))
    folder.chmod(0o755)
    made = House(folder / "var", free_port())
    yield made
    made.clear()
    folder.rmdir()
