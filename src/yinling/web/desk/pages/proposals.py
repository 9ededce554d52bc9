"""Deciding about a proposal, from today's list or from the dossier."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.decisions.careplan import actions
from yinling.decisions.careplan.actions import AlreadyDecided
from yinling.people.registry.domain import Unacceptable
from yinling.web.desk.forms.reasons import RejectForm
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@officer_page("POST")
def approve(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Approve: the order follows by itself."""
    try:
        actions.approve(proposal=proposal, by=viewer_of(request), at=timezone.now())
    except AlreadyDecided:
        return _already(request)
    say(request, _("已批准，系统正在派单。"))
    return back(request)


@officer_page("POST")
def reject(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Reject with a reason; without one the form is shown again on a page of its own."""
    at = timezone.now()
    form = RejectForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.reject(proposal=proposal, reason=reason, by=viewer_of(request), at=at)
        except AlreadyDecided:
            return _already(request)
        except Unacceptable as refusal:
            form.add_error("reason", refusal.errors["reason"])
        else:
            say(request, _("已记为不批准。情况没有变化时，系统不会再次建议。"))
            return back(request)
    return show(request, "desk/reject.html", {"form": form, "next": request.POST.get("next", "")}, at=at, here="today")


def _already(request: HttpRequest) -> HttpResponse:
    say(request, _("这条建议已经有人处理过了，页面已更新。"), level=messages.WARNING)
    return back(request)
