"""Reads of the catalogue: what holds somewhere on a day, how it came to hold, and what is being written."""

from yinling.supply.catalogue.domain import Contact, ItemEntry, PackageEntry
from yinling.supply.catalogue.queries.drafts import (
    DraftView,
    draft_of,
    drafts,
    next_code,
    planned,
)
from yinling.supply.catalogue.queries.entries import (
    ContactLine,
    EntryVersion,
    categories,
    contact_lines,
    contact_versions,
    entries_of,
    item_in_force,
    items_in_force,
    next_version,
    package_versions,
    packages_in_force,
    versions_of,
    whole_catalogue,
)
from yinling.supply.catalogue.queries.showing import Difference, differences, shown

__all__ = [
    "Contact",
    "ContactLine",
    "Difference",
    "DraftView",
    "EntryVersion",
    "ItemEntry",
    "PackageEntry",
    "categories",
    "contact_lines",
    "contact_versions",
    "differences",
    "draft_of",
    "drafts",
    "entries_of",
    "item_in_force",
    "items_in_force",
    "next_code",
    "next_version",
    "package_versions",
    "packages_in_force",
    "planned",
    "shown",
    "versions_of",
    "whole_catalogue",
]
