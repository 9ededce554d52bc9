"""The forms of a task's steps: arriving, what was done, who confirms, why it is given back or nobody was met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinling.people.proxies.queries import RightLine
from yinling.people.registry.domain import is_scanned
from yinling.service.delivery.actions import LineSaid
from yinling.service.delivery.domain import MAX_NOTES, MAX_REASON, MAX_WHY, ChecklistLine
from yinling.service.delivery.terms import Confirmer, NoShow

_DONE = (("done", _("做了")), ("not", _("没做")))
_RIGHT = "right:"
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


class PhoneCodeForm(forms.Form):
    """The six digits that reached the person's phone."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        help_text=_("请本人念出手机短信里的 6 位数字。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "enterkeyhint": "done"}),
        error_messages={"required": _("请输入短信里的 6 位数字")},
    )


class PlaceForm(forms.Form):
    """Where the phone says that it is; a script fills it in."""

    latitude = forms.CharField(max_length=40, widget=forms.HiddenInput)
    longitude = forms.CharField(max_length=40, widget=forms.HiddenInput)
    accuracy = forms.CharField(max_length=40, widget=forms.HiddenInput)


class VisitForm(forms.Form):
    """What was done: each line of the checklist, and in words. A picture may come with it."""

    use_required_attribute = False  # a picture is sent alone, too

    notes = _LinesField(
        label=_("做了什么"),
        min_length=2,
        max_length=MAX_NOTES,
        help_text=_("用本人听得懂的话写，下一步要请本人看过确认。例如：助浴一次，换了床单，量血压 130/80。"),
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 5}),
        error_messages={"required": _("请写明做了什么")},
    )

    def __init__(self, *args: Any, checklist: Sequence[ChecklistLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line.text for line in checklist]
        for number, line in enumerate(checklist):
            self.fields[f"line_{number}"] = forms.ChoiceField(
                label=line.text, choices=_DONE, widget=forms.RadioSelect,
                error_messages={"required": _("请选择做了或没做"), "invalid_choice": _("请选择做了或没做")},
            )  # fmt: skip
            self.fields[f"why_{number}"] = forms.CharField(
                label=_("为什么没做"), max_length=MAX_WHY, required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each line's choice and its reason, for the page."""
        return [(self[f"line_{number}"], self[f"why_{number}"]) for number in range(len(self.lines))]

    def said(self) -> list[LineSaid]:
        """What was said of each line."""
        cleaned = self.cleaned_data
        return [
            LineSaid(cleaned[f"line_{number}"] == "done", cleaned[f"why_{number}"]) for number in range(len(self.lines))
        ]


class ConfirmForm(forms.Form):
    """Who confirms: the person, a proxy whose right is recorded, or somebody named without one."""

    use_required_attribute = False  # the browser would demand the proxy's fields, too

    confirmer = forms.ChoiceField(
        label=_("由谁确认"),
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

    def __init__(self, *args: Any, rights: Sequence[RightLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recorded = [
            (
                f"{_RIGHT}{right.right}",
                gettext("代办人%(name)s（%(relation)s）") % {"name": right.name, "relation": right.relation},
            )
            for right in rights
        ]
        others = gettext("其他代办人（没有登记授权）") if recorded else gettext("代办人（没有登记授权）")
        field = self.fields["confirmer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(Confirmer.PERSON.value, Confirmer.PERSON.label), *recorded, (Confirmer.PROXY.value, others)]

    def clean(self) -> dict[str, Any]:
        """Unless a proxy without a record confirms, nothing is asked of the proxy's fields nor taken from them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("confirmer") != Confirmer.PROXY:
            for name in ("proxy_name", "proxy_relation"):
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned

    def who(self) -> tuple[Confirmer, UUID | None]:
        """Who confirms, and by which recorded right."""
        chosen = str(self.cleaned_data["confirmer"])
        if chosen.startswith(_RIGHT):
            return Confirmer.PROXY, UUID(chosen.removeprefix(_RIGHT))
        return Confirmer(chosen), None


class NoShowForm(forms.Form):
    """Why nobody was met, or nothing could be done."""

    because = forms.ChoiceField(
        label=_("当时的情况"),
        choices=NoShow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择当时的情况"), "invalid_choice": _("请选择当时的情况")},
    )
    what = forms.CharField(
        label=_("补充说明"),
        max_length=MAX_REASON,
        required=False,
        help_text=_("经办人员会看到，例如：敲门三次，打电话没人接"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


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
