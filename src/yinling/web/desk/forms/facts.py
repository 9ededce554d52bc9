"""Forms about one record: correcting a term, settling a doubt, reporting an error, marking a death, a relative."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.regions.models import Area
from yinling.base.regions.queries import in_force
from yinling.base.regions.terms import Level
from yinling.kernel.areas import area_range
from yinling.people.registry.domain import PROTECTED, REQUIRED
from yinling.people.registry.queries import KnownFact
from yinling.people.registry.terms import CATALOGUE, CHOICES, SECRET_TERMS, Kin, Standing, TermKind
from yinling.web.kernel_texts import translated

LONGEST = 1000
_PLEASE_CHOOSE = ("", gettext_lazy("请选择"))
_MISSING = {"required": gettext_lazy("请填写")}
_NOT_CHOSEN = {"required": gettext_lazy("请选择一项"), "invalid_choice": gettext_lazy("没有这个选项，请重新选择")}
_OFF = {"autocomplete": "off"}
_HELP = {
    TermKind.DATE: gettext_lazy("知道多少写多少：1949、1949-05 或 1949-05-03。"),
    TermKind.LIST: gettext_lazy("几项之间用顿号“、”分开。"),
    TermKind.NUMBER: gettext_lazy("只写数字。"),
}


class RecordForm(forms.Form):
    """A form whose refusals come from the registry, each shown at its field."""

    def take_back(self, errors: Mapping[str, str]) -> None:
        """Show the registry's refusals at their fields."""
        for field, message in errors.items():
            self.add_error(field if field in self.fields else None, translated(message, _))


class FactForm(RecordForm):
    """Another value of one term. `seen` is the fact that stood on the page, so that a later change is noticed."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, str] | None = None, *, term: str, fact: KnownFact | None, home: str, on: date
    ) -> None:
        given = {"seen": fact.fact if fact else None, "value": fact.plain if fact else ""}
        super().__init__(data, initial=given, auto_id=f"%s-{term}")
        spec = CATALOGUE[term]
        self.fields["value"] = value_field(term, home=home, on=on, required=True)
        if fact and term not in REQUIRED:
            self.fields["value"].error_messages["required"] = _("请填写；确实不知道时，勾选“改为不详”")
            self.fields["is_unknown"] = forms.BooleanField(label=gettext_lazy("改为不详"), required=False)
        if spec.changes and spec.kind is not TermKind.AREA:
            self.fields["valid_from"] = forms.DateField(
                label=gettext_lazy("从哪天起"),
                required=False,
                input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"],
                error_messages={"invalid": gettext_lazy("不是日期，请写成 2026-03-08 这样")},
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        self.fields["reason"] = reason_field(is_required=term in PROTECTED)

    def clean(self) -> dict[str, object]:
        """Nothing typed is a slip, unless the value is said to be unknown."""
        if self.cleaned_data.get("is_unknown"):
            self.errors.pop("value", None)
        return self.cleaned_data

    @property
    def value(self) -> str:
        """What the term is to say; empty for unknown."""
        return "" if self.cleaned_data.get("is_unknown") else str(self.cleaned_data["value"])


class SettleForm(RecordForm):
    """Another value for a doubted term, and why."""

    def __init__(
        self, data: Mapping[str, str] | None = None, *, term: str, home: str, on: date, needs_reason: bool
    ) -> None:
        super().__init__(data)
        self.fields["value"] = value_field(term, home=home, on=on, required=False)
        self.fields["value"].label = _("改为")
        self.fields["reason"] = reason_field(is_required=needs_reason)


class ReportForm(RecordForm):
    """What is wrong in a record, and where."""

    term = forms.ChoiceField(label=gettext_lazy("哪一项"), required=False, error_messages=_NOT_CHOSEN)
    text = forms.CharField(
        label=gettext_lazy("哪里有误"),
        max_length=500,
        error_messages=_MISSING,
        help_text=gettext_lazy("写明应该是什么、怎么知道的。报告后这一项会标为待核实，原来的内容不变。"),
        widget=forms.Textarea,
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, terms: Iterable[str], term: str = "") -> None:
        super().__init__(data, initial={"term": term})
        options = [(name, CATALOGUE[name].label) for name in terms]
        self.fields["term"].choices = [("", _("说不清是哪一项")), *options]  # type: ignore[attr-defined]  # a ChoiceField


class StandingForm(RecordForm):
    """Whether the person is still looked after here."""

    value = forms.ChoiceField(
        label=CATALOGUE["standing"].label, choices=[_PLEASE_CHOOSE, *Standing.choices], error_messages=_NOT_CHOSEN
    )
    day = forms.CharField(
        label=gettext_lazy("日期"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("去世或转出的日期，知道多少写多少：2026、2026-10 或 2026-10-03。"),
        widget=forms.TextInput(attrs=_OFF),
    )
    reason = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("例如：家属来电；转到哪个单位。"),
        widget=forms.TextInput(attrs=_OFF),
    )


class RelativeForm(RecordForm):
    """Somebody close to the person. `relative` is the form's own key: sent twice, it is written once."""

    relative = forms.UUIDField(widget=forms.HiddenInput)
    other = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=CATALOGUE["name"].label, max_length=50, error_messages=_MISSING, widget=forms.TextInput(attrs=_OFF)
    )
    kin = forms.ChoiceField(
        label=gettext_lazy("是本人的什么人"), choices=[_PLEASE_CHOOSE, *Kin.choices], error_messages=_NOT_CHOSEN
    )
    phone = forms.CharField(
        label=CATALOGUE["contact_phone"].label,
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"}),
    )
    is_deceased_cadre = forms.BooleanField(label=gettext_lazy("是已故离休干部（本人是遗属）"), required=False)

    @classmethod
    def fresh(cls, given: Mapping[str, str]) -> RelativeForm:
        """An empty form with its own key; name and relation may be given."""
        known = {name: given.get(name, "")[:50] for name in ("name", "kin")}
        return cls(initial={**known, "relative": uuid.uuid4()})


