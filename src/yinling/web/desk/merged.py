"""Pages of a person whose record became part of another: reading leads on to that one, an act is not done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from yinling.people.registry.queries import survivor_of
from yinling.web.frames import say
from yinling.web.sessions import send_to

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person_page(page: Page[P]) -> Page[P]:
    """A page whose address names a `person`; of a merged record it is the same page of the one that was kept.

    What was about to be done stays undone there: whoever did it had another record before his eyes. Raises Forbidden
    when the record is absent or hidden, or the one that was kept is.
    """

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = cast(UUID, kwargs["person"])
        survivor = survivor_of(person)
        if survivor == person:
            return page(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return send_to(request, reverse(resolve(request.path).view_name, kwargs={**kwargs, "person": survivor}))
        text = _("这份档案已经并入另一份，刚才的操作没有执行。下面是合并后的档案，需要时请在这里办理。")
        say(request, text, level=messages.WARNING)
        return send_to(request, reverse("desk:person", args=[survivor]))

    return guarded
