"""What every page of the desk stands in: who may open it, menu, scope, search box, and the way back after an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from yinling.base.access.queries import Seat, seats
from yinling.base.accounts.models import Account
from yinling.base.approvals.queries import count_open
from yinling.base.notices.queries import announcements_for
from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.models import Unit
from yinling.decisions.careplan.queries import COUNT_LIMIT, count_waiting
from yinling.decisions.rulebook.actions import APPROVAL as RULE_DRAFT
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer
from yinling.people.intake.queries import held_count
from yinling.quality.feedback.queries import count_concerns
from yinling.service.orders.queries import count_returned
from yinling.supply.catalogue.actions import APPROVAL as CATALOGUE_DRAFT
from yinling.web.frames import MenuLine, Scope, ScopeChoice
from yinling.web.looking import SEAT, viewer_of

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def officer_page(*methods: str) -> Callable[[Page[P]], Page[P]]:
    """Open a page to officers alone, by these methods, and never let its answer be stored.

    Whoever is no officer gets what an absent page gives: the decorated page raises Forbidden. An act that is read
    (by going back, or by signing in again where one had acted) leads to the page it belongs to.
    """

    def decorate(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if viewer_of(request).role is not Role.OFFICER:
                raise Forbidden
            method = "GET" if request.method == "HEAD" else request.method
            if method in methods:
                answer = page(request, *args, **kwargs)
            elif method == "GET":
                answer = HttpResponseRedirect(_instead(kwargs.get("person")))
            else:
                answer = HttpResponseNotAllowed(methods)
            answer["Cache-Control"] = "no-store"
            return answer

        return guarded

    return decorate


def _instead(person: object) -> str:
    return reverse("desk:person", args=[person]) if isinstance(person, UUID) else reverse("desk:today")


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    at: datetime,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """A full page of the desk: `context` inside the frame, `here` the menu line it belongs to."""
    return render(request, template, {**_frame(request, at, here), **context}, status=status)


def back(request: HttpRequest, default: str = "desk:today") -> HttpResponse:
    """To the page of ours that the form named in `next`, else to `default`."""
    return HttpResponseRedirect(_safe_next(request) or reverse(default))


def back_to_list(request: HttpRequest) -> HttpResponse:
    """As `back`, but never to a page about one thing, which another scope may not show."""
    address = _safe_next(request)
    return HttpResponseRedirect(address if address and _is_list(address) else reverse("desk:today"))


def chosen_seat(request: HttpRequest, held: Sequence[Seat]) -> Seat:
    """The seat in which this session works: the chosen one, else the first."""
    chosen = str(request.session.get(SEAT))
    return next((seat for seat in held if str(seat.grant) == chosen), held[0])


def held_seats(request: HttpRequest, at: datetime) -> list[Seat]:
    """The seats of the signed-in account in force now. Raises Forbidden when nobody is signed in."""
    if not isinstance(request.user, Account):
        raise Forbidden
    return seats(request.user, on=local_day(at))


def _frame(request: HttpRequest, at: datetime, here: str) -> dict[str, object]:
    by = viewer_of(request)
    return {
        "menu": _menu(by, here),
        "scope": _scope(request, at),
        "search_url": reverse("desk:people"),
        "account_name": by.name,
        "notices": announcements_for(_places(by), at=at),
    }


def _places(by: Viewer) -> list[str]:
    """The areas whose notices concern this viewer: his own, else those of his units."""
    if by.area or not by.units:
        return [by.area or ""]
    return list(Unit.objects.filter(id__in=by.units).values_list("area_id", flat=True))


def _menu(by: Viewer, here: str) -> list[MenuLine]:
    waiting = count_waiting(by=by) + count_returned(by=by)
    lines = (
        ("today", _("今日"), "today", waiting if waiting < COUNT_LIMIT else f"{COUNT_LIMIT}+"),
        ("people", _("人员"), "people", None),
        ("rosters", _("名册"), "rosters", held_count(by=by)),
        ("entitlements", _("待遇"), "entitlements", None),
        ("orders", _("服务"), "orders", None),
        ("workers", _("人手"), "workers", None),
        ("catalogue", _("目录"), "catalogue", count_open(by=by, kind=CATALOGUE_DRAFT)),
        ("feedback", _("评价"), "needs", count_concerns(by=by)),
        ("figures", _("统计"), "figures", None),
        ("cohorts", _("分析"), "cohorts", None),
        ("quality", _("数据质量"), "quality", None),
        ("rules", _("规则"), "rules", count_open(by=by, kind=RULE_DRAFT)),
    )
    return [
        MenuLine(reverse(f"desk:{name}"), label, icon, count, current=name == here)
        for name, label, icon, count in lines
    ]


def _scope(request: HttpRequest, at: datetime) -> Scope:
    held = held_seats(request, at)
    current = chosen_seat(request, held)
    labels = _labels(held)
    choices = tuple(ScopeChoice(str(seat.grant), labels[i], seat is current) for i, seat in enumerate(held))
    return Scope(labels[held.index(current)], reverse("desk:scope"), choices)


def _labels(held: Sequence[Seat]) -> list[str]:
    """What a seat's scope is called: its place and its units; a seat that works at another door says which."""
    places = paths({seat.area_code for seat in held if seat.area_code})
    inner = {unit for seat in held for unit in seat.units}
    units = dict(Unit.objects.filter(id__in=inner).values_list("id", "short_name")) if inner else {}
    return [_label(seat, places, units) for seat in held]


def _label(seat: Seat, places: Mapping[str, str], units: Mapping[int, str]) -> str:
    names = places.get(seat.area_code, "").split()
    parts = names[1:] or names
    parts += [units[unit] for unit in seat.units if unit in units]
    if seat.role is Role.WORKER:
        parts.append(_("服务人员"))
    return " · ".join(parts) or _("没有范围")


def _safe_next(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours and address.startswith("/desk/") else ""


def _is_list(address: str) -> bool:
    try:
        return not resolve(address.partition("?")[0]).kwargs
    except Resolver404:
        return False
