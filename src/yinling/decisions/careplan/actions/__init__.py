"""Changes of proposals: rules propose, an officer decides."""

from yinling.decisions.careplan.actions.deciding import (
    AlreadyDecided,
    Decided,
    NotTakenBack,
    TooManyAtOnce,
    approve,
    decide_many,
    postpone,
    reject,
    undo,
)
from yinling.decisions.careplan.actions.exporting import EXPORT_LIMIT, TooManyProposals, export_worklist
from yinling.decisions.careplan.actions.proposing import Proposed, propose

__all__ = [
    "EXPORT_LIMIT", "AlreadyDecided", "Decided", "NotTakenBack", "Proposed", "TooManyAtOnce", "TooManyProposals",
    "approve", "decide_many", "export_worklist", "postpone", "propose", "reject", "undo",
]  # fmt: skip
