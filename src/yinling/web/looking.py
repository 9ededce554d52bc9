"""From the signed-in account to the viewer: who looks, in which seat."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yinling.base.access.queries import viewer
from yinling.base.accounts.models import Account
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer

SEAT = "seat"  # the session's word for the public id of the chosen grant


class Looking:
    """Middleware: puts `request.viewer` there, None for nobody, read anew at each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the viewer, then pass on."""
        found = None
        if isinstance(request.user, Account):
            found = viewer(request.user, grant=_chosen(request), on=local_day(timezone.now()))
        request.viewer = found  # type: ignore[attr-defined]  # read back through `viewer_of`, which is typed
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of this request. Raises Forbidden for an account without any grant in force."""
    found = getattr(request, "viewer", None)
    if not isinstance(found, Viewer):
        raise Forbidden
    return found


def _chosen(request: HttpRequest) -> UUID | None:
    try:
        return UUID(str(request.session.get(SEAT)))
    except ValueError:
        return None
