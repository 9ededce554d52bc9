"""The form for a new person."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.regions.models import Area
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Registration, Unacceptable, clean
from yinling.people.registry.terms import TERMS, LivingArrangement, PersonType, SelfCare, Sex
from yinling.web.desk.forms.places import MANY, area_named, areas_of, unit_named, units_of
from yinling.web.kernel_texts import translated

_NO_UNIT = str(uuid.UUID(int=0))
_TEXTS = tuple(field.name for field in dataclasses.fields(Registration) if field.type == "str")
_NOT_KNOWN = ("", gettext_lazy("不清楚"))
_PLEASE_CHOOSE = ("", gettext_lazy("请选择"))
_MISSING = {"required": gettext_lazy("请填写")}
_NOT_CHOSEN = {"required": gettext_lazy("请选择一项"), "invalid_choice": gettext_lazy("没有这个选项，请重新选择")}
_NO_DATE = {"invalid": gettext_lazy("不是日期，请写成 1935-03-08 这样")}
_SEX = [("", gettext_lazy("由身份证号得出")), *((s.value, s.label) for s in (Sex.MALE, Sex.FEMALE, Sex.UNSTATED))]


def _typed(**attributes: object) -> forms.TextInput:
    """A text field that no browser fills in from other people's records."""
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


# What is typed where the scope holds too many to choose from: how it is written, and who says while one types.
_TYPED = {
    "unit": (gettext_lazy("由哪个单位负责管理和服务。写单位名称或拼音的开头，从列出的里面选。"), "desk:register_units"),
    "area_code": (
        gettext_lazy("本人常住的县区或乡镇街道，派单按这里找服务人员。写名称或拼音的开头，从列出的里面选。"),
        "desk:register_areas",
    ),
}


def _typed_name(choice: forms.Field, name: str) -> forms.CharField:
    """A field in which the name of something is typed; htmx fills in its list meanwhile."""
    help_text, hints = _TYPED[name]
    listed = f"{name}_hints"
    asks = {"hx-get": reverse_lazy(hints), "hx-trigger": "input changed delay:200ms", "hx-target": f"#{listed}"}
    widget = _typed(list=listed, maxlength="100", **asks, **{"hx-sync": "this:replace"})
    return forms.CharField(
        label=choice.label, max_length=100, help_text=help_text, error_messages=_MISSING, widget=widget
    )


