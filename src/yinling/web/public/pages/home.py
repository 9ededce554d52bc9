"""The front door: everybody is led to where his role works."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from yinling.kernel.viewer import Viewer


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the viewer's own door; an account without a grant in force is told whom to ask."""
    viewer = getattr(request, "viewer", None)
    role = viewer.role if isinstance(viewer, Viewer) else None
    address = settings.YINLING_HOMES.get(role.value) if role else None
    return HttpResponseRedirect(address) if address else render(request, "public/no_door.html")
