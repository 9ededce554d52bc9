"""Reads of portraits."""

from yinling.decisions.portrait.queries.cohort_counts import LIVE_LIMIT, TooManyToCount
from yinling.decisions.portrait.queries.cohort_people import CohortPage, CohortPerson, cohort_people
from yinling.decisions.portrait.queries.cohorts import Group, Offered, Table, cohort, offered
from yinling.decisions.portrait.queries.contests import (
    CONTESTS_PAGE,
    ContestLine,
    ContestPage,
    contest_of,
    contests_of,
    contests_page,
    count_open_contests,
)
from yinling.decisions.portrait.queries.explaining import Stored, StoredFacts, decide, decisions_on, explain_stored
from yinling.decisions.portrait.queries.moves import Move, moves_of, tags_of_many, tiers_of_many
from yinling.decisions.portrait.queries.portraits import Contested, Held, Judgement, PortraitView, portrait_of
from yinling.decisions.portrait.queries.previewing import Mover, Moves, Preview, RulePreview, movers, preview
from yinling.decisions.portrait.queries.ruling import (
    deciding_at,
    reads_kind,
    ruling,
    secret_codes,
    standing_book,
)
from yinling.decisions.portrait.queries.runs import last, running
from yinling.decisions.portrait.queries.tags import along, among, holders, scope_arms, tag_counts, undecided

__all__ = [
    "CONTESTS_PAGE",
    "LIVE_LIMIT",
    "CohortPage",
    "CohortPerson",
    "ContestLine",
    "ContestPage",
    "Contested",
    "Group",
    "Held",
    "Judgement",
    "Move",
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
    "along",
    "among",
    "cohort",
    "cohort_people",
    "contest_of",
    "contests_of",
    "contests_page",
    "count_open_contests",
    "decide",
    "deciding_at",
    "decisions_on",
    "explain_stored",
    "holders",
    "last",
    "movers",
    "moves_of",
    "offered",
    "portrait_of",
    "preview",
    "reads_kind",
    "ruling",
    "running",
    "scope_arms",
    "secret_codes",
    "standing_book",
    "tag_counts",
    "tags_of_many",
    "tiers_of_many",
    "undecided",
]
