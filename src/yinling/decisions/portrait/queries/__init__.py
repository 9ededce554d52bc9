"""Reads of portraits."""

from yinling.decisions.portrait.queries.cohort_counts import LIVE_LIMIT, TooManyToCount
from yinling.decisions.portrait.queries.cohort_people import CohortPage, CohortPerson, cohort_people
from yinling.decisions.portrait.queries.cohorts import Group, Offered, Table, cohort, offered
from yinling.decisions.portrait.queries.explaining import Stored, StoredFacts, decide, decisions_on, explain_stored
from yinling.decisions.portrait.queries.portraits import Contested, Held, Judgement, PortraitView, portrait_of
from yinling.decisions.portrait.queries.previewing import Mover, Moves, Preview, RulePreview, movers, preview
from yinling.decisions.portrait.queries.ruling import (
    branch_of,
    deciding_at,
    reads_kind,
    ruling,
    secret_codes,
    standing_book,
)
from yinling.decisions.portrait.queries.runs import last, running
from yinling.decisions.portrait.queries.tags import among, holders, tag_counts, undecided

__all__ = [
    "LIVE_LIMIT",
    "CohortPage",
    "CohortPerson",
    "Contested",
    "Group",
    "Held",
    "Judgement",
    "Mover",
    "Moves",
    "Offered",
    "PortraitView",
    "Preview",
    "RulePreview",
    "Stored",
    "StoredFacts",
    "Table",
    "TooManyToCount",
    "among",
    "branch_of",
    "cohort",
    "cohort_people",
    "decide",
    "deciding_at",
    "decisions_on",
    "explain_stored",
    "holders",
    "last",
    "movers",
    "offered",
    "portrait_of",
    "preview",
    "reads_kind",
    "ruling",
    "running",
    "secret_codes",
    "standing_book",
    "tag_counts",
    "undecided",
]
