"""Changes of the rulebook: loaded from files, or written by one officer and approved by another."""

from yinling.decisions.rulebook.actions.approving import PUBLISH, StaleDraft, approve_draft, publish, refuse_draft
from yinling.decisions.rulebook.actions.drafting import (
    APPROVAL,
    ContentUnfit,
    DraftMoved,
    SavedMeanwhile,
    discard,
    submit,
    take_up,
    withdraw_draft,
    write_draft,
)
from yinling.decisions.rulebook.actions.loading import APPROVER, SHIPPED, load_rules
from yinling.decisions.rulebook.queries import DraftRefused

__all__ = [
    "APPROVAL",
    "APPROVER",
    "PUBLISH",
    "SHIPPED",
    "ContentUnfit",
    "DraftMoved",
    "DraftRefused",
    "SavedMeanwhile",
    "StaleDraft",
    "approve_draft",
    "discard",
    "load_rules",
    "publish",
    "refuse_draft",
    "submit",
    "take_up",
    "withdraw_draft",
    "write_draft",
]
