"""Rows as plain data: what of the catalogue is in force somewhere on a day, and all versions of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from yinling.kernel.areas import parent_of
from yinling.kernel.money import Fen
from yinling.kernel.names import fold_query, word_keys
from yinling.kernel.periods import Period
from yinling.supply.catalogue.domain import AnyEntry, Contact, ContactEntry, ItemEntry, PackageEntry
from yinling.supply.catalogue.models import ContactLine as ContactRow
from yinling.supply.catalogue.models import Item, Package
from yinling.supply.catalogue.terms import Category, Colour, Confidence, EntryKind, Evidence

Entry = TypeVar("Entry", ItemEntry, PackageEntry, ContactEntry)
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
    found = _most_specific(map(item_entry, Item.objects.filter(_in_force(area_code, on))))
    kept = [one for one in found if category in ("", one.category)]
    said = fold_query(text)
    return [one for rank, one in sorted(_ranked(kept, said), key=lambda pair: pair[0])] if said else kept


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


def shown(entry: AnyEntry) -> dict[str, str]:
    """The fields of an entry as people read them, by their names in a catalogue file; what is not set is 未定."""
    if isinstance(entry, ContactEntry):
        contacts = "\n".join(f"{one.name} {one.phone}" for one in entry.contacts)
        return {"title": entry.title, "contacts": contacts or _("未定"), **_held(entry)}
    price = {"unit": entry.unit or _("未定"), "price": _price(entry.price_fen)}
    if isinstance(entry, PackageEntry):
        return {"name": entry.name, "items": "\n".join(entry.items), **price, **_held(entry)}
    return {
        "name": entry.name,
        **price,
        "colour": str(Colour(entry.colour).label) if entry.colour else _("未定"),
        **{name: getattr(entry, name) or _("未定") for name in ("subsidy", "qualification", "course")},
        "minutes": str(entry.minutes) if entry.minutes else _("未定"),
        "checklist": "\n".join(entry.checklist) or _("未定"),
        "evidence": "、".join(str(Evidence(code).label) for code in entry.evidence) or _("未定"),
        "risk": entry.risk or _("未定"),
        "consent_needed": _truth(entry.consent_needed),
        "remote": _truth(entry.remote),
        "eligible": entry.eligible or _("本地区所有人"),
        **_held(entry),
    }


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


def upwards(area_code: str) -> list[str]:
    """The area and all areas that it lies in, up to the nation. Raises AreaCodeInvalid."""
    found = [area_code]
    while (above := parent_of(found[-1])) is not None:
        found.append(above)
    return found


def _in_force(area_code: str, on: date) -> Q:
    """The condition that a row holds in an area on a day, be it by an area above. Raises AreaCodeInvalid."""
    in_time = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return Q(area_code__in=upwards(area_code), retired=False) & in_time


def _most_specific(entries: Iterable[Entry]) -> list[Entry]:
    """Of each code the one of the smallest area. A code grows by level, so the longest is the smallest."""
    chosen = {entry.code: entry for entry in sorted(entries, key=lambda entry: len(entry.area_code))}
    return [chosen[code] for code in sorted(chosen)]


def _ranked(items: Iterable[ItemEntry], said: str) -> list[tuple[int, ItemEntry]]:
    return [(rank, one) for one in items if (rank := _rank(one, said)) is not None]


def _rank(item: ItemEntry, said: str) -> int | None:
    """0 for a name that begins with what was said, 1 for its pinyin or initials, 2 for a name that holds it."""
    name, (pinyin, initials) = fold_query(item.name), word_keys(item.name)
    if name.startswith(said) or item.code.startswith(said):
        return 0
    if pinyin.startswith(said) or initials.startswith(said):
        return 1
    return 2 if said in name else None


def _line(colour: Colour, held: ContactEntry | None) -> ContactLine:
    if held is None:
        return ContactLine(colour, "", (), "", "", "", Confidence.UNVERIFIED)
    confidence = Confidence(held.confidence)
    return ContactLine(colour, held.title, held.contacts, held.area_code, held.source, held.note, confidence)


def _held(entry: AnyEntry) -> dict[str, str]:
    confidence = str(Confidence(entry.confidence).label)
    return {"source": entry.source, "note": entry.note, "confidence": confidence}


def _price(fen: int | None) -> str:
    return _("未定") if fen is None else str(Fen(fen))


def _truth(value: bool | None) -> str:
    return _("未定") if value is None else _("是") if value else _("否")
