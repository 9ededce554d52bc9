"""From the signed-in account to the viewer: who looks, in which seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yinling.base.access.queries import extra_power, viewer
from yinling.base.accounts.models import Account
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer

V = TypeVar("V", bound=Callable[..., HttpResponse])
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

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> None:
        """Add to the scope who was opened by break-glass, for the pages that are about nobody else."""
        ask, found = kwargs.get("ask"), getattr(request, "viewer", None)
        if getattr(view, "with_extra_power", False) and isinstance(ask, UUID) and isinstance(found, Viewer):
            request.viewer = extra_power(found, ask=ask)  # type: ignore[attr-defined]  # as above


def extra_power_page(view: V) -> V:
    """Mark a page, whose address names a break-glass `ask`, as one that sees whom it opened. It must only read."""
    view.with_extra_power = True  # type: ignore[attr-defined]  # read back by Looking
    return view


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
