"""Contests: somebody says that a rule judges wrongly; the list of what waits, the decision, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait import actions
from yinling.decisions.portrait.actions import AlreadyContested, ContestClosed, NothingToSetAside
from yinling.decisions.portrait.queries import ContestLine, contest_of, contests_page, count_open_contests
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import actions as registry
from yinling.people.registry import queries as people
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Dossier
from yinling.web.desk import saying
from yinling.web.desk.forms.contests import ContestForm, DecideForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.desk.portraits import Told, told_of
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_HERE = "today"


class Row(NamedTuple):
    """One contest of the list: with age and place."""

    line: ContestLine
    age: int | None
    place: str


@officer_page("GET")
def contests(request: HttpRequest) -> HttpResponse:
    """Contests of the scope: those that wait, the oldest first; or what was decided, the newest first."""
    by, at = viewer_of(request), timezone.now()
    asked, after = request.GET.get("state", ""), request.GET.get("after", "")
    state = ContestState(asked) if asked in ContestState.values else ContestState.OPEN
    page = contests_page(by=by, state=state, after=after)
    if after and not page.lines:
        return HttpResponseRedirect(_list(state))
    context = {
        "rows": _rows(page.lines, at), "state": state, "states": ContestState, "after": page.after,
        "is_first": not after, "waiting": count_open_contests(by=by),
    }  # fmt: skip
    return show(request, "desk/contests.html", context, at=at, here=_HERE)


@officer_page("GET")
@person_page
def judged(request: HttpRequest, person: UUID, code: str) -> HttpResponse:
    """What a rule says of a person, and why: in its place on the dossier, or a page of its own without a script."""
    by, at = viewer_of(request), timezone.now()
    found, told = _judged(person, code, by, at)
    registry.open_dossier(person=person, by=by, at=at)
    context = {"dossier": found, "told": told}
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/judged.html", context)
    return show(request, "desk/judged.html", context, at=at, here="people")


@officer_page("GET", "POST")
@person_page
def contest(request: HttpRequest, person: UUID, code: str) -> HttpResponse:
    """Write down that somebody says that a rule judges wrongly; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    found, told = _judged(person, code, by, at)
    form = ContestForm(request.POST if request.method == "POST" else None, claim=told.claim)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["claim"] != told.claim:
            say(request, _("这条规则的判断刚才变了，请看现在的结果，再决定要不要提出异议。"), level=messages.WARNING)
            return _to_portrait(person)
        if _contested(request, form, person, code, by=by, at=at):
            return _to_portrait(person)
    registry.open_dossier(person=person, by=by, at=at)
    context = {"form": form, "dossier": found, "told": told, "claim": Claim(told.claim)}
    return show(request, "desk/contest.html", context, at=at, here="people", status=422 if form.errors else 200)


