"""The forms of a worker: the profile, and being away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinling.people.registry.terms import Sex
from yinling.supply.catalogue.terms import Category
from yinling.supply.workforce.domain import MOST, MOST_NAME, Profile
from yinling.supply.workforce.terms import WorkerKind
from yinling.web.desk.forms.languages import languages_field

_CATEGORY_DIGITS = 2


class WorkerForm(forms.Form):
    """What an officer says of a worker. `skills` are whole categories, `items` single services."""

    kind = forms.ChoiceField(
        label=_("人员类别"), choices=WorkerKind.choices, widget=forms.RadioSelect, initial=WorkerKind.STAFF.value
    )
    provider_name = forms.CharField(
        label=_("服务机构名称"), required=False, max_length=MOST_NAME, help_text=_("只有服务机构人员要填。")
    )
    sex = forms.ChoiceField(
        label=_("性别"),
        required=False,
        choices=[("", _("不填")), (Sex.FEMALE.value, Sex.FEMALE.label), (Sex.MALE.value, Sex.MALE.label)],
        help_text=_("有的老同志希望由同性别的人上门，不填就不会派给他们。"),
    )
    languages = languages_field(_("会说的语言"))
    skills = forms.MultipleChoiceField(
        label=_("会做哪几类服务"),
        required=False,
        choices=Category.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一类都不选、下面的单项也不选，表示什么都会做。"),
    )
    items = forms.MultipleChoiceField(
        label=_("只会其中几项"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("整类都会的，勾上面的类就行。"),
    )  # fmt: skip
    most_at_once = forms.IntegerField(
        label=_("同时最多几单"), min_value=1, max_value=MOST, initial=5,
        help_text=_("只数接了、还没办完的；等他答复的不算。"),
        error_messages={"required": _("请填写一个整数"), "invalid": _("请填写一个整数")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("工作电话"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = self.fields["items"]
        assert isinstance(items, forms.MultipleChoiceField)
        items.choices = _grouped(names)

    def profile(self) -> Profile:
        """What the form says."""
        said = self.cleaned_data
        whole = said["skills"]
        single = [code for code in said["items"] if code[:_CATEGORY_DIGITS] not in whole]
        return Profile(
            kind=said["kind"], provider_name=said["provider_name"], sex=said["sex"], languages=tuple(said["languages"]),
            skills=(*whole, *single), most_at_once=said["most_at_once"], phone=said["phone"],
        )  # fmt: skip

    def put_errors(self, errors: Mapping[str, str]) -> None:
        """The refusals of the action, each at its field."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def initial_of(profile: Profile, seen: int) -> dict[str, object]:
    """What stands in the form when a profile is changed."""
    return {
        "kind": profile.kind, "provider_name": profile.provider_name, "sex": profile.sex,
        "languages": list(profile.languages), "most_at_once": profile.most_at_once, "phone": profile.phone,
        "skills": [code for code in profile.skills if len(code) == _CATEGORY_DIGITS],
        "items": [code for code in profile.skills if len(code) > _CATEGORY_DIGITS], "seen": seen,
    }  # fmt: skip


class AwayForm(forms.Form):
    """From when a worker is offered nothing, and when he is back; without a day of return until further notice."""

    away_from = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("请填写日期")},
    )
    away_to = forms.DateField(
        label=_("哪天回来"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("回来的那天起照常派单。不知道就不填。"),
    )  # fmt: skip


def _grouped(names: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name in names.items():
        if len(code) > _CATEGORY_DIGITS:
            groups.setdefault(names.get(code[:_CATEGORY_DIGITS], gettext("其他")), []).append((code, name))
    return list(groups.items())
