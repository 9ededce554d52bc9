"""Deciding about proposals, one by one or many at once, from today's list or from the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.rows.refusals import Forbidden
from yinling.decisions.careplan import actions
from yinling.decisions.careplan.actions import AlreadyDecided, Decided, NotTakenBack, TooManyAtOnce
from yinling.decisions.careplan.domain import CONFIRM_ABOVE, MOST_AT_ONCE
from yinling.decisions.careplan.queries import items_of, keys_of, shown
from yinling.decisions.careplan.terms import Verdict
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.web.desk.forms.reasons import form_for, read_keys
from yinling.web.desk.forms.worklist import read_work
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("POST")
def approve(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Approve: the order follows by itself."""
    try:
        actions.approve(proposal=proposal, by=viewer_of(request), at=timezone.now())
    except AlreadyDecided:
        return _already(request)
    say(request, _("已批准，系统正在派单。"))
    return back(request)


@officer_page("POST")
def reject(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Reject with a reason; without one the form is shown again on a page of its own."""
    return _one(request, proposal, Verdict.REJECT)


@officer_page("POST")
def postpone(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Put off until a day with a reason; without either the form is shown again on a page of its own."""
    return _one(request, proposal, Verdict.POSTPONE)


@officer_page("POST")
def undo(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Take a rejection of today or a postponement back."""
    try:
        actions.undo(proposal=proposal, by=viewer_of(request), at=timezone.now())
    except NotTakenBack:
        say(
            request,
            _("不能撤销：只能撤销当天的“不批准”和还没到期的“延后”；已批准的已经派单，请到“服务”里取消。"),
            level=messages.WARNING,
        )
    else:
        say(request, _("已撤销，这条建议重新等您审批。"))
    return back(request)


@officer_page("POST")
def decide(request: HttpRequest) -> HttpResponse:
    """Say the same to all that were ticked, or to all that the filter means; many approvals want a second look."""
    by, at = viewer_of(request), timezone.now()
    verdict = _verdict(request.POST.get("verdict", ""))
    keys = _keys(request.POST, by, local_day(at))
    if verdict is None or not keys:
        say(request, _("请先勾选要处理的建议。"), level=messages.WARNING)
        return back(request)
    form = form_for(verdict, request.POST.dict(), at=at)
    wants_look = verdict is Verdict.APPROVE and len(keys) > CONFIRM_ABOVE and "confirmed" not in request.POST
    if wants_look or (form is not None and not form.is_valid()):
        return _ask(request, verdict, keys, form, at)
    try:
        done = _decide(keys, verdict, form, by, at)
    except TooManyAtOnce:
        say(
            request,
            _("一次最多处理 {limit} 条，请先筛选。").format(limit=MOST_AT_ONCE),
            level=messages.WARNING,
        )
        return back(request)
    except Unacceptable as refusal:
        _add(form, refusal)
        return _ask(request, verdict, keys, form, at)
    say(request, _told(done, verdict), level=messages.SUCCESS if done.done else messages.WARNING)
    return back(request)


def _one(request: HttpRequest, proposal: UUID, verdict: Verdict) -> HttpResponse:
    by, at = viewer_of(request), timezone.now()
    form = form_for(verdict, request.POST.dict(), at=at)
    if form is None or not shown(proposal, by=by):  # an absent proposal has no wrong reasons either
        raise Forbidden
    if form.is_valid():
        try:
            _say_one(proposal, verdict, form, by, at)
        except AlreadyDecided:
            return _already(request)
        except Unacceptable as refusal:
            _add(form, refusal)
        else:
            words = {
                Verdict.REJECT: _("已记为不批准。情况没有变化时，系统不会再次建议。"),
                Verdict.POSTPONE: _("已延后，到期会重新出现在今日。"),
            }
            say(request, words[verdict], undo=reverse("desk:proposal_undo", args=[proposal]))
            return back(request)
    return _ask(request, verdict, [proposal], form, at)


def _say_one(proposal: UUID, verdict: Verdict, form: forms.Form, by: Viewer, at: datetime) -> None:
    typed = form.cleaned_data
    if verdict is Verdict.REJECT:
        actions.reject(proposal=proposal, reason=typed["reason"], by=by, at=at)
    else:
        actions.postpone(proposal=proposal, until=typed["until"], reason=typed["reason"], by=by, at=at)


def _decide(keys: Sequence[UUID], verdict: Verdict, form: forms.Form | None, by: Viewer, at: datetime) -> Decided:
    typed = form.cleaned_data if form is not None else {}
    return actions.decide_many(
        proposals=keys, verdict=verdict, reason=typed.get("reason", ""), until=typed.get("until"), by=by, at=at
    )


def _ask(
    request: HttpRequest, verdict: Verdict, keys: Sequence[UUID], form: forms.Form | None, at: datetime
) -> HttpResponse:
    """The page that asks for what is missing, or whether so many orders are meant."""
    context = {
        "form": form, "keys": keys, "number": len(keys), "verdict": verdict.value, "word": verdict.label,
        "items": items_of(keys, by=viewer_of(request)), "next": request.POST.get("next", ""),
    }  # fmt: skip
    return show(request, "desk/reject.html", context, at=at, here="today")


def _add(form: forms.Form | None, refusal: Unacceptable) -> None:
    """Show a refusal at its fields."""
    if form is not None:
        for field, text in refusal.errors.items():
            form.add_error(field if field in form.fields else None, text)


def _verdict(text: str) -> Verdict | None:
    return Verdict(text) if text in Verdict.values else None


def _keys(typed: QueryDict, by: Viewer, on: date) -> list[UUID]:
    """What was ticked; or the first 500 of what the page's filter means."""
    if typed.get("everything"):
        asked = read_work(QueryDict(typed.get("filter", "")[:1_000]).dict(), by=by, on=on)
        return keys_of(by=by, chosen=asked.chosen, on=on, limit=MOST_AT_ONCE)
    return read_keys(typed.getlist("proposal"))


def _told(done: Decided, verdict: Verdict) -> str:
    """What became of it, in a sentence each."""
    words = {
        Verdict.APPROVE: _("已批准 {number} 条，系统正在派单。"),
        Verdict.REJECT: _("已记为不批准 {number} 条，当天可以在“未批准”里撤销。"),
        Verdict.POSTPONE: _("已延后 {number} 条，可以在“已延后”里撤销。"),
    }
    said = [words[verdict].format(number=done.done)] if done.done else []
    if done.already:
        said.append(_("{number} 条已经有人处理过了。").format(number=done.already))
    if done.gone:
        said.append(_("{number} 条已不在您的范围内。").format(number=done.gone))
    return " ".join(said)


def _already(request: HttpRequest) -> HttpResponse:
    say(request, _("这条建议已经有人处理过了，页面已更新。"), level=messages.WARNING)
    return back(request)
