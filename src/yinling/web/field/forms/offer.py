"""The form of declining an offer: why, from what is usual, or in one's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from yinling.base.rows.texts import plain
from yinling.service.dispatch.domain import LEAST_REASON, MAX_REASON

_OTHER = "other"
_USUAL = {
    "far": _("距离太远"),
    "busy": _("时间排不开"),
    "ill": _("身体不适"),
    "skill": _("不会做这项服务"),
}


class DeclineForm(forms.Form):
    """Why a worker will not go; the reason is kept in Chinese, whatever he reads."""

    why = forms.ChoiceField(
        label=_("为什么去不了"),
        choices=[*_USUAL.items(), (_OTHER, _("其他原因"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个原因"), "invalid_choice": _("请选择一个原因")},
    )
    words = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=MAX_REASON,
        help_text=_("选“其他原因”时请写明。派单的人会看到。"),
        error_messages={"max_length": _("请不要超过 200 个字")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Other reasons are said in words."""
        said = dict(super().clean() or {})
        words = plain(str(said.get("words") or ""))
        if said.get("why") == _OTHER and "words" not in self.errors and len(words) < LEAST_REASON:
            self.add_error("words", gettext("请写明原因，至少 2 个字"))
        return said

    def reason(self) -> str:
        """What is kept: the usual reason, the words, or both, in Chinese."""
        words = str(self.cleaned_data.get("words") or "").strip()
        why = self.cleaned_data["why"]
        if why == _OTHER:
            return words
        with override("zh-hans"):
            usual = str(_USUAL[why])
        return f"{usual}：{words}"[:MAX_REASON] if words else usual
