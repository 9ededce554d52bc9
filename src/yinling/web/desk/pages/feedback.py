"""Ratings: the list with what it comes to, its file, a word entered for somebody, and paper slips in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions import (
    EXPORT_LIMIT,
    AlreadyRated,
    NotRatable,
    TooMuchFeedback,
    export_ratings,
    rate,
)
from yinling.quality.feedback.domain import FEW, SlipUnreadable, slip_code
from yinling.quality.feedback.queries import (
    Average,
    Group,
    RatingFilter,
    RatingLine,
    averages,
    is_long,
    overall,
    rating_of,
    ratings,
    task_of_slip,
    visit_of,
)
from yinling.quality.feedback.terms import Stars, Way
from yinling.web.desk.feedback import note_said, said_about
from yinling.web.desk.forms.feedback import RateForm, RatingPanel, SlipForm, place_said
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_HERE = "feedback"
_LINKS = {Group.ITEM: "item", Group.WORKER: "worker", Group.AREA: "area"}


class Row(NamedTuple):
    """One rating with its place."""

    line: RatingLine
    place: str


class Bar(NamedTuple):
    """One group: its numbers, how many of each star from five down, and the address that lists it."""

    average: Average
    of_stars: Sequence[tuple[str, int]]
    query: str


@officer_page("GET")
def feedback(request: HttpRequest) -> HttpResponse:
    """Ratings of a period in scope, the newest first, and what they come to by item, worker or area.

    Of very many ratings, what they come to is filled in after the list, by `figures`.
    """
    by, at = viewer_of(request), timezone.now()
    panel = RatingPanel(request.GET.dict())
    return _page(request, panel, at, is_drawn=not is_long(by=by, chosen=_chosen(panel, at), on=local_day(at)))


@officer_page("GET")
def figures(request: HttpRequest) -> HttpResponse:
    """What the ratings come to, for the page that stands without it; else the page whole."""
    by, at = viewer_of(request), timezone.now()
    panel = RatingPanel(request.GET.dict())
    if "HX-Request" not in request.headers:
        return _page(request, panel, at, is_drawn=True)
    return render(request, "desk/parts/feedback_figures.html", _figures(panel, by, at))


def _page(request: HttpRequest, panel: RatingPanel, at: datetime, *, is_drawn: bool) -> HttpResponse:
    by, after = viewer_of(request), request.GET.get("after", "")
    if "" in request.GET.values():  # the panel was sent: the address says only what is asked for
        return HttpResponseRedirect(_here(panel.query()))
    page = ratings(by=by, chosen=_chosen(panel, at), after=after, on=local_day(at))
    if after and not page.lines:
        return HttpResponseRedirect(_here(panel.query()))
    context = {
        "rows": _rows(page.lines), "after": page.after, "is_first": not after, "panel": panel,
        "query": panel.query(), "chips": panel.chips(_said(panel, page.lines)), "is_drawn": is_drawn,
        "next_query": panel.query(after=page.after) if page.after else "",
    }  # fmt: skip
    return show(
        request, "desk/feedback.html", context | (_figures(panel, by, at) if is_drawn else {}), at=at, here=_HERE
    )


def _figures(panel: RatingPanel, by: Viewer, at: datetime) -> dict[str, object]:
    chosen, on = _chosen(panel, at), local_day(at)
    group = Group(str(panel.asked.get("by") or Group.ITEM))
    return {
        "few": FEW, "overall": overall(by=by, chosen=chosen, on=on), "since": chosen.since, "until": chosen.until,
        "bars": _bars(averages(by=by, chosen=chosen, group=group, on=on), group, panel),
        "groups": _groups(panel, group), "group_name": _group_names()[group],
        "all_query": "" if panel.asked.get("all") else panel.query(without=["since"], all="1"),
    }  # fmt: skip


@officer_page("POST")
def export(request: HttpRequest) -> HttpResponse:
    """What the address means as a workbook."""
    by, at = viewer_of(request), timezone.now()
    panel = RatingPanel(request.GET.dict())
    try:
        made = export_ratings(chosen=_chosen(panel, at), by=by, at=at)
    except TooMuchFeedback:
        say(request, _("一个文件最多 {limit} 条，请先筛选，分开导出。").format(limit=f"{EXPORT_LIMIT:,}"))
        return back(request, "desk:feedback")
    return workbook(made.content, _("评价"), local_day(at))


@officer_page("GET", "POST")
def rate_for(request: HttpRequest, task: UUID) -> HttpResponse:
    """Enter what somebody said of a visit by phone or on paper; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    visit = visit_of(task)
    rights = rights_of(visit.person, on=local_day(at), scope=ActingScope.RATE)
    standing = rating_of(task)
    typed = request.POST if request.method == "POST" else None
    way = Way.PAPER.value if "paper" in request.GET else Way.PHONE.value
    form = RateForm(typed, rights=rights, seen=standing.rating if standing else None, way=way)
    if form.is_bound and form.is_valid() and _entered(request, form, task, by=by, at=at):
        return back(request, "desk:feedback")
    note_said(visit.person, visit.item, by=by, at=at)
    context = {
        "form": form, "said": said_about(task, at=at), "code": slip_code(task), "next": _next(request),
        "shows_order": False,
    }  # fmt: skip
    return show(request, "desk/rate.html", context, at=at, here=_HERE, status=422 if form.errors else 200)


