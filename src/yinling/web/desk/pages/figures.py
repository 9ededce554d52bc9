"""The published figures: the page, the people behind a figure, and the same as files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.areas import COUNTY_LENGTH
from yinling.kernel.calendars import local_day
from yinling.people.intake.queries import held_count
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.queries import FIGURES, GROUPS, drill_down, figures_for, published
from yinling.people.registry.queries.figures import CountedPerson, Figure, Measure, PublishedFigures
from yinling.web.desk.forms.areas import AreaAndDay, read_area_and_day
from yinling.web.desk.frame import officer_page, show
from yinling.web.downloads import file_answer
from yinling.web.looking import viewer_of

_FIRST = "retired_with_honours"


class FigureLine(NamedTuple):
    """One figure with its number in words."""

    figure: Figure
    said: str


class FigureGroup(NamedTuple):
    """The figures of one part of the table."""

    label: str
    lines: list[FigureLine]


class Line(NamedTuple):
    """One person behind a figure, with the place in words."""

    person: CountedPerson
    place: str


@officer_page("GET")
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of an area on a day, each with its definition; they count what is settled, and say what is not.

    Those of more than a county are filled in after the page, by `counted`.
    """
    asked = _asked(request, timezone.now())
    return _page(request, asked, is_counted=asked.area is None or len(asked.area) >= COUNTY_LENGTH)


@officer_page("GET")
def counted(request: HttpRequest) -> HttpResponse:
    """The figures for the page that stands without them; else the page whole."""
    asked = _asked(request, timezone.now())
    if "HX-Request" not in request.headers:
        return _page(request, asked, is_counted=True)
    return render(request, "desk/parts/figures.html", _counted(request, asked))


def _page(request: HttpRequest, asked: AreaAndDay, *, is_counted: bool) -> HttpResponse:
    context = {"asked": asked, "query": asked.query(), "is_counted": is_counted}
    found = _counted(request, asked) if is_counted else {}
    return show(request, "desk/figures.html", context | found, at=timezone.now(), here="figures")


def _counted(request: HttpRequest, asked: AreaAndDay) -> dict[str, object]:
    by = viewer_of(request)
    found = published(by=by, area=asked.area, on=asked.on)
    return {
        "groups": _groups(found), "found": found, "query": asked.query(),
        "held": held_count(by=by, area=asked.area), "is_partial": len(found.figures) < len(FIGURES),
    }  # fmt: skip


@officer_page("GET")
def figure(request: HttpRequest) -> HttpResponse:
    """The people whom a figure counts, fifty at a time."""
    by, at = viewer_of(request), timezone.now()
    asked, name, after = _asked(request, at), request.GET.get("figure", _FIRST), request.GET.get("after", "")
    wanted = {known.name: known for known in figures_for(by)}.get(name)
    if wanted is None:
        raise Forbidden
    page = drill_down(by=by, area=asked.area, on=asked.on, figure=name, after=after)
    if after and not page.lines:  # the last of them left the scope, or somebody typed into the address
        return HttpResponseRedirect(f"{reverse('desk:figure')}?{asked.query(figure=name)}")
    context = {
        "asked": asked, "figure": wanted, "after": page.after, "is_first": not after, "query": asked.query(),
        "said": _said(wanted, published(by=by, area=asked.area, on=asked.on, only=name)), "lines": _lines(page.lines),
        "is_of_values": wanted.measure is Measure.DIFFERENT, "is_mean": wanted.measure is Measure.MEAN_AGE,
    }  # fmt: skip
    return show(request, "desk/figure.html", context, at=at, here="figures")


@officer_page("GET")
def as_json(request: HttpRequest) -> HttpResponse:
    """The figures as one flat object, as `report published --json` prints it."""
    asked = _asked(request, timezone.now())
    found = published(by=viewer_of(request), area=asked.area, on=asked.on)
    return _file(json.dumps(dict(found.figures)).encode(), "application/json", asked, "json")


@officer_page("GET")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The figures as a table for offices."""
    asked = _asked(request, timezone.now())
    found = published(by=viewer_of(request), area=asked.area, on=asked.on)
    head = {
        "label": _("指标"), "number": _("数字"), "definition": _("口径"), "area": _("地区"), "on": _("统计日"),
    }  # fmt: skip
    file = io.BytesIO()
    write_table(
        _rows(found, asked), head=head, kind=FileKind.XLSX, to=file, numbers=frozenset({"number"}),
        sheet=pgettext("sheet", "公布数字"),
    )  # fmt: skip
    return _file(file.getvalue(), FileKind.XLSX.media_type, asked, "xlsx")


def _asked(request: HttpRequest, at: datetime) -> AreaAndDay:
    return read_area_and_day(request, viewer_of(request), today=local_day(at))


def _said(figure: Figure, found: PublishedFigures) -> str:
    """A number as the page writes it; a mean of nobody is none."""
    value = found.figures[figure.name]
    if isinstance(value, float):
        return f"{value:.1f}" if value else "—"
    return f"{value:,}"


def _groups(found: PublishedFigures) -> list[FigureGroup]:
    shown = [FIGURES[name] for name in found.figures]
    groups = {
        group: [FigureLine(figure, _said(figure, found)) for figure in shown if figure.group is group]
        for group in GROUPS
    }
    return [FigureGroup(str(GROUPS[group]), lines) for group, lines in groups.items() if lines]


def _lines(people: Sequence[CountedPerson]) -> list[Line]:
    places = paths({person.area_code for person in people})
    return [Line(person, _short(places[person.area_code])) for person in people]


def _short(place: str) -> str:
    """The place without its province, which the reader knows."""
    names = place.split()
    return " ".join(names[1:] or names)


def _rows(found: PublishedFigures, asked: AreaAndDay) -> Iterator[Mapping[str, str]]:
    for name, value in found.figures.items():
        figure = FIGURES[name]
        yield {
            "label": str(figure.label), "number": str(value), "definition": str(figure.definition),
            "area": asked.place, "on": asked.on.isoformat(),
        }  # fmt: skip


def _file(content: bytes, media_type: str, asked: AreaAndDay, ending: str) -> HttpResponse:
    title = _("公布数字")
    name = f"{title}-{asked.place}-{asked.on.isoformat()}.{ending}"
    return file_answer(content, media_type, name)
