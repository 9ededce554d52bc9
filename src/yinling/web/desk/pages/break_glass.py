"""Break-glass at the desk: asked for with a reason, opened for half an hour, read and not changed, ended early."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from yinling.base.access import actions, queries
from yinling.base.access.queries import Glass
from yinling.base.access.terms import BreakGlassState
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.registry import actions as registry
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.people.registry.queries import dossier, relatives_of
from yinling.people.registry.terms import TERMS, label_of
from yinling.web.desk import saying
from yinling.web.desk.forms.break_glass import BreakGlassForm
from yinling.web.desk.forms.reasons import RevealForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.looking import extra_power_page, viewer_of
from yinling.web.looks import grouped

LOOKS_SHOWN = timedelta(days=180)


@officer_page("GET", "POST")
def break_glass(request: HttpRequest) -> HttpResponse:
    """What it means, the form, and what one asked for before."""
    by, at = viewer_of(request), timezone.now()
    form = BreakGlassForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.ask_break_glass(
                ask=typed["key"], sought=typed["sought"], sought_by=form.sought_by, reason=typed["reason"], by=by, at=at
            )
            return _to(typed["key"])
        except actions.TooManyAsks:
            told = _("您 24 小时内已经用了 %(limit)d 次，不能再用。确有需要，请联系管这个人的单位。")
            form.add_error(None, told % {"limit": actions.ASKS_PER_DAY})
        except actions.ReasonTooShort:
            form.add_error("reason", _("理由至少写 10 个字。"))
    context = {
        "form": form, "asks": queries.asks_of(by=by), "limit": actions.ASKS_PER_DAY,
        "minutes": int(actions.OPEN_FOR.total_seconds() // 60),
    }  # fmt: skip
    return show(request, "desk/break_glass.html", context, at=at, here="people", status=422 if form.errors else 200)


@extra_power_page
@officer_page("GET")
def glass(request: HttpRequest, ask: UUID) -> HttpResponse:
    """One's own break-glass: it waits, it found nobody, it is over; or it is open, and this is the record to read."""
    by, at = viewer_of(request), timezone.now()
    found = queries.glass_of(ask, by=by)
    person = _opened(found, at)
    if person is None:
        context = {"glass": found, "state": _state(found, at)}
        return show(request, "desk/glass.html", context, at=at, here="people")
    registry.open_dossier(person=person.public_id, by=by, at=at)
    return show(request, "desk/glass_record.html", _record(found, person, by, at), at=at, here="people")


@officer_page("GET")
def glass_progress(request: HttpRequest, ask: UUID) -> HttpResponse:
    """While it waits, the page asks again; as soon as there is an answer the whole page is fetched."""
    found = queries.glass_of(ask, by=viewer_of(request))
    if found.state is not BreakGlassState.ASKED:
        return HttpResponseClientRefresh() if "HX-Request" in request.headers else _to(ask)
    return render(request, "desk/parts/glass_waiting.html", {"glass": found})


@extra_power_page
@officer_page("POST")
def glass_reveal(request: HttpRequest, ask: UUID) -> HttpResponse:
    """Show one masked value of the opened record for a reason."""
    by, at, term = viewer_of(request), timezone.now(), request.POST.get("term", "")
    person = _opened(queries.glass_of(ask, by=by), at)
    if person is None:
        raise Forbidden
    form = RevealForm(request.POST)
    context: dict[str, object] = {"form": form, "ask": ask, "term": term}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            context["value"] = registry.reveal(person=person.public_id, term=term, reason=reason, by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
    context["label"] = label_of(term) if term in TERMS else ""
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/revealed.html", context)
    return show(request, "desk/glass_reveal.html", context, at=at, here="people")


@officer_page("POST")
def glass_end(request: HttpRequest, ask: UUID) -> HttpResponse:
    """End it early."""
    actions.end_break_glass(ask=ask, by=viewer_of(request), at=timezone.now())
    say(request, _("已结束临时查看。"), level=messages.SUCCESS)
    return HttpResponseRedirect(reverse("desk:break_glass"))


def _opened(found: Glass, at: datetime) -> Person | None:
    """The person whom it opened, as far as this request may see him: the wall has the last word."""
    if found.person_id is None or not found.is_open(at):
        return None
    return Person.objects.filter(pk=found.person_id, merged_into__isnull=True).first()


def _state(found: Glass, at: datetime) -> BreakGlassState:
    """The state as it is now: over when its time is, whatever the deadline has done yet."""
    is_late = found.state is BreakGlassState.OPEN and not found.is_open(at)
    return BreakGlassState.ENDED if is_late else found.state


def _record(found: Glass, person: Person, by: Viewer, at: datetime) -> dict[str, object]:
    record = dossier(person.public_id, by=by)
    assert found.until is not None  # it is open
    return {
        "glass": found, "dossier": record, "minutes": max(1, int((found.until - at).total_seconds() // 60)),
        "age": saying.age(record.birth_date, at), "sections": [view for view in record.sections if view.lines],
        "relatives": relatives_of(record.inner_id, by=by),
        "looks": grouped(queries.looks_at(record.inner_id, since=at - LOOKS_SHOWN)),
    }  # fmt: skip


def _to(ask: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:glass", args=[ask]))
