"""Proxies: who may act for a person; recorded, revoked with a reason, and that taken back the same day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies import actions
from yinling.people.proxies.actions import RightMoved
from yinling.people.proxies.queries import past_rights_of, person_of_right, right, rights_of
from yinling.people.registry import actions as registry
from yinling.people.registry import queries as people
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import Dossier, Kinsman
from yinling.web.desk.forms.proxies import ProxyForm, RevokeForm, proposed
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("GET", "POST")
@person_page
def proxies(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who may act for the person, and the form for one more; a refusal shows the form again (422)."""
    by, at = viewer_of(request), timezone.now()
    found = people.dossier(person, by=by)
    relatives = people.relatives_of(found.inner_id, by=by)
    chosen = _chosen(request.GET.get("from", ""), relatives)
    typed = request.POST if request.method == "POST" else None
    form = ProxyForm(typed, area_code=found.area_code, at=at, kinsman=chosen)
    if form.is_bound and form.is_valid():
        try:
            made = actions.record_right(person=person, by=by, at=at, **form.cleaned_data)
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        else:
            name = right(made, on=local_day(at)).name
            say(request, _("已登记代办人：{name}。").format(name=name))
            return _back(person)
    registry.open_dossier(person=person, by=by, at=at)
    context = _context(found, relatives, form, at)
    return show(request, "desk/proxies.html", context, at=at, here="people", status=422 if form.errors else 200)


@officer_page("GET", "POST")
def revoke(request: HttpRequest, right: UUID) -> HttpResponse:
    """Let a right hold no longer; without a reason the form is shown on a page of its own (422)."""
    by, at = viewer_of(request), timezone.now()
    person = person_of_right(right)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.revoke_right(right=right, because=form.cleaned_data["because"], by=by, at=at)
        except Unacceptable as refusal:
            form.take_back(refusal.errors)
        except RightMoved:
            _told_moved(request)
            return _back(person)
        else:
            say(request, _("已撤销代办。"), undo=reverse("desk:proxy_restore", args=[right]))
            return _back(person)
    return _ask(request, right, form, by, at)


@officer_page("POST")
def restore(request: HttpRequest, right: UUID) -> HttpResponse:
    """Take a revocation back."""
    person = person_of_right(right)
    try:
        actions.restore_right(right=right, by=viewer_of(request), at=timezone.now())
    except RightMoved:
        say(
            request,
            _("不能恢复：只有撤销的人当天可以恢复。需要时请重新登记。"),
            level=messages.WARNING,
        )
    else:
        say(request, _("已恢复代办。他的网页如果开通过，要重新开通。"))
    return _back(person)


def _ask(request: HttpRequest, asked: UUID, form: RevokeForm, by: Viewer, at: datetime) -> HttpResponse:
    found = people.dossier(person_of_right(asked), by=by)
    context = {"form": form, "line": right(asked, on=local_day(at)), "dossier": found}
    return show(request, "desk/proxy_revoke.html", context, at=at, here="people", status=422 if form.errors else 200)


def _context(found: Dossier, relatives: list[Kinsman], form: ProxyForm, at: datetime) -> dict[str, object]:
    on = local_day(at)
    held = rights_of(found.person, on=on)
    past = past_rights_of(found.person, on=on)
    return {
        "dossier": found, "held": held, "past": past, "form": form, "today": on,
        "relatives": proposed(relatives, [line.name for line in held]),
        "can_restore": [
            line.right for line in past if line.revoked_at is not None and local_day(line.revoked_at) == on
        ],
    }  # fmt: skip


def _chosen(text: str, relatives: list[Kinsman]) -> Kinsman | None:
    """The relative whom the address means by his place in the list; names do not stand in addresses."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    return relatives[place] if 0 <= place < len(relatives) else None


def _back(person: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:proxies", args=[person]))


def _told_moved(request: HttpRequest) -> None:
    say(request, _("刚才已有变化，没有改动。请看更新后的内容。"), level=messages.WARNING)
