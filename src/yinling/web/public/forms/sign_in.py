"""The forms of sign-in: name and password, code, enrolment, new password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from allauth.account.models import Login
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.accounts import actions, queries
from yinling.base.accounts.domain import matching_step
from yinling.base.accounts.models import Account
from yinling.web.proofs import address_of, wait_message

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NAME_LENGTH = 40
PASSWORD_LENGTH = 128


def _code_field() -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(
        label=gettext_lazy("动态验证码"),
        max_length=16,
        help_text=gettext_lazy("手机验证器应用里显示的 6 位数字，30 秒一换。"),
        widget=forms.TextInput(attrs=attributes),
    )


def _password_field(label: str | StrPromise, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget)


class _NameInput(forms.TextInput):
    """Shows what was typed, but never more than a name can be long."""

    def format_value(self, value: Any) -> str | None:
        """The text in the field."""
        return str(value)[:NAME_LENGTH] if value else None


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Name and password. One sentence answers a wrong password, an unknown name and a closed account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }
        name = forms.CharField(label=gettext_lazy("账号"), max_length=NAME_LENGTH, widget=_NameInput(attrs=attributes))
        password = _password_field(gettext_lazy("密码"), "current-password")
        self.fields = {"login": name, "password": password}

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        """Let accounts try it, instead of allauth's own backends and counters."""
        now = timezone.now()
        answer = actions.check_password(
            username=credentials["username"],
            password=credentials["password"],
            address=address_of(self.request),
            at=now,
        )
        if answer.locked_until:
            raise ValidationError(wait_message(answer.locked_until, now), code="locked")
        if answer.account is None:
            raise ValidationError(_("账号或密码不对。"), code="wrong")
        self._login = Login(user=answer.account)
        self.user = answer.account
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code of the authenticator app."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """Let accounts try it. Raises ValidationError."""
        now, code = timezone.now(), str(self.cleaned_data["code"])
        answer = actions.check_code(account=self.user, code=code, address=address_of(self.request), at=now)
        if answer.locked_until:
            raise ValidationError(wait_message(answer.locked_until, now), code="locked")
        if answer.account is None:
            raise ValidationError(_("验证码不对，或者已经用过。请等下一个再输入。"), code="wrong")
        self.authenticator = queries.second_factor(answer.account)
        return code


class EnrolForm(forms.Form):
    """The first code of a new authenticator app: it shows that the app holds the secret."""

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret
        self.used_step = 0
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """Raises ValidationError unless it is the secret's code of now."""
        code = str(self.cleaned_data["code"])
        step = matching_step(self.secret, code, at=timezone.now(), after=0)
        if step is None:
            raise ValidationError(_("验证码不对。请核对手机的时间是否准确，再输入新的一个。"), code="wrong")
        self.used_step = step
        return code


class PasswordForm(forms.Form):
    """A new password: the old one first, the new one twice."""

    old = _password_field(gettext_lazy("现在的密码"), "current-password")
    new = _password_field(gettext_lazy("新密码"), "new-password")
    again = _password_field(gettext_lazy("再输一次新密码"), "new-password")

    def __init__(self, *args: Any, account: Account, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request = account, request
        self.fields["new"].help_text = lazy(lambda: " ".join(password_validators_help_texts()), str)()

    def clean_new(self) -> str:
        """Raises ValidationError for a password that is too simple."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.account)
        return new

    def clean(self) -> dict[str, Any]:
        """The two new ones must be equal, and the old one right: its failures count like those of sign-in."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        elif cleaned["new"] == cleaned["old"]:
            self.add_error("new", _("新密码和现在的一样。"))
        else:
            self._check_old(cleaned["old"])
        return cleaned

    def _check_old(self, old: str) -> None:
        now = timezone.now()
        answer = actions.check_password(
            username=self.account.username, password=old, address=address_of(self.request), at=now
        )
        if answer.locked_until:
            self.add_error("old", wait_message(answer.locked_until, now))
        elif answer.account is None:
            self.add_error("old", _("现在的密码不对。"))
