"""The forms of signing in with card and PIN, and of a new PIN."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yinling.base.accounts import actions
from yinling.base.accounts.domain import PIN_DIGITS, is_simple_pin, plain_digits
from yinling.base.accounts.models import Account
from yinling.base.accounts.queries import pin_proof
from yinling.base.accounts.terms import KEYHOLDERS
from yinling.kernel.signing import public_key_of
from yinling.people.proxies.actions.keys import name_at_card
from yinling.people.registry.domain import code_in
from yinling.web.proofs import address_of, wait_message

CARD_LENGTH = 200  # an address with a token may be pasted


class Who(TextChoices):
    """Who stands before the page."""

    PERSON = "person", pgettext_lazy("who signs in", "本人")
    PROXY = "proxy", pgettext_lazy("who signs in", "代办人（替别人办）")


class Device(TextChoices):
    """Whose device it is; nobody is signed out while reading."""

    OWN = "own", gettext_lazy("这是我自己的手机或电脑（90 天内不用再登录）")
    SHARED = "shared", gettext_lazy("这是公用的（关掉浏览器就退出）")


def pin_field(label: Any, autocomplete: str) -> forms.CharField:
    """Six digits on a number pad; the length of what is sent is bounded."""
    attributes = {"autocomplete": autocomplete, "inputmode": "numeric", "maxlength": "12", "data-pin": ""}
    widget = forms.PasswordInput(attrs=attributes)
    required = {"required": gettext_lazy("请输入 6 位数字密码。")}
    return forms.CharField(label=label, max_length=12, widget=widget, error_messages=required)


class SignInForm(forms.Form):
    """Card, PIN, who, and whose device. One sentence answers whatever is wrong."""

    card = forms.CharField(
        label=gettext_lazy("服务卡上的号码"),
        max_length=CARD_LENGTH,
        error_messages={"required": gettext_lazy("请输入服务卡上的 8 位号码。")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username", "autocapitalize": "characters", "autocorrect": "off", "spellcheck": "false",
            }
        ),
    )  # fmt: skip
    pin = pin_field(gettext_lazy("密码（6 位数字）"), "current-password")
    who = forms.ChoiceField(label=gettext_lazy("您是"), choices=Who, initial=Who.PERSON, widget=forms.RadioSelect)
    tail = forms.CharField(
        label=gettext_lazy("代办人手机号的后四位（本人不用填）"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}),
    )
    device = forms.ChoiceField(
        label=gettext_lazy("这台设备"), choices=Device, initial=Device.SHARED, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean_card(self) -> str:
        """The code in what was typed, scanned or pasted. Raises ValidationError for what can be no card of ours."""
        code = code_in(str(self.cleaned_data["card"]), public_key_of(settings.YINLING_CARD_KEY))
        if code is None:
            raise ValidationError(_("号码不对。请照着服务卡，再看一遍这 8 个字母和数字。"), code="no_card")
        return code

    def clean_tail(self) -> str:
        """The four digits, however they were typed."""
        return plain_digits(str(self.cleaned_data["tail"]))

    def clean(self) -> dict[str, Any]:
        """Let accounts try card and PIN; what is missing is said before a try is counted."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_proxy = cleaned.get("who") == Who.PROXY
        if not is_proxy:
            self.errors.pop("tail", None)  # whatever stands there: the field is hidden from who signs in for himself
        if is_proxy and len(cleaned.get("tail", "")) != 4:
            self.add_error("tail", _("请输入您自己手机号的后四位。"))
        if not self.errors:
            self._try(cleaned, cleaned["tail"] if is_proxy else "", timezone.now())
        return cleaned

    def _try(self, cleaned: dict[str, Any], tail: str, now: datetime) -> None:
        answer = actions.check_password(
            username=name_at_card(cleaned["card"], tail), password=pin_proof(cleaned["pin"]),
            address=address_of(self.request), at=now, kinds=KEYHOLDERS,
        )  # fmt: skip
        if answer.locked_until:
            self.add_error(None, wait_message(answer.locked_until, now))
        elif answer.account is None:
            self.add_error(None, _("号码和密码对不上，请再试一次。还没有开通或忘了密码，请找管理单位的工作人员。"))
        self.account = answer.account


class PinForm(forms.Form):
    """A new PIN: the old one first, the new one twice."""

    old = pin_field(gettext_lazy("现在的密码"), "current-password")
    new = pin_field(gettext_lazy("新密码（6 位数字）"), "new-password")
    again = pin_field(gettext_lazy("再输一次新密码"), "new-password")

    def __init__(self, *args: Any, account: Account, request: HttpRequest, born: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request, self.born = account, request, born

    def clean_new(self) -> str:
        """Raises ValidationError for what anybody would try first."""
        new = plain_digits(str(self.cleaned_data["new"]))
        if len(new) != PIN_DIGITS or not new.isdecimal():
            raise ValidationError(_("新密码要 6 位数字。"), code="no_pin")
        if is_simple_pin(new, birth_date=self.born):
            raise ValidationError(_("这个密码太好猜了（连号、重复或生日），请换一个。"), code="simple")
        return new

    def clean(self) -> dict[str, Any]:
        """The two new ones must be equal, and the old one right: its failures count like those of sign-in."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if plain_digits(cleaned["again"]) != cleaned["new"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        else:
            self._check_old(cleaned["old"], timezone.now())
        return cleaned

    def _check_old(self, old: str, now: datetime) -> None:
        answer = actions.check_password(
            username=self.account.username, password=pin_proof(old), address=address_of(self.request), at=now,
            kinds=KEYHOLDERS,
        )  # fmt: skip
        if answer.locked_until:
            self.add_error("old", wait_message(answer.locked_until, now))
        elif answer.account is None:
            self.add_error("old", _("现在的密码不对。"))
