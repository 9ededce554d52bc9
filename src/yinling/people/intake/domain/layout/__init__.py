"""How a sheet is laid out: title, header over one to four rows, what every row is, who reported and as of when."""

from yinling.people.intake.domain.headings import Column
from yinling.people.intake.domain.layout.filling import fill_down
from yinling.people.intake.domain.layout.laying import lay_out
from yinling.people.intake.domain.layout.shape import Layout, RowKind

__all__ = ["Column", "Layout", "RowKind", "fill_down", "lay_out"]
