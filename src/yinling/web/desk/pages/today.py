"""Today: what waits for the officer, and is done from there."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yinling.decisions.careplan.queries import ProposalLine, waiting
from yinling.kernel.calendars import local_day
from yinling.people.registry.queries import count
from yinling.service.orders.queries import OrderLine, newest
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.frame import officer_page, show
from yinling.web.looking import viewer_of


class ProposalWork(NamedTuple):
    """A proposal that waits for a decision."""

    line: ProposalLine
    due: saying.Due


class OrderWork(NamedTuple):
    """An order that came back."""

    line: OrderLine
    due: saying.Due


@officer_page("GET")
def today(request: HttpRequest) -> HttpResponse:
    """Proposals to decide about and orders that came back, the most urgent first."""
    by, at = viewer_of(request), timezone.now()
    proposals = [ProposalWork(line, saying.due(line.due_date, at)) for line in waiting(by=by, on=local_day(at))]
    returned = newest(by=by, states=[OrderState.RETURNED])
    orders = [OrderWork(line, saying.due(line.due_date, at)) for line in returned]
    people = 1 if proposals or orders else count(by=by).number
    context = {"proposals": proposals, "orders": orders, "people": people, "day": saying.today(at)}
    return show(request, "desk/today.html", context, at=at, here="today")
