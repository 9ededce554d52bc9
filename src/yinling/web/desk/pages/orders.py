"""Orders: what was ordered, who was asked, who came, and the receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import local_day
from yinling.service.delivery.queries import VisitLine, visits_for
from yinling.service.dispatch.actions import EXPORT_LIMIT, TooManyOrders, export_orders
from yinling.service.dispatch.queries import OfferView, offers_for
from yinling.service.orders import queries
from yinling.service.orders.queries import COUNT_LIMIT, OrderLine
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.forms.orders import OrdersPanel, read_orders
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

ENDED = frozenset({OrderState.FULFILLED, OrderState.CANCELLED})


class Asked(NamedTuple):
    """One offer as the desk shows it: until when it stands, in words."""

    offer: OfferView
    until: str


class Row(NamedTuple):
    """One order with the offers of its round and its visits, newest first."""

    line: OrderLine
    due: saying.Due
    asked: list[Asked]
    visits: list[VisitLine]


@officer_page("GET")
def orders(request: HttpRequest) -> HttpResponse:
    """Fifty orders, newest change first, narrowed by state, item, source, lateness and person."""
    by, at = viewer_of(request), timezone.now()
    asked = read_orders(request.GET.dict(), by=by, on=local_day(at))
    if "" in request.GET.values():  # the panel was sent: the address says only what is asked for
        return HttpResponseRedirect(_here(asked.query()))
    page = queries.page(by=by, chosen=asked.chosen, after=request.GET.get("after", ""))
    context = {
        "rows": rows(page.lines, at), "asked": asked, "query": asked.query(), "chips": asked.chips(),
        "states": [(state, asked.with_state(state)) for state in OrderState],
        "any_state": asked.with_state(None), "panel": OrdersPanel(asked), "is_first": "after" not in request.GET,
        "next_query": asked.query(after=page.after) if page.after else "", "shelf": shelf(request, "orders"),
    }  # fmt: skip
    return show(request, "desk/orders.html", context, at=at, here="orders")


@officer_page("GET")
def count(request: HttpRequest) -> HttpResponse:
    """How many orders the filter means: filled in after the rows."""
    by, at = viewer_of(request), timezone.now()
    asked = read_orders(request.GET.dict(), by=by, on=local_day(at))
    number = queries.count(by=by, chosen=asked.chosen)
    return render(request, "desk/parts/orders_count.html", {"number": number, "more": number == COUNT_LIMIT})


@officer_page("POST")
def export(request: HttpRequest) -> HttpResponse:
    """What the address means as a workbook; that it left the house is written down."""
    by, at = viewer_of(request), timezone.now()
    asked = read_orders(request.GET.dict(), by=by, on=local_day(at))
    try:
        made = export_orders(chosen=asked.chosen, by=by, at=at)
    except TooManyOrders:
        say(request, _("一个文件最多 {limit} 条，请先筛选，分开导出。").format(limit=f"{EXPORT_LIMIT:,}"))
        return back(request, "desk:orders")
    return workbook(made.content, _("服务单"), local_day(at))


def rows(lines: Sequence[OrderLine], at: datetime) -> list[Row]:
    """Lines with their offers and visits: two queries for any number."""
    inner = [line.inner_id for line in lines]
    offers, visits = offers_for(inner), visits_for(inner)
    return [
        Row(
            line, saying.due(line.due_date, at),
            [asked(offer, at) for offer in offers.get(line.inner_id, []) if offer.round == line.round],
            visits.get(line.inner_id, []),
        )
        for line in lines
    ]  # fmt: skip


def asked(offer: OfferView, at: datetime) -> Asked:
    """An offer with the time that is left for it."""
    return Asked(offer, saying.left(offer.take_by, at) if offer.is_open else "")


def _here(query: str) -> str:
    return f"{reverse('desk:orders')}?{query}" if query else reverse("desk:orders")
