"""Changes of the intake: rosters handed in, explained, taken in; rows decided; joined and separated; taken back."""

from yinling.people.intake.actions.progress import Progress, ToldProgress
from yinling.people.intake.actions.receiving import (
    AlreadyTaken,
    HeadingsRefused,
    NotNow,
    discard,
    explain_headings,
    receive,
)
from yinling.people.intake.actions.tables import OpenedSheet, open_sheets
from yinling.people.intake.actions.taking import take_in

__all__ = [
    "AlreadyTaken", "HeadingsRefused", "NotNow", "OpenedSheet", "Progress", "ToldProgress", "discard",
    "explain_headings", "open_sheets", "receive", "take_in",
]  # fmt: skip
