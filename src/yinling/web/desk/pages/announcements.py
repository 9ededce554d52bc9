"""Notices to all users of an area: what stands, a new one, taking one back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.notices import actions
from yinling.base.notices.queries import written_by_area
from yinling.base.regions.queries import paths
from yinling.kernel.calendars import local_day
from yinling.web.desk.forms.announcements import AnnouncementForm
from yinling.web.desk.frame import officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of

UNPROCESSABLE = 422


@officer_page("GET", "POST")
def announcements(request: HttpRequest) -> HttpResponse:
    """The notices of the officer's area, those above and below; and the form for a new one."""
    by, at = viewer_of(request), timezone.now()
    if request.method == "POST":
        form = AnnouncementForm(request.POST.dict(), by=by, on=local_day(at))
        if form.is_valid():
            said = form.cleaned_data
            actions.announce(
                announcement=said["announcement"], area_code=said["area_code"], title=said["title"], text=said["text"],
                shown_from=at, shown_until=form.shown_until(), by=by, at=at,
            )  # fmt: skip
            undo = reverse("desk:announcement_end", args=[said["announcement"]])
            say(request, _("通知已发布，所选地区的用户打开页面就能看到。"), undo=undo)
            return HttpResponseRedirect(reverse("desk:announcements"))
        return _page(request, form, at, status=UNPROCESSABLE)
    return _page(request, AnnouncementForm(by=by, on=local_day(at)), at)


@officer_page("POST")
def end(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Take a notice back."""
    actions.end_announcement(announcement=announcement, by=viewer_of(request), at=timezone.now())
    say(request, _("通知已撤下。"))
    return HttpResponseRedirect(reverse("desk:announcements"))


def _page(request: HttpRequest, form: AnnouncementForm, at: datetime, *, status: int = 200) -> HttpResponse:
    by = viewer_of(request)
    found = written_by_area(by=by)
    places = paths({notice.area_code for notice in found})
    rows = [
        {
            "notice": notice,
            "place": places.get(notice.area_code, ""),
            "is_standing": notice.ended_at is None and (notice.shown_until is None or notice.shown_until > at),
        }
        for notice in found
    ]
    context = {"form": form, "rows": rows, "may_write": bool(by.area), "is_open": form.is_bound}
    return show(request, "desk/announcements.html", context, at=at, status=status)
