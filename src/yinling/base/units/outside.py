"""Reading the file of units from the disk."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from yinling.base.units.domain import UnitFileRefused
from yinling.kernel.tables import LARGEST_TABLE

DEMO = Path(__file__).parent / "data" / "demo_units.csv"


def read_file(path: Path) -> bytes:
    """The bytes of a file, one more at most than a table may have.

    Raises UnitFileRefused when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_TABLE + 1)
    except OSError as unreadable:
        message = _("无法读取文件 %(name)s。请核对文件是否存在、能否打开。") % {"name": path.name}
        raise UnitFileRefused(message) from unreadable
