"""Changes of the rulebook: loaded from files, or written by one officer and approved by another."""

from yinling.decisions.rulebook.actions.approving import PUBLISH, approve_draft, publish, refuse_draft
from yinling.decisions.rulebook.actions.drafting import (
    APPROVAL,
    ContentUnfit,
    discard,
    submit,
    take_up,
    withdraw_draft,
    write_draft,
)
from yinling.decisions.rulebook.actions.loading import APPROVER, SHIPPED, load_rules

__all__ = [
    "APPROVAL",
    "APPROVER",
    "PUBLISH",
    "SHIPPED",
    "ContentUnfit",
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
