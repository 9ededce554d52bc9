"""Orders: what was ordered, who came, and the receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.service.delivery.queries import VisitLine, visits_for
from yinling.service.orders import actions, queries
from yinling.service.orders.actions import OrderMoved
from yinling.service.orders.queries import OrderLine
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of


class Row(NamedTuple):
    """One order with its visits, newest first."""

    line: OrderLine
    due: saying.Due
    visits: list[VisitLine]


@officer_page("GET")
def orders(request: HttpRequest) -> HttpResponse:
    """Fifty orders, newest change first; chips narrow to one state."""
    by, at = viewer_of(request), timezone.now()
    asked = request.GET.get("state", "")
    state = OrderState(asked) if asked in OrderState.values else None
    lines = queries.newest(by=by, states=[state] if state else (), before=_moment(request.GET.get("before", "")))
    visits = visits_for([line.inner_id for line in lines])
    context = {
        "rows": [Row(line, saying.due(line.due_date, at), visits.get(line.inner_id, [])) for line in lines],
        "state": state,
        "states": OrderState,
        "before": lines[-1].changed_at.isoformat() if len(lines) == queries.PAGE else "",
    }
    return show(request, "desk/orders.html", context, at=at, here="orders")


@officer_page("POST")
def place_again(request: HttpRequest, order: UUID) -> HttpResponse:
    """Offer a returned order anew."""
    try:
        actions.place_again(order=order, by=viewer_of(request), at=timezone.now())
    except OrderMoved:
        return _moved(request)
    say(request, _("已再次派单。"))
    return back(request)


@officer_page("POST")
def cancel(request: HttpRequest, order: UUID) -> HttpResponse:
    """Withdraw an order that nobody took."""
    try:
        actions.cancel(order=order, by=viewer_of(request), at=timezone.now())
    except OrderMoved:
        return _moved(request)
    say(request, _("已取消这次服务。"))
    return back(request)


def _moved(request: HttpRequest) -> HttpResponse:
    say(request, _("这张单刚才已有变化，没有改动。请看更新后的状态。"), level=messages.WARNING)
    return back(request)


def _moment(text: str) -> datetime | None:
    """The moment where an earlier page ended; None for anything else that somebody typed into the address."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
