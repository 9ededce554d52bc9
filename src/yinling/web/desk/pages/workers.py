"""Workers: who can be sent, what each can do, how much each has, who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden, Stale
from yinling.base.rows.texts import plain
from yinling.kernel.areas import NATION
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.dispatch.queries import carried, offers_of_worker
from yinling.service.dispatch.terms import OfferState
from yinling.supply.catalogue.terms import Category
from yinling.supply.workforce import actions, queries
from yinling.supply.workforce.actions import WorkerExists
from yinling.supply.workforce.queries import WorkerLine
from yinling.supply.workforce.terms import Language
from yinling.web.desk.forms.worker import AwayForm, WorkerForm, initial_of
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.orders import asked
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.frames import page_number, say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422
PAGE = 50
_LONGEST = 40
_STANDINGS = frozenset({"here", "away", "full", "new"})


class Row(NamedTuple):
    """One worker as the desk shows him: what he has, and how he stands."""

    line: WorkerLine
    places: str
    skills: str
    languages: str
    in_hand: int
    standing: str

    @property
    def whose(self) -> str:
        """Of which provider, or that he is of the staff; empty without a profile."""
        return self.line.provider_name or (str(self.line.kind.label) if self.line.kind else "")


@officer_page("GET")
def workers(request: HttpRequest) -> HttpResponse:
    """Everybody who works in the area, by name in pinyin; searched, and narrowed by what they do and speak."""
    by, at = viewer_of(request), timezone.now()
    said = _asked(request.GET.dict())
    found = queries.workers_of(
        by=by, on=local_day(at), text=said["q"], category=said["category"], language=said["language"]
    )
    if said["standing"]:
        found = _of_standing(found, said["standing"], local_day(at))
    number = page_number(request)
    end = PAGE * number
    context = {
        "rows": _rows(found[end - PAGE : end], by, at), "number": len(found), "said": said,
        "is_asked": any(said.values()),
        "categories": Category, "languages": Language, "standings": standings(), "has_area": bool(by.area),
        "next_query": urlencode({**said, "page": number + 1}) if len(found) > end else "",
        "is_first": number == 1, "shelf": shelf(request, "workers"),
    }  # fmt: skip
    return show(request, "desk/workers.html", context, at=at, here="workers")


@officer_page("GET")
def worker(request: HttpRequest, account: UUID) -> HttpResponse:
    """One worker: the profile, what is in hand and on offer, and what he declined."""
    by, at = viewer_of(request), timezone.now()
    return _shown(request, queries.worker_line(account=account, by=by, on=local_day(at)), by, at, AwayForm())


@officer_page("GET", "POST")
def edit(request: HttpRequest, account: UUID) -> HttpResponse:
    """Give a worker a profile, or change it."""
    by, at = viewer_of(request), timezone.now()
    line = queries.worker_line(account=account, by=by, on=local_day(at))
    if not line.may_edit:
        raise Forbidden
    names = queries.skill_labels(line.area_code or by.area or NATION, local_day(at))
    if request.method == "POST":
        form = WorkerForm(request.POST, names=names)
        if form.is_valid() and _kept(request, form, line, by, at):
            return HttpResponseRedirect(reverse("desk:worker", args=[account]))
        return _edited(request, line, form, at, status=UNPROCESSABLE)
    initial = initial_of(queries.profile_of(line.worker, by=by), line.version) if line.worker else {}
    return _edited(request, line, WorkerForm(initial=initial, names=names), at)


@officer_page("POST")
def away(request: HttpRequest, account: UUID) -> HttpResponse:
    """A worker is away for a while; what he has in hand stays with him."""
    by, at = viewer_of(request), timezone.now()
    line, form = queries.worker_line(account=account, by=by, on=local_day(at)), AwayForm(request.POST)
    if line.worker is None:
        raise Forbidden
    if form.is_valid():
        try:
            actions.set_away(worker=line.worker, **form.cleaned_data, by=by, at=at)
        except Unacceptable as refusal:
            form.add_error("away_to", refusal.errors["away_to"])
        else:
            say(request, _("已登记请假，这段时间不再派新单。"))
            return HttpResponseRedirect(reverse("desk:worker", args=[account]))
    return _shown(request, line, by, at, form, status=UNPROCESSABLE)


@officer_page("POST")
def return_to_work(request: HttpRequest, account: UUID) -> HttpResponse:
    """A worker is here: he is offered orders again."""
    by, at = viewer_of(request), timezone.now()
    line = queries.worker_line(account=account, by=by, on=local_day(at))
    if line.worker is None:
        raise Forbidden
    actions.set_away(worker=line.worker, away_from=None, away_to=None, by=by, at=at)
    say(request, _("已销假，照常派单。"))
    return HttpResponseRedirect(reverse("desk:worker", args=[account]))


def standings() -> dict[str, str]:
    """How a worker can stand, in words."""
    return {"here": _("可派单"), "full": _("已满"), "away": _("请假"), "new": _("没有资料")}


def _kept(request: HttpRequest, form: WorkerForm, line: WorkerLine, by: Viewer, at: datetime) -> bool:
    try:
        if line.worker is None:
            actions.register(account=line.account, profile=form.profile(), by=by, at=at)
        else:
            seen = form.cleaned_data["seen"] or 0
            actions.change(worker=line.worker, profile=form.profile(), seen=seen, by=by, at=at)
    except Unacceptable as refusal:
        form.put_errors(refusal.errors)
    except (Stale, WorkerExists):
        form.add_error(None, _("别人刚才改过这份资料。请打开最新的再改。"))
    else:
        say(request, _("已保存。"))
        return True
    return False


def _edited(
    request: HttpRequest, line: WorkerLine, form: WorkerForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    return show(request, "desk/worker_edit.html", {"line": line, "form": form}, at=at, here="workers", status=status)


def _shown(
    request: HttpRequest, line: WorkerLine, by: Viewer, at: datetime, form: AwayForm, *, status: int = 200
) -> HttpResponse:
    offers = offers_of_worker(line.account, states=[OfferState.OFFERED, OfferState.TAKEN])
    refused = offers_of_worker(line.account, states=[OfferState.DECLINED, OfferState.GIVEN_BACK], limit=20)
    context = {
        "row": _rows([line], by, at)[0], "form": form, "is_away": line.is_away(local_day(at)),
        "carried": [(one, asked(one.offer, at).until) for one in offers], "refused": refused,
        "hand_over": reverse("desk:worker_hand_over", args=[line.account]), "standings": standings(),
    }  # fmt: skip
    return show(request, "desk/worker.html", context, at=at, here="workers", status=status)


def _of_standing(lines: list[WorkerLine], standing: str, today: date) -> list[WorkerLine]:
    held = carried([line.account for line in lines])
    return [line for line in lines if _standing(line, held[line.account].in_hand, today) == standing]


def _rows(lines: list[WorkerLine], by: Viewer, at: datetime) -> list[Row]:
    held = carried([line.account for line in lines])
    places = paths({area for line in lines for area in line.areas})
    names = queries.skill_labels(by.area or NATION, local_day(at))
    return [_row(line, held[line.account].in_hand, places, names, local_day(at)) for line in lines]


def _row(line: WorkerLine, in_hand: int, places: Mapping[str, str], names: Mapping[str, str], today: date) -> Row:
    stop = _("、")
    return Row(
        line, stop.join(places[area] for area in line.areas), stop.join(names.get(code, code) for code in line.skills),
        stop.join(str(language.label) for language in line.languages), in_hand, _standing(line, in_hand, today),
    )  # fmt: skip


def _standing(line: WorkerLine, in_hand: int, today: date) -> str:
    if line.worker is None:
        return "new"
    if line.is_away(today):
        return "away"
    return "full" if line.most_at_once is not None and in_hand >= line.most_at_once else "here"


def _asked(said: Mapping[str, str]) -> dict[str, str]:
    known = {"category": {*Category.values}, "language": {*Language.values}, "standing": {*_STANDINGS}}
    chosen = {name: said.get(name, "") if said.get(name, "") in values else "" for name, values in known.items()}
    return {"q": plain(said.get("q", ""))[:_LONGEST], **chosen}