@officer_page("GET", "POST")
def enter(request: HttpRequest) -> HttpResponse:
    """Paper slips one after the other: code, stars, remark, Enter. A slip is never entered twice."""
    by, at = viewer_of(request), timezone.now()
    form = SlipForm(request.POST if request.method == "POST" else None)
    already = None
    if form.is_bound and form.is_valid():
        task = _slip(form)
        if task and form.cleaned_data["by_proxy"]:
            return HttpResponseRedirect(reverse("desk:rate", args=[task]) + "?paper")
        if task:
            answer, already = _enter_slip(request, form, task, by=by, at=at)
            if answer is not None:
                return answer
    context = {"form": form, "already": already}
    return show(request, "desk/slip_enter.html", context, at=at, here=_HERE, status=422 if form.errors else 200)


@officer_page("GET")
def slip(request: HttpRequest, task: UUID) -> HttpResponse:
    """The paper on which the person rates a visit: five faces with words, room for a remark, the code to type back."""
    visit = visit_of(task)
    context = {"visit": visit, "code": slip_code(task), "stars": Stars, "place": paths([visit.area_code])}
    return show(request, "desk/slip.html", context, at=timezone.now(), here=_HERE)


def _slip(form: SlipForm) -> UUID | None:
    """The visit of the typed code; None, with the reason at the field, when there is none in scope."""
    try:
        return task_of_slip(form.cleaned_data["code"])
    except SlipUnreadable:
        form.add_error("code", _("编号不对，请对照评价单再看一遍"))
    except Forbidden:
        form.add_error("code", _("没有找到这张评价单，请核对编号"))
    return None


def _enter_slip(
    request: HttpRequest, form: SlipForm, task: UUID, *, by: Viewer, at: datetime
) -> tuple[HttpResponse | None, RatingLine | None]:
    """Enter one slip; the answer when it was entered, else the rating that stands already."""
    stars, remark = form.cleaned_data["stars"], form.cleaned_data["remark"]
    try:
        rate(task=task, stars=stars, remark=remark, way=Way.PAPER, by=by, at=at)
    except AlreadyRated:
        form.add_error("code", _("这次服务已经有评价，没有再录入"))
        return None, rating_of(task)
    except NotRatable:
        form.add_error("code", _not_ratable())
        return None, None
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
        return None, None
    visit = visit_of(task)
    told = _("已录入：{name}，{item}，{stars} 分。").format(name=visit.name, item=visit.item, stars=stars)
    say(request, told)
    return HttpResponseRedirect(reverse("desk:slip_enter")), None


def _entered(request: HttpRequest, form: RateForm, task: UUID, *, by: Viewer, at: datetime) -> bool:
    """Whether the rating was written; what refuses it stands at the form."""
    typed = form.cleaned_data
    try:
        rate(
            task=task, stars=typed["stars"], remark=typed["remark"], way=form.said_way, right=form.said_right,
            seen=typed["seen"], by=by, at=at,
        )  # fmt: skip
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
    except AlreadyRated:
        form.add_error(None, _("刚才有了新的评价，请看下面的内容再决定要不要改。"))
    except NotRatable:
        form.add_error(None, _not_ratable())
    else:
        say(request, _("已记下评价。"))
        return True
    return False


def _not_ratable() -> str:
    return _("这次服务还没有确认，或者已经过了评价期限，不能评价；有意见请记为投诉。")


def _chosen(panel: RatingPanel, at: datetime) -> RatingFilter:
    asked = panel.cleaned_data
    return RatingFilter(
        since=panel.since_day(local_day(at)), until=asked.get("until"), stars=asked.get("stars"),
        low=bool(asked.get("low")), way=asked.get("way") or "", item=asked.get("item") or "",
        worker=asked.get("worker"), area=asked.get("area") or "", search=asked.get("q") or "",
    )  # fmt: skip


def _said(panel: RatingPanel, lines: Sequence[RatingLine]) -> dict[str, str]:
    """The conditions in words; the days stand above the list."""
    asked = panel.asked
    worker = lines[0].worker_name if lines else ""
    area = asked.get("area")
    return {
        "q": _("姓名：{text}").format(text=asked.get("q")), "item": _("服务：{text}").format(text=asked.get("item")),
        "worker": _("服务人员：{text}").format(text=worker), "area": place_said(str(area)) if area else "",
        "stars": str(Stars(int(str(asked["stars"]))).label) if "stars" in asked else "", "low": _("只看低分"),
        "way": str(Way(str(asked["way"])).label) if "way" in asked else "", "all": _("全部时间"),
    }  # fmt: skip


def _rows(lines: Sequence[RatingLine]) -> list[Row]:
    places = paths({line.area_code for line in lines})
    return [Row(line, _short(places[line.area_code])) for line in lines]


def _bars(found: Sequence[Average], group: Group, panel: RatingPanel) -> list[Bar]:
    name = _LINKS[group]
    return [
        Bar(
            one,
            [(str(Stars(n).label), one.mean.of_stars[n - 1]) for n in (5, 4, 3, 2, 1)] if one.mean.of_stars else [],
            panel.query(**{name: one.key}),
        )
        for one in found
    ]  # fmt: skip


def _group_names() -> dict[Group, str]:
    return {Group.ITEM: _("服务"), Group.WORKER: _("服务人员"), Group.AREA: _("地区")}


def _groups(panel: RatingPanel, group: Group) -> list[tuple[str, str, bool]]:
    """The ways of drawing together as links: label, query, whether it is shown now."""
    told = {Group.ITEM: _("按服务"), Group.WORKER: _("按服务人员"), Group.AREA: _("按地区")}
    return [(label, panel.query(by=one.value), one is group) for one, label in told.items()]


def _next(request: HttpRequest) -> str:
    """Where the form leads when it is done: where it came from, if that is ours."""
    return request.POST.get("next", "") or request.GET.get("next", "")


def _short(place: str) -> str:
    return " ".join(place.split()[1:]) or place


def _here(query: str) -> str:
    return reverse("desk:feedback") + (f"?{query}" if query else "")
