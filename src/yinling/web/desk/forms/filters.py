"""The filter of the list of people: from the address to what is asked, and back to chips, links and a panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.units.models import Unit
from yinling.base.units.queries import search as search_units
from yinling.kernel.areas import NATION, AreaCodeInvalid, parse_area_code
from yinling.kernel.viewer import Viewer
from yinling.people.registry.policy import reads
from yinling.people.registry.queries import LEVEL_TERMS, NOT_KNOWN, SORTS, Filter, FilterUnknown, Sort
from yinling.people.registry.terms import CHOICES, Standing, label_of, say_value
from yinling.web.desk.forms.portrait_filters import PARAMETERS, AskedPortrait, NotOffered, asked_more

ANY = "any"  # the standing of everybody, died and moved too
UP = "up"  # behind a level: that and all above
YES, NO = "yes", "no"
NOTHING_ASKED = AskedPortrait()  # of portraits
_LONGEST = 200
_MANY_UNITS = 50
_QUIET = {"sort", "after"}  # parameters that are no filter


class Chip(NamedTuple):
    """One condition in words, and the address of the list without it."""

    text: str
    without: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for, of the registry and of portraits.

    `parameters` are those that were understood, `notes` say what was not.
    """

    chosen: Filter
    sort: Sort
    parameters: Mapping[str, str]
    said: Mapping[str, str]
    notes: tuple[str, ...]
    portrait: AskedPortrait = NOTHING_ASKED

    def query(self, *, without: Iterable[str] = (), **changed: str) -> str:
        """The query of an address with these parameters changed; the page begins anew."""
        gone = {*without}
        kept = {name: value for name, value in self.parameters.items() if name not in gone}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})

    def chips(self) -> list[Chip]:
        """The conditions, in the order of the address."""
        return [Chip(text, self.query(without=[name])) for name, text in self.said.items()]

    def sort_link(self, by: str) -> str:
        """The query that sorts by this; asked again, the other way round."""
        again = self.sort.by == by and not self.sort.descending
        return self.query(sort=str(Sort(by, descending=again)))


class Unclear(ValueError):
    """A parameter says nothing that can be asked; its message tells the reader."""


class _Read(NamedTuple):
    """A parameter understood: what it changes of the filter, and how it is said."""

    change: Callable[[Filter], Filter]
    said: str


def read(parameters: Mapping[str, str], *, by: Viewer, on: date) -> Asked:
    """What an address asks for. What cannot be asked (by this viewer) is left out, and a note says so."""
    chosen, portrait, notes = Filter(on=on), NOTHING_ASKED, []
    understood: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, text in sorted(parameters.items(), key=lambda one: one[0] != "area"):  # a unit is sought in its area
        value = (text.replace("\x00", "") if name == "q" else text).strip()[:_LONGEST]
        if not value or name in _QUIET:
            continue
        try:
            if name in PARAMETERS:
                portrait, said[name] = asked_more(name, value, portrait, by=by, on=on)
            else:
                found = _read(name, value, chosen, by, on)
                chosen, said[name] = found.change(chosen), found.said
        except (Unclear, FilterUnknown, NotOffered) as refusal:
            notes.append(str(refusal) if isinstance(refusal, Unclear) else _no_such_value(name, by))
            continue
        understood[name] = value
    sort = _sort(parameters.get("sort", ""), notes)
    if sort != Sort():
        understood["sort"] = str(sort)
    return Asked(chosen, sort, understood, said, tuple(dict.fromkeys(notes)), portrait)


def terms_for(by: Viewer) -> Iterator[str]:
    """The coded terms that this viewer can filter by."""
    return (term for term in CHOICES if reads(by, term))


def _read(name: str, value: str, chosen: Filter, by: Viewer, on: date) -> _Read:
    if "\x00" in value or (name not in _READERS and name != "unit" and name not in terms_for(by)):
        raise Unclear(_("没有这个筛选条件，已略过。"))
    if name == "unit":
        return _unit(value, chosen.area or by.area or NATION, on)
    return _READERS[name](value) if name in _READERS else _term(name, value)


def _search(value: str) -> _Read:
    return _Read(lambda f: replace(f, search=value), _("搜索：{text}").format(text=value))


def _age_from(value: str) -> _Read:
    years = _years(value)
    return _Read(lambda f: replace(f, age_from=years), _("{age} 岁及以上").format(age=years))


def _age_to(value: str) -> _Read:
    years = _years(value)
    return _Read(lambda f: replace(f, age_to=years), _("{age} 岁及以下").format(age=years))


