"""Asking for extra power: one person, named by an identity number or a card, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.access.actions import LONGEST, SHORTEST
from yinling.base.access.terms import Sought
from yinling.kernel.identity import parse_id_number
from yinling.people.registry.domain.cards import parse_card_code
from yinling.web.kernel_texts import translated


class BreakGlassForm(forms.Form):
    """`sought` becomes the kept form of a number or code; which of the two it is stands beside, in `sought_by`."""

    sought = forms.CharField(
        label=gettext_lazy("身份证号或服务卡短码"),
        max_length=60,
        help_text=gettext_lazy("只能按证件或服务卡找一个人，不能按姓名找。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么现在必须看"),
        min_length=SHORTEST,
        max_length=LONGEST,
        help_text=gettext_lazy("至少 10 个字，例如：老人在本市急诊，医院来电要联系家属。本人和审计管理员都会看到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    sought_by = Sought.ID_NUMBER

    def clean_sought(self) -> str:
        """A number of 18 signs or a card code, as they are kept; nobody is looked for here."""
        typed = self.cleaned_data["sought"]
        code = parse_card_code(typed)
        if code:
            self.sought_by = Sought.CARD_CODE
            return code
        try:
            return parse_id_number(typed).number
        except ValueError as unreadable:
            is_number = sum(c.isdigit() for c in typed) > len(typed) / 2
            told = translated(str(unreadable), _) if is_number else _("请填身份证号，或服务卡上的 8 位短码。")
            raise forms.ValidationError(told) from unreadable
