"""Correcting a record: one term, its standing, and taking a correction back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import actions, queries
from yinling.people.registry.actions import HELD_PER_DAY, AlreadyKept, FactMoved, NotNewest, TooManyHeld
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Dossier
from yinling.people.registry.terms import SECRET_TERMS, label_of
from yinling.web.desk.forms.facts import FactForm, RecordForm, StandingForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("GET", "POST")
@person_page
def fact(request: HttpRequest, person: UUID, term: str) -> HttpResponse:
    """The form that corrects one term: in its place on the dossier, or a page of its own without a script."""
    by, at = viewer_of(request), timezone.now()
    found = _dossier_for(person, term, by)
    form = _form(request, found, term, at)
    moved = False
    if request.method == "POST" and form.is_valid():
        try:
            made = _corrected(form, person, term, by, at)
        except FactMoved:
            moved = True
            form = FactForm(term=term, fact=found.fact(term), home=found.area_code, on=local_day(at))
        else:
            if made is not None:
                say(
                    request,
                    _("已改正：{term}。").format(term=label_of(term)),
                    undo=reverse("desk:take_back", args=[made]),
                )
                return to_fact(person, term)
    typed = request.POST.get("value", "") if moved and term not in SECRET_TERMS else ""
    context = {
        "form": form, "dossier": found, "term": term, "label": label_of(term), "fact": found.fact(term), "moved": moved,
        "typed": queries.say_plain(term, typed) if typed else "",
    }  # fmt: skip
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/fact_form.html", {**context, "is_inline": True})
    return show(request, "desk/fact.html", context, at=at, here="people")


@officer_page("POST")
def take_back(request: HttpRequest, fact: UUID) -> HttpResponse:
    """Undo a correction."""
    by, at = viewer_of(request), timezone.now()
    person, term = queries.fact_of(fact, by=by)
    try:
        actions.take_back(fact=fact, by=by, at=at)
    except NotNewest:
        say(request, _("这一项后来又改过，不能撤销。请看现在的内容。"), level=messages.WARNING)
    except AlreadyKept:
        say(request, _("原来的身份证号现在登记在别人名下，不能撤销。"), level=messages.WARNING)
    else:
        say(request, _("已撤销：{term}恢复原来的内容。").format(term=label_of(term)))
    return to_fact(person, term)


@officer_page("GET", "POST")
@person_page
def standing(request: HttpRequest, person: UUID) -> HttpResponse:
    """Mark a death, a moving away, or the return to the roll."""
    by, at = viewer_of(request), timezone.now()
    found = _dossier_for(person, "standing", by)
    form = StandingForm(request.POST or None, initial={"value": found.standing})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.mark(
                person=person, standing=typed["value"], day=typed["day"], reason=typed["reason"], by=by, at=at
            )
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        else:
            say(request, _("已登记在册状态。"), undo=reverse("desk:take_back", args=[made]))
            return to_fact(person, "standing")
    return show(request, "desk/standing.html", {"form": form, "dossier": found}, at=at, here="people")


def to_fact(person: UUID, term: str) -> HttpResponse:
    """Back to the dossier, at the term."""
    return HttpResponseRedirect(f"{reverse('desk:person', args=[person])}#fact-{term}")


def take_refusal(form: RecordForm, refusal: Exception) -> None:
    """Show why an identity number was not taken."""
    if isinstance(refusal, AlreadyKept):
        kept = _(
            "该身份证号已经登记在另一份档案里，可能在其他单位。请先用证件尾号搜索；搜不到时，请联系上级老干部部门核对。"
        )
        form.add_error("value", kept)
    if isinstance(refusal, TooManyHeld):
        asked = _("今天已有 {limit} 次录入遇到重复的证件号，请明天再试，或联系上级老干部部门核对。")
        form.add_error(None, asked.format(limit=HELD_PER_DAY))


def _dossier_for(person: UUID, term: str, by: Viewer) -> Dossier:
    """The dossier, for a term that the viewer may know. Raises Forbidden."""
    found = queries.dossier(person, by=by)
    known = {line.term for section in found.sections for line in (*section.lines, *section.missing)}
    if term not in known:
        raise Forbidden
    return found


def _form(request: HttpRequest, found: Dossier, term: str, at: datetime) -> FactForm:
    data = request.POST if request.method == "POST" else None
    return FactForm(data, term=term, fact=found.fact(term), home=found.area_code, on=local_day(at))


def _corrected(form: FactForm, person: UUID, term: str, by: Viewer, at: datetime) -> UUID | None:
    """The new fact, or None when the form now says why there is none. Raises FactMoved."""
    typed = form.cleaned_data
    try:
        return actions.correct(
            person=person, term=term, value=form.value, valid_from=typed.get("valid_from"), reason=typed["reason"],
            seen=typed["seen"], by=by, at=at,
        )  # fmt: skip
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
    except (AlreadyKept, TooManyHeld) as refusal:
        take_refusal(form, refusal)
    return None
