"""Coming in with card and PIN, leaving, and a new PIN; and what somebody sees who scanned a card."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinling.base.accounts import actions, queries
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import KEYHOLDERS
from yinling.people.registry.domain import is_scanned
from yinling.people.registry.models import PersonNow
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.forms.sign_in import CARD_LENGTH, Device, PinForm, SignInForm
from yinling.web.frames import say
from yinling.web.sessions import keep_session

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters("pin")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Card and PIN. Who is signed in already is led home; a staff account is told where its door is."""
    if isinstance(request.user, Account) and request.user.kind in KEYHOLDERS:
        return HttpResponseRedirect(reverse("elder:home"))
    typed = request.POST if request.method == "POST" else None
    card = request.GET.get("card", "")[:CARD_LENGTH]
    form = SignInForm(typed, request=request, initial={"card": card})
    if form.is_bound and form.is_valid() and form.account is not None:
        login(request, form.account, backend=_BACKEND)
        keep_session(request, own_device=form.cleaned_data["device"] == Device.OWN)
        return HttpResponseRedirect(_safe_next(request))
    context = {
        "form": form, "next": _asked_next(request), "ended": "ended" in request.GET, "scanned": bool(card),
        "staff_door": _staff_door(card),
    }  # fmt: skip
    return render(request, "elder/sign_in.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, on this device."""
    if isinstance(request.user, Account) and request.user.kind in KEYHOLDERS:
        actions.sign_out(account=request.user, by=queries.holder(request.user), at=timezone.now())
        logout(request)
    return HttpResponseRedirect(reverse("elder:sign_in"))


@login_not_required
@never_cache
@require_safe
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """What a card's QR code opens for whoever is no worker: sign-in with the card filled in, or one's own page."""
    if isinstance(request.user, Account):
        return HttpResponseRedirect(reverse("elder:home"))
    return HttpResponseRedirect(f"{reverse('elder:sign_in')}?{urlencode({'card': token[:CARD_LENGTH]})}")


@sensitive_post_parameters("old", "new", "again")
@elder_page("GET", "POST")
def pin(request: HttpRequest, whose: Whose) -> HttpResponse:
    """A new PIN of one's own; other devices are signed out."""
    account = request.user
    assert isinstance(account, Account)  # the decorator lets nobody else in
    typed = request.POST if request.method == "POST" else None
    form = PinForm(typed, account=account, request=request, born=_born(whose))
    if form.is_bound and form.is_valid():
        actions.set_pin(account=account.public_id, pin=form.cleaned_data["new"], by=whose.by, at=timezone.now())
        _stay(request, account)
        say(request, _("密码换好了。别的手机和电脑要重新登录。"))
        return HttpResponseRedirect(reverse("elder:record"))
    return show(request, "elder/pin.html", {"form": form}, whose=whose, status=422 if form.errors else 200)


def _born(whose: Whose) -> date | None:
    return PersonNow.objects.filter(person_id=whose.inner_id).values_list("birth_date", flat=True).first()


def _stay(request: HttpRequest, account: Account) -> None:
    """This session goes on under the new PIN."""
    own = request.session.get("own_device") is True
    account.refresh_from_db()
    login(request, account, backend=_BACKEND)
    keep_session(request, own_device=own)


def _staff_door(card: str) -> str:
    """Where staff sign in; who scanned a card comes back to it."""
    door, token = reverse("account_login"), card.strip().rpartition("/")[2]
    return f"{door}?next={quote(reverse('card', args=[token]))}" if is_scanned(card) else door


def _asked_next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours and address.startswith("/elder/") and ".." not in address else ""


def _safe_next(request: HttpRequest) -> str:
    return _asked_next(request) or reverse("elder:home")
