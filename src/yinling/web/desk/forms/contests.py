"""Forms of contests: who says that a rule judges wrongly, and what a human makes of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.decisions.portrait.actions import OUTCOMES
from yinling.decisions.portrait.terms import Claim, Voice

_LONGEST = 500
_CHOOSE = {"required": _("请选择一项"), "invalid_choice": _("没有这个选项，请重新选择")}


class ContestForm(forms.Form):
    """Who says what. `contest` is the key under which it is written once, `claim` what the page offered."""

    use_required_attribute = False

    contest = forms.UUIDField(widget=forms.HiddenInput)
    claim = forms.ChoiceField(choices=Claim.choices, widget=forms.HiddenInput)
    voice = forms.ChoiceField(
        label=_("谁提出的"), choices=Voice.choices, widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    reason = forms.CharField(
        label=_("为什么"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明为什么这个判断不对，例如：女儿已搬来同住")},
        help_text=_("写清实际情况。例如：女儿上月已搬来同住。"),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, str] | None = None, *, claim: str) -> None:
        super().__init__(typed, initial={"contest": uuid.uuid4(), "claim": claim})


class DecideForm(forms.Form):
    """What a human makes of a contest, and why. Only a tag that stands can be set aside."""

    use_required_attribute = False

    outcome = forms.ChoiceField(label=_("复核结论"), widget=forms.RadioSelect, error_messages=_CHOOSE)
    note = forms.CharField(
        label=_("复核的理由"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明复核的理由，本人会看到")},
        help_text=_("本人会看到。例如：电话向社区核实，女儿确已同住。"),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, str] | None = None, *, can_set_aside: bool) -> None:
        super().__init__(typed)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        words = {
            "kept": _("维持原判断"),
            "set_aside": _("经复核不适用：这个标签不再算数，资料变化后重新判断"),
            "facts_wrong": _("资料有误，去更正：更正后自动重新判断"),
        }
        field.choices = [
            (state.value, words[state.value]) for state in OUTCOMES if can_set_aside or state.value != "set_aside"
        ]
