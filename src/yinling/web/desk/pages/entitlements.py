"""Entitlements: who is perhaps entitled to what, the papers of one person, and the list as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.decisions.entitlements import actions, queries
from yinling.decisions.entitlements.actions import (
    EXPORT_LIMIT,
    AlreadySeen,
    AlreadyWithdrawn,
    ExportedCandidates,
    NotAskedFor,
    NotCandidate,
    TooManyCandidates,
)
from yinling.decisions.entitlements.queries import Candidate, Entitlement, Paper
from yinling.decisions.rulebook.domain import RuleEntry, cited
from yinling.decisions.rulebook.queries import cautions
from yinling.kernel.calendars import local_day
from yinling.people.registry.actions import open_dossier
from yinling.people.registry.domain import Unacceptable
from yinling.web.desk.forms.areas import read_area_and_day
from yinling.web.desk.forms.entitlements import AskedCandidates, EvidenceForm, read_candidates
from yinling.web.desk.forms.reasons import RevealForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_HERE = "entitlements"


class Head(NamedTuple):
    """One column's head: what it is called, where it leads when one can sort by it, and how it is sorted now."""

    label: str
    sort_query: str = ""
    sorted: str = ""
    is_number: bool = False


class PaperLine(NamedTuple):
    """A paper of the checklist, with the form that notes it while it is to come."""

    paper: Paper
    form: EvidenceForm | None


@officer_page("GET")
def entitlements(request: HttpRequest) -> HttpResponse:
    """The entitlements of an area; how many persons stand where is filled in after it."""
    return _overview(request, queries.entitlements_uncounted)


@officer_page("GET")
def entitlements_counted(request: HttpRequest) -> HttpResponse:
    """The same page with the counts, from which the other one takes its table."""
    return _overview(request, queries.entitlements)


def _overview(request: HttpRequest, read: Callable[..., Sequence[Entitlement]]) -> HttpResponse:
    """Both in the order of the titles, so that nothing moves when the counts come."""
    by, at = viewer_of(request), timezone.now()
    asked = read_area_and_day(request, by, today=local_day(at))
    part = _part(asked.area, by.area)
    lines = sorted(read(by=by, on=local_day(at), area=part), key=lambda line: line.title)
    context = {"asked": asked, "lines": lines, "area": part or "", "is_counted": read is queries.entitlements}
    return show(request, "desk/entitlements.html", context, at=at, here=_HERE)


@officer_page("GET")
def candidates(request: HttpRequest, code: str) -> HttpResponse:
    """Fifty candidates of one entitlement, or of those who cannot be judged for a missing fact."""
    by, at = viewer_of(request), timezone.now()
    on = local_day(at)
    rule = queries.rule_of(code, by=by, on=on)
    asked, after = read_candidates(request.GET.dict(), by=by, on=on), request.GET.get("after", "")
    here = reverse("desk:candidates", args=[code])
    if "" in request.GET.values():  # the panel was sent: the address says only what is asked for
        return HttpResponseRedirect(f"{here}?{asked.query()}")
    page = queries.candidates(by=by, code=code, on=on, chosen=asked.chosen, sort=asked.sort, after=after)
    if after and not page.lines:  # the last of them left the list, or somebody typed into the address
        return HttpResponseRedirect(f"{here}?{asked.query()}")
    context = {
        **_ruled(rule), "asked": asked, "query": asked.query(), "lines": page.lines, "is_first": not after,
        "next_query": asked.query(after=page.after) if page.after else "", "heads": _heads(asked),
        "is_last": page.after is None, "page_size": queries.PAGE, "places": read_area_and_day(request, by, today=on),
    }  # fmt: skip
    return show(request, "desk/candidates.html", context, at=at, here=_HERE)


@officer_page("GET")
def count(request: HttpRequest, code: str) -> HttpResponse:
    """How many people the list means: filled in after the rows."""
    by, on = viewer_of(request), local_day(timezone.now())
    asked = read_candidates(request.GET.dict(), by=by, on=on)
    found = queries.count_candidates(by=by, code=code, chosen=asked.chosen, on=on)
    return render(request, "desk/count.html", {"count": found, "number": f"{found.number:,}"})


