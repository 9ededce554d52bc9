"""Small things beside the pages: the choice of language, reports of what the CSP refused, the trust policy."""

from __future__ import annotations

import json
import logging
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from yinling.base.notices.queries import shown_messages

_log = logging.getLogger("yinling.csp")
_REPORT_BYTES = 16_384
_SAID = (
    "violated-directive",
    "effective-directive",
    "blocked-uri",
    "document-uri",
    "source-file",
    "line-number",
)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to the page; an unknown language changes nothing."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


@login_not_required
@require_safe
def demo_phone(request: HttpRequest) -> HttpResponse:
    """What a demo shows instead of sending it to phones; absent where this is no demo."""
    if not settings.YINLING_DEMO:
        raise Http404
    answer = render(request, "public/demo_phone.html", {"messages_shown": shown_messages()})
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
def trust_policy(request: HttpRequest) -> HttpResponse:
    """The journal's public key as a policy file, for whoever verifies receipts offline; absent until there is one.

    It is worth something only to those who fetched it before they needed it, and kept it.
    """
    try:
        policy = (settings.YINLING_VAR / "trust-policy.txt").read_bytes()
    except OSError as absent:
        raise Http404 from absent
    named = {"Content-Disposition": 'attachment; filename="trust-policy.txt"'}
    return HttpResponse(policy, content_type="text/plain; charset=utf-8", headers=named)


trust_policy.own_transaction = True  # type: ignore[attr-defined]  # Doorway's mark: no row is touched


@login_not_required
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """One line in the log for what a browser refused to load; the browser gets no answer to speak of.

    Anyone can send one: it is cut short, stripped of line breaks and stored nowhere else.
    """
    size = request.headers.get("Content-Length", "")
    if not size.isdigit() or int(size) > _REPORT_BYTES:
        return HttpResponse(status=413)
    said = _report(request.body)
    if said is None:
        return HttpResponse(status=400)
    _log.warning("csp %s", said, extra={"told": {"directive": _directive(said)}})  # the log leaves `said` out
    return HttpResponse(status=204)


csp_report.own_transaction = True  # type: ignore[attr-defined]  # Doorway's mark: no row is touched, so no transaction


def _report(body: bytes) -> str | None:
    """The telling parts of a report as one ASCII line, None when it is no report."""
    try:
        report = json.loads(body)["csp-report"]
        parts = {key: str(report[key])[:200] for key in _SAID if key in report}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return json.dumps(parts)


def _directive(said: str) -> str:
    """The directive that a report names, if written like one; its other parts are addresses, which name people."""
    found = json.loads(said)
    named = found.get("effective-directive") or found.get("violated-directive") or ""
    return named if re.fullmatch(r"[a-z-]{1,30}", named) else ""
