"""Changes of approvals, and of the drafts that apps keep until somebody approves them."""

from yinling.base.approvals.actions.deciding import (
    LONGEST,
    LONGEST_TITLE,
    SHORTEST,
    AlreadyAsked,
    AlreadyDecided,
    ReasonUnfit,
    approve,
    ask,
    refuse,
    withdraw,
)
from yinling.base.approvals.actions.drafting import DraftMoved, SavedMeanwhile, StaleDraft
from yinling.base.approvals.policy import SameEyes

__all__ = [
    "LONGEST",
    "LONGEST_TITLE",
    "SHORTEST",
    "AlreadyAsked",
    "AlreadyDecided",
    "DraftMoved",
    "ReasonUnfit",
    "SameEyes",
    "SavedMeanwhile",
    "StaleDraft",
    "approve",
    "ask",
    "refuse",
    "withdraw",
]
