"""What the list of people can be asked and shown: fetched into its panels when they are opened, or pages of their own.

Both hold hundreds of choices, and most who open the list want neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import queries
from yinling.people.registry.queries import columns_for, in_order, label_of_column
from yinling.people.registry.terms import CATALOGUE, SECTIONS
from yinling.web.desk.forms.filter_panel import FilterPanel
from yinling.web.desk.forms.filters import Asked, read
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.people import COLUMNS, MARKS, chosen_columns, chosen_marks, marks_for
from yinling.web.looking import viewer_of


class ColumnGroup(NamedTuple):
    """Columns to choose from, under one heading."""

    label: str
    columns: list[tuple[str, str, bool]]


@officer_page("GET")
def filters(request: HttpRequest) -> HttpResponse:
    """The filter's form, standing on what the address asks for."""
    by, at = viewer_of(request), timezone.now()
    asked = _asked(request, by, at)
    panel = FilterPanel(asked, by=by, on=local_day(at))
    context = {"asked": asked, "chips": asked.chips(), "query": asked.query(), "panel": panel}
    return _panel_or_page(request, "desk/parts/filter_panel.html", "desk/people_filter.html", context, at)


@officer_page("GET", "POST")
def columns(request: HttpRequest) -> HttpResponse:
    """Which columns to show; sent, they are remembered, and none chosen means the usual ones."""
    by, at = viewer_of(request), timezone.now()
    if request.method == "POST":
        _remember(request, by)
        return back(request, "desk:people")
    shown = chosen_columns(request, by)
    groups = [*column_groups(columns_for(by), shown), *_mark_group(chosen_marks(request, by), by)]
    context = {"column_groups": groups, "query": _asked(request, by, at).query()}
    return _panel_or_page(request, "desk/parts/column_panel.html", "desk/people_columns.html", context, at)


def column_groups(offered: Sequence[str], chosen: Sequence[str]) -> list[ColumnGroup]:
    """The columns by section of the record; the computed ones stand with the first."""
    first, *others = SECTIONS
    groups = [
        ColumnGroup(
            str(SECTIONS[section]),
            [(c, label_of_column(c), c in chosen) for c in offered if _section(c, first) == section and c != "name"],
        )
        for section in (first, *others)
    ]
    return [group for group in groups if group.columns]


def _panel_or_page(
    request: HttpRequest, part: str, page: str, context: Mapping[str, object], at: datetime
) -> HttpResponse:
    """The form alone for the panel that fetches it, else the page around it."""
    if "HX-Request" in request.headers:
        return render(request, part, dict(context))
    return show(request, page, context, at=at, here="people")


def _asked(request: HttpRequest, by: Viewer, at: datetime) -> Asked:
    return read(request.GET.dict(), by=by, on=local_day(at))


def _remember(request: HttpRequest, by: Viewer) -> None:
    ticked = {*request.POST.getlist("column")}
    wanted, more = ticked & {*columns_for(by)}, [mark for mark in marks_for(by) if mark in ticked]
    if wanted - {"name"} or more:
        request.session[COLUMNS] = [*in_order(wanted or queries.DEFAULT_COLUMNS), *more]
    else:
        request.session.pop(COLUMNS, None)


def _mark_group(chosen: Sequence[str], by: Viewer) -> list[ColumnGroup]:
    return [ColumnGroup(_("画像"), [(mark, str(MARKS[mark]), mark in chosen) for mark in marks_for(by)])]


def _section(column: str, otherwise: str) -> str:
    return CATALOGUE[column].section if column in CATALOGUE else otherwise
