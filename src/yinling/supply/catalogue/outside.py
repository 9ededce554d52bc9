"""Reads a catalogue file, and what an officer wrote: checked for form, entry by entry, before any of it is believed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Refused
from yinling.kernel.areas import AreaCodeInvalid, level_of
from yinling.kernel.money import MoneyInvalid, parse_yuan
from yinling.kernel.periods import Period, PeriodInvalid
from yinling.supply.catalogue.domain import AnyEntry, Contact, ContactEntry, ItemEntry, PackageEntry
from yinling.supply.catalogue.domain.entries import CONTACTS, MINUTES_LIMIT, PRICE_LIMIT
from yinling.supply.catalogue.terms import FIELDS, Category, Colour, Confidence, EntryKind, Evidence

MAX_BYTES = 1_000_000
MAX_ENTRIES = 3_000
MAX_STEPS = 20
MAX_ITEMS = 60

_HELD = frozenset({"code", "version", "area", "valid_from", "valid_to", "source", "note", "confidence"})
_ITEM = _HELD | {
    "name", "unit", "colour", "price", "subsidy", "qualification", "course", "minutes", "checklist", "evidence", "risk",
    "consent_needed", "remote", "eligible",
}  # fmt: skip
_PACKAGE = _HELD | {"name", "items", "unit", "price"}
_CONTACT = _HELD | {"title", "contacts"}

_ITEM_CODE = re.compile(r"[0-9]{4}", re.ASCII)
_PACKAGE_CODE = re.compile(r"P[0-9]{4}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9-]{2,19}", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TRUTHS = {"yes": True, "no": False, True: True, False: False, "": None, None: None}


class CatalogueRefused(Refused):
    """Nothing of a file or a draft is taken. `problems` says why, a sentence or more for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_catalogue(path: Path) -> list[AnyEntry]:
    """The entries of a catalogue file, each of the right form. Raises CatalogueRefused with every problem found.

    `[defaults]` holds for every entry that says nothing itself, `[item_defaults]` for every item; `[colours]` names the
    colour of a category's items.
    """
    raw = _table(path)
    problems = [
        _("文件里不认识“%(name)s”") % {"name": name[:50]} for name in sorted(raw.keys() - {*EntryKind.values, *_HEADS})
    ]
    defaults, items, colours = (_fields(raw.get(name, {}), name, problems) for name in _HEADS)
    entries = []
    for kind in EntryKind:
        for number, own in enumerate(_list(raw.get(kind.value, []), kind, problems), 1):
            of_item = {**items, "colour": colours.get(str(own.get("code"))[:2], "")} if kind is EntryKind.ITEM else {}
            where = _("第%(number)s个%(name)s") % {"number": number, "name": kind.label}
            entries += _read(kind, _Form({**defaults, **of_item, **own}, where, problems))
    if problems:
        raise CatalogueRefused(problems)
    return entries


def read_entry(kind: EntryKind, fields: Mapping[str, object]) -> AnyEntry:
    """One entry from its fields, named as in a catalogue file. Raises CatalogueRefused with every problem."""
    form = _Form(dict(fields), str(kind.label))
    done = _read(kind, form)
    if form.problems:
        raise CatalogueRefused(form.problems)
    return done[0]


_HEADS = ("defaults", "item_defaults", "colours")


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CatalogueRefused([_("目录文件打不开")]) from error
    if len(content) > MAX_BYTES:
        raise CatalogueRefused([_("目录文件太大，最多1兆字节")])
    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # broken UTF-8, broken TOML, nesting meant to break the reader
        raise CatalogueRefused([_("目录文件不是完好的TOML文件")]) from error


def _fields(value: object, name: str, problems: list[str]) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    problems.append(_("“%(name)s”应是一张表") % {"name": name})
    return {}


