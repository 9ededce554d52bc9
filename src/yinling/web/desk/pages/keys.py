"""The keys to a person's own page: given to the person or a proxy, printed once, renewed, taken back."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.accounts.domain import draw_pin
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies import actions
from yinling.people.proxies.actions import CannotIssue, KeyExists
from yinling.people.proxies.queries import KeyLine, RightLine, keys_of, person_of_key, rights_of
from yinling.people.registry import actions as registry
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.queries import dossier, person_of
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.merged import person_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of

_HERE = "people"


class Place(NamedTuple):
    """One who may have a key: the person (no right) or a proxy; the key there is, and the id that a new one gets."""

    right: RightLine | None
    key: KeyLine | None
    fresh: UUID


class IssueForm(forms.Form):
    """For whom: the id of the new key, and the proxy's right; none for the person."""

    key = forms.UUIDField()
    right = forms.UUIDField(required=False)


@officer_page("GET")
@person_page
def keys(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who has a key to the person's page, and who could have one."""
    return _page(request, person, viewer_of(request), timezone.now())


@officer_page("POST")
@person_page
def issue(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a key; the answer is the paper with the PIN, shown this once. Sent again it shows no PIN."""
    by, at = viewer_of(request), timezone.now()
    person_of(person)  # before the form: an absent person has no wrong forms either
    form, pin = IssueForm(request.POST), _pin()
    if not form.is_valid():
        return HttpResponseRedirect(reverse("desk:keys", args=[person]))
    key, right = form.cleaned_data["key"], form.cleaned_data["right"]
    try:
        actions.issue_key(key=key, person=person, right=right, pin=pin, by=by, at=at)
    except KeyExists:
        return _page(request, person, by, at, _("已经开通过。密码只显示一次，没有记下就请“换一个密码”。"))
    except CannotIssue as refusal:
        return _page(request, person, by, at, refusal.said)
    return _paper(request, person, key, pin, at)


@officer_page("POST")
def reissue(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a key a new PIN; the answer is the paper, shown this once."""
    pin, at = _pin(), timezone.now()
    person = person_of_key(key)
    actions.reissue_key(key=key, pin=pin, by=viewer_of(request), at=at)
    return _paper(request, person, key, pin, at)


@officer_page("POST")
def revoke(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a key back, with a reason."""
    by, at = viewer_of(request), timezone.now()
    person = person_of_key(key)
    try:
        actions.revoke_key(key=key, because=request.POST.get("because", ""), by=by, at=at)
    except Unacceptable as refusal:
        return _page(request, person, by, at, next(iter(refusal.errors.values())))
    say(request, _("已停用，正在用的手机和电脑都已退出。要恢复，请“换一个密码”。"))
    return HttpResponseRedirect(reverse("desk:keys", args=[person]))


def _page(request: HttpRequest, person: UUID, by: Viewer, at: datetime, refused: str = "") -> HttpResponse:
    registry.open_dossier(person=person, by=by, at=at)
    held = {line.right: line for line in keys_of(person)}
    rights = rights_of(person, on=local_day(at))
    places = [Place(None, held.get(None), uuid.uuid4())]
    places += [Place(right, held.get(right.right), uuid.uuid4()) for right in rights]
    context = {"dossier": dossier(person, by=by), "places": places, "refused": refused}
    return show(request, "desk/keys.html", context, at=at, here=_HERE, status=422 if refused else 200)


def _paper(request: HttpRequest, person: UUID, key: UUID, pin: str, at: datetime) -> HttpResponse:
    found = dossier(person, by=viewer_of(request))
    line = next(one for one in keys_of(person) if one.key == key)
    context = {
        "dossier": found, "line": line, "pin": f"{pin[:3]} {pin[3:]}",
        "card": f"{found.card_code[:4]}-{found.card_code[4:]}" if found.card_code else "",
        "address": f"{settings.YINLING_PUBLIC_URL}{reverse('elder:home')}",
    }  # fmt: skip
    return show(request, "desk/key_paper.html", context, at=at, here=_HERE)


def _pin() -> str:
    """Six digits that nobody else has seen; drawn for this answer alone."""
    return draw_pin(secrets.randbelow(10**6) for _try in range(100))
