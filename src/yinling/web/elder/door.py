"""Whose page this is, who may open it, and what stands on every page of this door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import KEYHOLDERS
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.queries import RightLine, right_of_key
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.models import Person
from yinling.people.registry.queries import names_of
from yinling.supply.catalogue.queries import contact_lines
from yinling.supply.catalogue.terms import Colour
from yinling.web.looking import viewer_of

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, "Whose", P], HttpResponse]
_ASKED_FIRST = (Colour.BLUE, Colour.GREEN, Colour.RED, Colour.YELLOW)  # daily life is what this door is about


class RightOver(Exception):
    """The right by which a proxy came in holds no longer."""


@dataclass(frozen=True)
class Whose:
    """The person whose page this is, and who uses it: the person, or a proxy by a right."""

    by: Viewer
    person: UUID
    inner_id: int
    name: str
    area_code: str
    unit: str
    right: RightLine | None

    @property
    def is_proxy(self) -> bool:
        """Whether somebody acts for the person."""
        return self.right is not None

    def may(self, scope: ActingScope) -> bool:
        """Whether the one who uses it may do this; the actions ask again."""
        return self.right is None or scope in self.right.scopes

    @property
    def may_order(self) -> bool:
        """For templates."""
        return self.may(ActingScope.ORDER)

    @property
    def may_confirm(self) -> bool:
        """For templates."""
        return self.may(ActingScope.CONFIRM)

    @property
    def may_rate(self) -> bool:
        """For templates."""
        return self.may(ActingScope.RATE)

    @property
    def may_read(self) -> bool:
        """For templates."""
        return self.may(ActingScope.RECORD)


@dataclass(frozen=True)
class Help:
    """Whom to ring: `phone` as people read it, `tel` as a phone dials it; both empty where no line is recorded."""

    name: str
    phone: str
    tel: str


def elder_page(*methods: str, scope: ActingScope | None = None) -> Callable[[Page[P]], Callable[..., HttpResponse]]:
    """A page of this door: for a person or a proxy, for whom `scope` must be granted; kept by no cache.

    For everybody else it is absent. An act that is read (by going back) leads home.
    """

    def decorate(page: Page[P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            def give(whose: Whose) -> HttpResponse:
                return page(request, whose, *args, **kwargs)

            answer = _answered(request, methods, scope, give)
            answer["Cache-Control"] = "no-store"
            return answer

        guarded.login_url = "elder:sign_in"  # type: ignore[attr-defined]  # Django's mark: where nobody is led to
        return guarded

    return decorate


def _answered(
    request: HttpRequest, methods: tuple[str, ...], scope: ActingScope | None, give: Callable[[Whose], HttpResponse]
) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else request.method
    if not isinstance(request.user, Account) or request.user.kind not in KEYHOLDERS:
        raise Forbidden
    if getattr(request, "viewer", None) is None:
        return render(request, "elder/opening.html", status=503)
    if method not in methods:
        return HttpResponseRedirect(reverse("elder:home")) if method == "GET" else HttpResponseNotAllowed(methods)
    try:
        whose = whose_page(viewer_of(request), timezone.now())
    except RightOver:
        return render(request, "elder/right_over.html", status=403)
    try:
        with transaction.atomic():  # what a page began before it was refused is gone, and the answer can still be made
            if scope is not None and not whose.may(scope):
                raise Forbidden
            return give(whose)
    except Forbidden:
        return show(request, "elder/absent.html", {}, whose=whose, status=404)


def whose_page(by: Viewer, at: datetime) -> Whose:
    """The person whom a key opens. Raises Forbidden for whoever has none, RightOver."""
    if by.role not in {Role.PERSON, Role.PROXY}:
        raise Forbidden
    row = Person.objects.select_related("unit").filter(id__in=by.persons, merged_into__isnull=True).first()
    if row is None:
        raise Forbidden
    right = right_of_key(by=by, on=local_day(at)) if by.role is Role.PROXY else None
    if by.role is Role.PROXY and right is None:
        raise RightOver
    name = names_of([row.id]).get(row.id, "")
    return Whose(by, row.public_id, row.id, name, row.area_code, row.unit.name, right)


def show(
    request: HttpRequest, template: str, context: Mapping[str, object], *, whose: Whose, status: int = 200
) -> HttpResponse:
    """A page inside the frame of this door."""
    return render(request, template, {"whose": whose, "help": help_line(whose), **context}, status=status)


def help_line(whose: Whose) -> Help:
    """The line of the contact card to ring from here: the first that has a number, daily life before the others."""
    lines = {line.colour: line for line in contact_lines(whose.area_code, local_day(timezone.now()))}
    for colour in _ASKED_FIRST:
        for contact in lines[colour].contacts if colour in lines else ():
            tel = "".join(c for c in contact.phone if c in "0123456789+")
            if tel:
                return Help(contact.name, contact.phone, tel)
    return Help("", "", "")
