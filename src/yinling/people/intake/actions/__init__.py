"""Changes of the intake: rosters handed in, explained, taken in; rows decided; joined and separated; taken back."""

from yinling.people.intake.actions.answering import AnswersTaken, answer_file
from yinling.people.intake.actions.deciding import KeptElsewhere, decide, settle_row
from yinling.people.intake.actions.fetching import fetch_workbook
from yinling.people.intake.actions.progress import Progress, ToldProgress
from yinling.people.intake.actions.receiving import (
    AlreadyTaken,
    HeadingsRefused,
    NotNow,
    discard,
    explain_headings,
    receive,
    sweep_files,
)
from yinling.people.intake.actions.remembering import remember_headings
from yinling.people.intake.actions.settling import DecisionsDone, Refusal, settle_file
from yinling.people.intake.actions.tables import OpenedSheet, open_sheets
from yinling.people.intake.actions.taking import take_in
from yinling.people.intake.actions.undoing import (
    WITHDRAWAL_DAYS,
    separate,
    stand_apart,
    take_back_roster,
    withdraw,
)

__all__ = [
    "WITHDRAWAL_DAYS", "AlreadyTaken", "AnswersTaken", "DecisionsDone", "HeadingsRefused", "KeptElsewhere", "NotNow",
    "OpenedSheet", "Progress", "Refusal", "ToldProgress", "answer_file", "decide", "discard", "explain_headings",
    "fetch_workbook", "open_sheets", "receive", "remember_headings", "separate", "settle_file", "settle_row",
    "stand_apart", "sweep_files", "take_back_roster", "take_in", "withdraw",
]  # fmt: skip
