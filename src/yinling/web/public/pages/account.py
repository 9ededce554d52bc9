"""One's own way in: the authenticator app, the password, leaving."""

from __future__ import annotations

import base64

from allauth.account.internal.flows.logout import logout
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinling.base.accounts import actions, queries
from yinling.base.accounts.models import Account
from yinling.web.frames import say
from yinling.web.public.forms.sign_in import EnrolForm, PasswordForm

_SECRET = "secret_to_enrol"  # noqa: S105 - the name of a session key; its value is sealed
_get_or_post = require_http_methods(["GET", "POST"])


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # the middleware lets nobody else in
    return request.user


def _secret(request: HttpRequest) -> str:
    """The secret on offer in this session, sealed between two requests; a new page keeps it."""
    sealed = request.session.get(_SECRET)
    if sealed:
        return str(decrypt(sealed))
    secret = str(generate_totp_secret())
    request.session[_SECRET] = encrypt(secret)
    return secret


@never_cache
@_get_or_post
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret as QR code and text; take the first code."""
    account = _account(request)
    if queries.second_factor(account):
        return HttpResponseRedirect("/")
    secret = _secret(request)
    form = EnrolForm(request.POST if request.method == "POST" else None, secret=secret)
    if form.is_bound and form.is_valid():
        by, at = queries.holder(account), timezone.now()
        actions.enrol_totp(account=account, secret=secret, by=by, at=at, used_step=form.used_step)
        del request.session[_SECRET]
        request.session.cycle_key()
        say(request, _("动态验证码已启用。下次登录时会用到。"))
        return HttpResponseRedirect("/")
    picture = _picture(account, secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render(request, "public/enrol.html", {"form": form, "picture": picture, "secret": groups})


def _picture(account: Account, secret: str) -> str:
    """The QR code that authenticator apps read, as base64 of an SVG."""
    adapter = get_adapter()
    drawn: str = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    return base64.b64encode(drawn.encode()).decode()


@sensitive_post_parameters()
@never_cache
@_get_or_post
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other devices are signed out."""
    account = _account(request)
    form = PasswordForm(request.POST if request.method == "POST" else None, account=account, request=request)
    if form.is_bound and form.is_valid():
        by, at = queries.holder(account), timezone.now()
        actions.change_password(account=account, password=form.cleaned_data["new"], by=by, at=at)
        update_session_auth_hash(request, account)
        say(request, _("密码已更改，其他设备已退出。"))
        return HttpResponseRedirect("/")
    recovered = queries.last_recovery(account) if account.must_change_password else None
    context = {"form": form, "must": account.must_change_password, "recovered": recovered}
    return render(request, "public/password.html", context)


@login_not_required
@never_cache
@_get_or_post
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; with `everywhere`, on all devices. A GET only asks, so that no link signs anybody out."""
    if request.method == "GET":
        return render(request, "public/sign_out.html")
    if isinstance(request.user, Account):
        everywhere = request.POST.get("everywhere") == "1"
        by, at = queries.holder(request.user), timezone.now()
        actions.sign_out(account=request.user, by=by, at=at, everywhere=everywhere)
        logout(request, show_message=False)
    return HttpResponseRedirect(reverse("account_login"))
