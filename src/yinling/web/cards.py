"""The address on a card, read by whoever scans it: staff at their door, everybody else at the elder door."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind

Page = Callable[[HttpRequest, str], HttpResponse]


def by_reader(*, staff: Page, others: Page) -> Page:
    """The page for who scanned: audiences do not know each other, so the list of addresses names both."""

    @login_not_required
    def card(request: HttpRequest, token: str) -> HttpResponse:
        is_staff = isinstance(request.user, Account) and request.user.kind == AccountKind.STAFF
        return staff(request, token) if is_staff else others(request, token)

    return card
