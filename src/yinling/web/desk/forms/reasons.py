"""Forms that ask for one reason, and what goes with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yinling.decisions.careplan.domain import LATEST, MOST_AT_ONCE
from yinling.decisions.careplan.terms import Verdict
from yinling.kernel.calendars import local_day

REASON_LENGTH = 200


class RejectForm(forms.Form):
    """Why a proposal is rejected."""

    reason = forms.CharField(
        label=_("不批准的理由"),
        max_length=REASON_LENGTH,
        help_text=_("例如：家属已安排照护。理由和决定一起保存。"),
    )


class PostponeForm(forms.Form):
    """Until when proposals are put off, and why."""

    until = forms.DateField(
        label=_("延后到"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("到这一天，建议会重新出现在今日。最长一年。"),
    )
    reason = forms.CharField(
        label=_("延后的理由"),
        max_length=REASON_LENGTH,
        help_text=_("例如：本人住院，出院后再安排。理由和决定一起保存。"),
    )

    def __init__(self, *args: object, at: datetime, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as Django takes them
        today = local_day(at)
        bounds = {"min": (today + timedelta(days=1)).isoformat(), "max": (today + LATEST).isoformat()}
        self.fields["until"].widget.attrs.update(bounds)


class RevealForm(forms.Form):
    """Why a masked value is read."""

    reason = forms.CharField(
        label=_("查看的理由"),
        max_length=REASON_LENGTH,
        help_text=_("例如：电话联系本人。理由会写进“谁看过”，本人有权知道。"),
    )


def form_for(verdict: Verdict, typed: dict[str, str] | None, *, at: datetime) -> forms.Form | None:
    """The form that a verdict wants filled in; an approval wants none."""
    if verdict is Verdict.REJECT:
        return RejectForm(typed)
    return PostponeForm(typed, at=at) if verdict is Verdict.POSTPONE else None


def read_keys(texts: list[str]) -> list[UUID]:
    """The public ids among what a form sent, each once; what is none is left out, and so is what is far too much."""
    found: dict[UUID, None] = {}
    for text in texts:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)[: MOST_AT_ONCE + 1]
