"""Concerns: low ratings and complaints that wait, each with what happened; answered, ordered again, or dismissed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback import actions
from yinling.quality.feedback.actions import EXPORT_LIMIT, ConcernMoved, NotToRedo, StillOpen, TooMuchFeedback
from yinling.quality.feedback.queries import (
    CONCERNS_COUNTED,
    ConcernFilter,
    ConcernLine,
    concern_of,
    concerns,
    count_concerns,
    count_overdue,
    rating_history,
    visit_of,
)
from yinling.quality.feedback.terms import ConcernKind, ConcernState
from yinling.service.delivery.queries import VisitLine, visits_of
from yinling.service.orders.queries import order_of
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.feedback import note_said, said_about, works
from yinling.web.desk.forms.feedback import ComplainForm, ConcernPanel, SettleForm, place_said
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_HERE = "feedback"


class Row(NamedTuple):
    """One concern of the list, when its answer is due, and where."""

    line: ConcernLine
    due: saying.Due
    place: str


@officer_page("GET")
def concerns_list(request: HttpRequest) -> HttpResponse:
    """Concerns of the scope: those that wait by the day of answer; or what was settled, the newest first."""
    by, at = viewer_of(request), timezone.now()
    panel, after = ConcernPanel(request.GET.dict()), request.GET.get("after", "")
    if "" in request.GET.values():
        return HttpResponseRedirect(_here(panel.query()))
    chosen, on = _chosen(panel), local_day(at)
    page = concerns(by=by, chosen=chosen, after=after, on=on)
    if after and not page.lines:
        return HttpResponseRedirect(_here(panel.query()))
    context = {
        "rows": _rows(page.lines, at), "after": page.after, "is_first": not after, "panel": panel,
        "chips": panel.chips(_said(panel)), "state": chosen.state, "states": _states(panel, chosen.state),
        "waiting": count_concerns(by=by), "overdue": count_overdue(by=by, on=on), "limit": CONCERNS_COUNTED,
        "query": panel.query(), "next_query": panel.query(after=page.after) if page.after else "",
        "late_query": panel.query(without=["state"], overdue="1"), "all_query": panel.query(without=["overdue"]),
        "shelf": shelf(request, "concerns"),
    }  # fmt: skip
    return show(request, "desk/concerns.html", context, at=at, here=_HERE)


@officer_page("POST")
def export(request: HttpRequest) -> HttpResponse:
    """What the address means as a workbook."""
    by, at = viewer_of(request), timezone.now()
    try:
        made = actions.export_concerns(chosen=_chosen(ConcernPanel(request.GET.dict())), by=by, at=at)
    except TooMuchFeedback:
        say(request, _("一个文件最多 {limit} 条，请先筛选，分开导出。").format(limit=f"{EXPORT_LIMIT:,}"))
        return back(request, "desk:concerns")
    return workbook(made.content, _("投诉和低分评价"), local_day(at))


@officer_page("GET", "POST")
def concern(request: HttpRequest, concern: UUID) -> HttpResponse:
    """One concern with what happened, and the form that settles it; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    line = concern_of(concern)
    can_redo = order_of(line.order).state == OrderState.FULFILLED
    form = SettleForm(request.POST if request.method == "POST" else None, can_redo=can_redo, at=at)
    if form.is_bound and not line.is_open:
        return _moved(request, concern)
    if form.is_bound and form.is_valid():
        answer = _settled(request, form, line, by=by, at=at)
        if answer is not None:
            return answer
    note_said(line.person, line.item, by=by, at=at)
    context = {
        "form": form if line.is_open else None, "line": line, "due": saying.due(line.answer_by, at),
        "visit": _visit(line), "ratings": rating_history(line.task), "said": said_about(line.task, at=at),
        "can_reopen": line.can_reopen(at), "can_redo": can_redo,
    }  # fmt: skip
    return show(request, "desk/concern.html", context, at=at, here=_HERE, status=422 if form.errors else 200)


