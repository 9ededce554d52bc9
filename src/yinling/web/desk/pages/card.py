"""The card a person shows at the door, to print."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.people.registry import actions, queries
from yinling.people.registry.domain import card_token
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of
from yinling.web.qr_codes import picture


@officer_page("GET")
@person_page
def card(request: HttpRequest, person: UUID) -> HttpResponse:
    """The person's valid card. Raises Forbidden when the person is absent or hidden."""
    at, found = timezone.now(), queries.dossier(person, by=viewer_of(request))
    token = card_token(found.card_code, settings.YINLING_CARD_KEY) if found.card_code else ""
    context = {
        "dossier": found,
        "short_code": f"{found.card_code[:4]}-{found.card_code[4:]}",
        "picture": picture(f"{settings.YINLING_PUBLIC_URL}/c/{token}") if token else None,
    }
    return show(request, "desk/card.html", context, at=at, here="people")


@officer_page("POST")
@person_page
def reissue(request: HttpRequest, person: UUID) -> HttpResponse:
    """A new card for a lost one, or the first; back to the card that was asked for: this one or the contact card."""
    actions.reissue_card(person=person, by=viewer_of(request), at=timezone.now())
    say(request, _("新卡已生成，以前的卡都已作废。请打印后交给本人。"))
    page = "desk:contact_card" if request.POST.get("then") == "contact-card" else "desk:card"
    return HttpResponseRedirect(reverse(page, args=[person]))
