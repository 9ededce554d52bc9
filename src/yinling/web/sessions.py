"""When a session ends, and what must happen before anything else in one.

Idle: 30 minutes; 12 hours for a worker, whose phone lies in a pocket between visits. Absolute: 12 hours.
At the elder door nothing is timed while somebody reads: on the own device a session lasts 90 days, on another one until
the browser is closed, 12 hours at most.
The durations are settings (GB/T 22239-2019, 8.1.4.1 asks for an end on time-out; the numbers are ours).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from yinling.base.accounts import queries
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind
from yinling.kernel.viewer import Role

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
ENROLLED = "second_factor"
OWN_DEVICE = "own_device"  # the session's word for: the holder said that nobody else uses this device
_NOTED_EVERY = timedelta(minutes=1)  # a write to the session at most this often
_ALWAYS_OPEN = ("language", "sign_out", "csp_report")


def send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect the whole page, also when only a fragment was asked for."""
    fragment = "HX-Request" in request.headers
    return HttpResponseClientRedirect(address) if fragment else HttpResponseRedirect(address)


class SignInRequired(LoginRequiredMiddleware):
    """Every view wants a signed-in account unless it says `login_not_required`: who forgets, closes."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """To the sign-in page, and back here afterwards."""
        answer = super().handle_no_permission(request, view_func)
        if "HX-Request" in request.headers:
            answer.headers["HX-Redirect"] = answer.headers["Location"]  # the page goes there, not the fragment
            answer.status_code = 200
        return answer


class SessionEnd:
    """Middleware: ends sessions in time, and leads to enrolment and a new password before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request on, or send it where it must go first."""
        if isinstance(request.user, Account):
            now = timezone.now()
            if is_over(request, now):
                door = reverse("account_login" if request.user.kind == AccountKind.STAFF else "elder:sign_in")
                logout(request)
                return send_to(request, f"{door}?ended=1")
            _note_presence(request, now)
            if wanted := _wanted_first(request, request.user):
                return send_to(request, wanted)
        return self.get_response(request)


def keep_session(request: HttpRequest, *, own_device: bool) -> None:
    """Let the session of a person or proxy who just signed in last: on the own device, or until the browser closes."""
    request.session[OWN_DEVICE] = own_device
    request.session.set_expiry(settings.YINLING_OWN_DEVICE_LENGTH if own_device else 0)


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether a session has ended: too long unseen, or too long altogether."""
    started, seen = request.session.get(SIGNED_IN_AT), request.session.get(SEEN_AT)
    if started is None or seen is None:
        return False
    if isinstance(request.user, Account) and request.user.kind != AccountKind.STAFF:
        own = request.session.get(OWN_DEVICE) is True
        length = settings.YINLING_OWN_DEVICE_LENGTH if own else settings.YINLING_SESSION_LENGTH
        return bool(now - datetime.fromisoformat(started) > length)
    worker = getattr(getattr(request, "viewer", None), "role", None) is Role.WORKER
    idle = settings.YINLING_SESSION_LENGTH if worker else settings.YINLING_SESSION_IDLE
    return (
        now - datetime.fromisoformat(started) > settings.YINLING_SESSION_LENGTH
        or now - datetime.fromisoformat(seen) > idle
    )


def _note_presence(request: HttpRequest, now: datetime) -> None:
    request.session.setdefault(SIGNED_IN_AT, now.isoformat())
    seen = request.session.get(SEEN_AT)
    if seen is None or now - datetime.fromisoformat(seen) > _NOTED_EVERY:
        request.session[SEEN_AT] = now.isoformat()


def _wanted_first(request: HttpRequest, account: Account) -> str | None:
    """Where this account must go before anything else; None when it may go on."""
    if account.kind != AccountKind.STAFF or request.path in {reverse(name) for name in _ALWAYS_OPEN}:
        return None
    if not request.session.get(ENROLLED):
        if queries.second_factor(account) is None:
            return _unless_there(request, "enrol")
        request.session[ENROLLED] = True
    return _unless_there(request, "password") if account.must_change_password else None


def _unless_there(request: HttpRequest, name: str) -> str | None:
    address = reverse(name)
    return None if request.path == address else address
