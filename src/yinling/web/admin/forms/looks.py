"""Whose looks are read: a day, an account, a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.accounts.domain import sign_in_name
from yinling.base.accounts.models import Account
from yinling.kernel.identity import parse_id_number
from yinling.people.registry.domain.cards import parse_card_code
from yinling.people.registry.models import Person
from yinling.people.registry.queries import card_holder, number_holder


@dataclass(frozen=True)
class Asked:
    """A day, and the account or person whom the address means; `unknown` when it means one that is not there."""

    day: date
    account: str = ""
    account_id: str = ""
    person: str = ""
    person_id: int | None = None
    unknown: bool = False

    def query(self) -> str:
        """The same as an address."""
        said = {"day": self.day.isoformat(), "account": self.account, "person": self.person}
        return urlencode({name: value for name, value in said.items() if value})


class SearchForm(forms.Form):
    """Posted and not read from an address: an identity number has no business there."""

    day = forms.DateField(
        label=gettext_lazy("哪一天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    account = forms.CharField(label=gettext_lazy("谁看的（账号）"), required=False, max_length=60)
    person = forms.CharField(
        label=gettext_lazy("看了谁"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("身份证号或服务卡短码。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_person(self) -> str:
        """The public id of whom was typed, as far as the auditor's area reaches."""
        typed = self.cleaned_data["person"].strip()
        if not typed:
            return ""
        code = parse_card_code(typed)
        holder = card_holder(code) if code else _holder(typed)
        found = Person.objects.filter(pk=holder).first() if holder else None
        if found is None:
            raise forms.ValidationError(_("您的范围内没有这个人。"))
        return str(found.public_id)


def _holder(typed: str) -> int | None:
    try:
        return number_holder(parse_id_number(typed).number)
    except ValueError as unreadable:
        raise forms.ValidationError(_("请填身份证号或服务卡短码。")) from unreadable


def read(typed: QueryDict, *, today: date) -> Asked:
    """What an address asks for; what cannot be read is today, everybody."""
    try:
        day = min(date.fromisoformat(typed.get("day", "")), today)
    except ValueError:
        day = today
    account = sign_in_name(typed.get("account", ""))[:60]
    person = _uuid(typed.get("person", ""))
    holder = Account.objects.filter(username=account).first() if account and "\x00" not in account else None
    meant = Person.objects.filter(public_id=person).first() if person else None
    return Asked(
        day, account, str(holder.public_id) if holder else "", str(person or ""), meant.pk if meant else None,
        unknown=bool((account and holder is None) or (person and meant is None)),
    )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
