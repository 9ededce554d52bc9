"""Cohorts: how many people there are by two dimensions, the people behind a number, and the table as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.decisions.portrait.actions import export_cohort, say_shown
from yinling.decisions.portrait.domain.cohorts import CohortFilter, CohortUnknown, Dimension
from yinling.decisions.portrait.domain.small_cells import Care, Shown
from yinling.decisions.portrait.queries import (
    LIVE_LIMIT,
    CohortPerson,
    Group,
    Table,
    TooManyToCount,
    cohort,
    cohort_people,
)
from yinling.kernel.calendars import local_day
from yinling.web.desk.forms.cohort import AskedCohort, read_cohort
from yinling.web.desk.frame import officer_page, show
from yinling.web.downloads import workbook
from yinling.web.looking import viewer_of

_MOST_PARTS = 4  # kinds of shading that can be told apart, in print too
_STEPS = 5  # of a cell's ground


class Cell(NamedTuple):
    """One number: what it says, where its people are, what kind it is, and how dark its ground may be (0 to 4)."""

    label: str
    text: str
    query: str | None
    care: str
    ground: int


class Line(NamedTuple):
    """One row: what it is called, where it leads, its numbers and its total."""

    label: str
    table_query: str
    cells: Sequence[Cell]
    total: Cell


class Part(NamedTuple):
    """One piece of a bar: which kind it is (0 for what is not divided), and its share in per cent of the longest."""

    kind: int
    share: int


class Bar(NamedTuple):
    """One row of the chart: the number in words, and the pieces that are drawn."""

    label: str
    text: str
    parts: Sequence[Part]


@officer_page("GET")
def cohorts(request: HttpRequest) -> HttpResponse:
    """A table of cohorts with its chart; above what can be counted at once it says what to do (422)."""
    by, at = viewer_of(request), timezone.now()
    asked = read_cohort(request, by, on=local_day(at))
    if "" in request.GET.values():  # the form was sent: the address says only what is asked for
        return HttpResponseRedirect(_here("cohorts", asked.query()))
    context = {"asked": asked, "query": asked.query(), "limit": f"{LIVE_LIMIT:,}"}
    try:
        table = cohort(by=by, chosen=asked.chosen, rows=asked.rows, columns=asked.columns, on=local_day(at))
    except TooManyToCount:
        return show(request, "desk/cohort.html", context | {"is_too_many": True}, at=at, here="cohorts", status=422)
    lines = [_line(asked, table, place) for place in range(len(table.rows) + 1)]
    bars = _bars(table)
    context |= {
        "table": table, "lines": lines[:-1], "sums": lines[-1], "bars": bars, "kinds": _kinds(table),
        "counted_at": table.counted_at, "is_today": _is_today(table, at), "columns": _columns(table),
        "is_of_tiers": Dimension.TIER in (table.row_dimension, table.column_dimension),
        "has_rest": _is_divided(table) and any(not part.kind for bar in bars for part in bar.parts),
        "has_care": any(one.care is not Care.PLAIN for cells in table.cells for one in cells),
    }  # fmt: skip
    return show(request, "desk/cohort.html", context, at=at, here="cohorts")


@officer_page("GET")
def people(request: HttpRequest) -> HttpResponse:
    """The people behind a number, fifty at a time."""
    by, at = viewer_of(request), timezone.now()
    asked, after = read_cohort(request, by, on=local_day(at)), request.GET.get("after", "")
    page = cohort_people(by=by, chosen=asked.chosen, on=local_day(at), after=after)
    if after and not page.lines:  # the last of them left the scope, or somebody typed into the address
        return HttpResponseRedirect(_here("cohort_people", asked.query()))
    context = {
        "asked": asked, "query": asked.query(), "lines": _people(page.lines), "is_first": not after,
        "next_query": asked.query(after=page.after) if page.after else "",
    }  # fmt: skip
    return show(request, "desk/cohort_people.html", context, at=at, here="cohorts")


@officer_page("POST")
def export(request: HttpRequest) -> HttpResponse:
    """The table of the address as a workbook; that it left the house is written down."""
    by, at = viewer_of(request), timezone.now()
    asked = read_cohort(request, by, on=local_day(at))
    try:
        made = export_cohort(
            chosen=asked.chosen, rows=asked.rows, columns=asked.columns, about=asked.about, by=by, at=at
        )  # fmt: skip
    except (TooManyToCount, CohortUnknown):
        return HttpResponseRedirect(_here("cohorts", asked.query()))
    return workbook(made.content, _("群体分析") + f"-{asked.place}", local_day(at))


def _here(page: str, query: str) -> str:
    return f"{reverse(f'desk:{page}')}?{query}" if query else reverse(f"desk:{page}")


def _line(asked: AskedCohort, table: Table, place: int) -> Line:
    """One row, or below the last of them the totals."""
    group = table.rows[place] if place < len(table.rows) else None
    chosen = _narrowed(asked.chosen, table.row_dimension, group)
    *inner, total = table.cells[place]
    cells = [
        _cell(asked, column.label, shown, _narrowed(chosen, table.column_dimension, column) if chosen else None)
        for shown, column in zip(inner, table.columns, strict=True)
    ]
    if group:
        largest = max((one.number or 0 for cells in table.cells[:-1] for one in cells[:-1]), default=0)
        cells = [cell._replace(ground=_ground(shown, largest)) for cell, shown in zip(cells, inner, strict=True)]
    inside = asked.query_of(chosen) if chosen and group and table.row_dimension is Dimension.AREA else ""
    of_all = chosen and _narrowed(chosen, table.column_dimension, None)
    whole = _cell(asked, _("合计"), total, of_all)
    return Line(group.label if group else _("合计"), inside, cells if _columns(table) else [], whole)


def _narrowed(chosen: CohortFilter, dimension: Dimension, group: Group | None) -> CohortFilter | None:
    """The filter of a group; of a total no other, but none where it is about those who have any tier."""
    if group is None:
        return None if dimension is Dimension.TIER and not chosen.tier else chosen
    return chosen.narrowed(dimension, group.key) if group.opens else None


def _cell(asked: AskedCohort, label: str, shown: Shown, chosen: CohortFilter | None) -> Cell:
    query = asked.query_of(chosen) if chosen is not None and shown.number != 0 else None
    return Cell(label, _said(shown), query, shown.care.value, 0)


def _said(shown: Shown) -> str:
    return say_shown(shown) if shown.number is None else f"{shown.number:,}"


def _ground(shown: Shown, largest: int) -> int:
    """How dark the ground of a number is, against the largest one inside the table."""
    return _STEPS * (shown.number or 0) // (largest + 1)


def _columns(table: Table) -> Sequence[Group]:
    return () if table.column_dimension is Dimension.NOTHING else table.columns


def _kinds(table: Table) -> Sequence[str]:
    """What the pieces of the bars are called; none where they are not divided."""
    return [group.label for group in table.columns] if _is_divided(table) else []


def _is_divided(table: Table) -> bool:
    is_whole = table.column_dimension is not Dimension.NOTHING and table.overlapping is not table.column_dimension
    return is_whole and 1 < len(table.columns) <= _MOST_PARTS


def _bars(table: Table) -> list[Bar]:
    """The chart: a bar for each row, as long as its total; what is not shown in the table is not drawn."""
    longest = max((cells[-1].number or 0 for cells in table.cells[:-1]), default=0)
    return [
        Bar(group.label, _said(cells[-1]), _parts(table, cells, longest) if longest else ())
        for group, cells in zip(table.rows, table.cells, strict=False)
    ]


def _parts(table: Table, cells: Sequence[Shown], longest: int) -> list[Part]:
    *inner, total = cells
    if total.number is None:
        return []
    drawn = [(kind, one.number) for kind, one in enumerate(inner, start=1) if one.number] if _is_divided(table) else []
    rest = total.number - sum(number for _kind, number in drawn)
    return _shares([*drawn, (0, rest)], longest)


def _shares(drawn: Sequence[tuple[int, int]], longest: int) -> list[Part]:
    """Pieces whose ends are rounded, not their lengths: so the bar is as long as its whole; nobody is left out."""
    parts, sum_before, end = [], 0, 0
    for kind, number in drawn:
        sum_before += number
        share = max(round(100 * sum_before / longest) - end, 1) if number else 0
        end += share
        parts += [Part(kind, share)] if share else []
    return parts


def _is_today(table: Table, at: datetime) -> bool:
    return table.counted_at is not None and local_day(table.counted_at) == local_day(at)


class PersonLine(NamedTuple):
    """One person with the place in words."""

    person: CohortPerson
    place: str


def _people(lines: Sequence[CohortPerson]) -> list[PersonLine]:
    places = paths({line.area_code for line in lines})
    return [
        PersonLine(line, " ".join(places[line.area_code].split()[1:] or [places[line.area_code]])) for line in lines
    ]
