"""Reads of proposals (the worklist with its filter and groups, what was decided), and the personal menu."""

from yinling.decisions.careplan.queries.filters import WorkFilter, WorkFilterUnknown, visible
from yinling.decisions.careplan.queries.lines import ProposalLine, explained
from yinling.decisions.careplan.queries.menus import Menu, MenuItem, menu, menu_item
from yinling.decisions.careplan.queries.worklist import (
    COUNT_LIMIT,
    PAGE,
    Group,
    Tallied,
    WorkPage,
    approved,
    count_waiting,
    groups,
    is_long,
    items_of,
    keys_of,
    lines_for_file,
    of_person,
    shown,
    tally,
    waiting,
    worklist,
)

__all__ = [
    "COUNT_LIMIT", "PAGE", "Group", "Menu", "MenuItem", "ProposalLine", "Tallied", "WorkFilter",
    "WorkFilterUnknown", "WorkPage", "approved", "count_waiting", "explained", "groups", "is_long", "items_of",
    "keys_of", "lines_for_file", "menu", "menu_item", "of_person", "shown", "tally", "visible", "waiting", "worklist",
]  # fmt: skip
