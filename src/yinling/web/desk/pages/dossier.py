"""The dossier: one page for each person, and the showing of what is masked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinling.base.access.queries import looks_at
from yinling.decisions.careplan.queries import of_person as proposals_of
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.queries import contests_of, moves_of
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import rights_of
from yinling.people.registry import actions, queries
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Dossier, Doubt, Kinsman, Line, SectionView
from yinling.people.registry.terms import TERMS, Section, Standing, label_of
from yinling.service.delivery.queries import visits_of
from yinling.service.dispatch.queries import wish_of
from yinling.service.orders.queries import of_person as orders_of
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.doubts import say_doubt
from yinling.web.desk.feedback import said_by_person
from yinling.web.desk.forms.reasons import RevealForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.desk.origins import file_names
from yinling.web.desk.pages.today import OrderWork, works
from yinling.web.desk.portraits import portrait_said
from yinling.web.desk.tags import tags, why
from yinling.web.desk.timeline import timeline
from yinling.web.looking import viewer_of
from yinling.web.looks import grouped

LOOKS_SHOWN = timedelta(days=180)
_ENDED = frozenset({OrderState.FULFILLED, OrderState.CANCELLED})
_OF_SURVIVORS = frozenset({Section.DECEASED.value})
_SILENT = frozenset({"standing", "died_on"})  # on the roll and alive, unless something says otherwise


class Row(NamedTuple):
    """One term of the page: what is known of it with where that comes from, and its doubts, each with its sentence.

    `file` is the name of the roster that brought the fact, as each doubt has that of its own.
    """

    line: Line
    told: str
    file: str
    doubts: list[tuple[Doubt, str, str]]


class Part(NamedTuple):
    """One section of the page; open when anything is in it. `missing` can be filled in."""

    view: SectionView
    rows: list[Row]
    missing: list[Line]


class Kin(NamedTuple):
    """One relative, and the key of the form that would write them down."""

    kinsman: Kinsman
    key: UUID


@officer_page("GET")
@person_page
def dossier(request: HttpRequest, person: UUID) -> HttpResponse:
    """Everything about one person. That it was opened is written down, and stands on the page itself."""
    by, at = viewer_of(request), timezone.now()
    actions.open_dossier(person=person, by=by, at=at)
    return show(request, "desk/dossier.html", _context(person, by, at), at=at, here="people")


def _context(person: UUID, by: Viewer, at: datetime) -> dict[str, object]:
    found = queries.dossier(person, by=by)
    proposals, orders, visits = proposals_of(person, by=by, on=local_day(at)), orders_of(person), visits_of(person)
    is_open = found.standing == Standing.ON_ROLL
    return {
        "dossier": found,
        "age": saying.age(found.birth_date, at) if is_open else None,
        "tags": tags(found),
        "parts": _parts(found),
        "settled": [(doubt, say_doubt(doubt.code)) for doubt in found.settled],
        "relatives": [Kin(kinsman, uuid.uuid4()) for kinsman in queries.relatives_of(found.inner_id, by=by)],
        "ended": queries.ended_relatives(found.inner_id),
        "proxies": rights_of(person, on=local_day(at)),
        "said": said_by_person(person, at=at),
        "portrait": portrait_said(found, by=by, on=local_day(at)),
        "timeline": timeline(
            found, proposals, orders, visits, moves=moves_of(person, by=by), contests=contests_of(person, by=by)
        ),
        "proposals": works([p for p in proposals if p.state is ProposalState.OPEN], at=at),
        "orders": [OrderWork(o, saying.due(o.due_date, at)) for o in orders if o.state not in _ENDED],
        "looks": grouped(looks_at(found.inner_id, since=at - LOOKS_SHOWN)),
        "today": at,
        "wish": wish_of(person),
    }


def _parts(found: Dossier) -> list[Part]:
    """The sections; that of a deceased cadre only where there is one to speak of."""
    files = file_names([*(fact.origin for fact in found.facts), *(doubt.origin for doubt in _open_doubts(found))])
    shown = [view for view in found.sections if view.lines or view.section not in _OF_SURVIVORS]
    return [
        Part(
            view,
            [_row(line, files) for line in view.lines],
            [line for line in view.missing if line.term not in _SILENT],
        )
        for view in shown
    ]


def _open_doubts(found: Dossier) -> list[Doubt]:
    return [doubt for section in found.sections for line in section.lines for doubt in line.doubts]


def _row(line: Line, files: Mapping[UUID, str]) -> Row:
    doubts = [(doubt, say_doubt(doubt.code), _file(doubt.origin, files)) for doubt in line.doubts]
    if line.fact is None:
        return Row(line, "", "", doubts)
    return Row(line, why(line.fact), _file(line.fact.origin, files), doubts)


def _file(origin: UUID | None, files: Mapping[UUID, str]) -> str:
    return files.get(origin, "") if origin else ""


@officer_page("POST")
@person_page
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
