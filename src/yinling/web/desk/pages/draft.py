"""One draft: what it changes, what is decided about it, and the acts that lead there."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.approvals.queries import ApprovalLine, DraftLine, count_open, open_approvals
from yinling.base.approvals.terms import DraftState
from yinling.decisions.portrait.models import Run
from yinling.decisions.rulebook import actions
from yinling.decisions.rulebook.actions import APPROVAL
from yinling.decisions.rulebook.domain import RuleEntry, fields_said
from yinling.decisions.rulebook.queries import DraftView, drafts, parameters_in_force
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.areas import covers
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import purposes_of, vocabulary
from yinling.web.desk.conditions import laid_out
from yinling.web.desk.drafting import TONES, DraftDesk, Sent, decision_forms
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.drafts import said_text, seen_draft
from yinling.web.desk.rule_fields import changed, in_words, labels, place_of, value_in_words
from yinling.web.desk.rule_sight import Sureness, sureness, values_said
from yinling.web.looking import viewer_of


class Waiting(NamedTuple):
    """A draft that waits for somebody's decision, its place in words."""

    approval: ApprovalLine
    draft: DraftLine[DraftKind]
    place: str


@officer_page("GET")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's decision, the longest first, and below it what he himself asked for."""
    by, at = viewer_of(request), timezone.now()
    submitted = drafts(by=by, vocabulary=vocabulary(), purposes_of=purposes_of, states=[DraftState.SUBMITTED])
    known = {line.draft: line for line in submitted}  # without those that one may not know
    found = [line for line in open_approvals(by=by, kind=APPROVAL) if line.subject in known]
    seen = [Waiting(line, known[line.subject], place_of(line.area_code)) for line in found]
    context = {
        "others": [one for one in seen if not one.approval.is_own], "own": [one for one in seen if one.approval.is_own],
        "tab": "approvals", "waiting": count_open(by=by, kind=APPROVAL),
    }  # fmt: skip
    return show(request, "desk/approvals.html", context, at=at, here="rules")


@officer_page("GET")
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """What a draft says and changes, who has to decide about it, and what this viewer may do now."""
    by, at = viewer_of(request), timezone.now()
    return _page(request, seen_draft(draft, by), at)


@officer_page("POST")
def submit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Ask another officer to approve; the draft cannot be changed meanwhile."""

    def act(said: str, _seen: int, by: Viewer, at: datetime) -> str:
        actions.submit(draft=draft, reason=said, vocabulary=vocabulary(), purposes_of=purposes_of, by=by, at=at)
        return _("已提交，等另一位同事批准。批准以前可以撤回。")

    return _DESK.decide(request, draft, "submit", act)


@officer_page("POST")
def approve(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Approve what another wrote; it is published by itself, then all portraits of the area are drawn anew."""

    def act(said: str, seen: int, by: Viewer, at: datetime) -> str:
        actions.approve_draft(
            draft=draft, seen=seen, note=said, vocabulary=vocabulary(), purposes_of=purposes_of, by=by, at=at
        )
        return _("已批准，正在写入规则并重新计算。")

    return _DESK.decide(request, draft, "approve", act)


@officer_page("POST")
def refuse(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Refuse what another wrote, saying why; he may take it up again."""

    def act(said: str, _seen: int, by: Viewer, at: datetime) -> str:
        actions.refuse_draft(draft=draft, note=said, vocabulary=vocabulary(), purposes_of=purposes_of, by=by, at=at)
        return _("已记为不批准，起草的同事会看到理由。")

    return _DESK.decide(request, draft, "refuse", act)


@officer_page("POST")
def withdraw(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Take back what waits for approval, to go on writing it."""
    done = _("已撤回，可以接着写。")
    return _DESK.move(request, draft, lambda by, at: actions.withdraw_draft(draft=draft, by=by, at=at), done)


@officer_page("POST")
def take_up(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Go on writing what was not approved."""
    return _DESK.move(request, draft, lambda by, at: actions.take_up(draft=draft, by=by, at=at), _("可以接着写了。"))


@officer_page("POST")
def discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Give a draft up; it stays in the list as given up."""
    return _DESK.move(request, draft, lambda by, at: actions.discard(draft=draft, by=by, at=at), _("这份草稿已放弃。"))


@officer_page("GET")
def progress(request: HttpRequest, draft: UUID) -> HttpResponse:
    """How far an approved draft has come: written into the rulebook, portraits drawn anew. Asked again until done."""
    by = viewer_of(request)
    return render(request, "desk/parts/draft_progress.html", _progress(seen_draft(draft, by)))


def _page(
    request: HttpRequest,
    view: DraftView,
    at: datetime,
    *,
    status: int = 200,
    sent: Sent | None = None,
) -> HttpResponse:
    by, line, today = viewer_of(request), view.line, local_day(at)
    is_open = line.state in {DraftState.WRITING, DraftState.SUBMITTED}
    context = {
        "view": view, "line": line, "place": place_of(line.area_code), "tone": TONES[line.state],
        "forms": decision_forms(line.version, sent),
        "fields": _fields(view), "condition": _condition(view), "sure": _sure(view),
        "differences": changed(view.differences, line.kind), "problems": in_words(view.problems),
        "before_place": place_of(view.before.area_code) if view.before else "",
        "is_back_dated": bool(is_open and line.valid_from and line.valid_from < today),
        "is_later": bool(is_open and line.valid_from and line.valid_from > today),
        "can_preview": is_open and view.entry is not None and not view.problems,
        "may_decide": line.state is DraftState.SUBMITTED and not line.is_own and bool(by.area),
        **(_progress(view) if line.state is DraftState.APPROVED else {}),
    }  # fmt: skip
    return show(request, "desk/draft.html", context, at=at, here="rules", status=status)


def _fields(view: DraftView) -> list[tuple[str, str]]:
    """What the draft says, field by field, right or not yet; a condition is shown by itself."""
    names, kind = labels(), view.line.kind
    if view.line.stops:
        wanted = ("valid_from", "source_document", "clause", "confidence", "note")
        return [(names[name], value_in_words(name, said_text(view.content.get(name)), kind)) for name in wanted]
    said = fields_said(view.entry) if view.entry else {name: said_text(value) for name, value in view.content.items()}
    hidden = {"text", "area", "valid_to"} if view.entry else {"text", "stops"}
    return [
        (names.get(name, name), value_in_words(name, text, kind))
        for name, text in said.items()
        if name not in hidden and text
    ]


def _condition(view: DraftView) -> object:
    """The condition with the values in force in its area on its first day; None when it has none."""
    if not isinstance(view.entry, RuleEntry) or view.line.stops:
        return None
    values = parameters_in_force(view.entry.area_code, view.entry.period.start)
    return laid_out(view.entry.text, vocabulary(), values_said(values.values()))


def _sure(view: DraftView) -> Sureness | None:
    return sureness(view.entry.source.confidence) if view.entry and not view.line.stops else None


def _progress(view: DraftView) -> dict[str, object]:
    """Where publication stands: waiting, drawing portraits (which run), or done."""
    line, run = view.line, None
    if line.published_at is not None:
        begun = Run.objects.filter(started_at__gte=line.published_at).order_by("started_at")[:50]
        run = next((one for one in begun if covers(one.area_code, line.area_code)), None)
    is_done = run is not None and run.finished_at is not None
    share = 100 * run.done // run.batches if run is not None and run.batches else 0
    return {"line": line, "run": run, "is_done": is_done, "share": share}


_DESK = DraftDesk("desk:draft", seen_draft, _page)
