"""The result of a roster: every row accounted for, what changed since the last one, files, taking it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.rows.texts import plain
from yinling.kernel.viewer import Viewer
from yinling.people.intake import actions, queries
from yinling.people.intake.actions import NotNow
from yinling.people.intake.queries import Hanging, QuestionLine, RosterView
from yinling.people.intake.terms import Phase, RosterState, RowStatus
from yinling.web.desk.doubts import say_doubt
from yinling.web.desk.frame import officer_page, show
from yinling.web.downloads import file_answer
from yinling.web.frames import say
from yinling.web.looking import viewer_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_SEARCH = 60
_TONES = {
    RowStatus.NEW: "done", RowStatus.MERGED: "going", RowStatus.HELD: "due", RowStatus.REFUSED: "over",
    RowStatus.NOT_A_PERSON: "off",
}  # fmt: skip
_KINDS = {
    "decisions.careplan.Proposal": gettext_lazy("服务建议"), "careplan.Proposal": gettext_lazy("服务建议"),
    "orders.Order": gettext_lazy("服务单"), "delivery.Task": gettext_lazy("上门任务"),
    "delivery.Offer": gettext_lazy("派单记录"), "delivery.Receipt": gettext_lazy("服务回执"),
    "registry.Fact": gettext_lazy("手工登记或更正的内容"), "registry.Relative": gettext_lazy("登记的亲属"),
    "registry.Merge": gettext_lazy("合并的档案"), "intake.RosterRow": gettext_lazy("也在其他名册上的人员"),
    "access.NamedPerson": gettext_lazy("指定的服务对象"),
}  # fmt: skip


class Part(NamedTuple):
    """One term of the sum: a status, how many rows, where they are listed."""

    status: str
    label: str
    tone: str
    number: str
    address: str
    is_chosen: bool


class Row(NamedTuple):
    """One row of the list, with the tone of its status."""

    line: queries.RowLine
    tone: str


class Asked(NamedTuple):
    """A question of the roster with its sentence."""

    line: QuestionLine
    sentence: str


class Hung(NamedTuple):
    """What was built on the roster, in words."""

    hanging: Hanging
    label: str


def result(request: HttpRequest, view: RosterView, by: Viewer, at: datetime) -> HttpResponse:
    """The page of a roster that was imported: the sum, the phases, the comparison, the rows."""
    key, asked = view.line.roster, request.GET
    status = asked.get("status", "") if asked.get("status", "") in RowStatus.values else ""
    search = plain(asked.get("q", ""))[:_LONGEST_SEARCH]
    page = queries.rows(key, by=by, status=status, search=search, after=asked.get("after", ""))
    left = _days_left(view, at)
    context = {
        "view": view, "parts": _parts(view, status), "total": f"{view.line.rows_total:,}", "status": status,
        "search": search, "rows": [Row(line, _TONES[RowStatus(line.status)]) for line in page.lines], "page": page,
        "next_query": _query(status, search, page.after) if page.after else "", "is_first": not asked.get("after"),
        "first_query": _query(status, search), "phases": _phases(view), "standing": queries.standing(key, by=by),
        "days_left": left, "is_withdrawn": view.line.state == RosterState.WITHDRAWN,
        "can_withdraw": view.line.state == RosterState.DONE and left > 0,
        "facts": f"{view.line.counts.get('facts', 0):,}", "units": view.line.counts.get("units", 0),
        "held": view.line.counts.get("held", 0),
    }  # fmt: skip
    return show(request, "desk/roster.html", context, at=at, here="rosters")


@officer_page("GET")
def questions(request: HttpRequest, roster: UUID) -> HttpResponse:
    """What a roster asked: all, or only who is missing, or only what contradicts."""
    by, at = viewer_of(request), timezone.now()
    view, code = queries.roster(roster, by=by), request.GET.get("code", "")
    page = queries.questions(roster, by=by, code=code, after=request.GET.get("after", ""))
    lines = [Asked(line, say_doubt(line.code)) for line in page.lines]
    context = {
        "view": view, "lines": lines, "after": page.after, "code": code, "standing": queries.standing(roster, by=by),
    }  # fmt: skip
    return show(request, "desk/roster_questions.html", context, at=at, here="rosters")


@officer_page("POST")
def workbook(request: HttpRequest, roster: UUID) -> HttpResponse:
    """The original rows with what became of each beside them. That it was taken is written down."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    file = actions.fetch_workbook(roster=roster, by=by, at=at)
    stem = view.line.file_name.rpartition(".")[0] or view.line.file_name
    return file_answer(file, XLSX, _("{name} 导入结果.xlsx").format(name=stem))


