"""Reads of the intake: rosters and their rows, whom held rows may be, results as files, what hangs on a roster."""

from yinling.people.intake.queries.hanging import Hanging, hanging
from yinling.people.intake.queries.pairs import (
    CandidateView,
    HeldLine,
    HeldPage,
    Pair,
    TermPair,
    held,
    next_held,
    pair,
)
from yinling.people.intake.queries.results import FieldResult, RowResult, field_results, row_results
from yinling.people.intake.queries.rosters import (
    ColumnView,
    RosterLine,
    RosterPage,
    RosterView,
    SheetView,
    area_of,
    held_count,
    roster,
    rosters,
)
from yinling.people.intake.queries.rows import RowLine, RowPage, roster_of_row, rows
from yinling.people.intake.queries.standing import QuestionLine, QuestionPage, Standing, questions, standing
from yinling.people.intake.queries.taken import Taken, taken_before
from yinling.people.intake.queries.workbooks import result_workbook

__all__ = [
    "CandidateView", "ColumnView", "FieldResult", "Hanging", "HeldLine", "HeldPage", "Pair", "QuestionLine",
    "QuestionPage", "RosterLine", "RosterPage", "RosterView", "RowLine", "RowPage", "RowResult", "SheetView",
    "Standing", "Taken", "TermPair", "area_of", "field_results", "hanging", "held", "held_count", "next_held", "pair",
    "questions",
    "result_workbook", "roster", "roster_of_row", "rosters", "row_results", "rows", "standing", "taken_before",
]  # fmt: skip
