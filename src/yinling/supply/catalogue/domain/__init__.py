"""Catalogue entries as plain data: which may stand beside each other, and what a file or a draft would change."""

from yinling.supply.catalogue.domain.drafting import Content, code_in, day_in, is_stop, title_in, unfit
from yinling.supply.catalogue.domain.entries import (
    AnyEntry,
    Change,
    Contact,
    ContactEntry,
    ItemEntry,
    PackageEntry,
    kind_of,
)
from yinling.supply.catalogue.domain.planning import after, plan, problems_of, superseding

__all__ = [
    "AnyEntry",
    "Change",
    "Contact",
    "ContactEntry",
    "Content",
    "ItemEntry",
    "PackageEntry",
    "after",
    "code_in",
    "day_in",
    "is_stop",
    "kind_of",
    "plan",
    "problems_of",
    "superseding",
    "title_in",
    "unfit",
]
