"""Accounts of staff: the list, one of them, a new one, closed and opened."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.access.queries import AccountFilter, AccountPage, account_page, account_view
from yinling.base.accounts import actions
from yinling.base.accounts.models import Account
from yinling.base.accounts.queries import recoveries
from yinling.base.accounts.terms import AccountKind, RecoveryState
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.web.admin.forms.accounts import STATES, AccountForm, ReasonForm, read_filter
from yinling.web.admin.frame import page_of, role_name, show
from yinling.web.admin.pages.paging import other_page
from yinling.web.frames import page_number, say
from yinling.web.looking import viewer_of

_FILTERED_ROLES = tuple(role for role in Role if role not in {Role.SYSTEM, Role.PERSON, Role.PROXY})


@page_of(Role.SECURITY_ADMIN, "GET")
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts by name of sign-in, narrowed by text, role, area and state."""
    today, number = local_day(timezone.now()), page_number(request)
    try:
        chosen, place = read_filter(request.GET, on=today)
        found = account_page(chosen, by=viewer_of(request), on=today, page=number)
        told = ""
    except Forbidden:
        chosen, place = AccountFilter(text=request.GET.get("q", "")), request.GET.get("area", "")[:60]
        found, told = AccountPage((), 0, False), _("没有这个地区，请填区划代码或全名。")
    context = {
        "found": found, "chosen": chosen, "place": place, "told": told, "states": STATES.items(), "page": number,
        "roles": [(role.value, role_name(role)) for role in _FILTERED_ROLES],
        "before": other_page(request, number - 1) if number > 1 else "",
        "after": other_page(request, number + 1) if found.more else "", "names": _names(),
    }  # fmt: skip
    return show(request, "admin/accounts.html", context, here="accounts")


@page_of(Role.SECURITY_ADMIN, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; its password for one sign-in stands on the answer and nowhere else."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        password = actions.one_time_password()
        try:
            made = actions.create_account(
                username=form.cleaned_data["username"], display_name=form.cleaned_data["name"], password=password,
                by=viewer_of(request), at=timezone.now(),
            )  # fmt: skip
            return show(request, "admin/password_once.html", {"account": made, "whole": password}, here="accounts")
        except actions.NameTaken:
            form.add_error("username", _("这个账号已经有人使用，请换一个。"))
        except actions.NameUnfit:
            form.add_error("username", _("用 3 到 40 个小写字母、数字、点、横线或下划线，以字母或数字开头。"))
        except ValidationError as error:
            form.add_error(None, error)
    return show(request, "admin/account_new.html", {"form": form}, here="accounts", status=422 if form.errors else 200)


@page_of(Role.SECURITY_ADMIN, "GET")
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """One account: its grants, and the acts that are possible now."""
    return show_account(request, account)


def show_account(request: HttpRequest, account: UUID, *, form: ReasonForm | None = None) -> HttpResponse:
    """The page of one account, with a form that was refused when there is one."""
    by = viewer_of(request)
    view = account_view(account, by=by, on=local_day(timezone.now()))
    asked = [a for a in recoveries(by=by) if a.account == account]
    context = {
        "view": view, "own": by.account == str(account), "form": form, "names": _names(), "asked": asked[:10],
        "waiting": any(a.state is RecoveryState.OPEN for a in asked),
    }  # fmt: skip
    return show(request, "admin/account.html", context, here="accounts", status=422 if form else 200)


@page_of(Role.SECURITY_ADMIN, "POST")
def lock(request: HttpRequest, account: UUID) -> HttpResponse:
    """Close an account, with a reason; undo opens it again."""
    row, form = staff(account), ReasonForm(request.POST)
    if not form.is_valid():
        return show_account(request, account, form=form)
    actions.lock(account=row, reason=form.cleaned_data["reason"], by=viewer_of(request), at=timezone.now())
    told = _("已停用账户 %(name)s，它的会话都已结束。") % {"name": row.username}
    say(request, told, undo=reverse("admin:unlock", args=[account]))
    return to_account(account)


@page_of(Role.SECURITY_ADMIN, "POST")
def unlock(request: HttpRequest, account: UUID) -> HttpResponse:
    """Open an account, and lift a lock by failures."""
    row = staff(account)
    actions.unlock(account=row, by=viewer_of(request), at=timezone.now())
    say(request, _("账户 %(name)s 可以登录。") % {"name": row.username}, level=messages.SUCCESS)
    return to_account(account)


def staff(account: UUID) -> Account:
    """An account of staff. Raises Forbidden when there is none."""
    found = Account.objects.filter(public_id=account, kind=AccountKind.STAFF.value).first()
    if found is None:
        raise Forbidden
    return found


def to_account(account: UUID) -> HttpResponse:
    """Lead to the account's page."""
    return HttpResponseRedirect(reverse("admin:account", args=[account]))


def _names() -> dict[str, str]:
    return {role.value: role_name(role) for role in Role}
