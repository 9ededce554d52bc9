"""A way in made anew: asked for by one, decided by another; each gets half a password to hand on."""

from __future__ import annotations

import uuid
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access.queries import account_view
from yinling.base.accounts import actions, queries
from yinling.base.accounts.queries import Asking
from yinling.base.accounts.terms import RecoveryState
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.web.admin.forms.accounts import ReasonForm
from yinling.web.admin.frame import page_of, show
from yinling.web.admin.pages.accounts import staff
from yinling.web.frames import say
from yinling.web.looking import viewer_of


class AskForm(ReasonForm):
    """Why a way in is made anew; `key` makes a form that is sent twice one request."""

    key = forms.UUIDField(widget=forms.HiddenInput)


@page_of(Role.SECURITY_ADMIN, "GET")
def recoveries(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    return _show(request)


def _show(request: HttpRequest, *, refused: UUID | None = None, form: ReasonForm | None = None) -> HttpResponse:
    rows = queries.recoveries(by=viewer_of(request))
    context = {
        "waiting": [row for row in rows if row.state is RecoveryState.OPEN],
        "settled": [(row, _outcome(row)) for row in rows if row.state is not RecoveryState.OPEN],
        "refused": refused, "form": form,
    }  # fmt: skip
    return show(request, "admin/recoveries.html", context, here="recoveries", status=422 if form else 200)


def _outcome(row: Asking) -> tuple[str, str]:
    """How it ended, in words, and the tone of its status."""
    return {
        RecoveryState.APPROVED: (_("已批准"), "done"),
        RecoveryState.REFUSED: (_("未批准"), "off"),
        RecoveryState.WITHDRAWN: (_("已撤回"), "off"),
    }[row.state]


@page_of(Role.SECURITY_ADMIN, "GET", "POST")
def ask(request: HttpRequest, account: UUID) -> HttpResponse:
    """Ask for a recovery; the first half of the password stands on the answer."""
    by, at = viewer_of(request), timezone.now()
    view = account_view(account, by=by, on=local_day(at))
    form = AskForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    if by.account == str(account):
        raise Forbidden
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            half = actions.ask_recovery(
                recovery=typed["key"], account=staff(account), reason=typed["reason"], by=by, at=at
            )
            return show(request, "admin/password_half.html", {"view": view, "first": half}, here="recoveries")
        except actions.RecoveryOpen:
            form.add_error(None, _("已经有人为这个账户申请恢复，请先处理那一件。"))
        except actions.ReasonMissing:
            form.add_error("reason", _("请写明理由。"))
    context = {"form": form, "view": view}
    return show(request, "admin/recovery_ask.html", context, here="recoveries", status=422 if form.errors else 200)


@page_of(Role.SECURITY_ADMIN, "POST")
def approve(request: HttpRequest, recovery: UUID) -> HttpResponse:
    """Approve another's request; the second half of the password stands on the answer."""
    by = viewer_of(request)
    try:
        half = actions.approve_recovery(recovery=recovery, by=by, at=timezone.now())
    except actions.RecoveryMoved:
        return _moved(request)
    row = next(r for r in queries.recoveries(by=by) if r.recovery == recovery)
    return show(request, "admin/password_half.html", {"row": row, "second": half}, here="recoveries")


@page_of(Role.SECURITY_ADMIN, "POST")
def refuse(request: HttpRequest, recovery: UUID) -> HttpResponse:
    """Refuse another's request, with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, refused=recovery, form=form)
    try:
        actions.refuse_recovery(
            recovery=recovery, reason=form.cleaned_data["reason"], by=viewer_of(request), at=timezone.now()
        )
    except actions.RecoveryMoved:
        return _moved(request)
    say(request, _("没有批准，账户没有变化。"))
    return _back()


@page_of(Role.SECURITY_ADMIN, "POST")
def withdraw(request: HttpRequest, recovery: UUID) -> HttpResponse:
    """Take back one's own request."""
    try:
        actions.withdraw_recovery(recovery=recovery, by=viewer_of(request), at=timezone.now())
    except actions.RecoveryMoved:
        return _moved(request)
    say(request, _("已撤回申请，账户没有变化。"))
    return _back()


def _moved(request: HttpRequest) -> HttpResponse:
    say(request, _("这件申请刚才已经处理过了，没有改动。"), level=messages.WARNING)
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:recoveries"))