def _list(value: object, kind: EntryKind, problems: list[str]) -> list[dict[str, object]]:
    if isinstance(value, list) and len(value) <= MAX_ENTRIES and all(isinstance(one, dict) for one in value):
        return value
    problems.append(_("“%(name)s”应是最多%(most)s个条目的列表") % {"name": kind.value, "most": MAX_ENTRIES})
    return []


class _Unreadable(Refused):
    """An entry lacks what the rest of it hangs on; the problem is noted already."""


@dataclass
class _Form:
    """The fields of one entry, read one by one; what is wrong is noted and reading goes on."""

    fields: dict[str, object]
    where: str
    problems: list[str] = field(default_factory=list)

    def complain(self, name: str, what: str) -> None:
        label = FIELDS.get(name, name[:50])
        self.problems.append(_("%(where)s：“%(name)s”%(what)s") % {"where": self.where, "name": label, "what": what})

    def only(self, known: frozenset[str]) -> None:
        for name in sorted(self.fields.keys() - known):
            self.complain(name, _("是不认识的字段"))

    def words(self, name: str, most: int, *, least: int = 0) -> str:
        value = self.fields.get(name, "")
        said = value.strip() if isinstance(value, str) else None
        if said is None or not least <= len(said) <= most or not _is_clean(said):
            self.complain(name, _("应是%(least)s到%(most)s个字") % {"least": least, "most": most})
            return ""
        return said

    def number(self, name: str, least: int, most: int) -> int | None:
        value = self.fields.get(name)
        if value in ("", None):
            return None
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 15:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.complain(name, _("应是%(least)s到%(most)s之间的整数") % {"least": least, "most": most})
            return None
        return value

    def price(self) -> int | None:
        value = self.fields.get("price", "")
        if value == "":
            return None
        try:
            fen = parse_yuan(value if isinstance(value, str) else "").fen
        except MoneyInvalid:
            fen = -1
        if not 0 <= fen <= PRICE_LIMIT:
            self.complain("price", _("应以元为单位填写，最多两位小数，例如12.50；不清楚就留空"))
            return None
        return fen

    def truth(self, name: str) -> bool | None:
        value = self.fields.get(name)
        if isinstance(value, str | bool | None) and value in _TRUTHS:
            return _TRUTHS[value]
        self.complain(name, _("应选是、否或未定"))
        return None

    def one_of(self, name: str, choices: type[TextChoices], *, empty: bool = False) -> str:
        value = self.fields.get(name, "")
        if value in choices.values or (empty and value == ""):
            return str(value)
        self.complain(name, _("应是 %(known)s 之一") % {"known": _("、").join(choices.values)})
        return ""

    def lines(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        """A list of texts, or a text of lines."""
        value = self.fields.get(name, [])
        found = value.splitlines() if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str) and _is_clean(one) for one in found):
            self.complain(name, _("应是逐行的文字"))
            return ()
        said = tuple(text for one in found if (text := one.strip()))
        if len(said) > most or any(len(one) > longest for one in said) or len(set(said)) < len(said):
            self.complain(
                name, _("最多%(most)s行，每行最多%(longest)s个字，不要重复") % {"most": most, "longest": longest}
            )
        return said

    def codes(self, name: str, choices: type[TextChoices]) -> tuple[str, ...]:
        found = self.lines(name, len(choices.values), 20)
        if not set(found) <= set(choices.values):
            self.complain(name, _("应是 %(known)s 之一") % {"known": _("、").join(choices.values)})
        return tuple(code for code in choices.values if code in found)

    def matched(self, name: str, pattern: re.Pattern[str], example: str) -> str:
        value = self.fields.get(name, "")
        if isinstance(value, str) and pattern.fullmatch(value.strip()):
            return value.strip()
        self.complain(name, _("应写成 %(example)s 这样") % {"example": example})
        return ""

    def period(self) -> Period:
        start, end = (_day(self.fields.get(name)) for name in ("valid_from", "valid_to"))
        if not isinstance(start, date) or not (end is None or isinstance(end, date)):
            self.complain("valid_from", _("应是日期"))
            raise _Unreadable
        try:
            return Period(start, end)
        except PeriodInvalid as invalid:
            self.problems.append(str(invalid))
            raise _Unreadable from invalid

    def area(self) -> str:
        code = self.words("area", 12, least=1)
        try:
            level_of(code)
        except AreaCodeInvalid as invalid:
            self.problems.append(str(invalid))
            raise _Unreadable from invalid
        return code


