"""Rows as plain data: what of the catalogue is in force somewhere on a day, and all versions of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Max, Q

from yinling.kernel.areas import upwards
from yinling.kernel.names import fold_query
from yinling.kernel.periods import Period
from yinling.supply.catalogue.domain import AnyEntry, Contact, ContactEntry, ItemEntry, PackageEntry
from yinling.supply.catalogue.models import ContactLine as ContactRow
from yinling.supply.catalogue.models import Item, Package
from yinling.supply.catalogue.terms import Category, Colour, Confidence, EntryKind

Found = TypeVar("Found", Item, ItemEntry, PackageEntry, ContactEntry)
MODELS: dict[EntryKind, type[Item] | type[Package] | type[ContactRow]] = {
    EntryKind.ITEM: Item, EntryKind.PACKAGE: Package, EntryKind.CONTACT: ContactRow,
}  # fmt: skip


@dataclass(frozen=True)
class ContactLine:
    """One line of the four-colour card as it holds in an area. `title` is empty when no area says what it stands for;
    without `contacts` whom to ring is not set."""

    colour: Colour
    title: str
    contacts: tuple[Contact, ...]
    area_code: str
    source: str
    note: str
    confidence: Confidence


@dataclass(frozen=True)
class EntryVersion:
    """One version of an entry, wherever and whenever; a retired one was overtaken before it held."""

    entry: AnyEntry
    retired: bool


def categories() -> tuple[Category, ...]:
    """The ten categories, in their order."""
    return tuple(Category)


def item_in_force(code_or_name: str, area_code: str, on: date) -> ItemEntry | None:
    """The item of this code or name as it holds in an area on a day, the most specific area's; None: there is none.

    Raises AreaCodeInvalid.
    """
    said = code_or_name.strip()
    if not said or "\x00" in said:
        return None
    rows = Item.objects.filter(_in_force(area_code, on)).filter(
        Q(code=said) | Q(code__in=Item.objects.filter(_in_force(area_code, on), name=said).values("code"))
    )
    found = _most_specific(map(item_entry, rows))
    return next((one for one in found if said in (one.code, one.name)), None)


def items_in_force(area_code: str, on: date, category: str = "", text: str = "") -> list[ItemEntry]:
    """The items that hold in an area on a day, by code; of one code the most specific area's wins.

    `text` is looked for in names, in codes as a beginning, and at the beginning of a name's pinyin or initials; names
    that begin with it come first. Raises AreaCodeInvalid.
    """
    rows = _most_specific(Item.objects.filter(_in_force(area_code, on)))
    kept, said = [row for row in rows if category in ("", row.category)], fold_query(text)
    if said:
        ranks = {row.code: _rank(row, said) for row in kept}
        kept = sorted((row for row in kept if ranks[row.code] is not None), key=lambda row: ranks[row.code] or 0)
    return [item_entry(row) for row in kept]


def packages_in_force(area_code: str, on: date) -> list[PackageEntry]:
    """The packages that hold in an area on a day, by code. Raises AreaCodeInvalid."""
    return _most_specific(map(package_entry, Package.objects.filter(_in_force(area_code, on))))


def contact_lines(area_code: str, on: date) -> tuple[ContactLine, ...]:
    """The four lines of the contact card as they hold in an area on a day, in the order of the card.

    Raises AreaCodeInvalid.
    """
    rows = ContactRow.objects.filter(_in_force(area_code, on))
    held = {entry.code: entry for entry in _most_specific(map(contact_entry, rows))}
    return tuple(_line(colour, held.get(colour.value)) for colour in Colour)


def versions_of(code: str) -> list[EntryVersion]:
    """Every version of an item, by area, the nation first, the newest of an area first; ended and retired ones too."""
    return entries_of(EntryKind.ITEM, code)


def package_versions(code: str) -> list[EntryVersion]:
    """Every version of a package, by area, the newest first."""
    return entries_of(EntryKind.PACKAGE, code)


def contact_versions(colour: Colour) -> list[EntryVersion]:
    """Every version of a line of the contact card, by area, the newest first."""
    return entries_of(EntryKind.CONTACT, colour.value)


def entries_of(kind: EntryKind, code: str) -> list[EntryVersion]:
    """Every version of an entry, by area, the nation first, the newest of an area first; ended and retired ones too."""
    if "\x00" in code:
        return []
    rows = MODELS[kind].objects.filter(code=code).order_by("area_code", "-version")
    return [EntryVersion(entry_of(row), row.retired) for row in rows]


def whole_catalogue() -> list[AnyEntry]:
    """Every entry, whenever and wherever in force."""
    return [
        entry_of(row)
        for model in MODELS.values()
        for row in model.objects.filter(retired=False).order_by("code", "area_code", "version")
    ]


def next_version(kind: EntryKind, code: str, area_code: str) -> int:
    """The number that the next version of an entry gets in an area; retired ones keep theirs."""
    known = MODELS[kind].objects.filter(code=code, area_code=area_code).aggregate(highest=Max("version"))["highest"]
    return (known or 0) + 1


def entry_of(row: Item | Package | ContactRow) -> AnyEntry:
    """A row as plain data."""
    if isinstance(row, Item):
        return item_entry(row)
    return package_entry(row) if isinstance(row, Package) else contact_entry(row)


def item_entry(row: Item) -> ItemEntry:
    """A row as plain data."""
    return ItemEntry(
        code=row.code, version=row.version, area_code=row.area_code, period=Period(row.valid_from, row.valid_to),
        source=row.source, note=row.note, confidence=row.confidence, category=row.category, name=row.name,
        unit=row.unit, colour=row.colour, price_fen=row.price_fen, subsidy=row.subsidy,
        qualification=row.qualification, course=row.course, minutes=row.minutes, checklist=tuple(row.checklist),
        evidence=tuple(row.evidence), risk=row.risk, consent_needed=row.consent_needed, remote=row.remote,
        eligible=row.eligible,
    )  # fmt: skip


def package_entry(row: Package) -> PackageEntry:
    """A row as plain data."""
    return PackageEntry(
        code=row.code, version=row.version, area_code=row.area_code, period=Period(row.valid_from, row.valid_to),
        source=row.source, note=row.note, confidence=row.confidence, name=row.name, items=tuple(row.items),
        unit=row.unit, price_fen=row.price_fen,
    )  # fmt: skip


def contact_entry(row: ContactRow) -> ContactEntry:
    """A row as plain data."""
    return ContactEntry(
        code=row.code, version=row.version, area_code=row.area_code, period=Period(row.valid_from, row.valid_to),
        source=row.source, note=row.note, confidence=row.confidence, title=row.title,
        contacts=tuple(Contact(*line.rsplit(" ", 1)) for line in row.contacts),
    )  # fmt: skip


def _in_force(area_code: str, on: date) -> Q:
    """The condition that a row holds in an area on a day, be it by an area above. Raises AreaCodeInvalid."""
    in_time = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Q(area_code__in=upwards(area_code), retired=False) & in_time


def _most_specific(entries: Iterable[Found]) -> list[Found]:
    """Of each code the one of the smallest area. A code grows by level, so the longest is the smallest."""
    chosen = {entry.code: entry for entry in sorted(entries, key=lambda entry: len(entry.area_code))}
    return [chosen[code] for code in sorted(chosen)]


def _rank(item: Item, said: str) -> int | None:
    """0 for a name that begins with what was said, 1 for its pinyin or initials, 2 for a name that holds it."""
    name = fold_query(item.name)
    if name.startswith(said) or item.code.startswith(said):
        return 0
    if item.pinyin.startswith(said) or item.initials.startswith(said):
        return 1
    return 2 if said in name else None


def _line(colour: Colour, held: ContactEntry | None) -> ContactLine:
    if held is None:
        return ContactLine(colour, "", (), "", "", "", Confidence.UNVERIFIED)
    confidence = Confidence(held.confidence)
    return ContactLine(colour, held.title, held.contacts, held.area_code, held.source, held.note, confidence)
