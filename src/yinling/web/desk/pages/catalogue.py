"""The catalogue of services as it holds in an area: items, one item with its versions, packages, the contact card."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.texts import plain
from yinling.kernel.areas import NATION
from yinling.kernel.calendars import local_day
from yinling.kernel.money import Fen
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.supply.catalogue import queries
from yinling.supply.catalogue.domain import AnyEntry
from yinling.supply.catalogue.policy import reads
from yinling.supply.catalogue.queries import EntryVersion, ItemEntry, PackageEntry
from yinling.supply.catalogue.terms import FIELDS, Category, Colour
from yinling.web.desk.forms.areas import read_area_and_day
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.desk.rule_fields import place_of
from yinling.web.desk.rule_sight import Sureness, home_area, sureness
from yinling.web.downloads import workbook
from yinling.web.looking import viewer_of

ALL = "all"


class ItemLine(NamedTuple):
    """One item as a list shows it."""

    item: ItemEntry
    category: str
    colour: str
    price: str
    place: str
    sure: Sureness


class Chip(NamedTuple):
    """A category to look at, and how many items it has among those that were looked for."""

    value: str
    label: str
    number: int


class VersionLine(NamedTuple):
    """One version beside the others: where, when, at what price, and how it stands on the day."""

    entry: AnyEntry
    place: str
    price: str
    unit: str
    state: str
    tone: str
    sure: Sureness
    key: str


class PackageLine(NamedTuple):
    """A package with the names of its items."""

    package: PackageEntry
    names: list[str]
    price: str
    place: str
    sure: Sureness
    is_own: bool


@officer_page("GET")
def catalogue(request: HttpRequest) -> HttpResponse:
    """The items in force: one category, or all; or what is looked for by name, pinyin, initials, code."""
    by, at = viewer_of(request), timezone.now()
    asked, (text, part) = read_area_and_day(request, by, today=local_day(at)), part_of(request)
    found = queries.items_in_force(asked.area or home_area(by), asked.on, text=text)
    part = part or (found[0].category if found else ALL)
    lines = item_lines([item for item in found if part in (ALL, item.category)])
    context = {
        "lines": lines, "asked": asked, "text": text, "part": part, "total": len(found), "tab": "catalogue",
        "category": part if part in Category.values else "", "chips": chips(Counter(item.category for item in found)),
        "may_write": bool(by.area), "query": asked.query(q=text, category=part), "shelf": shelf(request, "catalogue"),
    }  # fmt: skip
    return show(request, "desk/catalogue.html", context, at=at, here="catalogue")


@officer_page("GET")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as a table for offices. It tells of services, not of persons."""
    by = viewer_of(request)
    asked, (text, part) = read_area_and_day(request, by, today=local_day(timezone.now())), part_of(request)
    category = part if part in Category.values else ""
    found = queries.items_in_force(asked.area or home_area(by), asked.on, category, text)
    file = io.BytesIO()
    sheet = pgettext("sheet", "服务目录")
    write_table(_rows(found, by), head=_columns(), kind=FileKind.XLSX, to=file, numbers=frozenset(), sheet=sheet)
    return workbook(file.getvalue(), _("服务目录") + f"-{asked.place}", asked.on)


@officer_page("GET")
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: what holds in the officer's area, every version of every area side by side, two of them compared."""
    by, at = viewer_of(request), timezone.now()
    on, home = local_day(at), home_area(by)
    versions = queries.versions_of(code[:10])
    if not versions:
        raise Forbidden
    held = queries.item_in_force(code, home, on)
    lines = version_lines(versions, on)
    other = _compared(request.GET.get("with", ""), lines)
    newest = held or versions[-1].entry
    context = {
        "code": code, "held": held, "newest": newest, "lines": lines, "other": other, "place": place_of(home),
        "category": Category(code[:2]).label, "fields": fields_of(held, by) if held else [],
        "differences": _differing(held, other, by), "may_write": bool(by.area), "tab": "catalogue",
        "is_own": held is not None and by.area == held.area_code != NATION,
        "sure": sureness(newest.confidence), "missing": _missing(held),
    }  # fmt: skip
    return show(request, "desk/catalogue_item.html", context, at=at, here="catalogue")


@officer_page("GET")
def packages(request: HttpRequest) -> HttpResponse:
    """The packages in force in the officer's area, each with its items."""
    by, at = viewer_of(request), timezone.now()
    on, home = local_day(at), home_area(by)
    names = names_of_items(home, on)
    lines = [
        PackageLine(
            one, [names.get(code, code) for code in one.items], price_said(one.price_fen), place_of(one.area_code),
            sureness(one.confidence), by.area == one.area_code != NATION,
        )
        for one in queries.packages_in_force(home, on)
    ]  # fmt: skip
    context = {"lines": lines, "place": place_of(home), "may_write": bool(by.area), "tab": "packages"}
    return show(request, "desk/catalogue_packages.html", context, at=at, here="catalogue")


