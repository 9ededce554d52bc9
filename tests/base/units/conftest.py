import pytest

from yinling.base.regions.actions import load_areas
from yinling.base.regions.outside import SHIPPED
from yinling.base.units.actions import load_units
from yinling.base.units.outside import DEMO
from yinling.kernel.viewer import system

_PLACES = (b"code,", b"0,", b"62,", b"6201,", b"62010", b"53,", b"5301,", b"53010")


@pytest.fixture
def areas(sides, now, tmp_path):
    """The areas in which the demo units stand, cut from the shipped file, without townships."""
    lines = SHIPPED.read_bytes().splitlines(keepends=True)
    file = tmp_path / "areas.csv"
    file.write_bytes(b"".join(line for line in lines if line.startswith(_PLACES) and line.index(b",") < 9))
    sides.work()
    load_areas(path=file, by=system("tests"), at=now)
    sides.app()


@pytest.fixture
def units(sides, now, areas):
    """The demo units, loaded; the application looks on with no viewer at all."""
    sides.work()
    load_units(path=DEMO, by=system("tests"), at=now)
    sides.app()