@officer_page("GET")
def rows_csv(request: HttpRequest, roster: UUID) -> HttpResponse:
    """rows.csv: sheet, row, status, person, for every row of the file."""
    queries.roster(roster, by=viewer_of(request))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("sheet", "row", "status", "person"))
    writer.writerows(queries.row_results(roster))
    return file_answer(text.getvalue().encode("utf-8"), "text/csv; charset=utf-8", "rows.csv")


@officer_page("GET", "POST")
def withdraw(request: HttpRequest, roster: UUID) -> HttpResponse:
    """First what was built on the roster since; then, on the second press, take it back."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    to_roster = HttpResponseRedirect(reverse("desk:roster", args=[roster]))
    if request.method == "POST":
        try:
            actions.withdraw(roster=roster, by=by, at=at)
        except NotNow:
            say(request, _("这份名册不能撤回：没有导入完成、已经撤回，或已超过 30 天。"), level=messages.WARNING)
        else:
            say(request, _("已撤回。系统正在移出这份名册带来的内容，列表会在几秒内更新。"))
        return to_roster
    if view.line.state != RosterState.DONE:
        return to_roster
    found = queries.hanging(roster, by=by)
    hung = [Hung(one, str(_KINDS.get(one.kind, one.kind))) for one in found]
    days = _days_left(view, at)
    context = {"view": view, "hung": hung, "days_left": days, "facts": f"{view.line.counts.get('facts', 0):,}"}
    return show(request, "desk/roster_withdraw.html", context, at=at, here="rosters")


@officer_page("POST")
def separate(request: HttpRequest, row: UUID) -> HttpResponse:
    """Let a merged row stand as a person of its own again."""
    by, at = viewer_of(request), timezone.now()
    try:
        actions.separate(row=row, by=by, at=at)
    except NotNow:
        again = reverse("desk:separate", args=[row])
        say(
            request,
            _("这一行现在没有合并。如果刚刚判定，系统还在写入，请过几秒再撤销。"),
            undo=again,
            level=messages.WARNING,
        )
    else:
        say(request, _("正在拆开：这一行会成为单独的一个人，系统会记住这两条不是同一人。"))
    return HttpResponseRedirect(reverse("desk:roster", args=[queries.roster_of_row(row, by=by)]))


def _days_left(view: RosterView, at: datetime) -> int:
    """How many days are left for taking back, the one that has begun among them; none when it is too late."""
    return max(0, -((at - view.withdraw_until) // timedelta(days=1))) if view.withdraw_until else 0


def _parts(view: RosterView, chosen: str) -> list[Part]:
    counts, key = view.line.counts, view.line.roster
    return [
        Part(
            status.value, str(status.label), _TONES[status], f"{counts.get(status.value, 0):,}",
            f"{reverse('desk:roster', args=[key])}?{_query(status.value)}#rows", status.value == chosen,
        )
        for status in RowStatus
    ]  # fmt: skip


def _phases(view: RosterView) -> Sequence[tuple[str, float]]:
    return [(str(phase.label), view.seconds[phase]) for phase in Phase if phase in view.seconds]


def _query(status: str = "", search: str = "", after: str = "") -> str:
    said = {"status": status, "q": search, "after": after}
    return urlencode({name: value for name, value in said.items() if value})