@officer_page("POST")
def reopen(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take an answer back on its own day."""
    try:
        actions.reopen(concern=concern, by=viewer_of(request), at=timezone.now())
    except ConcernMoved:
        say(request, _("不能撤销：答复只能当天撤销，已安排重做的请到“服务”里取消。"), level=messages.WARNING)
    else:
        say(request, _("已撤销答复，重新等您处理。已经发出的短信收不回来。"))
    return HttpResponseRedirect(reverse("desk:concern", args=[concern]))


@officer_page("GET", "POST")
def complain_for(request: HttpRequest, task: UUID) -> HttpResponse:
    """Enter a complaint on somebody's word; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    visit = visit_of(task)
    rights = rights_of(visit.person, on=local_day(at), scope=ActingScope.RATE)
    form = ComplainForm(request.POST if request.method == "POST" else None, rights=rights, request=uuid.uuid4())
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.complain(
                task=task,
                text=typed["text"],
                way=form.said_way,
                right=form.said_right,
                request=typed["request"],
                by=by,
                at=at,
            )
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        except StillOpen:
            form.add_error(None, _("这次服务已有三件投诉在等答复，请先处理。"))
        else:
            say(request, _("已记下投诉，请在期限内答复。"))
            return HttpResponseRedirect(reverse("desk:concern", args=[made]))
    note_said(visit.person, visit.item, by=by, at=at)
    context = {"form": form, "said": said_about(task, at=at)}
    return show(request, "desk/complain.html", context, at=at, here=_HERE, status=422 if form.errors else 200)


def _settled(
    request: HttpRequest, form: SettleForm, line: ConcernLine, *, by: Viewer, at: datetime
) -> HttpResponse | None:
    """Settle as the form says; None when it was refused, with the reason at the form."""
    outcome, answer = ConcernState(form.cleaned_data["outcome"]), form.cleaned_data["answer"]
    try:
        if outcome is ConcernState.REDONE:
            due_date = form.cleaned_data["due_date"]
            actions.redo(concern=line.concern, answer=answer, due_date=due_date, by=by, at=at)
        elif outcome is ConcernState.DISMISSED:
            actions.dismiss(concern=line.concern, answer=answer, by=by, at=at)
        else:
            actions.answer(concern=line.concern, answer=answer, by=by, at=at)
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
        return None
    except NotToRedo:
        form.add_error("outcome", _("这张单现在不能重做：还在服务中，或已退回、已取消。请先答复，单子到“服务”里处理。"))
        return None
    except ConcernMoved:
        return _moved(request, line.concern)
    undo = "" if outcome is ConcernState.REDONE else reverse("desk:concern_reopen", args=[line.concern])
    say(request, _told(outcome), undo=undo)
    return HttpResponseRedirect(reverse("desk:concerns"))


def _told(outcome: ConcernState) -> str:
    return {
        ConcernState.ANSWERED: _("已答复。"),
        ConcernState.REDONE: _("已答复，并重新派单。"),
        ConcernState.DISMISSED: _("已记为不成立，理由已答复本人。"),
    }[outcome]


def _visit(line: ConcernLine) -> VisitLine | None:
    return next((visit for visit in visits_of(line.person) if visit.task == line.task), None)


def _chosen(panel: ConcernPanel) -> ConcernFilter:
    asked = panel.cleaned_data
    return ConcernFilter(
        state=ConcernState(asked.get("state") or ConcernState.OPEN), kind=asked.get("kind") or "",
        overdue=bool(asked.get("overdue")), item=asked.get("item") or "", area=asked.get("area") or "",
        search=asked.get("q") or "",
    )  # fmt: skip


def _said(panel: ConcernPanel) -> dict[str, str]:
    asked = panel.asked
    area = asked.get("area")
    return {
        "q": _("姓名：{text}").format(text=asked.get("q")), "item": _("服务：{text}").format(text=asked.get("item")),
        "kind": str(ConcernKind(str(asked["kind"])).label) if "kind" in asked else "",
        "area": place_said(str(area)) if area else "", "overdue": _("已超期"),
    }  # fmt: skip


def _states(panel: ConcernPanel, now: ConcernState) -> list[tuple[str, str, bool]]:
    """The states as links: label, query, whether it is shown now; the conditions stay."""
    gone = ("state", "overdue")
    return [
        (
            str(state.label),
            panel.query(without=gone) if state is ConcernState.OPEN else panel.query(without=gone, state=state.value),
            state is now,
        )
        for state in ConcernState
    ]  # fmt: skip


def _rows(lines: Sequence[ConcernLine], at: datetime) -> list[Row]:
    places = paths({line.area_code for line in lines})
    return [Row(work.line, work.due, _short(places[work.line.area_code])) for work in works(lines, at=at)]


def _moved(request: HttpRequest, concern: UUID) -> HttpResponse:
    say(request, _("这件事刚才已有人处理，没有改动。请看更新后的内容。"), level=messages.WARNING)
    return HttpResponseRedirect(reverse("desk:concern", args=[concern]))


def _short(place: str) -> str:
    return " ".join(place.split()[1:]) or place


def _here(query: str) -> str:
    return reverse("desk:concerns") + (f"?{query}" if query else "")
