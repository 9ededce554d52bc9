"""Filters that an officer keeps under a name: beside the list they belong to."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.accounts.actions import MOST_FILTERS, FilterUnfit, drop_filter, save_filter
from yinling.base.accounts.models import Account
from yinling.base.accounts.queries import saved_filters
from yinling.base.rows.refusals import Forbidden
from yinling.web.desk.frame import officer_page
from yinling.web.frames import say
from yinling.web.looking import viewer_of

# The lists that have kept filters: the name of each is also that of its address.
PAGES = ("today", "people", "orders", "workers", "catalogue", "concerns")
_OF_THE_PAGE = {"after", "before", "page"}  # where in a list somebody was is no part of a filter


class KeptFilter(NamedTuple):
    """One kept filter as its list shows it."""

    saved: UUID
    name: str
    url: str
    is_current: bool


class FilterShelf(NamedTuple):
    """What parts/saved_filters.html shows: the kept filters of a page, and the one in force that could be kept."""

    page: str
    kept: list[KeptFilter]
    query: str


def shelf(request: HttpRequest, page: str) -> FilterShelf:
    """The kept filters of a list, for its template."""
    here = _tidy(request.GET.urlencode())
    rows = saved_filters(_account(request), page)
    address = reverse(f"desk:{page}")
    kept = [KeptFilter(row.public_id, row.name, f"{address}?{row.query}", row.query == here) for row in rows]
    return FilterShelf(page, kept, "" if any(line.is_current for line in kept) else here)


@officer_page("POST")
def keep(request: HttpRequest, page: str) -> HttpResponse:
    """Keep the filter in force under a name."""
    if page not in PAGES:
        raise Forbidden
    query = _tidy(request.POST.get("query", "")[:4_000])
    try:
        saved = save_filter(
            account=_account(request), page=page, name=request.POST.get("name", ""), query=query,
            by=viewer_of(request), at=timezone.now(),
        )  # fmt: skip
    except FilterUnfit:
        said = _("没有保存：名称要有 1 到 30 个字，先选好条件，每页最多保存 {limit} 个。").format(limit=MOST_FILTERS)
        say(request, said, level=messages.WARNING)
    else:
        say(request, _("已保存，下次点名称就能用。"), undo=reverse("desk:filter_drop", args=[saved]))
    return HttpResponseRedirect(f"{reverse(f'desk:{page}')}{'?' if query else ''}{query}")


@officer_page("POST")
def drop(request: HttpRequest, saved: UUID) -> HttpResponse:
    """Forget a kept filter; it can be kept again from the list that it leads to."""
    row = drop_filter(saved=saved, account=_account(request), by=viewer_of(request), at=timezone.now())
    say(request, _("已删除“{name}”。条件还在这一页，需要可以再保存。").format(name=row.name))
    return HttpResponseRedirect(f"{reverse(f'desk:{row.page}')}?{row.query}")


def _tidy(query: str) -> str:
    """The conditions of an address: without empty ones, and without where in the list somebody was."""
    return urlencode([(key, value) for key, value in parse_qsl(query) if key not in _OF_THE_PAGE])


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Forbidden
    return request.user
