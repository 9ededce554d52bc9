"""The form of a rating: five words to choose from, and a remark."""

from __future__ import annotations

from django import forms
from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy, pgettext_lazy


class Stars(IntegerChoices):
    """Five words, the best first: it is read from above."""

    VERY_GOOD = 5, pgettext_lazy("rating", "很满意")
    GOOD = 4, pgettext_lazy("rating", "满意")
    FAIR = 3, pgettext_lazy("rating", "一般")
    POOR = 2, pgettext_lazy("rating", "不满意")
    VERY_POOR = 1, pgettext_lazy("rating", "很不满意")


class RatingForm(forms.Form):
    """One press, and a remark for whoever wants to say more."""

    stars = forms.TypedChoiceField(
        label=gettext_lazy("您满意吗"),
        choices=Stars,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个。")},
    )
    remark = forms.CharField(
        label=gettext_lazy("还想说什么"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": "200"}),
    )
