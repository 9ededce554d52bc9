"""The list of people, its count and columns, and the search box's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinling.decisions.portrait.queries import reads_kind, tags_of_many, tiers_of_many
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry import queries
from yinling.people.registry.queries import PersonLine, columns_for, in_order, label_of_column
from yinling.people.registry.queries.columns import NUMBERS
from yinling.people.registry.terms import CATALOGUE, SECTIONS
from yinling.web.desk.forms.filter_panel import FilterPanel
from yinling.web.desk.forms.filters import Asked, quick, read
from yinling.web.desk.frame import back, officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.desk.portraits import say_tier
from yinling.web.looking import viewer_of

_COLUMNS = "people_columns"  # the session's word for the columns that this account has chosen
_BOX_LINES = 10
MARKS = {"portrait_tags": gettext_lazy("标签"), "portrait_tier": gettext_lazy("困难类别")}  # columns of portraits
# Which order the head of a column leads to.
_SORT_OF = {
    "name": "name", "age": "age", "birth_date": "age", "person_type": "type", "area": "area", "unit": "unit",
    "post_level": "level", "treatment_level": "treatment", "known_on": "known",
}  # fmt: skip


class Head(NamedTuple):
    """One column's head: what it is called, and where it leads when one can sort by it."""

    label: str
    is_number: bool
    sort_query: str = ""
    sorted: str = ""  # ascending, descending or nothing, as aria-sort says it


class Cell(NamedTuple):
    """One cell with its column's name, which a phone shows beside it."""

    label: str
    text: str
    is_number: bool


class Line(NamedTuple):
    """One person in the list: the name, which opens the dossier, and the other cells."""

    line: PersonLine
    cells: list[Cell]


class ColumnGroup(NamedTuple):
    """Columns to choose from, under one heading."""

    label: str
    columns: list[tuple[str, str, bool]]


@officer_page("GET")
def people(request: HttpRequest) -> HttpResponse:
    """Fifty people of the scope who fit the filter, or those that a search finds; for the box while typing ten."""
    by, at = viewer_of(request), timezone.now()
    if "HX-Request" in request.headers:
        return _box(request, by, at)
    asked = read(request.GET.dict(), by=by, on=local_day(at))
    if "" in request.GET.values():  # the panel was sent: the address says only what is asked for
        return HttpResponseRedirect(_here(asked.query()))
    columns, after = chosen_columns(request, by), request.GET.get("after", "")
    more, among = chosen_marks(request, by), asked.portrait.condition(by=by)
    page = queries.page(by=by, chosen=asked.chosen, sort=asked.sort, after=after, columns=columns, among=among)
    if after and not page.lines:  # the last of them left the scope, or somebody typed into the address
        return HttpResponseRedirect(_here(asked.query()))
    heads = _heads(columns, asked)
    context = {
        "asked": asked, "chips": asked.chips(), "quick": quick(asked, by), "query": asked.query(),
        "heads": [*heads, *(Head(str(MARKS[mark]), False) for mark in more)],
        "lines": _marked(_lines(page.lines, columns, heads), more, by),
        "next_query": asked.query(after=page.after) if page.after else "",
        "is_first": not after, "panel": FilterPanel(asked, by=by, on=local_day(at)), "page_size": queries.PAGE,
        "column_groups": [*column_groups(columns_for(by), columns), *_mark_group(more, by)],
        "search_text": asked.chosen.search, "shelf": shelf(request, "people"),
    }  # fmt: skip
    return show(request, "desk/people.html", context, at=at, here="people")


@officer_page("GET")
def count(request: HttpRequest) -> HttpResponse:
    """How many people the filter means in the scope: filled in after the rows."""
    by, at = viewer_of(request), timezone.now()
    asked = read(request.GET.dict(), by=by, on=local_day(at))
    found = queries.count(by=by, chosen=asked.chosen, among=asked.portrait.condition(by=by))
    is_today = found.counted_at is not None and local_day(found.counted_at) == local_day(at)
    context = {"count": found, "number": f"{found.number:,}", "is_today": is_today}
    return render(request, "desk/count.html", context)


