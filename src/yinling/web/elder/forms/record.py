"""The forms of one's own record: why a judgement is wrong, who should come, who acts no longer."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext_lazy

from yinling.service.dispatch.terms import CarerSex
from yinling.supply.workforce.terms import Language


class ContestForm(forms.Form):
    """Why it is wrong; `contest` makes a form that is sent twice one contest."""

    contest = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("哪里不对"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": "500"}),
        error_messages={"required": gettext_lazy("请写一句哪里不对，例如：女儿已经搬来同住。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"contest": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class WishForm(forms.Form):
    """Who should come: a woman or a man, who speaks what, and who should not come again."""

    carer_sex = forms.ChoiceField(
        label=gettext_lazy("希望谁来"), choices=CarerSex.choices, required=False, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("最好会说"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )
    avoided = forms.TypedMultipleChoiceField(
        label=gettext_lazy("请不要再派"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, visitors: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["avoided"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(worker), name) for worker, name in visitors]


class WhyNoLonger(TextChoices):
    """Why somebody acts no longer for the person."""

    NOT_NEEDED = "not_needed", pgettext_lazy("ending a proxy", "不用代办了")
    OTHER = "other", pgettext_lazy("ending a proxy", "换人代办")
    UNWANTED = "unwanted", pgettext_lazy("ending a proxy", "我没有委托过")
