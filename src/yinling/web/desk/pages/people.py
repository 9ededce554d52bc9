"""The list of people, its count, and the search box's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
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
from yinling.people.registry.queries import Filter, PersonLine, columns_for, in_order, label_of_column
from yinling.people.registry.queries.columns import NUMBERS
from yinling.web.desk.forms.filters import Asked, quick, read
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.saved_filters import shelf
from yinling.web.desk.portraits import say_tier
from yinling.web.looking import viewer_of

COLUMNS = "people_columns"  # the session's word for the columns that this account has chosen
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


class Line(NamedTuple):
    """One person in the list: the name, which opens the dossier, and the texts of the other columns."""

    line: PersonLine
    texts: list[str]


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
    more, among = chosen_marks(request, by), _condition(asked, by)
    page = queries.page(by=by, chosen=asked.chosen, sort=asked.sort, after=after, columns=columns, among=among)
    if after and not page.lines:  # the last of them left the scope, or somebody typed into the address
        return HttpResponseRedirect(_here(asked.query()))
    heads = [*_heads(columns, asked), *(Head(str(MARKS[mark]), False) for mark in more)]
    context = {
        "asked": asked, "chips": asked.chips(), "quick": quick(asked, by), "query": asked.query(),
        "heads": heads, "others": heads[1:], "lines": _marked(_lines(page.lines, columns), more, by),
        "next_query": asked.query(after=page.after) if page.after else "",
        "is_first": not after, "page_size": queries.PAGE,
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


def _condition(asked: Asked, by: Viewer) -> Q | None:
    """What is asked of portraits, as it is answered soonest for one page. Tags go by age, none by name."""
    by_name = asked.sort.by == "name" and asked.chosen == Filter(on=asked.chosen.on)
    return asked.portrait.condition_in_order(by=by) if by_name else asked.portrait.condition(by=by)


def chosen_columns(request: HttpRequest, by: Viewer) -> tuple[str, ...]:
    """The columns that this session chose, as far as this seat may see them; else the usual ones."""
    kept = request.session.get(COLUMNS)
    wanted = {*kept} & {*columns_for(by)} if isinstance(kept, list) else set()
    return in_order(wanted or queries.DEFAULT_COLUMNS)


def marks_for(by: Viewer) -> list[str]:
    """What of portraits this viewer may choose for the list."""
    return [mark for mark in MARKS if mark != "portrait_tier" or reads_kind(RuleKind.TIER, by=by)]


def chosen_marks(request: HttpRequest, by: Viewer) -> list[str]:
    """What of portraits this session chose to see in the list."""
    kept = request.session.get(COLUMNS)
    return [mark for mark in marks_for(by) if mark in kept] if isinstance(kept, list) else []


def _marked(lines: Sequence[Line], marks: Sequence[str], by: Viewer) -> list[Line]:
    """The lines with what portraits say of their persons: one query for each mark, however many lines."""
    persons = [line.line.person for line in lines]
    told = {mark: _mark_texts(mark, persons, by) for mark in marks}
    return [Line(line.line, [*line.texts, *(told[mark].get(line.line.person, "") for mark in marks)]) for line in lines]


def _mark_texts(mark: str, persons: Sequence[UUID], by: Viewer) -> Mapping[UUID, str]:
    if mark == "portrait_tier":
        return {person: say_tier(tier) for person, tier in tiers_of_many(persons).items()}
    return {person: _("、").join(titles) for person, titles in tags_of_many(persons, by=by).items()}


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


def _lines(lines: Sequence[PersonLine], columns: Sequence[str]) -> list[Line]:
    return [Line(line, [line.cells[column] for column in columns[1:]]) for line in lines]