@officer_page("POST")
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The candidates whom the address means, as a workbook."""
    by, at = viewer_of(request), timezone.now()
    asked = read_candidates(request.GET.dict(), by=by, on=local_day(at))
    try:
        made = actions.export_candidates(code=code, chosen=asked.chosen, sort=asked.sort, by=by, at=at)
    except TooManyCandidates:
        text = _("一个文件最多 %(limit)s 人，请加上筛选条件，按地区或单位分开导出。") % {"limit": f"{EXPORT_LIMIT:,}"}
        say(request, text, level=messages.WARNING)
        return HttpResponseRedirect(f"{reverse('desk:candidates', args=[code])}?{asked.query()}")
    return _download(made, queries.rule_of(code, by=by, on=local_day(at)), local_day(at))


@officer_page("GET", "POST")
@person_page
def candidate(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """One person beside one entitlement: reasons, sources, papers; a paper that was seen is noted here."""
    by, at = viewer_of(request), timezone.now()
    found = queries.candidate(person, code, by=by, on=local_day(at))
    typed = None
    if request.method == "POST":
        typed = _typed(request, found)
        if typed is not None and typed.is_valid() and _noted(request, typed, found, at):
            return HttpResponseRedirect(_papers_of(person, code))
        if typed is None:
            say(request, _("这里不要求这份材料，没有登记。"), level=messages.WARNING)
            return HttpResponseRedirect(_papers_of(person, code))
        found = queries.candidate(person, code, by=by, on=local_day(at))
    else:
        open_dossier(person=person, by=by, at=at)
    context = {"found": found, "papers": _lines(found.papers, typed), "is_open": _is_open(found)}
    return show(
        request, "desk/candidate.html", context, at=at, here=_HERE, status=422 if typed and typed.errors else 200
    )  # fmt: skip


@officer_page("POST")
def withdraw(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """Count a paper no longer as seen."""
    by, at = viewer_of(request), timezone.now()
    person, code, name = queries.evidence_of(evidence, by=by)
    try:
        actions.withdraw_evidence(evidence=evidence, by=by, at=at)
    except AlreadyWithdrawn:
        say(request, _("这份材料已经有人撤回了，页面已更新。"), level=messages.WARNING)
    else:
        say(request, _("已撤回：%(name)s，重新算作还缺。") % {"name": name})
    return HttpResponseRedirect(_papers_of(person, code))


@officer_page("POST")
def read_paper(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """What was noted of a paper, for a reason: in its place, or on a page of its own without a script."""
    by, at = viewer_of(request), timezone.now()
    person, code, name = queries.evidence_of(evidence, by=by)
    form = RevealForm(request.POST)
    context: dict[str, object] = {"form": form, "person": person, "code": code, "name": name}
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            context["value"] = actions.read_document(evidence=evidence, reason=reason, by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
    if "HX-Request" in request.headers:
        return render(request, "desk/parts/revealed.html", context)
    return show(request, "desk/candidate_paper.html", context, at=at, here=_HERE)


def _part(asked: str | None, own: str | None) -> str | None:
    """A part of the viewer's area; None for all that the viewer sees."""
    return asked if asked != own else None


def _ruled(rule: RuleEntry) -> dict[str, object]:
    return {
        "code": rule.code, "title": rule.title, "need": rule.need, "source": cited(rule.source, cautions()),
    }  # fmt: skip


def _heads(asked: AskedCandidates) -> list[Head]:
    """The columns in which one can sort; what is not known of the undecided has none."""
    named = [("name", _("姓名")), ("age", _("年龄")), ("area", _("地区")), ("unit", _("单位"))]
    named += [] if asked.undecided else [("since", _("自何日起符合"))]
    heads = [Head(label, asked.sort_link(by), asked.way(by), is_number=by == "age") for by, label in named]
    return [*heads, Head(_("缺哪些资料") if asked.undecided else _("理由")), Head(_("材料"))]


def _is_open(found: Candidate) -> bool:
    """Whether papers are gathered: of candidates and of those for whom a fact is missing."""
    return (found.since is not None and not found.set_aside) or found.holds is None


def _lines(papers: Sequence[Paper], typed: EvidenceForm | None) -> list[PaperLine]:
    return [PaperLine(paper, _form(paper, place, typed)) for place, paper in enumerate(papers, 1)]


def _form(paper: Paper, place: int, typed: EvidenceForm | None) -> EvidenceForm | None:
    if paper.seen is not None:
        return None
    if typed is not None and typed.initial["name"] == paper.name:
        return typed
    return EvidenceForm(name=paper.name, place=place)


def _typed(request: HttpRequest, found: Candidate) -> EvidenceForm | None:
    """The form that was sent, in its place on the checklist; None for a paper that is not asked for here."""
    name = request.POST.get("name", "")
    place = next((place for place, paper in enumerate(found.papers, 1) if paper.name == name), None)
    return None if place is None else EvidenceForm(request.POST, name=name, place=place)


def _noted(request: HttpRequest, form: EvidenceForm, found: Candidate, at: datetime) -> bool:
    """Whether the act is over; else the form says why not."""
    typed = form.cleaned_data
    try:
        actions.note_evidence(
            evidence=typed["evidence"], person=found.person, rule_code=found.code, name=typed["name"],
            document=typed["document"], issued_on=typed["issued_on"], by=viewer_of(request), at=at,
        )  # fmt: skip
    except Unacceptable as refusal:
        form.take_back(refusal.errors)
        return False
    except AlreadySeen:
        say(request, _("这份材料刚才已经登记过了，没有重复登记。"), level=messages.WARNING)
    except NotAskedFor:
        say(request, _("这里不要求这份材料，没有登记。"), level=messages.WARNING)
    except NotCandidate:
        say(request, _("此人目前不在候选名单中，没有登记材料。"), level=messages.WARNING)
    else:
        undo = reverse("desk:evidence_withdraw", args=[typed["evidence"]])
        say(request, _("已登记：%(name)s。") % {"name": typed["name"]}, undo=undo)
    return True


def _papers_of(person: UUID, code: str) -> str:
    return f"{reverse('desk:candidate', args=[code, person])}#papers"


def _download(made: ExportedCandidates, rule: RuleEntry, on: date) -> HttpResponse:
    return workbook(made.content, _("%(title)s候选人") % {"title": rule.title}, on)
