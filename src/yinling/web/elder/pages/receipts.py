"""Visits that were confirmed: the receipt of each, and what one thinks of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.journal.queries import BodyDiffers, NotSealedYet
from yinling.base.rows.refusals import Forbidden, Refused
from yinling.kernel.calendars import local_day
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions import rate as give_rating
from yinling.quality.feedback.queries import (
    RatingLine,
    can_rate,
    concerns_of,
    rating_of,
    standing_ratings,
    visit_of,
)
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.queries import VisitLine, receipt_file, visits_of
from yinling.service.delivery.terms import TaskState
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.forms.rating import RatingForm, Stars
from yinling.web.frames import say
from yinling.web.receipts import ReceiptPaper, receipt_paper


class Visited(NamedTuple):
    """A confirmed visit in the list, with its rating in a word."""

    visit: VisitLine
    rated: str


@elder_page("GET")
def receipts(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What was done for this person, the newest first."""
    visits = [visit for visit in visits_of(whose.person) if visit.state is TaskState.CONFIRMED]
    ratings = standing_ratings([visit.task for visit in visits])
    found = [Visited(visit, _word(ratings.get(visit.task))) for visit in visits]
    return show(request, "elder/receipts.html", {"found": found}, whose=whose)


@elder_page("GET")
def receipt(request: HttpRequest, whose: Whose, task: UUID) -> HttpResponse:
    """One visit: its rating first, then its proof, then what was answered to a concern."""
    return _page(request, whose, task, RatingForm())


@elder_page("POST", scope=ActingScope.RATE)
def rate(request: HttpRequest, whose: Whose, task: UUID) -> HttpResponse:
    """Say how it was; a refusal shows the page again (422)."""
    _visit(whose, task)
    form = RatingForm(request.POST)
    if form.is_valid() and _rated(form, whose, task, timezone.now()):
        said = _("记下了：%(word)s。谢谢您告诉我们。") % {"word": Stars(form.cleaned_data["stars"]).label}
        say(request, said)
        return HttpResponseRedirect(reverse("elder:receipt", args=[task]))
    return _page(request, whose, task, form)


@elder_page("GET")
def receipt_as_file(request: HttpRequest, whose: Whose, task: UUID) -> HttpResponse:
    """The receipt's file, for whoever keeps or verifies it."""
    _visit(whose, task)
    try:
        file = receipt_file(task=task, by=whose.by)
    except (NotSealedYet, BodyDiffers):
        return HttpResponseRedirect(reverse("elder:receipt", args=[task]))
    name = {"Content-Disposition": f'attachment; filename="yinling-{task}.tlog-proof"'}
    return HttpResponse(file, content_type="application/octet-stream", headers=name)


def _rated(form: RatingForm, whose: Whose, task: UUID, at: datetime) -> bool:
    """Whether it is kept now; if not, the form says why."""
    typed = form.cleaned_data
    try:
        give_rating(task=task, stars=typed["stars"], remark=typed["remark"], way=Way.PAGE, by=whose.by, at=at)
    except Forbidden:
        raise
    except Unacceptable as refusal:
        form.add_error("remark", next(iter(refusal.errors.values())))
        return False
    except Refused:
        form.add_error(None, _("这次服务已经过了评价的期限，有话请打电话。"))
        return False
    return True


def _page(request: HttpRequest, whose: Whose, task: UUID, form: RatingForm) -> HttpResponse:
    visit = _visit(whose, task)
    rating = rating_of(task)
    context = {
        "visit": visit, "form": form, "rating": rating, "word": _word(rating),
        "can_rate": whose.may_rate and can_rate(visit_of(task), on=local_day(timezone.now())),
        "answers": [one for one in concerns_of(whose.person) if one.task == task],
        **_proof(whose, task),
    }  # fmt: skip
    return show(request, "elder/receipt.html", context, whose=whose, status=422 if form.errors else 200)


def _proof(whose: Whose, task: UUID) -> dict[str, ReceiptPaper | bool | None]:
    """The receipt in words with its code; or that it is being sealed, or that what was kept no longer fits."""
    try:
        return {"paper": receipt_paper(receipt_file(task=task, by=whose.by)), "is_sealing": False, "differs": False}
    except NotSealedYet:
        return {"paper": None, "is_sealing": True, "differs": False}
    except BodyDiffers:
        return {"paper": None, "is_sealing": False, "differs": True}


def _visit(whose: Whose, task: UUID) -> VisitLine:
    """This person's confirmed visit. Raises Forbidden."""
    visits = visits_of(whose.person)
    found = next((one for one in visits if one.task == task and one.state is TaskState.CONFIRMED), None)
    if found is None:
        raise Forbidden
    return found


def _word(rating: RatingLine | None) -> str:
    return str(Stars(rating.stars).label) if rating else ""
