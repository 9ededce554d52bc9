"""Houses: installations that tests start, kill and remove."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.house import House, free_port


def _plot() -> Path:
    """A folder that every account can reach; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="house-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


@pytest.fixture
def house() -> Iterator[House]:
    """A house in which nothing is yet."""
    made = House(_plot() / "var", free_port())
    yield made
    made.clear()
    made.var.parent.rmdir()


@pytest.fixture(scope="session")
def model() -> Iterator[Path]:
    """The data folder of a house that was started once, migrated and seeded: to be copied."""
    made = House(_plot() / "var", free_port())
    started = made.up()
    assert (started.returncode, started.stderr) == (0, "")
    assert made.run("down").returncode == 0
    yield made.var
    made.clear()
    made.var.parent.rmdir()


@pytest.fixture
def furnished(house: House, model: Path) -> House:
    """A house with its data that does not run; making it anew each time would take most of the tests' time."""
    subprocess.run(["cp", "-a", str(model), str(house.var)], check=True)
    return house
