"""One's own record: what is known and whence, what follows and why, who looked, who acts, who should come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.base.access.queries import looks_at
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait import actions as portraits
from yinling.decisions.portrait.actions import AlreadyContested, ContestClosed
from yinling.decisions.portrait.queries import Judgement, portrait_of
from yinling.decisions.portrait.terms import Claim, ContestState, Voice
from yinling.kernel.calendars import local_day
from yinling.people.proxies.actions import RightMoved, read_record, revoke_right
from yinling.people.proxies.queries import rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Line, dossier
from yinling.service.dispatch.actions import end_wish, say_wish
from yinling.service.dispatch.queries import visitors_of, wish_of
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.forms.record import ContestForm, WhyNoLonger, WishForm
from yinling.web.frames import say
from yinling.web.looks import grouped

LOOKS_SHOWN = timedelta(days=180)


class FactSaid(NamedTuple):
    """One thing that is known, and from where; `source` is empty while it is only being asked about."""

    label: str
    value: str
    source: str
    day: object
    is_doubted: bool


class Part(NamedTuple):
    """One section of the record."""

    label: str
    facts: list[FactSaid]


class TagSaid(NamedTuple):
    """One judgement that holds: what it says, why, and what became of one's word against it."""

    code: str
    title: str
    reasons: Sequence[str]
    sources: Sequence[str]
    is_open: bool
    contest: UUID | None
    outcome: str
    note: str


