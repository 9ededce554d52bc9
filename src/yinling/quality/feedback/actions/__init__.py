"""Writes of feedback: a visit is rated or complained about, and the office answers."""

from yinling.quality.feedback.actions.concerning import StillOpen, complain
from yinling.quality.feedback.actions.exporting import (
    EXPORT_LIMIT,
    Exported,
    TooMuchFeedback,
    export_concerns,
    export_ratings,
)
from yinling.quality.feedback.actions.rating import AlreadyRated, NotRatable, rate
from yinling.quality.feedback.actions.settling import ConcernMoved, NotToRedo, answer, dismiss, redo, reopen

__all__ = [
    "EXPORT_LIMIT",
    "AlreadyRated",
    "ConcernMoved",
    "Exported",
    "NotRatable",
    "NotToRedo",
    "StillOpen",
    "TooMuchFeedback",
    "answer",
    "complain",
    "dismiss",
    "export_concerns",
    "export_ratings",
    "rate",
    "redo",
    "reopen",
]
