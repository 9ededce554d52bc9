"""Rights of one account: given and ended."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access import actions
from yinling.base.access.models import Grant
from yinling.base.access.queries import account_view
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role
from yinling.web.admin.forms.accounts import GrantForm
from yinling.web.admin.frame import page_of, show
from yinling.web.admin.pages.accounts import to_account
from yinling.web.frames import say
from yinling.web.looking import viewer_of


@page_of(Role.SECURITY_ADMIN, "GET", "POST")
def grant(request: HttpRequest, account: UUID) -> HttpResponse:
    """Give an account a role over a scope."""
    by, at = viewer_of(request), timezone.now()
    today = local_day(at)
    view = account_view(account, by=by, on=today)
    if by.account == str(account):
        raise Forbidden
    posted = request.POST if request.method == "POST" else None
    form = GrantForm(posted, today=today, initial={"role": "officer", "start": today, "key": uuid.uuid4()})
    if form.is_bound and form.is_valid() and _give(request, form, account):
        return to_account(account)
    context = {"form": form, "view": view}
    return show(request, "admin/grant.html", context, here="accounts", status=422 if form.errors else 200)


def _give(request: HttpRequest, form: GrantForm, account: UUID) -> bool:
    typed = form.cleaned_data
    purposes = frozenset({Purpose.GENERAL, *(Purpose(text) for text in typed["purposes"])})
    try:
        actions.give_grant(
            grant=typed["key"], account=account, role=Role(typed["role"]), area_code=form.area_code,
            units=form.unit_ids, purposes=purposes, valid_from=typed["start"], valid_to=typed["end"],
            by=viewer_of(request), at=timezone.now(),
        )  # fmt: skip
    except actions.RolesClash:
        form.add_error("role", _("这个账户是管理员，不能兼任别的角色。请另建账户。"))
    except actions.RoleUnfit:
        form.add_error("role", _("这个账户不是工作人员的账户。"))
    except actions.ScopeMissing:
        form.add_error("area", _("请写明地区；经办人员也可以只写单位。"))
    else:
        say(request, _("已授权。对方重新打开页面就能使用。"))
        return True
    return False


@page_of(Role.SECURITY_ADMIN, "POST")
def end(request: HttpRequest, grant: UUID) -> HttpResponse:
    """End a grant today."""
    at = timezone.now()
    row = Grant.objects.select_related("account").filter(public_id=grant).first()
    if row is None:
        raise Forbidden
    try:
        actions.end_grant(grant=grant, by=viewer_of(request), at=at)
    except Forbidden:
        told = _("没有终止：授权今天才开始的，最早明天终止；要马上停用，请停用账户。")
        say(request, told, level=messages.WARNING)
    else:
        say(request, _("已终止这项授权，从今天起无效。"))
    return to_account(row.account.public_id)