class RegistrationForm(forms.Form):
    """What is known of a new person. `person` is the form's own key: sent twice, the person is entered once."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=TERMS["name"][0],
        max_length=50,
        error_messages=_MISSING,
        help_text=gettext_lazy("少数民族姓名中的间隔号写作“·”。"),
        widget=_typed(),
    )
    id_number = forms.CharField(
        label=TERMS["id_number"][0],
        max_length=40,
        required=False,
        help_text=gettext_lazy("18 位或 15 位。填写后自动得出性别和出生日期。"),
        widget=_typed(spellcheck="false"),
    )
    sex = forms.ChoiceField(label=TERMS["sex"][0], choices=_SEX, required=False, error_messages=_NOT_CHOSEN)
    birth_date = forms.DateField(
        label=TERMS["birth_date"][0],
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"],
        error_messages=_NO_DATE,
        help_text=gettext_lazy("有身份证号时可以不填。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    person_type = forms.ChoiceField(
        label=TERMS["person_type"][0],
        choices=[_PLEASE_CHOOSE, *PersonType.choices],
        error_messages=_NOT_CHOSEN,
        help_text=gettext_lazy("1949 年 9 月 30 日前参加革命工作并办理离休的，选离休干部（国发〔1982〕62号）。"),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("管理单位"),
        help_text=gettext_lazy("由哪个单位负责管理和服务。"),
        error_messages=_NOT_CHOSEN,
    )
    area_code = forms.ChoiceField(
        label=gettext_lazy("居住地区"),
        help_text=gettext_lazy("本人常住的县区或乡镇街道，派单按这里找服务人员。"),
        error_messages=_NOT_CHOSEN,
    )
    living_arrangement = forms.ChoiceField(
        label=TERMS["living_arrangement"][0], choices=[_NOT_KNOWN, *LivingArrangement.choices], required=False
    )
    self_care = forms.ChoiceField(label=TERMS["self_care"][0], choices=[_NOT_KNOWN, *SelfCare.choices], required=False)
    phone = forms.CharField(
        label=TERMS["phone"][0],
        max_length=40,
        required=False,
        help_text=gettext_lazy("手机 11 位，座机带区号，例如 0931-8888888。"),
        widget=_typed(inputmode="tel"),
    )
    address = forms.CharField(
        label=TERMS["address"][0],
        max_length=200,
        required=False,
        help_text=gettext_lazy("写到门牌号，服务人员按这里上门。"),
        widget=_typed(),
    )

    def __init__(self, data: QueryDict | None = None, *, by: Viewer, on: date, initial: Any = None) -> None:
        super().__init__(_with_key(data), initial=initial)
        self._on = on
        self._typed: set[str] = set()
        self._units, self._areas = units_of(by, on), areas_of(by, on)
        address = reverse_lazy("desk:read_id_number")
        asks = {"hx-post": address, "hx-trigger": "change", "hx-target": "#id-number-read", "hx-params": "id_number"}
        self.fields["id_number"].widget.attrs |= asks
        units, areas = list(self._units[: MANY + 1]), list(self._areas[: MANY + 1])
        options = [(str(unit.public_id), unit.name) for unit in units]
        self._offer("unit", options, typed=len(units) > MANY)
        self._offer("area_code", _by_county(areas), typed=len(areas) > MANY)

    def _offer(self, name: str, options: list[Any], *, typed: bool) -> None:
        """The field as a choice; where the scope holds too many to choose from, its name is typed."""
        if typed:
            self._typed.add(name)
            self.fields[name] = _typed_name(self.fields[name], name)
        else:
            self.fields[name].choices = _choices(options)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_unit(self) -> str:
        """The public id of the unit, also where its name was typed."""
        said = str(self.cleaned_data["unit"])
        return str(unit_named(self._units, said).public_id) if "unit" in self._typed else said

    def clean_area_code(self) -> str:
        """The code of the area, also where its name was typed."""
        said = str(self.cleaned_data["area_code"])
        return area_named(self._areas, said).code if "area_code" in self._typed else said

    def clean(self) -> dict[str, Any]:
        """Ask the registry too, so that everything that is wrong is told at once, not the first part of it."""
        try:
            clean(self.registration(), on=self._on)
        except Unacceptable as refusal:
            told = set(self.errors)
            if "id_number" in refusal.errors and not self.cleaned_data.get("birth_date"):
                told.add("birth_date")  # a right number will tell it
            self.take_back({field: said for field, said in refusal.errors.items() if field not in told})
        return self.cleaned_data

    def registration(self) -> Registration:
        """What was typed, as the registry takes it; what is wrong in itself is left out."""
        typed = self.cleaned_data
        texts = {term: str(typed.get(term, "")) for term in _TEXTS}
        unit = uuid.UUID(typed.get("unit") or _NO_UNIT)
        return Registration(**texts, unit=unit, birth_date=typed.get("birth_date"))

    def take_back(self, errors: Mapping[str, str]) -> None:
        """Show the registry's refusals at their fields."""
        for field, message in errors.items():
            self.add_error(field if field in self.fields else None, translated(message, _))

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields as the page sets them, under headings."""
        yield _("身份"), [self[name] for name in ("name", "id_number", "sex", "birth_date", "person_type")]
        yield _("管理"), [self[name] for name in ("unit", "area_code")]
        yield _("生活"), [self[name] for name in ("living_arrangement", "self_care", "phone", "address")]


def _with_key(data: QueryDict | None) -> QueryDict | None:
    """The same data with a good key: a form whose key was lost or broken is a new form, not an error to correct."""
    if data is None:
        return None
    try:
        uuid.UUID(data.get("person", ""))
    except ValueError:
        data = data.copy()
        data["person"] = str(uuid.uuid4())
    return data


def _choices(options: list[Any]) -> list[Any]:
    """The options, headed by a request to choose unless there is only one."""
    single = len(options) == 1 and isinstance(options[0][1], str)
    return options if single else [_PLEASE_CHOOSE, *options]


def _by_county(areas: list[Area]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Townships under their county; a county of which no townships are known stands alone."""
    townships: dict[str, list[tuple[str, str]]] = {}
    for area in areas:
        townships.setdefault(area.code[:6], []).append((area.code, area.name))
    names = {area.code: area.name for area in areas}
    return [
        (county, found[0][1])
        if [code for code, _name in found] == [county]
        else (names.get(county, county), [(code, _whole(name) if code == county else name) for code, name in found])
        for county, found in townships.items()
    ]


def _whole(name: str) -> str:
    return _("{county}（不分乡镇街道）").format(county=name)
