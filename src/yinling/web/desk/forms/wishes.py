"""The form of what a person wishes about who comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.service.dispatch.queries import WishLine
from yinling.service.dispatch.terms import CarerSex
from yinling.web.desk.forms.languages import languages_field


class WishForm(forms.Form):
    """Sex of the carer, languages, and who is to stay away; `others` names a worker who never came by his account."""

    carer_sex = forms.ChoiceField(
        label=_("希望由谁上门"), required=False, choices=CarerSex.choices, widget=forms.RadioSelect
    )
    languages = languages_field(_("要会说"), _("勾几种，会其中一种就行；都不勾，什么语言都可以。"))
    avoided = forms.MultipleChoiceField(
        label=_("不希望谁上门"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("这里列出来过的人。不会再派给勾了的人。"),
    )  # fmt: skip
    other = forms.ChoiceField(label=_("没来过、也不希望来的"), required=False)

    def __init__(self, *args: Any, came: Sequence[tuple[UUID, str]], others: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        avoided, other = self.fields["avoided"], self.fields["other"]
        assert isinstance(avoided, forms.MultipleChoiceField)
        assert isinstance(other, forms.ChoiceField)
        avoided.choices = [(str(key), name) for key, name in came]
        other.choices = [("", "—"), *((str(key), name) for key, name in others.items())]
        if not came:
            del self.fields["avoided"]

    def said(self) -> dict[str, Any]:
        """What the form says, as the action takes it."""
        chosen = [*self.cleaned_data.get("avoided", []), self.cleaned_data["other"]]
        return {
            "carer_sex": self.cleaned_data["carer_sex"], "languages": self.cleaned_data["languages"],
            "avoided": [UUID(one) for one in chosen if one],
        }  # fmt: skip

    def put_errors(self, errors: Mapping[str, str]) -> None:
        """The refusals of the action, each at its field."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def initial_of(wish: WishLine | None) -> dict[str, object]:
    """What stands in the form when a wish is changed."""
    if wish is None:
        return {}
    return {
        "carer_sex": wish.carer_sex.value, "languages": [language.value for language in wish.languages],
        "avoided": [str(key) for key, _name in wish.avoided],
    }  # fmt: skip
