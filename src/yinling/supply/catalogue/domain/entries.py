"""What the catalogue holds: items, packages, lines of the contact card, each for an area and a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from yinling.kernel.periods import Period
from yinling.supply.catalogue.terms import EntryKind

PRICE_LIMIT = 10**9  # fen: ten million yuan a unit is no price of ours
MINUTES_LIMIT = 1_440
CONTACTS = 4  # more do not fit on a line of the card


@dataclass(frozen=True, kw_only=True)
class Held:
    """One version of something that holds in an area for a period, and where it comes from.

    `note` says what was added to the source; `confidence` is a code of `terms.Confidence`.
    """

    code: str
    version: int
    area_code: str
    period: Period
    source: str
    note: str = ""
    confidence: str

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from others of its kind: a version of a code in an area."""
        return self.code, self.area_code, self.version


@dataclass(frozen=True, kw_only=True)
class ItemEntry(Held):
    """A service that can be ordered. What is not known is empty or None, and shown as not set.

    `price_fen` is for one `unit`; `colour` is the group on the contact card; `evidence` holds codes of
    `terms.Evidence`; `eligible` is a condition of `kernel.expression`, empty for everybody of the area.
    """

    category: str
    name: str
    unit: str
    colour: str = ""
    price_fen: int | None = None
    subsidy: str = ""
    qualification: str = ""
    course: str = ""
    minutes: int | None = None
    checklist: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    risk: str = ""
    consent_needed: bool | None = None
    remote: bool | None = None
    eligible: str = ""


@dataclass(frozen=True, kw_only=True)
class PackageEntry(Held):
    """Items offered together under one name. `items` are their codes; `price_fen` is for one `unit`, None: not set."""

    name: str
    items: tuple[str, ...]
    unit: str = ""
    price_fen: int | None = None


@dataclass(frozen=True)
class Contact:
    """Whom to ring: a name as people call it, and a telephone number."""

    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class ContactEntry(Held):
    """One line of the four-colour card. `code` is the colour, `title` what the colour stands for."""

    title: str
    contacts: tuple[Contact, ...] = ()


AnyEntry: TypeAlias = ItemEntry | PackageEntry | ContactEntry
Entry = TypeVar("Entry", ItemEntry, PackageEntry, ContactEntry)


@dataclass(frozen=True)
class Change:
    """What changes: what is new, what only gets another last day, and what is retired, as if it had never held."""

    new: tuple[AnyEntry, ...] = ()
    ended: tuple[AnyEntry, ...] = ()
    retired: tuple[AnyEntry, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the catalogue says all of it already."""
        return not (self.new or self.ended or self.retired)


def kind_of(entry: AnyEntry) -> EntryKind:
    """What an entry is."""
    if isinstance(entry, ItemEntry):
        return EntryKind.ITEM
    return EntryKind.PACKAGE if isinstance(entry, PackageEntry) else EntryKind.CONTACT
