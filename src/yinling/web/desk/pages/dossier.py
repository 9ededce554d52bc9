"""The dossier: one page for each person, and the showing of what is masked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinling.base.access.queries import looks_at
from yinling.decisions.careplan.queries import of_person as proposals_of
from yinling.decisions.careplan.terms import ProposalState
from yinling.people.registry import actions, queries
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.terms import TERMS, label_of
from yinling.service.delivery.queries import visits_of
from yinling.service.orders.queries import of_person as orders_of
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.forms.reasons import RevealForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.looks import grouped
from yinling.web.desk.pages.today import OrderWork, ProposalWork
from yinling.web.desk.timeline import timeline
from yinling.web.looking import viewer_of

LOOKS_SHOWN = timedelta(days=180)
_ENDED = frozenset({OrderState.FULFILLED, OrderState.CANCELLED})


@officer_page("GET")
def dossier(request: HttpRequest, person: UUID) -> HttpResponse:
    """Everything about one person. That it was opened is written down, and stands on the page itself."""
    by, at = viewer_of(request), timezone.now()
    actions.open_dossier(person=person, by=by, at=at)
    found = queries.dossier(person)
    proposals, orders, visits = proposals_of(person), orders_of(person), visits_of(person)
    context = {
        "dossier": found,
        "age": saying.age(found.birth_date, at),
        "timeline": timeline(found, proposals, orders, visits),
        "proposals": [ProposalWork(p, saying.due(p.due_date, at)) for p in proposals if p.state is ProposalState.OPEN],
        "orders": [OrderWork(o, saying.due(o.due_date, at)) for o in orders if o.state not in _ENDED],
        "looks": grouped(looks_at(found.inner_id, since=at - LOOKS_SHOWN)),
    }
    return show(request, "desk/dossier.html", context, at=at, here="people")


@officer_page("POST")
def reveal(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show one masked value for a reason: in its place, or on a page of its own without a script."""
    at, term = timezone.now(), request.POST.get("term", "")
    queries.person_of(person)  # before the form: an absent person has no wrong reasons either
    form = RevealForm(request.POST)
    context: dict[str, object] = {"form": form, "person": person, "term": term}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            context["value"] = actions.reveal(person=person, term=term, reason=reason, by=viewer_of(request), at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
    context["label"] = label_of(term) if term in TERMS else ""
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/revealed.html", context)
    return show(request, "desk/reveal.html", context, at=at, here="people")
