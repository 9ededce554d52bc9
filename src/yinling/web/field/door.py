"""Who has this door, and what every step of a task has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role
from yinling.service.delivery.actions import TaskMoved
from yinling.web.frames import say
from yinling.web.looking import viewer_of

View = Callable[..., HttpResponse]
_READING = {"GET", "HEAD"}


def workers_only(view: View) -> View:
    """A page of this door: for workers, kept by no cache. For everybody else it is absent."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if viewer_of(request).role is not Role.WORKER:
            raise Forbidden
        return view(request, *args, **kwargs)

    return answer


def step(view: View) -> View:
    """One step of a task, by POST. Read (after signing in again, by going back) it leads to the task's page.

    A step that was done meanwhile, here or on another device, leads there too and says so.
    """

    @workers_only
    @wraps(view)
    def answer(request: HttpRequest, task: UUID) -> HttpResponse:
        if request.method in _READING:
            return to_task(task)
        if request.method != "POST":
            return HttpResponseNotAllowed([*sorted(_READING), "POST"])
        try:
            return view(request, task)
        except TaskMoved:
            say(request, _("任务的状态已经变了，下面是最新的情况。"), level=messages.WARNING)
            return to_task(task)

    return answer


def to_task(task: UUID) -> HttpResponse:
    """Lead to the task's page."""
    return HttpResponseRedirect(reverse("field:task", args=[task]))


def to_tasks() -> HttpResponse:
    """Lead to the list."""
    return HttpResponseRedirect(reverse("field:tasks"))