def _lies_in(value: str) -> _Read:
    code = _area(value)
    return _Read(lambda f: replace(f, area=code), _("地区：{place}").format(place=_place(code)))


def _lives_in(value: str) -> _Read:
    code = _area(value)
    return _Read(lambda f: replace(f, residence=code), _("居住地区：{place}").format(place=_place(code)))


def _away(value: str) -> _Read:
    away = _yes(value)
    return _Read(lambda f: replace(f, lives_elsewhere=away), _("易地安置") if away else _("未易地安置"))


def _questions(value: str) -> _Read:
    waiting = _yes(value)
    return _Read(lambda f: replace(f, has_questions=waiting), _("有待核实") if waiting else _("无待核实"))


_READERS: dict[str, Callable[[str], _Read]] = {
    "q": _search, "age_from": _age_from, "age_to": _age_to, "area": _lies_in, "residence": _lives_in, "away": _away,
    "questions": _questions,
}  # fmt: skip


def _term(term: str, value: str) -> _Read:
    """One or several values of a coded term, comma between; `up` behind a level; `any` standing."""
    if term == "standing" and value == ANY:
        return _Read(lambda f: replace(f, chosen=_other_terms(f, term)), _("在册状态：全部"))
    if term in LEVEL_TERMS and value.endswith(UP):
        level = value.removesuffix(UP)
        text = _("{label}：{level}及以上").format(label=label_of(term), level=say_value(term, level))
        return _Read(lambda f: replace(f, at_least=(*f.at_least, (term, level))), text)
    values = tuple(dict.fromkeys(value.split(",")))
    words = _("、").join(_("未填写") if one == NOT_KNOWN else say_value(term, one) for one in values)
    text = _("{label}：{value}").format(label=label_of(term), value=words)
    return _Read(lambda f: replace(f, chosen=(*_other_terms(f, term), (term, values))), text)


def _other_terms(chosen: Filter, term: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(one for one in chosen.chosen if one[0] != term)


def _no_such_value(name: str, by: Viewer) -> str:
    if name in PARAMETERS:
        return _("没有这个标签或类别，已略过。")
    label = label_of(name) if name in terms_for(by) else _("年龄")
    return _("“{label}”没有这个选项，已略过。").format(label=label)


def _years(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        raise Unclear(_("年龄请填 0 到 150 的整数，已略过。"))
    return int(value)


def _area(value: str) -> str:
    try:
        return parse_area_code(value)
    except AreaCodeInvalid as refusal:
        raise Unclear(_("没有这个地区，已略过。")) from refusal


def _place(code: str) -> str:
    names = paths([code])[code].split()
    return " ".join(names[1:] or names)


def _unit(value: str, within: str, on: date) -> _Read:
    """The unit of a public id, or those whose name begins so."""
    try:
        found = list(Unit.objects.filter(public_id=UUID(value)))
        name = found[0].name if found else ""
    except ValueError:
        found, name = search_units(value, on=on, within=within, limit=_MANY_UNITS), value
    if not found:
        raise Unclear(_("没有找到这个单位，已略过。请填写单位名称的开头。"))
    units = tuple(unit.public_id for unit in found)
    return _Read(lambda f: replace(f, units=units), _("单位：{unit}").format(unit=name))


def _yes(value: str) -> bool:
    if value not in {YES, NO}:
        raise Unclear(_("没有这个筛选条件，已略过。"))
    return value == YES


def _sort(value: str, notes: list[str]) -> Sort:
    by = value.removeprefix("-")
    if value and by not in SORTS:
        notes.append(_("没有这种排序，已按姓名拼音排列。"))
    return Sort(by, descending=value.startswith("-")) if by in SORTS else Sort()


# What stands above the list for one press: a name for the parameters that it adds.
def quick(asked: Asked, by: Viewer) -> list[Chip]:
    """Conditions that are often wanted and not asked for now; the address of each adds it."""
    offered = (
        (label_of("person_type"), "person_type", "retired_with_honours"),
        (label_of("person_type"), "person_type", "survivor"),
        ("", "age_from", "80"),
        (label_of("living_arrangement"), "living_arrangement", "alone"),
        (label_of("self_care"), "self_care", "unable"),
        ("", "questions", YES),
    )
    said = {"age_from": _("80 岁及以上"), "questions": _("有待核实")}
    return [
        Chip(said.get(name) or say_value(name, value), asked.query(**{name: value}))
        for _label, name, value in offered
        if name not in asked.parameters
    ]


def standing_of(asked: Asked) -> str:
    """The standing in the panel: what was asked for, else on the roll."""
    return asked.parameters.get("standing", Standing.ON_ROLL.value)