@officer_page("GET")
def contacts(request: HttpRequest) -> HttpResponse:
    """The four lines of the contact card as they hold in the officer's area."""
    by, at = viewer_of(request), timezone.now()
    home = home_area(by)
    lines = [
        (line, place_of(line.area_code) if line.area_code else "", sureness(line.confidence))
        for line in queries.contact_lines(home, local_day(at))
    ]
    context = {"lines": lines, "place": place_of(home), "may_write": bool(by.area), "tab": "contacts"}
    return show(request, "desk/catalogue_contacts.html", context, at=at, here="catalogue")


def part_of(request: HttpRequest) -> tuple[str, str]:
    """What the address of a list of services asks for: the words to look for, and a category or all.

    Nothing for what the page opens with; words are looked for in all.
    """
    text, asked = plain(request.GET.get("q", ""))[:60], request.GET.get("category", "")
    if asked in Category.values:
        return text, asked
    return text, ALL if text or asked == ALL else ""


def chips(counts: Mapping[str, int]) -> list[Chip]:
    """The categories with how many items each has, and all of them last."""
    found = [Chip(one.value, str(one.label), counts.get(one.value, 0)) for one in queries.categories()]
    return [*found, Chip(ALL, _("全部"), sum(counts.values()))]


def item_lines(items: Sequence[ItemEntry]) -> list[ItemLine]:
    """Items as a list shows them."""
    places = paths({item.area_code for item in items} - {NATION})
    return [
        ItemLine(
            one, str(Category(one.category).label), str(Colour(one.colour).label) if one.colour else "",
            price_said(one.price_fen), places.get(one.area_code, _("全国")),
            sureness(one.confidence),
        )
        for one in items
    ]  # fmt: skip


def price_said(fen: int | None) -> str:
    """A price as people read it; one that is not known is 未定."""
    return _("未定") if fen is None else str(Fen(fen))


def names_of_items(area_code: str, on: date) -> dict[str, str]:
    """What the items of an area are called, by code."""
    return {item.code: item.name for item in queries.items_in_force(area_code, on)}


def fields_of(entry: AnyEntry, by: Viewer) -> list[tuple[str, str]]:
    """What an entry says, field by field; a condition on words of a purpose that the viewer lacks is not told."""
    said = queries.shown(entry)
    if isinstance(entry, ItemEntry) and not reads(by, entry.eligible):
        said["eligible"] = _("按健康、政治等信息判断，不在您的查看范围内")
    return [(str(FIELDS[name]), text) for name, text in said.items() if name not in {"name", "confidence"} and text]


def version_lines(versions: Sequence[EntryVersion], on: date) -> list[VersionLine]:
    """Versions side by side, with how each stands on a day."""
    return [_version_line(one, on) for one in versions]


def _version_line(version: EntryVersion, on: date) -> VersionLine:
    entry = version.entry
    fen = entry.price_fen if isinstance(entry, ItemEntry | PackageEntry) else None
    unit = entry.unit if isinstance(entry, ItemEntry | PackageEntry) else ""
    state, tone = _standing(version, on)
    key = f"{entry.area_code}-{entry.version}"
    return VersionLine(
        entry, place_of(entry.area_code), price_said(fen), unit, state, tone, sureness(entry.confidence), key
    )


def _standing(version: EntryVersion, on: date) -> tuple[str, str]:
    period = version.entry.period
    if version.retired:
        return _("已被替换，没有生效过"), "off"
    if period.contains(on):
        return _("生效中"), "done"
    return (_("还没有生效"), "going") if on < period.start else (_("已停止"), "off")


def _compared(key: str, lines: Sequence[VersionLine]) -> VersionLine | None:
    return next((line for line in lines if line.key == key), None)


def _differing(held: ItemEntry | None, other: VersionLine | None, by: Viewer) -> Sequence[queries.Difference]:
    if held is None or other is None or not isinstance(other.entry, ItemEntry):
        return ()
    told = queries.differences(held, other.entry)
    may_read = reads(by, held.eligible) and reads(by, other.entry.eligible)
    return [one for one in told if may_read or one.name != "eligible"]


def _missing(held: ItemEntry | None) -> list[str]:
    """The fields that nobody set yet, as people call them."""
    if held is None:
        return []
    empty = [name for name in _WANTED if getattr(held, name) in (None, "", ())]
    return [str(FIELDS["price" if name == "price_fen" else name]) for name in empty]


_WANTED = (
    "price_fen", "subsidy", "qualification", "course", "minutes", "checklist", "evidence", "risk", "consent_needed",
    "remote",
)  # fmt: skip


def _columns() -> Mapping[str, str]:
    names = ("code", "name", "unit", "price", "colour", "subsidy", "qualification", "course", "minutes", "checklist")
    more = ("evidence", "risk", "consent_needed", "remote", "eligible", "source", "confidence", "note")
    said = {name: str(FIELDS[name]) for name in (*names, *more)}
    return {"category": pgettext("catalogue", "类别"), **said, "place": _("来自"), "since": str(FIELDS["valid_from"])}


def _rows(items: Sequence[ItemEntry], by: Viewer) -> Iterator[Mapping[str, str]]:
    for line in item_lines(items):
        said = queries.shown(line.item)
        if not reads(by, line.item.eligible):
            said["eligible"] = ""
        yield {
            **said, "category": line.category, "code": line.item.code, "place": line.place,
            "since": line.item.period.start.isoformat(),
        }  # fmt: skip