def reason_field(*, is_required: bool) -> forms.CharField:
    """On what evidence a value is changed."""
    return forms.CharField(
        label=gettext_lazy("依据"),
        required=is_required,
        max_length=200,
        error_messages={"required": gettext_lazy("改这一项要写明依据，例如：干部档案履历表第 2 页")},
        help_text=gettext_lazy("例如：干部档案履历表第 2 页、本人电话核实。"),
        widget=forms.TextInput(attrs=_OFF),
    )


def value_field(term: str, *, home: str, on: date, required: bool) -> forms.Field:
    """The field in which a term's value is typed or chosen. `home` is the area from which places are offered."""
    spec = CATALOGUE[term]
    if spec.kind is TermKind.CHOICE:
        return forms.ChoiceField(
            label=spec.label, choices=[_PLEASE_CHOOSE, *CHOICES[term].choices], required=required,
            error_messages=_NOT_CHOSEN,
        )  # fmt: skip
    if spec.kind is TermKind.AREA:
        return forms.ChoiceField(
            label=spec.label, choices=[_PLEASE_CHOOSE, *_places(home, on)], required=required,
            error_messages=_NOT_CHOSEN,
        )  # fmt: skip
    is_long = term in {"remarks", "health_note"}
    help_text = _HELP.get(spec.kind, "")
    if term in SECRET_TERMS:
        help_text = gettext_lazy("请写完整的新内容；原来的内容加密保存，不显示在这里。")
    return forms.CharField(
        label=spec.label, max_length=LONGEST, required=required, error_messages=_MISSING, help_text=help_text,
        widget=forms.Textarea(attrs=_OFF) if is_long else forms.TextInput(attrs=_OFF),
    )  # fmt: skip


def _places(home: str, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Counties and townships of the city that an area lies in, under their county."""
    low, high = area_range(home[:4])
    levels = (Level.COUNTY, Level.TOWNSHIP)
    found: dict[str, list[tuple[str, str]]] = {}
    areas = Area.objects.filter(in_force(on), code__gte=low, code__lt=high, level__in=levels).order_by("code")
    names = dict(areas.values_list("code", "name"))
    for code, name in names.items():
        found.setdefault(names.get(code[:6], code[:6]), []).append((code, name))
    return list(found.items())
