"""One visit whole: when, how it is proven, what was noted and photographed; unlocking it, confirming on behalf."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import names_of, person_of
from yinling.service.delivery import actions
from yinling.service.delivery.queries import VisitPage, visit_of
from yinling.service.delivery.terms import TaskState
from yinling.web.desk.forms.visits import UnlockForm, WordForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422


@officer_page("GET")
def visit(request: HttpRequest, task: UUID) -> HttpResponse:
    """The visit's page. It shows what was noted at a person's side: that it was read is written down."""
    by, at = viewer_of(request), timezone.now()
    actions.open_visit(task=task, by=by, at=at)
    return _shown(request, visit_of(task=task, by=by), by, at)


@officer_page("GET")
def photo(request: HttpRequest, task: UUID, photo: UUID) -> HttpResponse:
    """A picture of the visit, stored by no browser; each look is written down."""
    image = actions.see_photo(photo=photo, by=viewer_of(request), at=timezone.now())
    return HttpResponse(image, content_type="image/jpeg")


@officer_page("POST")
def unlock(request: HttpRequest, task: UUID) -> HttpResponse:
    """Let the worker try the card's code again."""
    by, at = viewer_of(request), timezone.now()
    form = UnlockForm(request.POST)
    if form.is_valid():
        try:
            actions.unlock(task=task, reason=form.cleaned_data["reason"], by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
        else:
            say(request, _("已解锁，服务人员可以再试服务卡短码。"))
            return _to(task)
    return _shown(request, visit_of(task=task, by=by), by, at, unlocking=form)


@officer_page("POST")
def confirm(request: HttpRequest, task: UUID) -> HttpResponse:
    """Write down that the person, or a proxy, said on the phone or on paper that the service was given."""
    by, at = viewer_of(request), timezone.now()
    page = visit_of(task=task, by=by)
    form = WordForm(request.POST, rights=rights_of(page.person, on=local_day(at), scope=ActingScope.CONFIRM))
    if not form.is_valid():
        return _shown(request, page, by, at, word=form)
    try:
        actions.confirm_by_person(task=task, way=form.way_said(), right=form.right(), by=by, at=at)
    except actions.TaskMoved:
        say(request, _("服务人员还没有写明做了什么，或情况已有变化，没有确认。"), level=messages.WARNING)
    else:
        say(request, _("已代为确认，回执随即生成。"))
    return _to(task)


def _shown(
    request: HttpRequest,
    page: VisitPage,
    by: Viewer,
    at: datetime,
    *,
    unlocking: UnlockForm | None = None,
    word: WordForm | None = None,
) -> HttpResponse:
    person = person_of(page.person)
    is_waiting = page.line.state is TaskState.DONE
    rights = rights_of(page.person, on=local_day(at), scope=ActingScope.CONFIRM) if is_waiting else ()
    wrong = (unlocking and unlocking.errors) or (word and word.errors)
    context = {
        "page": page, "visit": page.line, "name": names_of([person.id]).get(person.id, ""), "is_waiting": is_waiting,
        "unlocking": unlocking or UnlockForm(), "word": word or WordForm(rights=rights),
    }  # fmt: skip
    return show(request, "desk/visit.html", context, at=at, here="orders", status=UNPROCESSABLE if wrong else 200)


def _to(task: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:visit", args=[task]))
