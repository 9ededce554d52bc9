"""Rows that may be somebody who is on record: the queue, the two side by side, decisions one by one or by a file."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.kernel.viewer import Viewer
from yinling.people.intake import actions, queries
from yinling.people.intake.actions import KeptElsewhere, NotNow
from yinling.people.intake.domain.decisions import DecisionsInvalid, read_decisions
from yinling.people.intake.domain.matching.evidence import Agreement
from yinling.people.intake.queries import CandidateView, Pair, TermPair
from yinling.people.intake.terms import RowStatus, VerdictChoice
from yinling.people.registry.actions import open_dossier
from yinling.web.desk.forms.rosters import DecisionsFileForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_WORDS = {
    Agreement.AGREE: (gettext_lazy("一致"), "agree"), Agreement.NEARLY: (gettext_lazy("相近"), "near"),
    Agreement.DIFFER: (gettext_lazy("不同"), "differ"), Agreement.UNKNOWN: (gettext_lazy("只有一边"), "unknown"),
}  # fmt: skip


class Line(NamedTuple):
    """One term of both sides, with the word and the shape of how they stand to each other."""

    pair: TermPair
    word: str
    shape: str


class Side(NamedTuple):
    """A record beside the row: what matching weighed first, then the rest."""

    candidate: CandidateView
    weighed: list[Line]
    others: list[Line]
    verdict: str
    is_first: bool


@officer_page("GET")
def duplicates(request: HttpRequest) -> HttpResponse:
    """The queue: rows that wait for a decision, of one roster or of all."""
    by, at = viewer_of(request), timezone.now()
    return _queue(request, DecisionsFileForm(), by, at)


@officer_page("GET", "POST")
def duplicate(request: HttpRequest, row: UUID) -> HttpResponse:
    """A row and the records that it may be about; a decision leads straight to the next row."""
    by, at = viewer_of(request), timezone.now()
    if request.method == "POST":
        return _decide(request, row, by, at)
    pair = queries.pair(row, by=by)
    for candidate in pair.candidates:
        if candidate.person is not None:
            open_dossier(person=candidate.person, by=by, at=at)
    context = {
        "pair": pair, "sides": _sides(pair), "is_held": pair.status == RowStatus.HELD,
        "left": queries.held_count(by=by),
    }  # fmt: skip
    return show(request, "desk/duplicate.html", context, at=at, here="rosters")


@officer_page("GET", "POST")
def decisions(request: HttpRequest, roster: UUID) -> HttpResponse:
    """Take a file of decisions on one roster: what was taken is counted, what was not is said line by line."""
    by, at = viewer_of(request), timezone.now()
    view = queries.roster(roster, by=by)
    form = DecisionsFileForm(request.POST, request.FILES) if request.method == "POST" else DecisionsFileForm()
    done = None
    if form.is_bound and form.is_valid():
        try:
            read = read_decisions(form.cleaned_data["file"].read())
        except DecisionsInvalid as refusal:
            form.add_error("file", str(refusal))
        else:
            done = actions.answer_file(roster=roster, decisions=read, by=by, at=at)
    context = {"view": view, "form": form, "done": done}
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "desk/duplicates_file.html", context, at=at, here="rosters", status=status)


def _queue(request: HttpRequest, form: DecisionsFileForm, by: Viewer, at: datetime) -> HttpResponse:
    roster = _key(request.GET.get("roster", ""))
    view = queries.roster(roster, by=by) if roster else None
    page = queries.held(by=by, roster=roster, after=request.GET.get("after", ""))
    more = {"roster": str(roster)} if roster else {}
    context = {
        "lines": page.lines, "view": view, "form": form, "is_first": not request.GET.get("after"),
        "next_query": urlencode({**more, "after": page.after}) if page.after else "", "first_query": urlencode(more),
        "first": queries.next_held(by=by, roster=roster),
    }  # fmt: skip
    return show(request, "desk/duplicates.html", context, at=at, here="rosters")


def _decide(request: HttpRequest, row: UUID, by: Viewer, at: datetime) -> HttpResponse:
    person, verdict = _key(request.POST.get("person", "")), request.POST.get("verdict", "")
    pair = queries.pair(row, by=by)
    here = HttpResponseRedirect(reverse("desk:duplicate", args=[row]))
    if verdict not in VerdictChoice.values or person is None:
        say(request, _("请选择“同一人”或“不是同一人”。"), level=messages.WARNING)
        return here
    try:
        actions.decide(row=row, person=person, verdict=verdict, by=by, at=at)
    except NotNow:
        say(request, _("这一行刚才已经判定过，没有改动。"), level=messages.WARNING)
        return here
    except KeptElsewhere as refusal:
        say(request, str(refusal), level=messages.WARNING)
        return here
    is_same = verdict == VerdictChoice.SAME
    text = _("已判定“{name}”为同一人。") if is_same else _("已判定“{name}”不是同一人。")
    say(request, text.format(name=pair.name), undo=reverse("desk:separate", args=[row]) if is_same else "")
    others = [c for c in pair.candidates if not c.verdict and c.person != person]
    return here if others and not is_same else _to_next(pair, by)


def _to_next(pair: Pair, by: Viewer) -> HttpResponse:
    following = queries.next_held(by=by, roster=pair.roster, after=pair.row)
    if following is None:
        return HttpResponseRedirect(f"{reverse('desk:duplicates')}?{urlencode({'roster': str(pair.roster)})}")
    return HttpResponseRedirect(reverse("desk:duplicate", args=[following]))


def _sides(pair: Pair) -> list[Side]:
    opened = [c for c in pair.candidates if c.person is not None and not c.verdict]
    return [_side(candidate, is_first=candidate in opened[:1]) for candidate in pair.candidates]


def _side(candidate: CandidateView, *, is_first: bool) -> Side:
    lines = [Line(pair, str(_WORDS[pair.agreement][0]), _WORDS[pair.agreement][1]) for pair in candidate.terms]
    verdict = str(VerdictChoice(candidate.verdict).label) if candidate.verdict else ""
    weighed = [line for line in lines if line.pair.is_weighed or line.pair.agreement is Agreement.DIFFER]
    return Side(candidate, weighed, [line for line in lines if line not in weighed], verdict, is_first)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
