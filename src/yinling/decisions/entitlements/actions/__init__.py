"""Changes about candidates: requirements are loaded, papers noted and withdrawn, lists exported."""

from yinling.decisions.entitlements.actions.exporting import (
    EXPORT_LIMIT,
    ExportedCandidates,
    TooManyCandidates,
    export_candidates,
)
from yinling.decisions.entitlements.actions.gathering import (
    DOCUMENT_LENGTH,
    AlreadySeen,
    AlreadyWithdrawn,
    NotAskedFor,
    NotCandidate,
    note_evidence,
    read_document,
    withdraw_evidence,
)
from yinling.decisions.entitlements.actions.loading import SHIPPED, load_requirements

__all__ = [
    "DOCUMENT_LENGTH",
    "EXPORT_LIMIT",
    "SHIPPED",
    "AlreadySeen",
    "AlreadyWithdrawn",
    "ExportedCandidates",
    "NotAskedFor",
    "NotCandidate",
    "TooManyCandidates",
    "export_candidates",
    "load_requirements",
    "note_evidence",
    "read_document",
    "withdraw_evidence",
]
