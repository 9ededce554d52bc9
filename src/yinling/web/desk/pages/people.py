"""The list of people, and the search box's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yinling.base.regions.queries import paths
from yinling.people.registry import queries
from yinling.people.registry.queries import PersonLine
from yinling.web.desk import saying
from yinling.web.desk.frame import officer_page, show
from yinling.web.looking import viewer_of

_LONGEST_SEARCH = 60
_BOX_LINES = 10
_KEY = re.compile(r"[^|\x00]{0,300}\|[0-9]{1,18}", re.ASCII)


class Line(NamedTuple):
    """One person in the list, with age and place in words."""

    line: PersonLine
    age: int | None
    place: str


@officer_page("GET")
def people(request: HttpRequest) -> HttpResponse:
    """Fifty people of the scope, or those that a search finds; for the box while typing only the first ten."""
    by, at = viewer_of(request), timezone.now()
    search = request.GET.get("q", "").replace("\x00", "")[:_LONGEST_SEARCH]
    after = request.GET.get("after", "")
    asked = "HX-Request" in request.headers
    if asked and not search.strip():
        return HttpResponse()
    page = queries.page(by=by, search=search, after=after if _KEY.fullmatch(after) else "")
    context = {"search": search, "search_text": search, "page_size": queries.PAGE}
    if asked:
        found = _lines(page.lines[:_BOX_LINES], at)
        return render(request, "desk/found.html", {**context, "lines": found, "more": len(page.lines) > len(found)})
    if after and not page.lines:  # the last of them left the scope, or somebody typed into the address
        return HttpResponseRedirect(reverse("desk:people"))
    context |= {"lines": _lines(page.lines, at), "after": page.after, "is_first": not after}
    return show(request, "desk/people.html", context, at=at, here="people")


@officer_page("GET")
def count(request: HttpRequest) -> HttpResponse:
    """How many people the scope holds: filled in after the rows."""
    number, exact = queries.count(by=viewer_of(request))
    return render(request, "desk/count.html", {"number": number, "exact": exact})


def _lines(lines: Sequence[PersonLine], at: datetime) -> list[Line]:
    places = paths({line.area_code for line in lines})
    return [Line(line, saying.age(line.birth_date, at), _short(places, line.area_code)) for line in lines]


def _short(places: Mapping[str, str], code: str) -> str:
    """The place without its province, which the reader knows."""
    names = places[code].split()
    return " ".join(names[1:] or names)
