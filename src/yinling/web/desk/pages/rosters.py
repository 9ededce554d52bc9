"""Rosters: the list, handing one in, how far it has come, what its headings mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.intake import actions, queries
from yinling.people.intake.actions import AlreadyTaken, HeadingsRefused, NotNow
from yinling.people.intake.outside import FileRefused, refuse_size
from yinling.people.intake.outside.example import example_workbook
from yinling.people.intake.queries import RosterLine, RosterView
from yinling.people.intake.terms import Phase, RosterState
from yinling.web.desk.forms.rosters import HeadingsForm, UploadForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.roster_results import XLSX, result
from yinling.web.downloads import file_answer
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_TONES = {
    RosterState.RECEIVED: "going", RosterState.READY: "going", RosterState.RUNNING: "going", RosterState.ASKING: "due",
    RosterState.DONE: "done", RosterState.REFUSED: "over", RosterState.WITHDRAWN: "off",
}  # fmt: skip
_MOVING = frozenset({RosterState.RECEIVED, RosterState.READY, RosterState.RUNNING})
# Background work gives a sign every second while it imports, and takes up what waits within a few.
_SILENCE = timedelta(seconds=20)
_MOVED = gettext_lazy("这份名册刚才已有变化，请看现在的内容。")


class Line(NamedTuple):
    """One roster in the list, with the tone of its state and its counts in words."""

    line: RosterLine
    tone: str
    counts: str


class PhaseLine(NamedTuple):
    """One phase of the import as the progress shows it: done, going or open."""

    label: str
    tone: str
    said: str


@officer_page("GET")
def rosters(request: HttpRequest) -> HttpResponse:
    """The rosters of the scope, newest first, and where to drop the next one."""
    by, at = viewer_of(request), timezone.now()
    return _list(request, UploadForm(by=by, on=local_day(at)), by, at)


@officer_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Hand in a file: it leads to its progress, or the form comes back with what to do (422)."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:rosters"))
    by, at = viewer_of(request), timezone.now()
    form = UploadForm(request.POST, request.FILES, by=by, on=local_day(at))
    taken: UUID | None = None
    if form.is_valid():
        try:
            return HttpResponseRedirect(reverse("desk:roster", args=[_receive(form, by, at)]))
        except FileRefused as refusal:
            form.add_error("file", refusal.sentence)
        except AlreadyTaken as refusal:
            form.add_error("file", str(refusal))
            taken = refusal.roster
    elif "file" not in request.FILES:
        _say_size(form, request.META.get("CONTENT_LENGTH", ""))
    return _list(request, form, by, at, taken=taken, status=422)


@officer_page("GET")
def example(request: HttpRequest) -> HttpResponse:
    """A small roster of made-up persons, to see what a file may look like and to try it."""
    return file_answer(example_workbook(), XLSX, _("名册样例.xlsx"))


@officer_page("GET")
def roster(request: HttpRequest, roster: UUID) -> HttpResponse:
    """One roster: its progress, its headings, its refusal, or its result."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    if view.line.state in _MOVING:
        context = {"view": view, **_progress(view, at)}
        return show(request, "desk/roster_progress.html", context, at=at, here="rosters")
    if view.line.state == RosterState.ASKING:
        return _headings(request, view, HeadingsForm(view.sheets), at)
    if view.line.state == RosterState.REFUSED:
        return show(request, "desk/roster_refused.html", {"view": view}, at=at, here="rosters")
    return result(request, view, by, at)


@officer_page("GET")
def progress(request: HttpRequest, roster: UUID) -> HttpResponse:
    """How far an import has come, asked every second; when it has ended, the page is to be read anew."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    if view.line.state in _MOVING:
        return render(request, "desk/parts/roster_progress.html", {"view": view, **_progress(view, at)})
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(reverse("desk:roster", args=[roster]))


@officer_page("POST")
def headings(request: HttpRequest, roster: UUID) -> HttpResponse:
    """Take what was said of the columns; what is missing or does not hold comes back (422)."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    form = HeadingsForm(view.sheets, request.POST.dict())
    if form.errors and view.line.state == RosterState.ASKING:
        return _headings(request, view, form, at, status=422)
    try:
        actions.explain_headings(roster=roster, meanings=form.meanings(), by=by, at=at)
    except HeadingsRefused as refusal:
        form.errors.append(("", str(refusal)))
        return _headings(request, view, form, at, status=422)
    except NotNow:
        say(request, str(_MOVED), level=messages.WARNING)
    return HttpResponseRedirect(reverse("desk:roster", args=[roster]))


