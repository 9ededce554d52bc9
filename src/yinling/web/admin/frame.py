"""What every page of this door stands in: whose it is, the menu of his role, and where an act leads when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinling.base.accounts.queries import recoveries
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role, Viewer
from yinling.web.frames import MenuLine
from yinling.web.looking import viewer_of

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]

HOMES = {
    Role.SECURITY_ADMIN: "admin:accounts",
    Role.AUDIT_ADMIN: "admin:glasses",
    Role.SYSTEM_ADMIN: "admin:state",
}


def page_of(role: Role, *methods: str) -> Callable[[Page[P]], Page[P]]:
    """Open a page to one of the three administrators, by these methods, and never let its answer be stored.

    For everybody else, the other two included, it is absent: the decorated page raises Forbidden. An act that is read
    (by going back, or by signing in again where one had acted) leads to the role's first page.
    """

    def decorate(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if viewer_of(request).role is not role:
                raise Forbidden
            method = "GET" if request.method == "HEAD" else request.method
            if method in methods:
                answer = page(request, *args, **kwargs)
            elif method == "GET":
                answer = HttpResponseRedirect(reverse(HOMES[role]))
            else:
                answer = HttpResponseNotAllowed(methods)
            answer["Cache-Control"] = "no-store"
            return answer

        return guarded

    return decorate


def show(
    request: HttpRequest, template: str, context: Mapping[str, object], *, here: str = "", status: int = 200
) -> HttpResponse:
    """A full page of this door: `context` inside the frame, `here` the menu line it belongs to."""
    by = viewer_of(request)
    frame = {"menu": _menu(by, here), "account_name": by.name, "role_name": role_name(by.role)}
    return render(request, template, {**frame, **context}, status=status)


def role_name(role: Role | None) -> str:
    """What a role is called."""
    names = {
        Role.OFFICER: _("经办人员"),
        Role.WORKER: _("服务人员"),
        Role.PERSON: _("本人"),
        Role.PROXY: _("代办人"),
        Role.SYSTEM_ADMIN: _("系统管理员"),
        Role.SECURITY_ADMIN: _("安全管理员"),
        Role.AUDIT_ADMIN: _("审计管理员"),
    }
    return names.get(role, "") if role else ""


def _menu(by: Viewer, here: str) -> list[MenuLine]:
    lines: tuple[tuple[str, str, str, int | None], ...] = ()
    if by.role is Role.SECURITY_ADMIN:
        waiting = sum(1 for asked in recoveries(by=by, limit=0) if not asked.own)
        lines = (("accounts", _("账户"), "accounts", None), ("recoveries", _("账户恢复"), "undo", waiting))
    elif by.role is Role.AUDIT_ADMIN:
        lines = (
            ("glasses", _("临时查看"), "warning", None),
            ("looks", _("查看记录"), "search", None),
            ("sign_ins", _("登录失败"), "leave", None),
            ("grants", _("授权记录"), "accounts", None),
            ("journal", _("日志状态"), "journal", None),
        )
    elif by.role is Role.SYSTEM_ADMIN:
        lines = (("state", _("运行状态"), "today", None),)
    return [
        MenuLine(reverse(f"admin:{name}"), label, icon, count, current=name == here)
        for name, label, icon, count in lines
    ]
