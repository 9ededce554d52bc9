"""The pure half of the rulebook: its entries, what they say of a person, and which may stand beside each other."""

from yinling.decisions.rulebook.domain.deciding import Decision, apply, cited, due_days
from yinling.decisions.rulebook.domain.entries import (
    MAX_DUE_DAYS,
    AnyEntry,
    Book,
    Change,
    MeasureEntry,
    ParameterEntry,
    RuleEntry,
    Source,
)
from yinling.decisions.rulebook.domain.planning import after, plan, problems_of, publication
from yinling.decisions.rulebook.domain.ruling import Branch, branches

__all__ = [
    "MAX_DUE_DAYS",
    "AnyEntry",
    "Book",
    "Branch",
    "Change",
    "Decision",
    "MeasureEntry",
    "ParameterEntry",
    "RuleEntry",
    "Source",
    "after",
    "apply",
    "branches",
    "cited",
    "due_days",
    "plan",
    "problems_of",
    "publication",
]
