"""One line for each request, without what was asked: the route's name, never the address, and a number to speak of it.

The number is what a page of failure shows and what a reader tells the operator; `./yinling log NUMBER` finds it. Forms,
headers, addresses and messages of exceptions name people, therefore none of them is ever part of a line.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain.cards import CODE_ALPHABET

log = logging.getLogger("yinling.request")
_LENGTH = 8  # 30 ** 8: two of a year's failures have the same number less than once in a thousand years
_HEALTH = "/health"  # asked every few seconds by launcher and balancer; a line each would bury the others
_number: ContextVar[str] = ContextVar("number", default="")


def fresh_number() -> str:
    """A number for one request or failure: 8 symbols of the alphabet of cards, which has no two that look alike."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(_LENGTH))


def current_number() -> str:
    """The number of the request under way, empty outside of requests."""
    return _number.get()


def spoken(number: str) -> str:
    """A number in the form that people read to each other: `KD4M-7XQP`."""
    return f"{number[:4]}-{number[4:]}" if number else ""


class Traced:
    """The first middleware: numbers each request and writes its line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; no failure reaches this place, for Django has made an answer of it by now."""
        if request.path == _HEALTH:
            return self.get_response(request)
        token, start = _number.set(fresh_number()), time.perf_counter()
        try:
            response = self.get_response(request)
            _tell(request, response, time.perf_counter() - start)
        finally:
            _number.reset(token)
        return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Write the line. What reached no view and went well (a style sheet, the way to https) has none."""
    match, status = request.resolver_match, response.status_code
    if match is None and status < 400:
        return
    viewer = getattr(request, "viewer", None)
    told = {
        "route": (match.view_name or "") if match else "",
        "method": request.method if request.method in _METHODS else "other",
        "status": status,
        "ms": round(seconds * 1000, 1),
        "role": (viewer.role or "") if isinstance(viewer, Viewer) else "",
    }
    log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"told": told})


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """The page of failure: nothing was saved, and the number to tell. It needs no database and no session."""
    number = spoken(current_number())
    return HttpResponseServerError(loader.get_template("500.html").render({"number": number}))
