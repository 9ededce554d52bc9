"""The form for a new proxy, and the one for a reason to revoke one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.base.access.queries import workers_for
from yinling.kernel.calendars import local_day
from yinling.people.proxies.domain import LONGEST_REASON, LONGEST_RELATION
from yinling.people.proxies.terms import ActingScope, ProxyBasis, ProxyKind
from yinling.people.registry.queries import Kinsman
from yinling.web.desk.forms.facts import RecordForm

_OFF = {"autocomplete": "off"}
_NO_DATE = {"invalid": _("不是日期，请写成 2026-03-08 这样")}
_NOT_CHOSEN = {"required": _("请选择一项"), "invalid_choice": _("没有这个选项，请重新选择")}
_USUAL = (ActingScope.ORDER.value, ActingScope.CONFIRM.value, ActingScope.RATE.value)


def _day(label: object, **more: object) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "min": "1990-01-01", "max": "2199-12-31"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_NO_DATE, **more)  # type: ignore[arg-type]  # labels may be lazy


class ProxyForm(RecordForm):
    """Who may act for the person. `right` is the form's own key: sent twice, it is recorded once."""

    right = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("是什么人"), choices=ProxyKind.choices, error_messages=_NOT_CHOSEN)
    account = forms.TypedChoiceField(
        label=_("哪一位工作人员"),
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages=_NOT_CHOSEN,
        help_text=_("只有“工作人员”要选，姓名按其账户填写。"),
    )
    name = forms.CharField(
        label=_("代办人姓名"), max_length=50, required=False, widget=forms.TextInput(attrs=_OFF),
        help_text=_("家属、监护人和其他受托人要填写。"),
    )  # fmt: skip
    relation = forms.CharField(
        label=_("与本人的关系"), max_length=LONGEST_RELATION, required=False, widget=forms.TextInput(attrs=_OFF),
        help_text=_("例如：女儿、侄子、邻居。"),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("代办人电话"), max_length=100, required=False,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"}),
        help_text=_("加密保存。开通网页代办时，用它的后四位核对。"),
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("依据"), choices=ProxyBasis.choices, error_messages=_NOT_CHOSEN)
    scopes = forms.MultipleChoiceField(
        label=_("可以代办的事"), choices=ActingScope.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={**_NOT_CHOSEN, "required": _("请至少选一项可以代办的事")},
    )  # fmt: skip
    valid_from = _day(_("从哪天起"))
    valid_to = _day(_("到哪天为止"), required=False, help_text=_("到这一天就不再有效；不填则到撤销为止。"))

    def __init__(
        self, data: Mapping[str, str] | None = None, *, area_code: str, at: datetime, kinsman: Kinsman | None = None
    ) -> None:
        super().__init__(data, initial=_initial(kinsman, local_day(at)))
        staff = workers_for(area_code, on=local_day(at))
        field = self.fields["account"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("不是工作人员")), *((str(one.public_id), one.display_name) for one in staff)]


def _initial(kinsman: Kinsman | None, today: date) -> dict[str, object]:
    known = {"name": kinsman.name, "relation": kinsman.kin_label} if kinsman else {}
    return {"right": uuid.uuid4(), "valid_from": today, "scopes": _USUAL, **known}


def proposed(relatives: Sequence[Kinsman], taken: Sequence[str]) -> list[tuple[int, Kinsman]]:
    """The relatives who could be recorded, with their places in the list: not the dead, not who is a proxy already."""
    return [
        (place, kin)
        for place, kin in enumerate(relatives)
        if not kin.is_deceased_cadre and not kin.other_standing and not kin.is_theirs and kin.name not in taken
    ]


class RevokeForm(RecordForm):
    """Why a right is revoked."""

    because = forms.CharField(
        label=_("撤销的理由"), max_length=LONGEST_REASON, widget=forms.TextInput(attrs=_OFF),
        help_text=_("例如：本人不再委托。理由和记录一起保存。"),
    )  # fmt: skip