def _read(kind: EntryKind, form: _Form) -> list[AnyEntry]:
    """The entry, or nothing when its form is at fault."""
    readers: dict[EntryKind, Callable[[_Form], AnyEntry]] = {
        EntryKind.ITEM: _item, EntryKind.PACKAGE: _package, EntryKind.CONTACT: _contact_line,
    }  # fmt: skip
    before = len(form.problems)
    try:
        done = readers[kind](form)
    except _Unreadable:
        return []
    return [done] if len(form.problems) == before else []


def _item(form: _Form) -> ItemEntry:
    form.only(_ITEM)
    code = form.matched("code", _ITEM_CODE, "0101")
    if code and code[:2] not in Category.values:
        form.complain("code", _("前两位应是类别01到10"))
    return ItemEntry(
        code=code,
        category=code[:2],
        name=form.words("name", 40, least=1),
        unit=form.words("unit", 10, least=1),
        colour=form.one_of("colour", Colour, empty=True),
        price_fen=form.price(),
        subsidy=form.words("subsidy", 300),
        qualification=form.words("qualification", 200),
        course=form.words("course", 200),
        minutes=form.number("minutes", 1, MINUTES_LIMIT),
        checklist=form.lines("checklist", MAX_STEPS, 60),
        evidence=form.codes("evidence", Evidence),
        risk=form.words("risk", 300),
        consent_needed=form.truth("consent_needed"),
        remote=form.truth("remote"),
        eligible=form.words("eligible", 2_000),
        **_held(form),
    )


def _package(form: _Form) -> PackageEntry:
    form.only(_PACKAGE)
    items = form.lines("items", MAX_ITEMS, 4)
    if not items:
        form.complain("items", _("至少选一个服务项目"))
    return PackageEntry(
        code=form.matched("code", _PACKAGE_CODE, "P0001"),
        name=form.words("name", 40, least=1),
        items=items,
        unit=form.words("unit", 10),
        price_fen=form.price(),
        **_held(form),
    )


def _contact_line(form: _Form) -> ContactEntry:
    form.only(_CONTACT)
    return ContactEntry(
        code=form.one_of("code", Colour),
        title=form.words("title", 20, least=1),
        contacts=tuple(_contact(line, form) for line in form.lines("contacts", CONTACTS, 60)),
        **_held(form),
    )


def _contact(line: str, form: _Form) -> Contact:
    name, _space, phone = line.rpartition(" ")
    if not name.strip() or not _PHONE.fullmatch(phone):
        form.complain("contacts", _("每行写名称、空格、电话，例如：社区服务站 0931-1234567"))
    return Contact(name.strip(), phone)


class _Held(TypedDict):
    """What every entry says."""

    version: int
    area_code: str
    period: Period
    source: str
    note: str
    confidence: str


def _held(form: _Form) -> _Held:
    version = form.number("version", 1, 10_000)
    if version is None:
        form.complain("version", _("应是%(least)s到%(most)s之间的整数") % {"least": 1, "most": 10_000})
    return {
        "version": version or 1,
        "area_code": form.area(),
        "period": form.period(),
        "source": form.words("source", 300, least=1),
        "note": form.words("note", 500),
        "confidence": form.one_of("confidence", Confidence),
    }


def _day(value: object) -> object:
    """ISO text as a day; nothing as None; anything else as it is, for whoever checks the form."""
    if value in ("", None):
        return None
    if isinstance(value, datetime):
        return "…"
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _is_clean(value: str) -> bool:
    return all(character.isprintable() or character in "\n\r\t" for character in value)
