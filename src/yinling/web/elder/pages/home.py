"""Home: the greeting, the day, what the office announces, and four tiles."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yinling.base.notices.queries import announcements_for
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.web.elder.door import Whose, elder_page, show
from yinling.web.elder.sentences import called, greeting, say_day


@elder_page("GET")
def home(request: HttpRequest, whose: Whose) -> HttpResponse:
    """One screen: who, which day, notices, where to go."""
    at = timezone.now()
    name = whose.right.name if whose.right else called(whose.name)
    context = {
        "greeting": greeting(name, at), "day": say_day(local_day(at)),
        "notices": announcements_for([whose.area_code], at=at),
    }  # fmt: skip
    return show(request, "elder/home.html", context, whose=whose)


@elder_page("GET")
def notice(request: HttpRequest, whose: Whose, notice: UUID) -> HttpResponse:
    """One announcement."""
    standing = announcements_for([whose.area_code], at=timezone.now())
    found = next((one for one in standing if one.announcement == notice), None)
    if found is None:
        raise Forbidden
    return show(request, "elder/notice.html", {"notice": found}, whose=whose)


@elder_page("GET")
def help_page(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Whom to ask when a page is not enough."""
    return show(request, "elder/help.html", {}, whose=whose)
