"""Today: what waits for the officer, in groups, filtered, and done from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.decisions.careplan.actions import EXPORT_LIMIT, TooManyProposals, export_worklist
from yinling.decisions.careplan.queries import Group, ProposalLine, Tallied, WorkPage, is_long, tally, worklist
from yinling.decisions.careplan.queries.lines import caution
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.queries import count_open_contests, running
from yinling.kernel.calendars import local_day
from yinling.kernel.expression import HOLDS, telling
from yinling.kernel.viewer import Viewer
from yinling.people.registry.queries import count
from yinling.service.orders.queries import COUNT_LIMIT, OrderLine, count_returned, newest
from yinling.service.orders.terms import OrderState
from yinling.web.desk import saying
from yinling.web.desk.feedback import waiting
from yinling.web.desk.forms.worklist import WorkAsked, WorkPanel, read_work, say_tier
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_RETURNED = 10  # orders that came back and are shown here; the others under 服务
_OF_STATE = ("state", "rule", "item", "overdue", "fresh")


class ProposalWork(NamedTuple):
    """A proposal in words. `why` says the most telling reasons, `more` the others; `can_undo`: it can be taken back."""

    line: ProposalLine
    due: saying.Due
    age: int | None = None
    place: str = ""
    tier: str = ""
    caution: str = ""
    can_undo: bool = False

    @property
    def why(self) -> str:
        """What stands in the line."""
        return "".join(telling(self.line.reasons))

    @property
    def more(self) -> Sequence[str]:
        """The reasons behind it; that it holds is said by its standing in the list."""
        said = {HOLDS, *telling(self.line.reasons)}
        return [reason for reason in self.line.reasons if reason not in said]


class OrderWork(NamedTuple):
    """An order that came back."""

    line: OrderLine
    due: saying.Due


class Returned(NamedTuple):
    """The orders that came back: those that changed last, and in words how many there are."""

    first: Sequence[OrderWork]
    number: str
    is_more: bool


class GroupLink(NamedTuple):
    """One group of the worklist, and the address that shows it alone."""

    group: Group
    query: str
    is_chosen: bool


class Mark(NamedTuple):
    """A number of the morning, and the address that shows what it counts."""

    text: str
    number: str
    query: str
    is_chosen: bool


@officer_page("GET")
def today(request: HttpRequest) -> HttpResponse:
    """Proposals to decide about and orders that came back, the most urgent first; or what was decided.

    Where much waits the numbers and groups come after the lines, by `counted`.
    """
    by, at = viewer_of(request), timezone.now()
    asked = read_work(request.GET.dict(), by=by, on=local_day(at))
    return _page(request, asked, at, is_counted=not is_long(by=by, chosen=asked.chosen, on=local_day(at)))


@officer_page("GET")
def counted(request: HttpRequest) -> HttpResponse:
    """The numbers and groups of what the address means, for the page that stands without them; else the page whole."""
    by, at = viewer_of(request), timezone.now()
    asked = read_work(request.GET.dict(), by=by, on=local_day(at))
    if "HX-Request" not in request.headers:
        return _page(request, asked, at, is_counted=True)
    is_open = asked.chosen.state is ProposalState.OPEN
    numbers = _numbers(asked, by, local_day(at))
    return render(request, "desk/parts/worklist_numbers.html", numbers | {"is_open": is_open, "is_late": True})


def _page(request: HttpRequest, asked: WorkAsked, at: datetime, *, is_counted: bool) -> HttpResponse:
    by, on = viewer_of(request), local_day(at)
    after = request.GET.get("after", "")
    if "" in request.GET.values():  # the panel was sent: the address says only what is asked for
        return HttpResponseRedirect(_here(asked.query()))
    page = worklist(by=by, chosen=asked.chosen, after=after, on=on)
    if after and not page.lines:
        return HttpResponseRedirect(_here(asked.query()))
    context = _context(asked, page, by, at) | (_numbers(asked, by, on) if is_counted else {})
    context |= {"is_first": not after, "run": running(by=by), "shelf": shelf(request, "today")}
    return show(request, "desk/today.html", context, at=at, here="today")


@officer_page("GET")
def recalculation(request: HttpRequest) -> HttpResponse:
    """How far a recalculation is that is under way, for the page that asks again and again."""
    return render(
        request, "desk/parts/recalculation.html", {"run": running(by=viewer_of(request)), "asked_again": True}
    )


@officer_page("POST")
def export(request: HttpRequest) -> HttpResponse:
    """What the address means as a workbook, with reasons and sources."""
    by, at = viewer_of(request), timezone.now()
    asked = read_work(request.GET.dict(), by=by, on=local_day(at))
    try:
        made = export_worklist(chosen=asked.chosen, by=by, at=at)
    except TooManyProposals:
        say(request, _("一个文件最多 {limit} 条，请先筛选，分开导出。").format(limit=f"{EXPORT_LIMIT:,}"))
        return back(request)
    return workbook(made.content, _("今日工作"), local_day(at))


def works(lines: Sequence[ProposalLine], *, at: datetime) -> list[ProposalWork]:
    """Lines as the page shows them."""
    places = paths({line.area_code for line in lines})
    return [
        ProposalWork(
            line, saying.due(line.due_date, at), saying.age(line.birth_date, at), _short(places[line.area_code]),
            say_tier(line.tier), caution(line.confidence), _can_undo(line, local_day(at)),
        )
        for line in lines
    ]  # fmt: skip


def _can_undo(line: ProposalLine, today: date) -> bool:
    if line.state is ProposalState.POSTPONED:
        return True
    is_rejected = line.state is ProposalState.REJECTED
    return is_rejected and line.decided_at is not None and local_day(line.decided_at) == today


def _context(asked: WorkAsked, page: WorkPage, by: Viewer, at: datetime) -> dict[str, object]:
    on, is_open = local_day(at), asked.chosen.state is ProposalState.OPEN
    returned = _returned(by, at) if is_open else Returned((), "", is_more=False)
    chips = asked.chips(page.lines[0].rule_title if page.lines else "")
    return {
        "proposals": works(page.lines, at=at), "returned": returned, "asked": asked, "chips": chips, "is_open": is_open,
        "states": _states(asked),
        "contests": count_open_contests(by=by) if is_open else 0,
        "concerns": waiting(by=by, at=at) if is_open and not chips else None,
        "panel": WorkPanel(asked, by=by, on=on),
        "people": 1 if page.lines or returned.first or chips else count(by=by).number, "day": saying.today(at),
        "query": asked.query(), "here": _here(asked.query()), "today": on,
        "next_query": asked.query(after=page.after) if page.after else "",
    }  # fmt: skip


def _numbers(asked: WorkAsked, by: Viewer, on: date) -> dict[str, object]:
    """What a filter means, in numbers: the marks of the morning and the groups."""
    counted = tally(by=by, chosen=asked.chosen, on=on)
    is_open = asked.chosen.state is ProposalState.OPEN
    marks = _marks(asked, counted) if is_open else []
    return {"counted": counted, "marks": marks, "groups": _groups(asked, counted)}


def _returned(by: Viewer, at: datetime) -> Returned:
    lines = newest(by=by, states=[OrderState.RETURNED], limit=_RETURNED)
    number = count_returned(by=by) if len(lines) == _RETURNED else len(lines)
    said = f"{number:,}" if number < COUNT_LIMIT else f"{COUNT_LIMIT:,}+"
    works = [OrderWork(line, saying.due(line.due_date, at)) for line in lines]
    return Returned(works, said, is_more=number > len(lines))


def _states(asked: WorkAsked) -> list[tuple[str, str, bool]]:
    """The states as links: label, query, whether it is shown now; the conditions stay, the group does not."""
    return [
        (
            str(state.label),
            asked.query(without=_OF_STATE) if state is ProposalState.OPEN
            else asked.query(without=_OF_STATE, state=state.value),
            state is asked.chosen.state,
        )
        for state in ProposalState
    ]  # fmt: skip


def _marks(asked: WorkAsked, counted: Tallied) -> list[Mark]:
    """The numbers of the morning: all, new today, overdue."""
    more = "" if counted.is_exact else "+"
    chosen = asked.chosen
    return [
        Mark(
            _("全部"), f"{counted.number:,}{more}", asked.query(without=("overdue", "fresh")),
            not chosen.overdue and not chosen.fresh,
        ),
        Mark(_("今天新增"), f"{counted.fresh:,}{more}", asked.toggled("fresh"), chosen.fresh),
        Mark(_("已超期"), f"{counted.overdue:,}{more}", asked.toggled("overdue"), chosen.overdue),
    ]  # fmt: skip


def _groups(asked: WorkAsked, counted: Tallied) -> list[GroupLink]:
    chosen = (asked.chosen.rule, asked.chosen.item)
    return [
        GroupLink(
            group,
            asked.query(without=("rule", "item")) if is_chosen else asked.query(rule=group.rule_code, item=group.item),
            is_chosen,
        )
        for group in counted.groups
        for is_chosen in [(group.rule_code, group.item) == chosen]
    ]


def _short(place: str) -> str:
    return " ".join(place.split()[1:]) or place


def _here(query: str) -> str:
    return reverse("desk:today") + (f"?{query}" if query else "")
