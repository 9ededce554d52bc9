"""The four-colour contact card of a person: what will be printed, the file, and taking the card back."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.people.registry import actions
from yinling.supply.catalogue.queries import ContactLine
from yinling.web.desk import contact_card as cards
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.desk.rule_fields import place_of
from yinling.web.desk.rule_sight import Sureness, sureness
from yinling.web.frames import say
from yinling.web.looking import viewer_of
from yinling.web.typesetting import NoChineseFont, chinese_family


class Line(NamedTuple):
    """One colour of the card, where its contacts hold, and how far its meaning was checked."""

    line: ContactLine
    place: str
    sure: Sureness


@officer_page("GET")
@person_page
def contact_card(request: HttpRequest, person: UUID) -> HttpResponse:
    """The card as it would be printed now. Raises Forbidden when the person is absent or hidden."""
    at = timezone.now()
    card = cards.contact_card(person, by=viewer_of(request), at=at)
    context = {"dossier": card.dossier, "card": card, "lines": [_line(one) for one in card.lines],
               "has_font": chinese_family() is not None}  # fmt: skip
    return show(request, "desk/contact_card.html", context, at=at, here="people")


@officer_page("GET")
@person_page
def as_pdf(request: HttpRequest, person: UUID) -> HttpResponse:
    """The file to print. Without a valid card or a Chinese font it leads to the page that says so. Raises Forbidden."""
    at = timezone.now()
    card = cards.contact_card(person, by=viewer_of(request), at=at)
    try:
        file = cards.as_pdf(card, at=at) if card.is_valid else b""
    except NoChineseFont:
        file = b""
    if not file:
        return HttpResponseRedirect(reverse("desk:contact_card", args=[person]))
    shown = {"Content-Disposition": f'inline; filename="contact-card-{person}.pdf"'}
    return HttpResponse(file, content_type="application/pdf", headers=shown)


@officer_page("GET")
@person_page
def as_png(request: HttpRequest, person: UUID) -> HttpResponse:
    """What the file looks like. Raises Forbidden; absent without a valid card or a Chinese font."""
    at = timezone.now()
    card = cards.contact_card(person, by=viewer_of(request), at=at)
    if not card.is_valid:
        raise Http404
    try:
        return HttpResponse(cards.as_png(card, at=at), content_type="image/png")
    except NoChineseFont as missing:
        raise Http404 from missing


@officer_page("POST")
@person_page
def revoke(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take the card back; the page then offers to issue another."""
    actions.revoke_card(person=person, by=viewer_of(request), at=timezone.now())
    say(request, _("服务卡已收回，不能再用来签到。要用时再发一张新的。"))
    return HttpResponseRedirect(reverse("desk:contact_card", args=[person]))


def _line(line: ContactLine) -> Line:
    return Line(line, place_of(line.area_code) if line.area_code else "", sureness(line.confidence))
