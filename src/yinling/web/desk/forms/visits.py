"""The forms of a visit's page: unlocking the card's code, and writing down whose word confirms the service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinling.people.proxies.queries import RightLine
from yinling.service.delivery.domain import MAX_REASON
from yinling.service.delivery.terms import WordWay

_PERSON = "person"
_WHICH_WAY = _("请选择是电话答复还是纸质答复")


class UnlockForm(forms.Form):
    """Why the worker may try the card's code again."""

    reason = forms.CharField(
        label=_("解锁的理由"),
        min_length=2,
        max_length=MAX_REASON,
        help_text=_("例如：已与服务人员电话核实，是他看错了字母"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请写明解锁的理由")},
    )


class WordForm(forms.Form):
    """Whose word was heard, and on which way."""

    whose = forms.ChoiceField(
        label=_("谁说服务已经做好"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是谁说的"), "invalid_choice": _("请选择是谁说的")},
    )
    way = forms.ChoiceField(
        label=_("怎么说的"),
        choices=WordWay.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选择是电话答复还是纸质答复"),
            "invalid_choice": _("请选择是电话答复还是纸质答复"),
        },
    )

    def __init__(self, *args: Any, rights: Sequence[RightLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(_PERSON, gettext("本人"))] + [
            (
                str(right.right),
                gettext("代办人%(name)s（%(relation)s）") % {"name": right.name, "relation": right.relation},
            )
            for right in rights
        ]

    def right(self) -> UUID | None:
        """The right of the proxy who was heard; None: the person."""
        whose = str(self.cleaned_data["whose"])
        return None if whose == _PERSON else UUID(whose)

    def way_said(self) -> WordWay:
        """On which way."""
        return WordWay(self.cleaned_data["way"])