@officer_page("POST")
def columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns to show, and go back to the list; none chosen means the usual ones."""
    by, ticked = viewer_of(request), {*request.POST.getlist("column")}
    wanted, more = ticked & {*columns_for(by)}, [mark for mark in marks_for(by) if mark in ticked]
    if wanted - {"name"} or more:
        request.session[_COLUMNS] = [*in_order(wanted or queries.DEFAULT_COLUMNS), *more]
    else:
        request.session.pop(_COLUMNS, None)
    return back(request, "desk:people")


def chosen_columns(request: HttpRequest, by: Viewer) -> tuple[str, ...]:
    """The columns that this session chose, as far as this seat may see them; else the usual ones."""
    kept = request.session.get(_COLUMNS)
    wanted = {*kept} & {*columns_for(by)} if isinstance(kept, list) else set()
    return in_order(wanted or queries.DEFAULT_COLUMNS)


def marks_for(by: Viewer) -> list[str]:
    """What of portraits this viewer may choose for the list."""
    return [mark for mark in MARKS if mark != "portrait_tier" or reads_kind(RuleKind.TIER, by=by)]


def chosen_marks(request: HttpRequest, by: Viewer) -> list[str]:
    """What of portraits this session chose to see in the list."""
    kept = request.session.get(_COLUMNS)
    return [mark for mark in marks_for(by) if mark in kept] if isinstance(kept, list) else []


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


def _mark_group(chosen: Sequence[str], by: Viewer) -> list[ColumnGroup]:
    return [ColumnGroup(_("画像"), [(mark, str(MARKS[mark]), mark in chosen) for mark in marks_for(by)])]


def _marked(lines: Sequence[Line], marks: Sequence[str], by: Viewer) -> list[Line]:
    """The lines with what portraits say of their persons: one query for each mark, however many lines."""
    persons = [line.line.person for line in lines]
    told = {mark: _mark_texts(mark, persons, by) for mark in marks}
    return [
        Line(
            line.line,
            [*line.cells, *(Cell(str(MARKS[mark]), told[mark].get(line.line.person, ""), False) for mark in marks)],
        )
        for line in lines
    ]


def _mark_texts(mark: str, persons: Sequence[UUID], by: Viewer) -> Mapping[UUID, str]:
    if mark == "portrait_tier":
        return {person: say_tier(tier) for person, tier in tiers_of_many(persons).items()}
    return {person: _("、").join(titles) for person, titles in tags_of_many(persons, by=by).items()}


def _section(column: str, otherwise: str) -> str:
    return CATALOGUE[column].section if column in CATALOGUE else otherwise


def _box(request: HttpRequest, by: Viewer, at: datetime) -> HttpResponse:
    asked = read({"q": request.GET.get("q", "").replace("\x00", "")}, by=by, on=local_day(at))
    if not asked.chosen.search:
        return HttpResponse()
    page = queries.page(by=by, chosen=asked.chosen)
    found = page.lines[:_BOX_LINES]
    context = {"lines": found, "more": len(page.lines) > len(found), "query": asked.query()}
    return render(request, "desk/found.html", context)


def _here(query: str) -> str:
    return f"{reverse('desk:people')}?{query}" if query else reverse("desk:people")


def _heads(columns: Sequence[str], asked: Asked) -> list[Head]:
    return [_head(column, asked) for column in columns]


def _head(column: str, asked: Asked) -> Head:
    by = _SORT_OF.get(column, "")
    label, is_number = label_of_column(column), column in NUMBERS
    if not by or asked.chosen.search:  # what a search finds stands in the order of how well it fits
        return Head(label, is_number)
    way = ("descending" if asked.sort.descending else "ascending") if asked.sort.by == by else ""
    return Head(label, is_number, asked.sort_link(by), way)


def _lines(lines: Sequence[PersonLine], columns: Sequence[str], heads: Sequence[Head]) -> list[Line]:
    others = list(zip(columns, heads, strict=True))[1:]
    return [Line(line, _cells(line.cells, others)) for line in lines]


def _cells(texts: Mapping[str, str], columns: Sequence[tuple[str, Head]]) -> list[Cell]:
    return [Cell(head.label, texts[column], head.is_number) for column, head in columns]
