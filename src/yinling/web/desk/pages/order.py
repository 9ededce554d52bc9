"""One order and its whole story: who asked for it, who was asked to come, who came, and what can be done now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access.actions import note_look
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import person_of
from yinling.service.delivery.actions import TaskMoved
from yinling.service.delivery.queries import visits_for
from yinling.service.dispatch.actions import NotToBeSent, assign
from yinling.service.dispatch.queries import candidates_for, offers_for, wish_of
from yinling.service.orders import actions
from yinling.service.orders.actions import OrderMoved
from yinling.service.orders.queries import OrderLine, line_of
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.feedback import said_about
from yinling.web.desk.forms.orders import CancelForm
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.orders import asked
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422
_WANTS_HANDS = frozenset({OrderState.PLACED, OrderState.RETURNED})


@officer_page("GET")
def order(request: HttpRequest, order: UUID) -> HttpResponse:
    """The order's page. That it was opened is written down."""
    by, at = viewer_of(request), timezone.now()
    line, note = line_of(order)
    person = person_of(line.person)
    note_look(
        person_id=person.id, area_code=person.area_code, unit_id=person.unit_id, part="order", reason=line.item,
        by=by, at=at,
    )  # fmt: skip
    return show(request, "desk/order.html", _context(line, note, by, at, CancelForm()), at=at, here="orders")


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
    """Call an order off; whoever has it in hand is told and stays home."""
    by, at = viewer_of(request), timezone.now()
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel(order=order, reason=form.cleaned_data["reason"], by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
        except OrderMoved:
            return _moved(request)
        except TaskMoved:
            say(request, _("服务人员已经在本人身边，不能取消了。"), level=messages.WARNING)
            return back(request)
        else:
            say(request, _("已取消这次服务。"))
            return back(request)
    line, note = line_of(order)
    context = _context(line, note, by, at, form)
    return show(request, "desk/order.html", context, at=at, here="orders", status=UNPROCESSABLE)


@officer_page("POST")
def ask_by_hand(request: HttpRequest, order: UUID) -> HttpResponse:
    """Ask one worker by hand; a returned order is placed again with it."""
    by, at, there = viewer_of(request), timezone.now(), reverse("desk:order", args=[order])
    try:
        assign(order=order, worker=UUID(request.POST.get("worker", "")), by=by, at=at)
    except ValueError:
        raise Forbidden from None
    except OrderMoved:
        _tell_moved(request)
    except NotToBeSent:
        say(request, _("不能派给他：他谢绝过这一单，或本人不希望其上门，或这一轮已经请过。"), level=messages.WARNING)
    else:
        say(request, _("已请他接单，他的手机上马上就能看到。"))
    return HttpResponseRedirect(there)


def _context(line: OrderLine, note: str, by: Viewer, at: datetime, form: CancelForm) -> dict[str, object]:
    wants_hands = line.state in _WANTS_HANDS
    found = candidates_for(order=line.order, by=by, at=at) if wants_hands else []
    visits = visits_for([line.inner_id]).get(line.inner_id, [])
    return {
        "line": line, "note": note, "due": saying.due(line.due_date, at),
        "place": paths([line.area_code])[line.area_code],
        "offers": [asked(offer, at) for offer in offers_for([line.inner_id]).get(line.inner_id, [])],
        "fits": [one for one in found if one.fits],
        "misfits": [one for one in found if not one.fits and not one.was_asked],
        "visits": visits, "said": said_about(visits[0].task, at=at) if visits else None, "wish": wish_of(line.person),
        "wants_hands": wants_hands, "may_cancel": wants_hands or line.state is OrderState.IN_HAND, "form": form,
        "is_over": line.state in {OrderState.FULFILLED, OrderState.CANCELLED},
    }  # fmt: skip


def _moved(request: HttpRequest) -> HttpResponse:
    _tell_moved(request)
    return back(request)


def _tell_moved(request: HttpRequest) -> None:
    say(request, _("这张单刚才已有变化，没有改动。请看更新后的状态。"), level=messages.WARNING)
