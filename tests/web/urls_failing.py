"""The house's addresses, and two that fail with what was asked in their messages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from yinling.config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]


@login_not_required
def fail(request: HttpRequest, name: str) -> HttpResponse:
    """Fail with the name, the form and a header in the message."""
    raise RuntimeError(f"{name} {request.POST.dict()} {request.headers}")


@login_not_required
def break_rule(request: HttpRequest, name: str) -> HttpResponse:
    """Let the database fail: its answer quotes what it was given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [name])
    return HttpResponse()


urlpatterns = [
    *urlpatterns,
    path("fail/<str:name>", fail, name="fail"),
    path("break/<str:name>", break_rule, name="break"),
]
