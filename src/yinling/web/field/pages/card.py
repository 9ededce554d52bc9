"""What the QR code on a person's card opens: for the worker who is expected there, one button; for others, nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yinling.service.delivery.queries import tasks_at_card
from yinling.service.delivery.terms import TaskState
from yinling.web.field.door import to_task, workers_only
from yinling.web.looking import viewer_of


@workers_only
@require_safe
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the task of the card's person; check-in itself is a press, since reading a page changes nothing.

    A forged token, a void card and a person whom the worker has no task for answer alike.
    """
    by, at = viewer_of(request), timezone.now()
    found = tasks_at_card(token=token, by=by, at=at)
    waiting = [task for task in found if task.state == TaskState.TAKEN]
    if waiting:
        return render(request, "field/card.html", {"tasks": waiting, "token": token})
    if found:
        return to_task(found[0].task)
    return render(request, "field/card_unknown.html", status=404)
