"""An installation with some areas and units, the commands as a person types them, and workbooks on disk."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.people.intake.imported import HEAD, LI, LI_AGAIN, NAMELESS, TOTAL, ZHANG, sheets
from yinling.config import __main__ as command_line
from yinling.people.intake.actions.keepers import _places

TITLE = ("兰州市退休干部基本信息采集表（退休干部）",)
REPORTED = ("填报单位：中共兰州市委老干部局", "", "", "填报日期：2017年12月31日")
PERSONS = (ZHANG, LI, NAMELESS, LI_AGAIN)


def book(*rows, title=TITLE, reported=REPORTED, head=HEAD, sheet="退休干部"):
    """A workbook's bytes: title, who reported and when, header, these rows (four persons unless told), a total."""
    return sheets({sheet: [title, reported, head, *(rows or PERSONS), TOTAL]})


@pytest.fixture
def bureau(sides):
    """The owner's side of an installation with three cities; the bureau of one of them, as a demo calls it."""
    sides.owner()
    _places.cache_clear()  # other tests have other areas, as many as these
    make.areas("620102", "620103", "530402", "530102", "530103")
    make.unit("5301", name="昆明市老干部局")
    return make.unit("6201", name="示范兰州市老干部局")


@pytest.fixture
def typed(bureau, capsys):
    """Type `import` and words; gives the exit status, the answer and the complaint without its lines of progress."""

    def type_it(*words):
        capsys.readouterr()
        status = command_line.main(["import", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, "".join(line for line in said.err.splitlines(True) if not line.startswith("· "))

    return type_it


@pytest.fixture
def file(tmp_path):
    """Write a workbook (the four persons unless told) into a folder; gives its path."""

    def write(content=None, name="名册.xlsx"):
        path = tmp_path / name
        path.write_bytes(book() if content is None else content)
        return path

    return write
