"""Doubts about a record: settling them, opening them again, reading their values, reporting an error."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import actions, queries
from yinling.people.registry.actions import AlreadyKept, NotNewest, QuestionMoved, TooManyHeld
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Dossier, Doubt
from yinling.people.registry.terms import QuestionState
from yinling.web.desk.doubts import say_doubt
from yinling.web.desk.forms.facts import ReportForm, SettleForm
from yinling.web.desk.forms.reasons import RevealForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.desk.pages.facts import take_refusal, to_fact
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_SAID = {
    QuestionState.KEPT: "kept",
    QuestionState.CHANGED: "changed",
    QuestionState.DROPPED: "dropped",
}


@officer_page("GET", "POST")
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Decide a doubt. What cannot be decided by one press comes back as a page with a form."""
    by, at = viewer_of(request), timezone.now()
    person, doubt = queries.question_of(question, by=by)
    found = queries.dossier(person, by=by)
    if doubt.state != QuestionState.OPEN:
        return _moved(request, person, doubt)
    form = _form(request, found, doubt, at)
    if request.method == "POST" and _decided(request, form, question, by, at):
        said = QuestionState(request.POST["outcome"]).label
        undo = reverse("desk:reopen", args=[question])
        say(request, _("{term}：{outcome}。").format(term=doubt.label, outcome=said), undo=undo)
        return to_fact(person, doubt.term)
    context = {"form": form, "dossier": found, "doubt": doubt, "sentence": say_doubt(doubt.code)}
    return show(request, "desk/question.html", context, at=at, here="people")


@officer_page("POST")
def reopen(request: HttpRequest, question: UUID) -> HttpResponse:
    """Take a decision back."""
    by = viewer_of(request)
    person, doubt = queries.question_of(question, by=by)
    try:
        actions.reopen(question=question, by=by, at=timezone.now())
    except (QuestionMoved, NotNewest, AlreadyKept):
        say(request, _("这一项后来又有变化，不能撤销。请看现在的内容。"), level=messages.WARNING)
    else:
        say(request, _("已撤销，{term}重新待核实。").format(term=doubt.label))
    return to_fact(person, doubt.term)


@officer_page("POST")
def read_question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show both values of a doubt about a secret term, for a reason."""
    by, at = viewer_of(request), timezone.now()
    person, doubt = queries.question_of(question, by=by)
    form = RevealForm(request.POST)
    context: dict[str, object] = {"form": form, "person": person, "label": doubt.label, "doubt": doubt}
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            context["values"] = actions.read_question(question=question, reason=reason, by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/question_read.html", context)
    return show(request, "desk/question_read.html", context, at=at, here="people")


@officer_page("GET", "POST")
@person_page
def report(request: HttpRequest, person: UUID) -> HttpResponse:
    """Report that a record is wrong."""
    by, at = viewer_of(request), timezone.now()
    found = queries.dossier(person, by=by)
    terms = [line.term for section in found.sections for line in (*section.lines, *section.missing)]
    asked = request.GET.get("term", "")
    form = ReportForm(request.POST or None, terms=terms, term=asked if asked in terms else "")
    if request.method == "POST" and form.is_valid():
        term, text = form.cleaned_data["term"], form.cleaned_data["text"]
        try:
            actions.report_error(person=person, term=term, text=text, by=by, at=at)
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        else:
            say(request, _("已报告，标为待核实。"))
            return to_fact(person, term or "remarks")
    return show(request, "desk/report.html", {"form": form, "dossier": found}, at=at, here="people")


def _form(request: HttpRequest, found: Dossier, doubt: Doubt, at: datetime) -> SettleForm:
    data = request.POST if request.method == "POST" else None
    return SettleForm(
        data, term=doubt.term, home=found.area_code, on=local_day(at), needs_reason=doubt.is_protected
    )  # fmt: skip


def _decided(request: HttpRequest, form: SettleForm, question: UUID, by: Viewer, at: datetime) -> bool:
    """Whether the doubt is decided now; if not, the form says why."""
    outcome = request.POST.get("outcome", "")
    if outcome not in _SAID:
        form.add_error(None, _("请选择怎样处理"))
        return False
    value, note = request.POST.get("value", ""), request.POST.get("reason", "")
    if outcome != QuestionState.CHANGED:
        form.errors.clear()  # only a changed value wants one, and evidence for it
    try:
        actions.settle(question=question, outcome=QuestionState(outcome), value=value, note=note, by=by, at=at)
    except Unacceptable as refusal:
        told = {field: said for field, said in refusal.errors.items() if field not in form.errors}
        form.take_back(told)
    except (AlreadyKept, TooManyHeld) as refusal:
        take_refusal(form, refusal)
    else:
        return True
    return False


def _moved(request: HttpRequest, person: UUID, doubt: Doubt) -> HttpResponse:
    if request.method == "POST":
        say(request, _("这个问题刚才已经处理：{outcome}。").format(outcome=doubt.outcome), level=messages.WARNING)
    return to_fact(person, doubt.term)
