"""The door's first page: each administrator is led to his own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yinling.base.rows.refusals import Forbidden
from yinling.web.admin.frame import HOMES
from yinling.web.looking import viewer_of


def home(request: HttpRequest) -> HttpResponse:
    """Lead an administrator to the first page of his role; for everybody else the door is absent."""
    role = viewer_of(request).role
    if role not in HOMES:
        raise Forbidden
    return HttpResponseRedirect(reverse(HOMES[role]))
