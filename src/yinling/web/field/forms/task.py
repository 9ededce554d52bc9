"""The forms of a task's steps: the card's code, what was done, who confirms, why it is given back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.people.registry.domain import is_scanned
from yinling.service.delivery.domain import MAX_NOTES, MAX_REASON
from yinling.service.delivery.terms import Confirmer

_TOKEN_LENGTH = 300  # an address with a signed code; what is typed is far shorter


class _CodeInput(forms.TextInput):
    """Keeps what was typed, for one wrong letter; a scanned code is nothing to correct by hand."""

    def format_value(self, value: Any) -> str | None:
        """The text in the field."""
        return str(value)[:40] if value and not is_scanned(str(value)) else None


class _LinesField(forms.CharField):
    """Text of several lines: a browser counts a line's end as one character and sends two."""

    def to_python(self, value: Any) -> str:
        """The text with the line's ends as the browser counted them."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class CheckInForm(forms.Form):
    """The short code on the person's card, typed, or all that its QR code says."""

    code = forms.CharField(
        label=_("服务卡短码"),
        max_length=_TOKEN_LENGTH,
        help_text=_("卡上 8 个字母和数字，大小写、空格、横线都可以。也可以用手机相机扫卡上的二维码，效果一样。"),
        widget=_CodeInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "inputmode": "text",
                "enterkeyhint": "done",
            }
        ),
        error_messages={"required": _("请输入服务卡上的短码")},
    )


class NotesForm(forms.Form):
    """What was done."""

    notes = _LinesField(
        label=_("做了什么"),
        min_length=2,
        max_length=MAX_NOTES,
        help_text=_("用本人听得懂的话写，下一步要请本人看过确认。例如：助浴一次，换了床单，量血压 130/80。"),
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 5}),
        error_messages={"required": _("请写明做了什么")},
    )


class ConfirmForm(forms.Form):
    """Who confirms: the person, or somebody named who acts for the person."""

    use_required_attribute = False  # the browser would demand the proxy's fields, too

    confirmer = forms.ChoiceField(
        label=_("由谁确认"),
        choices=Confirmer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择由谁确认"), "invalid_choice": _("请选择由谁确认")},
    )
    proxy_name = forms.CharField(
        label=_("代办人姓名"),
        min_length=2,
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写代办人的姓名")},
    )
    proxy_relation = forms.CharField(
        label=_("与本人的关系"),
        max_length=20,
        help_text=_("例如：女儿、邻居、社区工作人员"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写与本人的关系")},
    )

    def clean(self) -> dict[str, Any]:
        """Unless a proxy confirms, nothing is asked of the proxy's fields and nothing is taken from them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("confirmer") != Confirmer.PROXY:
            for name in ("proxy_name", "proxy_relation"):
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned


class GiveBackForm(forms.Form):
    """Why the worker cannot go."""

    reason = forms.CharField(
        label=_("退回的原因"),
        min_length=2,
        max_length=MAX_REASON,
        help_text=_("经办人员会看到，例如：当天生病"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请写明退回的原因")},
    )
