"""The panel of filters: a plain form whose fields are the parameters of the address. It works without a script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from yinling.base.regions.models import Area
from yinling.base.regions.queries import children, in_force
from yinling.base.units.queries import units_in
from yinling.decisions.portrait.queries import reads_kind
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.areas import covers, parent_of
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import LEVEL_TERMS, NOT_KNOWN
from yinling.people.registry.terms import CHOICES, Level, label_of
from yinling.web.desk.forms.filters import ANY, NO, UP, YES, Asked, standing_of, terms_for
from yinling.web.desk.forms.portrait_filters import IN_FOCUS, PARAMETERS, tag_choices, tier_choices

_USUAL = (
    "person_type", "sex", "living_arrangement", "self_care", "health", "hardship", "marital_status", "daily_carer",
    "post_level", "treatment_level", "period", "standing",
)  # fmt: skip
_NEVER = frozenset({"contact_kin", "deceased_kin"})  # say something of others, not of the person
_HINTED_UNITS = 200

Choice = tuple[str, str]


class FilterPanel(forms.Form):
    """Fields that say what is asked for now; sent, they are the parameters of the next address, empty ones too."""

    use_required_attribute = False

    def __init__(self, asked: Asked, *, by: Viewer, on: date) -> None:
        initial = {**asked.parameters, "standing": standing_of(asked)}
        super().__init__(initial=initial, auto_id="filter_%s")
        self.asked = asked
        terms = [term for term in terms_for(by) if term not in _NEVER]
        portrait = self._portrait(by, on)
        for name in ("age_from", "age_to"):
            self.fields[name] = _age(_("年龄从") if name == "age_from" else _("年龄到"))
        self.fields["area"] = self._choice(_("地区"), "area", _areas(asked, by, on))
        self.fields["unit"] = _unit()
        self.fields["residence"] = self._choice(_("居住地区"), "residence", _areas(asked, by, on))
        self.fields["away"] = self._choice(_("易地安置"), "away", _yes_no())
        self.fields["questions"] = self._choice(_("待核实的疑点"), "questions", _yes_no())
        for term in terms:
            self.fields[term] = self._choice(label_of(term), term, _values(term))
        self.unit_names = _unit_names(asked, by, on)
        usual = [term for term in _USUAL if term in terms]
        self._usual = ["age_from", "age_to", "area", "unit", *portrait, *usual]
        self._more = ["residence", "away", "questions", *(term for term in terms if term not in _USUAL)]

    def usual(self) -> list[forms.BoundField]:
        """The fields that are wanted daily."""
        return [self[name] for name in self._usual]

    def more(self) -> list[forms.BoundField]:
        """All others."""
        return [self[name] for name in self._more]

    def more_is_open(self) -> bool:
        """Whether one of the others is in use."""
        return any(name in self.asked.parameters for name in self._more)

    def _portrait(self, by: Viewer, on: date) -> list[str]:
        """The fields that ask of portraits, as far as there is something to ask for; their names."""
        tags, tiers = tag_choices(by=by, on=on), tier_choices(by=by, on=on)
        if tags:
            choices = [("", _("不限")), *tags]
            self.fields["tag"] = forms.ChoiceField(label=_("标签"), required=False, choices=choices)
        if tiers:
            self.fields["tier"] = self._choice(_("困难类别"), "tier", tiers)
        if tags and reads_kind(RuleKind.FOCUS, by=by):
            self.fields["focus"] = self._choice(_("重点关注"), "focus", [(IN_FOCUS, _("是"))])
        return [name for name in PARAMETERS if name in self.fields]

    def _choice(self, label: str, name: str, choices: Iterable[Choice]) -> forms.ChoiceField:
        """A choice, in which what is asked for now can always be chosen, several values at once too."""
        offered = [("", _("不限")), *choices] if name != "standing" else [*choices, (ANY, _("全部"))]
        now = self.asked.parameters.get(name, "")
        if now and now not in {value for value, _text in offered}:
            before = _("{label}：{value}").format(label=label, value="")
            offered.append((now, self.asked.said[name].removeprefix(before) or now))
        return forms.ChoiceField(label=label, required=False, choices=offered)


def _values(term: str) -> list[Choice]:
    plain = [(str(value), str(label)) for value, label in CHOICES[term].choices]
    if term == "standing":
        return plain
    upwards = [
        (f"{level.value}{UP}", _("{level}及以上").format(level=level.label))
        for level in Level
        if term in LEVEL_TERMS and level is not Level.OTHER and level is not Level.STATE_CHIEF
    ]
    return [*upwards, *plain, (NOT_KNOWN, _("未填写"))]


def _yes_no() -> list[Choice]:
    return [(YES, _("有")), (NO, _("没有"))]


def _age(label: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=150, widget=widget)


def _unit() -> forms.CharField:
    widget = forms.TextInput(attrs={"list": "filter_units", "autocomplete": "off", "maxlength": "100"})
    return forms.CharField(label=_("单位"), required=False, widget=widget)


def _areas(asked: Asked, by: Viewer, on: date) -> list[Choice]:
    """The way from the scope down to the chosen area, and what lies in that; the areas of the scope at first."""
    if not by.area:
        return []
    here = asked.chosen.area if asked.chosen.area and covers(by.area, asked.chosen.area) else by.area
    way: list[str] = []
    above: str | None = here
    while above is not None and above != by.area:
        way.insert(0, above)
        above = parent_of(above)
    below = [(area.code, area.name) for area in children(here, on=on)]
    names = dict(Area.objects.filter(in_force(on), code__in=way).values_list("code", "name")) if way else {}
    return [*((code, names[code]) for code in way if code in names), *below]


def _unit_names(asked: Asked, by: Viewer, on: date) -> list[str]:
    """Names to choose from while typing: the units of the chosen area, as long as they are few enough to read."""
    area = asked.chosen.area or by.area
    if not area:
        return []
    found = list(units_in(area, on=on).values_list("name", flat=True)[: _HINTED_UNITS + 1])
    return found if len(found) <= _HINTED_UNITS else []
