"""What the address of the list of orders asks for, and the forms of an order's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.rows.texts import plain
from yinling.kernel.areas import NATION
from yinling.kernel.viewer import Viewer
from yinling.service.orders.actions import MAX_REASON
from yinling.service.orders.queries import OrderFilter
from yinling.service.orders.terms import OrderState, Source
from yinling.supply.catalogue.queries import items_in_force

_LONGEST = 60


class Chip(NamedTuple):
    """One condition that is on, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True)
class AskedOrders:
    """The filter of the list, as the address says it; what it does not know is left out."""

    chosen: OrderFilter
    items: Mapping[str, str]

    def query(self, **more: str) -> str:
        """The address that asks for the same, and more."""
        said = {
            "state": self.chosen.state or "", "source": self.chosen.source or "", "item": self.chosen.item,
            "overdue": "1" if self.chosen.overdue_on else "", "q": self.chosen.text, **more,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})

    def with_state(self, state: OrderState | None) -> str:
        """The address that asks for the same in another state."""
        return AskedOrders(replace(self.chosen, state=state), self.items).query()

    def chips(self) -> list[Chip]:
        """The conditions besides the state, each with the address without it."""
        chosen = self.chosen
        said = {
            "text": _("搜“%(text)s”") % {"text": chosen.text} if chosen.text else "",
            "item": self.items.get(chosen.item, chosen.item),
            "source": str(chosen.source.label) if chosen.source else "",
            "overdue_on": _("已超期") if chosen.overdue_on else "",
        }
        empty = {"text": "", "item": "", "source": None, "overdue_on": None}
        return [
            Chip(text, AskedOrders(replace(chosen, **{name: empty[name]}), self.items).query())  # type: ignore[arg-type]  # each by its own name
            for name, text in said.items()
            if text
        ]


def read_orders(said: Mapping[str, str], *, by: Viewer, on: date) -> AskedOrders:
    """What an address asks for."""
    items = {item.code: item.name for item in items_in_force(by.area or NATION, on)}
    state, source, item = said.get("state", ""), said.get("source", ""), said.get("item", "")
    chosen = OrderFilter(
        state=OrderState(state) if state in OrderState.values else None,
        source=Source(source) if source in Source.values else None,
        item=item if item in items else "",
        overdue_on=on if said.get("overdue") == "1" else None,
        text=plain(said.get("q", ""))[:_LONGEST],
    )
    return AskedOrders(chosen, items)


class OrdersPanel(forms.Form):
    """The fields of the filter."""

    q = forms.CharField(label=gettext_lazy("姓名、拼音或尾号"), required=False, max_length=_LONGEST)
    item = forms.ChoiceField(label=gettext_lazy("服务"), required=False)
    source = forms.ChoiceField(
        label=gettext_lazy("来源"), required=False, choices=[("", gettext_lazy("全部")), *Source.choices]
    )
    overdue = forms.ChoiceField(
        label=gettext_lazy("期限"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("1", gettext_lazy("已超期"))],
    )

    def __init__(self, asked: AskedOrders) -> None:
        chosen = asked.chosen
        initial = {
            "q": chosen.text, "item": chosen.item, "source": chosen.source or "",
            "overdue": "1" if chosen.overdue_on else "",
        }  # fmt: skip
        super().__init__(initial=initial)
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)
        item.choices = [("", _("全部")), *asked.items.items()]


class CancelForm(forms.Form):
    """Why an order is called off; whoever has it in hand reads it."""

    reason = forms.CharField(
        label=gettext_lazy("取消的原因"),
        required=False,
        max_length=MAX_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("请不要超过 200 个字")},
    )
