"""The quality of the records: by unit, of one unit, and the list that goes back to it."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.people.registry.actions import export_questions
from yinling.people.registry.queries.quality import (
    TermShare,
    UnitQuality,
    by_unit,
    completeness,
    coverage,
    open_questions,
)
from yinling.web.desk.forms.areas import read_area_and_day
from yinling.web.desk.frame import officer_page, show
from yinling.web.downloads import workbook
from yinling.web.frames import page_number
from yinling.web.looking import viewer_of

PAGE = 50


class UnitLine(NamedTuple):
    """One unit with its shares in per cent, rounded down: 100 means all."""

    unit: UnitQuality
    place: str
    stale: int
    known: int


class TermLine(NamedTuple):
    """One term with the share of people of whom it is known, in per cent, rounded down."""

    term: TermShare
    known: int


@officer_page("GET")
def quality(request: HttpRequest) -> HttpResponse:
    """Which units' records wait for work, most doubts first; how complete each term is; who is filed."""
    by, at = viewer_of(request), timezone.now()
    today = local_day(at)
    asked = read_area_and_day(request, by, today=today)
    units = by_unit(by=by, area=asked.area, on=today)
    number = page_number(request)
    end = PAGE * number
    shown = units[end - PAGE : end]
    if number > 1 and not shown:
        return HttpResponseRedirect(f"{reverse('desk:quality')}?{asked.query()}")
    places = paths({unit.area_code for unit in shown})
    context = {
        "asked": asked, "lines": [_unit_line(unit, places[unit.area_code]) for unit in shown],
        "first_query": asked.query() if number > 1 else "",
        "next_query": asked.query(page=str(number + 1)) if len(units) > end else "",
        "terms": _term_lines(completeness(by=by, area=asked.area)), "coverage": coverage(by=by, area=asked.area),
        "questions": open_questions(by=by, area=asked.area), "persons": sum(unit.persons for unit in units),
        "stale": sum(unit.stale for unit in units), "doubts": sum(unit.questions for unit in units),
    }  # fmt: skip
    return show(request, "desk/quality.html", context, at=at, here="quality")


@officer_page("GET")
def unit_quality(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: what is missing, what is doubted, and the list to send back. Absent when it has nobody here."""
    by, at = viewer_of(request), timezone.now()
    found = next(iter(by_unit(by=by, area=None, on=local_day(at), unit=unit)), None)
    if found is None:
        raise Forbidden
    context = {
        "line": _unit_line(found, paths([found.area_code])[found.area_code]),
        "terms": _term_lines(completeness(by=by, area=None, unit=unit)),
        "questions": open_questions(by=by, area=None, unit=unit), "coverage": coverage(by=by, area=None, unit=unit),
    }  # fmt: skip
    return show(request, "desk/unit_quality.html", context, at=at, here="quality")


@officer_page("POST")
def send_back(request: HttpRequest, unit: UUID) -> HttpResponse:
    """The doubtful fields of a unit as a workbook; that it left the house is written down."""
    at = timezone.now()
    made = export_questions(unit=unit, by=viewer_of(request), at=at)
    return workbook(made.content, _("待核实清单"), local_day(at))


def _unit_line(unit: UnitQuality, place: str) -> UnitLine:
    names = place.split()
    return UnitLine(
        unit, " ".join(names[1:] or names), _share(unit.stale, unit.persons), _share(unit.known, unit.expected)
    )


def _term_lines(terms: list[TermShare]) -> list[TermLine]:
    """The least known first: that is where work helps most."""
    lines = [TermLine(term, _share(term.known, term.expected)) for term in terms]
    return sorted(lines, key=lambda line: (line.known, line.term.label))


def _share(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0
