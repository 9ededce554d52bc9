"""Changes of portraits: drawn for one person, for an area, counted; and contests about them."""

from yinling.decisions.portrait.actions.cells import recount_cells
from yinling.decisions.portrait.actions.cohorts import ExportedTable, export_cohort, say_shown
from yinling.decisions.portrait.actions.contests import (
    OUTCOMES,
    AlreadyContested,
    ContestClosed,
    NothingToSetAside,
    contest,
    decide_contest,
    reopen_contest,
    withdraw_contest,
)
from yinling.decisions.portrait.actions.drawing import Drawn
from yinling.decisions.portrait.actions.judging import judge
from yinling.decisions.portrait.actions.movers import MOST_MOVERS, ExportedMovers, TooManyMovers, export_movers
from yinling.decisions.portrait.actions.recalculating import recalculate, start, step

__all__ = [
    "MOST_MOVERS",
    "OUTCOMES",
    "AlreadyContested",
    "ContestClosed",
    "Drawn",
    "ExportedMovers",
    "ExportedTable",
    "NothingToSetAside",
    "TooManyMovers",
    "contest",
    "decide_contest",
    "export_cohort",
    "export_movers",
    "judge",
    "recalculate",
    "recount_cells",
    "reopen_contest",
    "say_shown",
    "start",
    "step",
    "withdraw_contest",
]
