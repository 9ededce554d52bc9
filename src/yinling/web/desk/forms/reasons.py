"""Forms that ask for one reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 200


class RejectForm(forms.Form):
    """Why a proposal is rejected."""

    reason = forms.CharField(
        label=_("不批准的理由"),
        max_length=REASON_LENGTH,
        help_text=_("例如：家属已安排照护。理由和决定一起保存。"),
    )


class RevealForm(forms.Form):
    """Why a masked value is read."""

    reason = forms.CharField(
        label=_("查看的理由"),
        max_length=REASON_LENGTH,
        help_text=_("例如：电话联系本人。理由会写进“谁看过”，本人有权知道。"),
    )
