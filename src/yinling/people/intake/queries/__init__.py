"""Reads of the intake: rosters and their rows, whom held rows may be, results as files, what hangs on a roster."""

from yinling.people.intake.queries.results import FieldResult, RowResult, field_results, row_results
from yinling.people.intake.queries.rosters import (
    ColumnView,
    RosterLine,
    RosterPage,
    RosterView,
    SheetView,
    held_count,
    roster,
    rosters,
)
from yinling.people.intake.queries.workbooks import result_workbook

__all__ = [
    "ColumnView", "FieldResult", "RosterLine", "RosterPage", "RosterView", "RowResult", "SheetView", "field_results",
    "held_count", "result_workbook", "roster", "rosters", "row_results",
]  # fmt: skip
