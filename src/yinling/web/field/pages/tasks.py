"""The worker's list: in hand, on offer, done within a day; and taking a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yinling.base.access.queries import seats
from yinling.base.accounts.models import Account
from yinling.base.notices.queries import Notice, announcements_for
from yinling.kernel.calendars import local_day
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import queries
from yinling.service.delivery.actions import take as take_offer
from yinling.service.delivery.queries import TaskPage
from yinling.service.dispatch.actions import OfferGone
from yinling.service.dispatch.actions import decline as decline_offer
from yinling.service.dispatch.queries import OfferLine, on_offer
from yinling.web.field.door import step, to_task, to_tasks, workers_only
from yinling.web.field.forms.offer import DeclineForm
from yinling.web.field.words import Due, due_day, due_moment
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422


class Held(NamedTuple):
    """A task in hand as the list shows it."""

    task: TaskPage
    due: Due


class Offered(NamedTuple):
    """An offer as the list shows it, with the form to decline it."""

    offer: OfferLine
    take_by: Due
    form: DeclineForm


@workers_only
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What I have in hand, what I may take, what I ended lately."""
    return _list(request, {})


@step
def decline(request: HttpRequest, task: UUID) -> HttpResponse:
    """Decline an offer with a reason; sent twice, it was declined the first time."""
    form = DeclineForm(request.POST, auto_id=f"{task}_%s")
    if not form.is_valid():
        return _list(request, {task: form}, status=UNPROCESSABLE)
    try:
        decline_offer(offer=task, reason=form.reason(), by=viewer_of(request), at=timezone.now())
    except Unacceptable as refusal:
        form.add_error("words", " ".join(refusal.errors.values()))
        return _list(request, {task: form}, status=UNPROCESSABLE)
    except OfferGone:
        say(request, _("这一单已经不在您的列表里了。"), level=messages.WARNING)
        return to_tasks()
    say(request, _("已谢绝，这一单不会再派给您。"))
    return to_tasks()


@step
def take(request: HttpRequest, task: UUID) -> HttpResponse:
    """Take an offer (the task will bear its id), unless another was faster or its time is over."""
    by, at = viewer_of(request), timezone.now()
    try:
        take_offer(offer=task, by=by, at=at)
    except OfferGone:
        say(request, _("已被别人接走或已过时限。"), level=messages.WARNING)
        return to_tasks()
    return to_task(task)


def _notices(request: HttpRequest, at: datetime) -> list[Notice]:
    """What all users of the areas where this worker works are told now."""
    held = seats(request.user, on=local_day(at)) if isinstance(request.user, Account) else []
    return announcements_for((seat.area_code for seat in held), at=at)


def _list(request: HttpRequest, forms: Mapping[UUID, DeclineForm], *, status: int = 200) -> HttpResponse:
    by, at = viewer_of(request), timezone.now()
    lists = {
        "held": [_held(task, at) for task in queries.in_hand(by=by, at=at)],
        "offers": [_offered(line, at, forms) for line in on_offer(by=by, at=at)],
        "ended": queries.ended_lately(by=by, at=at),
        "notices": _notices(request, at),
    }
    return render(request, "field/tasks.html", lists, status=status)


def _held(task: TaskPage, at: datetime) -> Held:
    return Held(task, due_day(task.due_date, at))


def _offered(line: OfferLine, at: datetime, forms: Mapping[UUID, DeclineForm]) -> Offered:
    form = forms.get(line.offer) or DeclineForm(auto_id=f"{line.offer}_%s")
    return Offered(line, due_moment(line.take_by, at), form)
