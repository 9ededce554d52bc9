"""The filter of today's worklist: from the address to what is asked, and back to chips, links and a panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from yinling.base.regions.queries import children, paths
from yinling.base.units.models import Unit
from yinling.base.units.queries import search as search_units
from yinling.decisions.careplan.queries import WorkFilter, WorkFilterUnknown
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.queries import reads_kind
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.areas import NATION, AreaCodeInvalid, parent_of, parse_area_code
from yinling.kernel.viewer import Viewer
from yinling.web.desk.forms.filters import YES, Chip, Unclear

_LONGEST = 100
_OF_KIND = {"tier": RuleKind.TIER, "focus": RuleKind.FOCUS}
_GROUP = ("rule", "item")  # one condition in two parameters
TIERS = ("1", "2", "3")


@dataclass(frozen=True)
class WorkAsked:
    """What the address asks for. `parameters` are those that were understood, `notes` say what was not."""

    chosen: WorkFilter
    parameters: Mapping[str, str]
    said: Mapping[str, str]
    notes: tuple[str, ...]

    def query(self, *, without: Iterable[str] = (), **changed: str) -> str:
        """The query of an address with these parameters changed; the page begins anew."""
        gone = {*without}
        kept = {name: value for name, value in self.parameters.items() if name not in gone}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})

    def chips(self, title: str = "") -> list[Chip]:
        """The conditions, in the order of the address; `title` is that of the chosen rule."""
        found = [Chip(text, self.query(without=[name])) for name, text in self.said.items()]
        if self.chosen.rule or self.chosen.item:
            text = _("：").join(word for word in (title or self.chosen.rule, self.chosen.item) if word)
            found.append(Chip(text, self.query(without=_GROUP)))
        return found

    def toggled(self, name: str) -> str:
        """The query with a yes-or-no condition added, or taken away where it is asked for already."""
        return self.query(without=[name]) if name in self.parameters else self.query(**{name: YES})


def read_work(parameters: Mapping[str, str], *, by: Viewer, on: date) -> WorkAsked:
    """What an address asks for. What cannot be asked is left out, and a note says so."""
    chosen, notes = WorkFilter(), []
    understood: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, text in sorted(parameters.items(), key=lambda one: one[0] != "area"):  # a unit is sought in its area
        value = text.strip()[:_LONGEST]
        if not value or name == "after":
            continue
        try:
            chosen, words = _read(name, value, chosen, by, on)
        except (Unclear, WorkFilterUnknown) as refusal:
            notes.append(str(refusal) if isinstance(refusal, Unclear) else _("没有这个筛选条件，已略过。"))
            continue
        understood[name] = value
        if words:
            said[name] = words
    return WorkAsked(chosen, understood, said, tuple(dict.fromkeys(notes)))


def _read(name: str, value: str, chosen: WorkFilter, by: Viewer, on: date) -> tuple[WorkFilter, str]:
    """The filter with one more condition, and how that is said (empty for what is shown otherwise)."""
    if "\x00" in value or (name not in _READERS and name != "unit"):
        raise Unclear(_("没有这个筛选条件，已略过。"))
    if name in _OF_KIND and not reads_kind(_OF_KIND[name], by=by):
        raise Unclear(_("您没有查看这项内容的用途授权，已略过这个条件。"))
    if name == "unit":
        return _unit(value, chosen, chosen.area or by.area or NATION, on)
    return _READERS[name](value, chosen)


def _state(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    if value not in ProposalState.values:
        raise Unclear(_("没有这个筛选条件，已略过。"))
    return replace(chosen, state=ProposalState(value)), ""


def _rule(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, rule=value), ""


def _item(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, item=value), ""


def _need(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, need_type=value), _("所需类型：{need}").format(need=NeedType(value).label) if (
        value in NeedType.values
    ) else ""


def _area(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    try:
        code = parse_area_code(value)
    except AreaCodeInvalid as refusal:
        raise Unclear(_("没有这个地区，已略过。")) from refusal
    names = paths([code])[code].split()
    return replace(chosen, area=code), _("地区：{place}").format(place=" ".join(names[1:] or names))


def _unit(value: str, chosen: WorkFilter, within: str, on: date) -> tuple[WorkFilter, str]:
    """The unit of a public id, or the first whose name begins so."""
    try:
        found = Unit.objects.filter(public_id=UUID(value)).first()
    except ValueError:
        found = next(iter(search_units(value, on=on, within=within, limit=1)), None)
    if found is None:
        raise Unclear(_("没有找到这个单位，已略过。请填写单位名称的开头。"))
    return replace(chosen, unit=found.public_id), _("单位：{unit}").format(unit=found.name)


def _tier(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    if value not in TIERS:
        raise Unclear(_("没有这个筛选条件，已略过。"))
    return replace(chosen, tier=int(value)), _("困难类别：{tier}").format(tier=say_tier(int(value)))


def _focus(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, focus=_yes(value)), _("重点关注")


def _overdue(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, overdue=_yes(value)), _("已超期")


def _fresh(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, fresh=_yes(value)), _("今天新增")


def _search(value: str, chosen: WorkFilter) -> tuple[WorkFilter, str]:
    return replace(chosen, search=value), _("搜索：{text}").format(text=value)


_READERS: dict[str, Callable[[str, WorkFilter], tuple[WorkFilter, str]]] = {
    "state": _state, "rule": _rule, "item": _item, "need": _need, "area": _area, "tier": _tier, "focus": _focus,
    "overdue": _overdue, "fresh": _fresh, "q": _search,
}  # fmt: skip


def _yes(value: str) -> bool:
    if value != YES:
        raise Unclear(_("没有这个筛选条件，已略过。"))
    return True


def say_tier(tier: int | None) -> str:
    """A tier of hardship in words: 1 is the gravest; empty without one."""
    words = {1: _("一类困难"), 2: _("二类困难"), 3: _("三类困难")}
    return words.get(tier, "") if tier else ""


class WorkPanel(forms.Form):
    """Fields that say what is asked for now; sent, they are the parameters of the next address, empty ones too."""

    use_required_attribute = False

    def __init__(self, asked: WorkAsked, *, by: Viewer, on: date) -> None:
        super().__init__(initial=dict(asked.parameters), auto_id="filter_%s")
        self.fields["q"] = _text(_("姓名"))
        self.fields["need"] = _choice(_("所需类型"), [(str(value), str(label)) for value, label in NeedType.choices])
        self.fields["area"] = _choice(_("地区"), _areas(asked, by, on))
        self.fields["unit"] = _text(_("单位"))
        if reads_kind(RuleKind.TIER, by=by):
            self.fields["tier"] = _choice(_("困难类别"), [(tier, say_tier(int(tier))) for tier in TIERS])
        if reads_kind(RuleKind.FOCUS, by=by):
            self.fields["focus"] = _choice(_("重点关注"), [(YES, _("是"))])
        self.fields["overdue"] = _choice(_("已超期"), [(YES, _("是"))])
        self.fields["fresh"] = _choice(_("今天新增"), [(YES, _("是"))])


def _text(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": str(_LONGEST)})
    return forms.CharField(label=label, required=False, widget=widget)


def _choice(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("不限")), *choices])


def _areas(asked: WorkAsked, by: Viewer, on: date) -> list[tuple[str, str]]:
    """The chosen area, the one above it inside the scope, and what lies next below."""
    if not by.area:
        return []
    here = asked.chosen.area or by.area
    above = parent_of(here) if here != by.area else None
    way = [code for code in (above, here) if code and code != by.area]
    names = paths(way)
    below = [(area.code, area.name) for area in children(here, on=on)]
    return [*((code, names[code].split()[-1]) for code in way), *below]
