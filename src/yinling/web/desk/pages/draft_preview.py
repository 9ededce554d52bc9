"""What a draft would change if it held: counts, examples, everybody who moves, and that list as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.approvals.queries import DraftRefused
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.actions import MOST_MOVERS, TooManyMovers, export_movers
from yinling.decisions.portrait.queries import Mover, Moves, RulePreview, movers, preview
from yinling.decisions.rulebook.domain import Decision
from yinling.decisions.rulebook.outside import RuleFileRefused
from yinling.kernel.areas import NATION
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.drafts import seen_draft
from yinling.web.desk.rule_fields import in_words
from yinling.web.downloads import workbook
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_PAGE = 50
ENTERING, LEAVING = "entering", "leaving"


class Person(NamedTuple):
    """One person who enters or leaves, with what decides now and what decided before."""

    mover: Mover
    place: str
    now: list[str]
    before: list[str]


class CountyLine(NamedTuple):
    """The moves in one county."""

    place: str
    moves: Moves


class RuleView(NamedTuple):
    """What becomes of one rule, in words."""

    found: RulePreview
    counties: list[CountyLine]
    entering: list[Person]
    leaving: list[Person]


@officer_page("GET")
def draft_preview(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The preview of a draft, as a part of its page; a draft that cannot hold yet says why."""
    by, at = viewer_of(request), timezone.now()
    view = seen_draft(draft, by)
    try:
        found = preview(draft, by=by, on=local_day(at))
    except (DraftRefused, RuleFileRefused) as refused:
        return render(request, "desk/parts/draft_preview.html", {"problems": in_words(refused.problems)})
    views = [_rule_view(one) for one in found.rules]
    moving = [one for one in views if _moves(one.found)]
    context = {
        "found": found, "rules": moving, "quiet": [one for one in views if one not in moving], "line": view.line,
        "is_narrower": _is_narrower(view.line.area_code, by),
    }  # fmt: skip
    return render(request, "desk/parts/draft_preview.html", context)


@officer_page("GET")
def people(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everybody who would enter or leave by one rule, fifty at a time."""
    by, at = viewer_of(request), timezone.now()
    view, code, way = seen_draft(draft, by), request.GET.get("code", "").replace("\x00", "")[:60], _way(request)
    after = _after(request.GET.get("after", ""))
    try:
        found = movers(draft, code, entering=way == ENTERING, by=by, on=local_day(at), after=after, limit=_PAGE + 1)
    except (DraftRefused, RuleFileRefused):
        return HttpResponseRedirect(reverse("desk:draft", args=[draft]))
    shown, query = found[:_PAGE], urlencode({"code": code, "way": way})
    context = {
        "line": view.line, "code": code, "way": way, "people": _people(shown), "query": query, "is_first": not after,
        "next": shown[-1].inner_id if len(found) > _PAGE else 0,
    }  # fmt: skip
    return show(request, "desk/draft_people.html", context, at=at, here="rules")


@officer_page("POST")
def export(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everybody who would enter or leave as a workbook; that it left the house is written down."""
    by, at = viewer_of(request), timezone.now()
    seen_draft(draft, by)
    code, way = request.POST.get("code", "").replace("\x00", "")[:60], _way(request)
    try:
        made = export_movers(draft=draft, code=code, entering=way == ENTERING, by=by, at=at)
    except TooManyMovers:
        limit = f"{MOST_MOVERS:,}"
        say(request, _("一个文件最多 %(limit)s 人，请由下级地区分别导出。") % {"limit": limit}, level=messages.WARNING)
        query = urlencode({"code": code, "way": way})
        return HttpResponseRedirect(f"{reverse('desk:draft_people', args=[draft])}?{query}")
    except (DraftRefused, RuleFileRefused):
        return HttpResponseRedirect(reverse("desk:draft", args=[draft]))
    title = _("将进入名单") if way == ENTERING else _("将退出名单")
    return workbook(made.content, title, local_day(at))


def _way(request: HttpRequest) -> str:
    way = (request.POST if request.method == "POST" else request.GET).get("way", ENTERING)
    if way not in {ENTERING, LEAVING}:
        raise Forbidden
    return way


def _after(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _is_narrower(area_code: str, by: Viewer) -> bool:
    """Whether the draft holds for more than the viewer sees, so that the counts are his part of it."""
    return area_code == NATION or not by.area or len(area_code) < len(by.area)


def _rule_view(found: RulePreview) -> RuleView:
    places = paths({area for area, _moves in found.by_county})
    counties = [CountyLine(_short(places[area]), moves) for area, moves in found.by_county if _is_told(moves)]
    return RuleView(found, counties, _people(found.entering), _people(found.leaving))


def _moves(found: RulePreview) -> bool:
    """Whether anybody would enter or leave, today or on the first day of a back-dated draft."""
    then = found.on_first_day
    return bool(found.moves.enters or found.moves.leaves or (then and (then.enters or then.leaves)))


def _is_told(moves: Moves) -> bool:
    return bool(moves.enters or moves.leaves or moves.stays)


def _people(found: Sequence[Mover]) -> list[Person]:
    places: Mapping[str, str] = paths({mover.area_code for mover in found})
    return [
        Person(mover, _short(places[mover.area_code]), _lines(mover.after), _lines(mover.before)) for mover in found
    ]


def _short(place: str) -> str:
    """The place without its province, which the reader knows."""
    names = place.split()
    return " ".join(names[1:] or names)


def _lines(decision: Decision | None) -> list[str]:
    """The sentences of a decision without its headline, which the column says."""
    return list(decision.reason_lines[1:]) if decision else [_("这条规则原先没有执行。")]
