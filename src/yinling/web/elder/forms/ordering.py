"""The forms of an order: which day, and a word about it; and why an appointment is called off."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yinling.service.orders.actions import ASK_AHEAD, MAX_NOTE


class When(TextChoices):
    """The day, in few words."""

    SOON = "soon", gettext_lazy("尽快")
    TOMORROW = "tomorrow", gettext_lazy("明天")
    AFTER = "after", gettext_lazy("后天")
    OTHER = "other", gettext_lazy("另选一天")


class Why(TextChoices):
    """Why an appointment is called off, as a press and not as an essay."""

    AWAY = "away", pgettext_lazy("calling off", "那天不在家")
    NEEDLESS = "needless", pgettext_lazy("calling off", "已经不需要了")
    OTHER_DAY = "other_day", pgettext_lazy("calling off", "想换一天")
    MISTAKE = "mistake", pgettext_lazy("calling off", "按错了")


class Complaint(TextChoices):
    """What was not right."""

    ABSENT = "absent", pgettext_lazy("complaint", "没有来")
    LATE = "late", pgettext_lazy("complaint", "来晚了")
    POOR = "poor", pgettext_lazy("complaint", "没有做好")
    MANNER = "manner", pgettext_lazy("complaint", "态度不好")
    MONEY = "money", pgettext_lazy("complaint", "另外要钱")
    ELSE = "else", pgettext_lazy("complaint", "别的事")


class OrderForm(forms.Form):
    """When, and a note; `request` makes a form that is sent twice one order."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    when = forms.ChoiceField(label=gettext_lazy("什么时候"), choices=When, initial=When.SOON, widget=forms.RadioSelect)
    day = forms.DateField(
        label=gettext_lazy("另选的那一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=gettext_lazy("有什么要说明的"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": str(MAX_NOTE)}),
    )

    def __init__(self, *args: Any, soonest: date, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"request": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.soonest, self.today = soonest, today
        last = today + timedelta(days=ASK_AHEAD)
        self.fields["day"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}

    def clean(self) -> dict[str, Any]:
        """The day that is meant, as `wished_day`."""
        cleaned: dict[str, Any] = super().clean() or {}
        wished = {
            When.SOON.value: self.soonest,
            When.TOMORROW.value: self.today + timedelta(days=1),
            When.AFTER.value: self.today + timedelta(days=2),
            When.OTHER.value: cleaned.get("day"),
        }.get(cleaned.get("when", ""))
        if wished is None and not self.errors:
            self.add_error("day", _("请选一天。"))
        return {**cleaned, "wished_day": wished}


class ComplaintForm(forms.Form):
    """What was not right, and more about it if one likes."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=gettext_lazy("出了什么事"), choices=Complaint, widget=forms.RadioSelect)
    more = forms.CharField(
        label=gettext_lazy("想多说几句"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": "300"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"request": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def text(self) -> str:
        """What was said, in one sentence for the officer."""
        said = str(Complaint(self.cleaned_data["what"]).label)
        more = self.cleaned_data["more"].strip()
        return _("%(what)s：%(more)s") % {"what": said, "more": more} if more else said
