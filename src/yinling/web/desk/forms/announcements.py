"""The form of a notice to all users of an area."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yinling.base.notices.actions import LONGEST_NOTICE, LONGEST_TITLE
from yinling.base.regions.queries import children, path
from yinling.kernel.viewer import Viewer

_USUAL = timedelta(days=7)  # how long a notice stands unless somebody says otherwise


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnnouncementForm(forms.Form):
    """Where it is shown, what it says, until when. `announcement` is the key under which it is written once."""

    use_required_attribute = False

    announcement = forms.UUIDField(widget=forms.HiddenInput)
    area_code = forms.ChoiceField(
        label=_("给哪里的用户看"), error_messages={"invalid_choice": _("没有这个地区，请重新选择")},
        help_text=_("所选地区和它下面各地区的工作人员、服务人员，以及本人网页的使用者都会看到。"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("标题"), max_length=LONGEST_TITLE, error_messages={"required": _("请写标题，例如：今晚十点停机一小时")}
    )
    text = forms.CharField(
        label=_("内容"), max_length=LONGEST_NOTICE, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写内容")}, help_text=_("不要写人名、证件号和电话：看到通知的人很多。"),
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("显示到哪一天"), required=False, widget=_day_input(),
        error_messages={"invalid": _("请写成 2026-12-01 这样的日期")},
        help_text=_("当天结束后自动撤下；不填则一直显示。"),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, str] | None = None, *, by: Viewer, on: date) -> None:
        super().__init__(typed, initial={"announcement": uuid.uuid4(), "last_day": on + _USUAL, "area_code": by.area})
        self._on = on
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        own = by.area or ""
        below = children(own, on=on).values_list("code", "name") if own else ()
        field.choices = [(own, path(own)), *below] if own else []

    def clean_last_day(self) -> date | None:
        """A day that is over shows nothing."""
        day: date | None = self.cleaned_data["last_day"]
        if day is not None and day < self._on:
            raise forms.ValidationError(_("这一天已经过去，请选今天或以后的日期"))
        return day

    def shown_until(self) -> datetime | None:
        """The moment after the last day, in Shanghai."""
        day: date | None = self.cleaned_data["last_day"]
        return (
            datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone()) if day else None
        )
