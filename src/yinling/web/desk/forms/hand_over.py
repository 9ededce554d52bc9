"""What a worker's case load is moved: which orders, to whom, and why."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.service.delivery.domain import MAX_REASON
from yinling.service.delivery.queries import Carried
from yinling.supply.workforce.queries import WorkerLine


class HandOverForm(forms.Form):
    """`offers` are those of the orders that can move; `to` is another worker of the area, or nobody for all who fit."""

    to = forms.ChoiceField(label=gettext_lazy("交给谁"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("为什么移交"),
        min_length=2,
        max_length=MAX_REASON,
        help_text=gettext_lazy("例如：休产假。原来的服务人员和以后查看的人都会看到。"),
    )

    def __init__(self, *args: object, others: Sequence[WorkerLine], carried: Sequence[Carried], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on as Django takes them
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("所有合适的人（重新派单）")), *((str(one.account), one.name) for one in others)]
        self.movable = {str(one.offer): one for one in carried if one.may_go}
        self.chosen: list[Carried] = []

    def clean(self) -> dict[str, object]:
        """Which orders: those ticked that can still move."""
        typed = super().clean() or {}
        sent = self.data.getlist("offer") if hasattr(self.data, "getlist") else []
        self.chosen = [self.movable[key] for key in dict.fromkeys(sent) if key in self.movable]
        if not self.chosen:
            self.add_error(None, _("请先勾选要移交的单。"))
        return typed

    @property
    def receiver(self) -> UUID | None:
        """Who gets them; None for all who fit."""
        return UUID(self.cleaned_data["to"]) if self.cleaned_data["to"] else None
