"""Extra power that officers asked for: the audit administrator goes through it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.base.access import actions, queries
from yinling.kernel.viewer import Role
from yinling.web.admin.frame import page_of, show
from yinling.web.admin.pages.named import masked_names
from yinling.web.admin.pages.paging import other_page
from yinling.web.frames import page_number, say
from yinling.web.looking import viewer_of


class ReviewForm(forms.Form):
    """What the audit administrator found."""

    note = forms.CharField(
        label=gettext_lazy("复核意见"), min_length=actions.NOTE_SHORTEST, max_length=actions.NOTE_LONGEST
    )


@page_of(Role.AUDIT_ADMIN, "GET")
def glasses(request: HttpRequest) -> HttpResponse:
    """All of the house: what nobody went through first, then the newest."""
    return _show(request)


def _show(request: HttpRequest, *, refused: UUID | None = None, form: ReviewForm | None = None) -> HttpResponse:
    by, at, number = viewer_of(request), timezone.now(), page_number(request)
    unreviewed = request.GET.get("show") == "waiting"
    found = queries.glasses(by=by, page=number, unreviewed=unreviewed)
    names = masked_names([glass.person_id for glass in found.glasses if glass.person_id])
    context = {
        "rows": [(glass, names.get(glass.person_id or 0, "")) for glass in found.glasses], "now": at,
        "unreviewed": unreviewed, "refused": refused, "form": form,
        "before": other_page(request, number - 1) if number > 1 else "",
        "after": other_page(request, number + 1) if found.more else "",
    }  # fmt: skip
    actions.note_audit(page="break_glass", about="waiting" if unreviewed else "all", by=by, at=at)
    return show(request, "admin/glasses.html", context, here="glasses", status=422 if form else 200)


@page_of(Role.AUDIT_ADMIN, "POST")
def review(request: HttpRequest, ask: UUID) -> HttpResponse:
    """Say what one found."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _show(request, refused=ask, form=form)
    try:
        note = form.cleaned_data["note"]
        actions.review_break_glass(ask=ask, note=note, by=viewer_of(request), at=timezone.now())
    except actions.GlassMoved:
        say(request, _("这一条已经复核过了。"), level=messages.WARNING)
    else:
        say(request, _("已记下复核意见。"))
    return HttpResponseRedirect(reverse("admin:glasses"))