@officer_page("POST")
def discard(request: HttpRequest, roster: UUID) -> HttpResponse:
    """Throw away a file that waits for its headings: nothing of it was written."""
    by, at = viewer_of(request), timezone.now()
    try:
        actions.discard(roster=roster, by=by, at=at)
    except NotNow:
        say(request, str(_MOVED), level=messages.WARNING)
        return HttpResponseRedirect(reverse("desk:roster", args=[roster]))
    say(request, _("已放弃这份文件，什么都没有写入。需要时可以重新上传。"))
    return HttpResponseRedirect(reverse("desk:rosters"))


def _receive(form: UploadForm, by: Viewer, at: datetime) -> UUID:
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    refuse_size(file.size or 0)
    return actions.receive(
        roster=form.key(), file_name=(file.name or "").replace("\x00", ""), content=file.read(),
        unit=form.cleaned_data["unit"], by=by, at=at,
    )  # fmt: skip


def _say_size(form: UploadForm, length: str) -> None:
    """A file that was stopped at the limit did not arrive: say that it was too large, not that it is missing."""
    try:
        refuse_size(int(length) if length.isascii() and length.isdigit() else 1)
    except FileRefused as refusal:
        form.errors.pop("file", None)
        form.add_error("file", refusal.sentence)


def _list(
    request: HttpRequest, form: UploadForm, by: Viewer, at: datetime, *, taken: UUID | None = None, status: int = 200
) -> HttpResponse:
    page = queries.rosters(by=by, after=request.GET.get("after", ""))
    lines = [Line(line, _TONES[RosterState(line.state)], _counts(line)) for line in page.lines]
    context = {
        "form": form, "lines": lines, "after": page.after, "is_first": "after" not in request.GET, "taken": taken,
        "held": queries.held_count(by=by), "limit": 60,
    }  # fmt: skip
    return show(request, "desk/rosters.html", context, at=at, here="rosters", status=status)


def _counts(line: RosterLine) -> str:
    """What became of the rows, said in one line; nothing before it is done."""
    if line.state not in (RosterState.DONE, RosterState.WITHDRAWN):
        return ""
    count = line.counts.get
    told = [
        (_("新增 {number}"), count("new", 0)), (_("合并 {number}"), count("merged", 0)),
        (_("待判定 {number}"), count("held", 0)), (_("未采用 {number}"), count("refused", 0)),
    ]  # fmt: skip
    return _("，").join(text.format(number=f"{number:,}") for text, number in told if number)


def _progress(view: RosterView, at: datetime) -> Mapping[str, object]:
    line = view.line
    heard = view.moved_at or line.received_at
    running = list(Phase)
    here = running.index(Phase(view.phase)) if view.phase else -1
    phases = [_phase(phase, place - here, view) for place, phase in enumerate(running)]
    return {
        "phases": phases, "elapsed": max(0, int((at - line.received_at).total_seconds())),
        "is_stalled": at - heard > _SILENCE, "silence": int((at - heard).total_seconds()),
        "share": round(100 * view.done / view.total) if view.total else 0,
    }  # fmt: skip


def _phase(phase: Phase, behind: int, view: RosterView) -> PhaseLine:
    """A phase that is over, under way or to come, by how far it stands behind the present one."""
    if behind < 0:
        return PhaseLine(str(phase.label), "done", _("完成"))
    if behind > 0:
        return PhaseLine(str(phase.label), "open", _("等待"))
    if not view.total:
        return PhaseLine(str(phase.label), "going", _("进行中"))
    said = _("{done} / {total} 行").format(done=f"{min(view.done, view.total):,}", total=f"{view.total:,}")
    return PhaseLine(str(phase.label), "going", said)


def _headings(
    request: HttpRequest, view: RosterView, form: HeadingsForm, at: datetime, status: int = 200
) -> HttpResponse:
    sheets = form.sheets()
    context = {
        "view": view, "sheets": sheets, "options": form.options(), "errors": form.errors,
        "number": sum(len(sheet.asked) for sheet in sheets),
    }  # fmt: skip
    return show(request, "desk/roster_headings.html", context, at=at, here="rosters", status=status)
