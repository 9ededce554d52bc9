import pytest

from yinling.base.regions.actions import load_areas
from yinling.base.regions.outside import SHIPPED
from yinling.kernel.viewer import system


@pytest.fixture
def areas(sides, now):
    """The shipped areas, loaded; the application looks on with no viewer at all."""
    sides.work()
    load_areas(path=SHIPPED, by=system("tests"), at=now)
    sides.app()


@pytest.fixture
def few(sides, now, tmp_path):
    """The nation, 云南, 昆明 and 盘龙 alone, cut from the shipped file."""
    lines = SHIPPED.read_bytes().splitlines(keepends=True)
    wanted = (b"code,", b"0,", b"53,", b"5301,", b"530103,", b"530103001,")
    file = tmp_path / "few.csv"
    file.write_bytes(b"".join(line for line in lines if line.startswith(wanted)))
    sides.work()
    load_areas(path=file, by=system("tests"), at=now)
    sides.app()
