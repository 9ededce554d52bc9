"""What comes: each appointment in a whole sentence; calling it off, confirming what was done, saying what was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.rows.refusals import Forbidden
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions import complain as raise_complaint
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.actions import TaskMoved, confirm_by_person
from yinling.service.delivery.queries import VisitLine, visits_for, visits_of
from yinling.service.delivery.terms import TaskState
from yinling.service.orders.actions import OrderMoved
from yinling.service.orders.actions import cancel as call_off
from yinling.service.orders.queries import OrderLine, of_person
from yinling.service.orders.terms import OPEN_STATES, OrderState
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.forms.ordering import ComplaintForm, Why
from yinling.web.elder.sentences import order_sentence
from yinling.web.frames import say

_STOPPABLE = {OrderState.PLACED, OrderState.RETURNED}
_LIVE = {TaskState.TAKEN, TaskState.CHECKED_IN, TaskState.DONE}


class Appointment(NamedTuple):
    """One order with its newest visit, and what can be done about it here."""

    order: OrderLine
    visit: VisitLine | None
    said: str

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether the worker says that it is done and nobody has confirmed."""
        return self.visit is not None and self.visit.state is TaskState.DONE

    @property
    def can_stop(self) -> bool:
        """Whether it can still be called off: nobody is at the door yet."""
        on_the_way = self.visit is not None and self.visit.state is TaskState.TAKEN
        return self.order.state in _STOPPABLE or (self.order.state is OrderState.IN_HAND and on_the_way)

    @property
    def can_complain(self) -> bool:
        """Whether somebody took it, so that there is a visit to speak of."""
        return self.visit is not None and self.visit.state in {*_LIVE, TaskState.NO_SHOW}


@elder_page("GET")
def appointments(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What is open, what waits for one's word first."""
    at = timezone.now()
    open_ones = [line for line in of_person(whose.person) if line.state in OPEN_STATES]
    found = sorted(_with_visits(open_ones, at), key=lambda one: (not one.waits_for_confirmation, one.order.due_date))
    return show(request, "elder/appointments.html", {"found": found}, whose=whose)


@elder_page("GET")
def appointment(request: HttpRequest, whose: Whose, order: UUID) -> HttpResponse:
    """One appointment; just made, it says so and can be taken back."""
    found = _found(whose, order, timezone.now())
    context = {"one": found, "is_new": "new" in request.GET and found.order.state is OrderState.PLACED}
    return show(request, "elder/appointment.html", context, whose=whose)


@elder_page("GET", "POST", scope=ActingScope.ORDER)
def cancel(request: HttpRequest, whose: Whose, order: UUID) -> HttpResponse:
    """Ask why by big buttons; a press of one calls it off."""
    at = timezone.now()
    found = _found(whose, order, at)
    why = request.POST.get("why", "")
    if request.method == "POST" and why in Why.values:
        return _called_off(request, whose, found, Why(why), at)
    context = {"one": found, "whys": Why}
    return show(request, "elder/cancel.html", context, whose=whose, status=422 if request.method == "POST" else 200)


@elder_page("POST", scope=ActingScope.ORDER)
def undo(request: HttpRequest, whose: Whose, order: UUID) -> HttpResponse:
    """Take back an order that was just made."""
    at = timezone.now()
    return _called_off(request, whose, _found(whose, order, at), Why.MISTAKE, at)


@elder_page("POST", scope=ActingScope.CONFIRM)
def confirm(request: HttpRequest, whose: Whose, task: UUID) -> HttpResponse:
    """Say that what was done is done; on to the rating."""
    _visit(whose, task)
    try:
        confirm_by_person(task=task, by=whose.by, at=timezone.now())
    except TaskMoved:
        say(request, _("情况刚才变了，下面是最新的。"), level=messages.WARNING)
        return HttpResponseRedirect(reverse("elder:appointments"))
    say(request, _("确认好了，谢谢您。"))
    return HttpResponseRedirect(reverse("elder:receipt", args=[task]))


@elder_page("GET", "POST", scope=ActingScope.RATE)
def complain(request: HttpRequest, whose: Whose, task: UUID) -> HttpResponse:
    """Say what was wrong with a visit; the office answers. A refusal shows the form again (422)."""
    visit = _visit(whose, task)
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with override("zh-hans"):  # what the officer reads, whatever this page's language
            text = form.text()
        try:
            raise_complaint(
                task=task, text=text, way=Way.PAGE, request=form.cleaned_data["request"], by=whose.by,
                at=timezone.now(),
            )  # fmt: skip
        except Unacceptable as refusal:
            form.add_error("more", next(iter(refusal.errors.values())))
        else:
            say(request, _("已经告诉办公室了，会给您答复。"))
            return HttpResponseRedirect(reverse("elder:home"))
    context = {"form": form, "visit": visit}
    return show(request, "elder/complain.html", context, whose=whose, status=422 if form.errors else 200)


def _called_off(request: HttpRequest, whose: Whose, found: Appointment, why: Why, at: datetime) -> HttpResponse:
    with override("zh-hans"):  # kept with the order, whatever this page's language
        reason = str(why.label)
    try:
        call_off(order=found.order.order, reason=reason, by=whose.by, at=at)
    except (OrderMoved, TaskMoved, Unacceptable):
        say(request, _("现在不能取消了，下面是最新的情况。要改请打电话。"), level=messages.WARNING)
        return HttpResponseRedirect(reverse("elder:appointment", args=[found.order.order]))
    say(request, _("“%(item)s”已经取消。") % {"item": found.order.item})
    return HttpResponseRedirect(reverse("elder:appointments"))


def _found(whose: Whose, order: UUID, at: datetime) -> Appointment:
    """This person's order. Raises Forbidden."""
    line = next((one for one in of_person(whose.person) if one.order == order), None)
    if line is None:
        raise Forbidden
    return _with_visits([line], at)[0]


def _visit(whose: Whose, task: UUID) -> VisitLine:
    found = next((one for one in visits_of(whose.person) if one.task == task), None)
    if found is None:
        raise Forbidden
    return found


def _with_visits(lines: Sequence[OrderLine], at: datetime) -> list[Appointment]:
    visits = visits_for([line.inner_id for line in lines])
    newest = {line.inner_id: next(iter(visits.get(line.inner_id, ())), None) for line in lines}
    return [Appointment(one, newest[one.inner_id], order_sentence(one, newest[one.inner_id], at)) for one in lines]