@elder_page("GET", scope=ActingScope.RECORD)
def record(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Where to look."""
    return show(request, "elder/record.html", {}, whose=whose)


@elder_page("GET", scope=ActingScope.RECORD)
def facts(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What is known, by section, each with its source and day; that a proxy read it is written down."""
    read_record(person=whose.person, part="dossier", by=whose.by, at=timezone.now())
    found = dossier(whose.person, by=whose.by)
    parts = [Part(view.label, [_fact(line) for line in view.lines]) for view in found.sections if view.lines]
    return show(request, "elder/facts.html", {"parts": parts, "hidden": found.hidden}, whose=whose)


@elder_page("GET", scope=ActingScope.RECORD)
def tags(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What follows from it, and why."""
    at = timezone.now()
    read_record(person=whose.person, part="portrait", by=whose.by, at=at)
    view = portrait_of(whose.person, by=whose.by, on=local_day(at))
    context = {"tags": [_tag(one) for one in view.holding], "hidden": view.hidden}
    return show(request, "elder/tags.html", context, whose=whose)


@elder_page("GET", scope=ActingScope.RECORD)
def tag(request: HttpRequest, whose: Whose, code: str) -> HttpResponse:
    """One judgement: why, on which documents, and what became of one's word against it."""
    read_record(person=whose.person, part="portrait", by=whose.by, at=timezone.now())
    return show(request, "elder/tag.html", {"tag": _tag(_held(whose, code))}, whose=whose)


@elder_page("GET", "POST", scope=ActingScope.RECORD)
def contest(request: HttpRequest, whose: Whose, code: str) -> HttpResponse:
    """Say that a judgement is wrong; a human looks at it. A refusal shows the form again (422)."""
    found = _held(whose, code)
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _contested(request, form, whose, code):
        return HttpResponseRedirect(reverse("elder:tag", args=[code]))
    context = {"form": form, "tag": _tag(found)}
    return show(request, "elder/contest.html", context, whose=whose, status=422 if form.errors else 200)


@elder_page("POST", scope=ActingScope.RECORD)
def withdraw(request: HttpRequest, whose: Whose, contest: UUID) -> HttpResponse:
    """Take one's word back before anybody decided."""
    try:
        portraits.withdraw_contest(contest=contest, by=whose.by, at=timezone.now())
    except ContestClosed:
        say(request, _("这条意见已经有人处理过了，请看结果。"), level=messages.WARNING)
    else:
        say(request, _("意见已经撤回。"))
    return HttpResponseRedirect(reverse("elder:tags"))


@elder_page("GET", scope=ActingScope.RECORD)
def looks(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Who looked at the record in the last half year, and why."""
    found = grouped(looks_at(whose.inner_id, since=timezone.now() - LOOKS_SHOWN))
    return show(request, "elder/looks.html", {"looks": found}, whose=whose)


@elder_page("GET", scope=ActingScope.RECORD)
def proxies(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Who may act for the person, for what and until when; the person ends it here."""
    rights = rights_of(whose.person, on=local_day(timezone.now()))
    return show(request, "elder/proxies.html", {"rights": rights, "whys": WhyNoLonger}, whose=whose)


@elder_page("POST")
def revoke(request: HttpRequest, whose: Whose, right: UUID) -> HttpResponse:
    """Let somebody act no longer."""
    why = request.POST.get("why", "")
    if why not in WhyNoLonger.values:
        return HttpResponseRedirect(reverse("elder:proxies"))
    with override("zh-hans"):  # kept with the right, whatever this page's language
        because = str(WhyNoLonger(why).label)
    try:
        revoke_right(right=right, because=because, by=whose.by, at=timezone.now())
    except RightMoved:
        say(request, _("这个代办人已经停了。"), level=messages.WARNING)
    else:
        say(request, _("停好了，他不能再替您办事。要恢复请打电话。"))
    return HttpResponseRedirect(reverse("elder:proxies"))


@elder_page("GET", "POST", scope=ActingScope.ORDER)
def wishes(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Who should come; without any wish, whoever is free."""
    at, standing = timezone.now(), wish_of(whose.person)
    visitors = visitors_of(whose.person)
    known = {worker for worker, _name in visitors}
    visitors += [(worker, name) for worker, name in (standing.avoided if standing else ()) if worker not in known]
    initial = {
        "carer_sex": standing.carer_sex, "languages": list(standing.languages),
        "avoided": [str(worker) for worker, _name in standing.avoided],
    } if standing else {}  # fmt: skip
    form = WishForm(request.POST if request.method == "POST" else None, visitors=visitors, initial=initial)
    if form.is_bound and form.is_valid() and _wished(form, whose):
        say(request, _("记下了，以后照这个派人。"))
        return HttpResponseRedirect(reverse("elder:record"))
    context = {"form": form, "standing": standing, "today": at}
    return show(request, "elder/wishes.html", context, whose=whose, status=422 if form.errors else 200)


def _held(whose: Whose, code: str) -> Judgement:
    """What a rule says of this person, while it holds. Raises Forbidden."""
    view = portrait_of(whose.person, by=whose.by, on=local_day(timezone.now()))
    found = next((one for one in view.holding if one.rule.code == code), None)
    if found is None:
        raise Forbidden
    return found


def _wished(form: WishForm, whose: Whose) -> bool:
    typed, at = form.cleaned_data, timezone.now()
    if not (typed["carer_sex"] or typed["languages"] or typed["avoided"]):
        end_wish(person=whose.person, by=whose.by, at=at)
        return True
    try:
        say_wish(person=whose.person, **typed, by=whose.by, at=at)
    except Unacceptable as refusal:
        for field, said in refusal.errors.items():
            form.add_error(field, said)
        return False
    return True


def _contested(request: HttpRequest, form: ContestForm, whose: Whose, code: str) -> bool:
    """Whether it is written down now (or waits already); if not, the form says why."""
    try:
        portraits.contest(
            contest=form.cleaned_data["contest"], person=whose.person, rule_code=code, claim=Claim.SHOULD_NOT,
            voice=Voice.FAMILY if whose.is_proxy else Voice.PERSON, reason=form.cleaned_data["reason"], by=whose.by,
            at=timezone.now(),
        )  # fmt: skip
    except AlreadyContested:
        say(request, _("这一条已经有意见在等人复核，不用再提。"), level=messages.WARNING)
    except Unacceptable as refusal:
        form.add_error("reason", next(iter(refusal.errors.values())))
        return False
    else:
        say(request, _("您的意见记下了，会有人复核，结果写在这里。"))
    return True


def _fact(line: Line) -> FactSaid:
    fact = line.fact
    if fact is None:
        return FactSaid(line.label, "", "", None, bool(line.doubts))
    return FactSaid(line.label, fact.value, fact.source, local_day(fact.recorded_at), bool(line.doubts))


def _tag(one: Judgement) -> TagSaid:
    contest = one.contest
    is_open = contest is not None and contest.state is ContestState.OPEN
    is_told = contest is not None and contest.state is not ContestState.WITHDRAWN
    return TagSaid(
        code=one.rule.code, title=one.rule.title, reasons=one.reasons, sources=one.sources, is_open=is_open,
        contest=contest.contest if contest else None,
        outcome=str(contest.state.label) if contest and is_told else "", note=contest.note if contest else "",
    )  # fmt: skip
