"""The public door and one page behind it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from yinling.web.public.urls import urlpatterns as public


def inside(request: HttpRequest) -> HttpResponse:
    """A page that says nothing about signing in, so it wants a signed-in account."""
    return HttpResponse(f"inside {request.user}")


urlpatterns = [*public, path("inside", inside)]
