"""What a person wishes about who comes, taken down by the office on the person's word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access.queries import workers_for
from yinling.kernel.calendars import local_day
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of, person_of
from yinling.service.dispatch.actions import end_wish, say_wish
from yinling.service.dispatch.queries import WishLine, visitors_of, wish_of
from yinling.web.desk.forms.wishes import WishForm, initial_of
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422


@officer_page("GET", "POST")
@person_page
def wishes(request: HttpRequest, person: UUID) -> HttpResponse:
    """The wish that holds, and the form to say another."""
    by, at = viewer_of(request), timezone.now()
    owner, wish = person_of(person), wish_of(person)
    if request.method != "POST":
        return _shown(request, owner, wish, _form(owner, wish, at, initial=initial_of(wish)), at)
    form = _form(owner, wish, at, data=request.POST)
    if form.is_valid():
        try:
            say_wish(person=person, **form.said(), by=by, at=at)
        except Unacceptable as refusal:
            form.put_errors(refusal.errors)
        else:
            say(request, _("已记下，今后派单照此办理。"))
            return HttpResponseRedirect(reverse("desk:person", args=[person]))
    return _shown(request, owner, wish, form, at, status=UNPROCESSABLE)


@officer_page("POST")
@person_page
def end(request: HttpRequest, person: UUID) -> HttpResponse:
    """The person has no wishes about who comes any longer."""
    end_wish(person=person, by=viewer_of(request), at=timezone.now())
    say(request, _("已记下：没有要求。"))
    return HttpResponseRedirect(reverse("desk:person", args=[person]))


def _form(owner: Person, wish: WishLine | None, at: datetime, **given: object) -> WishForm:
    came = dict([*visitors_of(owner.public_id), *(wish.avoided if wish else ())])
    here = {account.public_id: account.display_name for account in workers_for(owner.area_code, on=local_day(at))}
    others = {key: name for key, name in here.items() if key not in came}
    return WishForm(came=list(came.items()), others=others, **given)


def _shown(
    request: HttpRequest, owner: Person, wish: WishLine | None, form: WishForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        "person": owner.public_id, "name": names_of([owner.id]).get(owner.id, ""), "wish": wish, "form": form
    }  # fmt: skip
    return show(request, "desk/wishes.html", context, at=at, here="people", status=status)