@officer_page("GET", "POST")
def decide(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Decide about a contest with what the rule says today before one's eyes; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    line = contest_of(contest, by=by)
    found = people.dossier(line.person, by=by)
    told = told_of(line.rule_code, found, by=by, on=local_day(at))
    can_set_aside = bool(told and told.since and not told.is_aside)
    form = DecideForm(request.POST if request.method == "POST" else None, can_set_aside=can_set_aside)
    if form.is_bound and not line.is_open:
        return _closed(request, line)
    if form.is_bound and form.is_valid():
        answer = _decided(request, form, line, told, by=by, at=at)
        if answer is not None:
            return answer
    registry.open_dossier(person=line.person, by=by, at=at)
    context = {
        "form": form if line.is_open else None, "line": line, "dossier": found, "told": told,
        "age": saying.age(found.birth_date, at), "can_reopen": _can_reopen(line), "can_set_aside": can_set_aside,
    }  # fmt: skip
    return show(request, "desk/contest_decide.html", context, at=at, here=_HERE, status=422 if form.errors else 200)


@officer_page("POST")
def withdraw(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Take a contest back before anybody decided."""
    by = viewer_of(request)
    line = contest_of(contest, by=by)
    try:
        actions.withdraw_contest(contest=contest, by=by, at=timezone.now())
    except ContestClosed:
        return _closed(request, line)
    say(request, _("已撤回对“{rule}”的异议。").format(rule=line.rule_title))
    return _to_portrait(line.person)


@officer_page("POST")
def reopen(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Take a decision back: the contest waits again."""
    by = viewer_of(request)
    line = contest_of(contest, by=by)
    try:
        actions.reopen_contest(contest=contest, by=by, at=timezone.now())
    except ContestClosed:
        say(request, _("这条异议现在不能重新复核，页面已更新。"), level=messages.WARNING)
    except AlreadyContested:
        say(request, _("这条规则又有新的异议在等复核，请先处理那一条。"), level=messages.WARNING)
    else:
        say(request, _("已撤销复核结论，“{rule}”的异议重新待复核。").format(rule=line.rule_title))
    return HttpResponseRedirect(reverse("desk:contest_decide", args=[contest]))


def _judged(person: UUID, code: str, by: Viewer, at: datetime) -> tuple[Dossier, Told]:
    """The person and what the rule says about them. Raises Forbidden when either is absent, hidden or secret."""
    if "\x00" in code:
        raise Forbidden
    found = people.dossier(person, by=by)
    told = told_of(code, found, by=by, on=local_day(at))
    if told is None:
        raise Forbidden
    return found, told


def _contested(request: HttpRequest, form: ContestForm, person: UUID, code: str, *, by: Viewer, at: datetime) -> bool:
    """Whether it is written down now (or somebody's contest waits already); if not, the form says why."""
    typed = form.cleaned_data
    try:
        actions.contest(
            contest=typed["contest"], person=person, rule_code=code, claim=Claim(typed["claim"]),
            voice=Voice(typed["voice"]), reason=typed["reason"], by=by, at=at,
        )  # fmt: skip
    except AlreadyContested:
        say(request, _("这条规则已经有一条异议在等复核，不用重复提出。"), level=messages.WARNING)
    except Unacceptable as refusal:
        _add(form, refusal.errors, "reason")
        return False
    else:
        undo = reverse("desk:contest_withdraw", args=[typed["contest"]])
        say(request, _("已记下异议，等待复核。"), undo=undo)
    return True


def _decided(
    request: HttpRequest, form: DecideForm, line: ContestLine, told: Told | None, *, by: Viewer, at: datetime
) -> HttpResponse | None:
    """Where to go after the decision; None when the form says why there is none."""
    outcome = ContestState(form.cleaned_data["outcome"])
    try:
        actions.decide_contest(contest=line.contest, outcome=outcome, note=form.cleaned_data["note"], by=by, at=at)
    except ContestClosed:
        return _closed(request, line)
    except NothingToSetAside:
        form.add_error("outcome", _("这个标签现在已不成立，没有可以搁置的。请选“维持原判断”或“资料有误”。"))
        return None
    except Unacceptable as refusal:
        _add(form, refusal.errors, "note")
        return None
    undo = reverse("desk:contest_reopen", args=[line.contest])
    say(request, _("已复核“{rule}”：{outcome}。").format(rule=line.rule_title, outcome=outcome.label), undo=undo)
    if outcome is ContestState.FACTS_WRONG and told is not None and told.facts:
        return HttpResponseRedirect(_to_correct(line.person, told))
    return HttpResponseRedirect(_list(ContestState.OPEN))


def _to_correct(person: UUID, told: Told) -> str:
    """The form of the one fact that the rule looks at; where there are several, the portrait, which links to each."""
    if len(told.facts) == 1:
        return reverse("desk:fact", args=[person, told.facts[0].term])
    return reverse("desk:person", args=[person]) + f"#tag-{told.code}"


def _add(form: forms.Form, errors: Mapping[str, str], field: str) -> None:
    for text in errors.values():
        form.add_error(field, text)


def _can_reopen(line: ContestLine) -> bool:
    return line.state in actions.OUTCOMES


def _closed(request: HttpRequest, line: ContestLine) -> HttpResponse:
    say(request, _("这条异议刚才已经有人处理过了，请看结果。"), level=messages.WARNING)
    return HttpResponseRedirect(reverse("desk:contest_decide", args=[line.contest]))


def _rows(lines: Sequence[ContestLine], at: datetime) -> list[Row]:
    places = paths({line.area_code for line in lines})
    return [Row(line, saying.age(line.birth_date, at), _short(places[line.area_code])) for line in lines]


def _short(place: str) -> str:
    return " ".join(place.split()[1:]) or place


def _list(state: ContestState) -> str:
    address = reverse("desk:contests")
    return address if state is ContestState.OPEN else f"{address}?state={state.value}"


def _to_portrait(person: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:person", args=[person]) + "#portrait")
