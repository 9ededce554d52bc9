"""One rule, one parameter: what it says, where it comes from, who overrides whom, and how it came to be so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yinling.base.regions.queries import paths
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait.queries import secret_codes, tag_counts
from yinling.decisions.rulebook import queries
from yinling.decisions.rulebook.actions import APPROVER
from yinling.decisions.rulebook.domain import ParameterEntry, RuleEntry, compare, fields_said
from yinling.decisions.rulebook.terms import DraftKind, NeedType
from yinling.kernel.areas import covers, upwards
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import vocabulary
from yinling.web.desk.conditions import Part, laid_out
from yinling.web.desk.forms.areas import AreaAndDay, read_area_and_day
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.pages.rules import reading
from yinling.web.desk.rule_fields import changed, labels, value_in_words
from yinling.web.desk.rule_sight import (
    Level,
    Origin,
    Pen,
    due_said,
    home_area,
    kind_said,
    level,
    origin,
    sees,
    value_said,
    values_said,
)
from yinling.web.looking import viewer_of

_VALUE = DraftKind.PARAMETER


class Link(NamedTuple):
    """One level of the override chain: what it set, if anything, and whether that decides."""

    level: Level
    said: str
    since: date | None
    wins: bool


class Version(NamedTuple):
    """One version of the rule, and how an address names it."""

    line: queries.VersionLine
    level: Level
    key: str
    author: str
    approver: str


class Valued(NamedTuple):
    """A parameter that the rule rests on."""

    entry: ParameterEntry
    value: str
    origin: Origin
    may_adjust: bool


class Measured(NamedTuple):
    """A measure that follows from the rule."""

    line: queries.MeasureLine
    due: str
    origin: Origin


@officer_page("GET")
def rule(request: HttpRequest) -> HttpResponse:
    """The version that decides in an area on a day, and all that belongs to it. Absent when one may not know it."""
    by, at = viewer_of(request), timezone.now()
    asked, code = _asked(request, by)
    area = asked.area or home_area(by)
    if code in secret_codes(by=by):
        raise Forbidden
    line = queries.rule_line(code, **reading(by, asked))
    versions = _versions(code, area, by)
    if not versions:
        raise Forbidden
    places = paths({*upwards(area), *(found.line.rule.area_code for found in versions)})
    context = {
        "asked": asked, "code": code, "area": area, "title": (line or versions[0].line).rule.title,
        "links": _chain(code, area, asked.on, places), "versions": versions, "may_write": bool(by.area),
        "below": _below(code, area, asked.on), **(_now(line, by, asked, places) if line else {}),
    }  # fmt: skip
    return show(request, "desk/rule.html", context, at=at, here="rules")


@officer_page("GET")
def parameter(request: HttpRequest) -> HttpResponse:
    """The value that holds in an area on a day, the levels above, and earlier values. Absent when there is none."""
    by, at = viewer_of(request), timezone.now()
    asked, code = _asked(request, by)
    area = asked.area or home_area(by)
    found = [one for above in upwards(area) for one in queries.parameter_versions(code, above)]
    if not found:
        raise Forbidden
    places = paths({*upwards(area), *(one.entry.area_code for one in found)})
    line = next((one for one in queries.parameters_page(**reading(by, asked)) if one.entry.code == code), None)
    context = {
        "asked": asked, "code": code, "area": area, "line": line, "value": value_said(line.entry) if line else "",
        "origin": origin(line.entry, places) if line else None,
        "links": _parameter_chain(code, area, asked.on, places), "may_write": Pen(by).may_write(_VALUE, {"code": code}),
        "versions": [(one, value_said(one.entry), origin(one.entry, places)) for one in found],
    }  # fmt: skip
    return show(request, "desk/rule_parameter.html", context, at=at, here="rules")


@officer_page("GET")
def compare_versions(request: HttpRequest) -> HttpResponse:
    """Two versions of a rule beside each other. Absent when one of them is, or may not be known."""
    by, at = viewer_of(request), timezone.now()
    asked, code = _asked(request, by)
    if code in secret_codes(by=by):
        raise Forbidden
    versions = _versions(code, asked.area or home_area(by), by)
    known = {version.key: version for version in versions}
    one, other = (known.get(request.GET.get(name, "")) for name in ("one", "other"))
    if one is None or other is None:
        raise Forbidden
    differences = changed(compare(one.line.rule, other.line.rule), DraftKind.RULE)
    context = {
        "asked": asked, "code": code, "one": one, "other": other, "differences": differences,
        "one_fields": _fields(one.line.rule), "other_fields": _fields(other.line.rule), "versions": versions,
    }  # fmt: skip
    return show(request, "desk/rule_compare.html", context, at=at, here="rules")


def _asked(request: HttpRequest, by: Viewer) -> tuple[AreaAndDay, str]:
    asked = read_area_and_day(request, by, today=local_day(timezone.now()))
    return asked, request.GET.get("code", "").replace("\x00", "")[:60]


def _now(line: queries.RuleLine, by: Viewer, asked: AreaAndDay, places: Mapping[str, str]) -> dict[str, object]:
    rule = line.rule
    follows = [one for one in queries.measures_page(**reading(by, asked)) if one.measure.rule_code == rule.code]
    codes = {one.area_code for one in line.parameters} | {one.area_code for one in line.measures}
    more = paths(codes - places.keys())
    known = {**places, **more}
    pen = Pen(by)
    condition: Part = laid_out(rule.text, vocabulary(), values_said(line.parameters))
    return {
        "rule": rule, "kind": kind_said(rule), "need_type": NeedType(rule.need_type).label,
        "origin": origin(rule, known), "condition": condition, "people": tag_counts(by=by).get(rule.code),
        "parameters": [_valued(one, known, pen) for one in line.parameters],
        "measures": [Measured(one, due_said(one.measure, one.days), origin(one.measure, known)) for one in follows],
        "is_own_level": rule.area_code == (asked.area or home_area(by)),
    }  # fmt: skip


def _valued(entry: ParameterEntry, places: Mapping[str, str], pen: Pen) -> Valued:
    return Valued(entry, value_said(entry), origin(entry, places), pen.may_write(_VALUE, {"code": entry.code}))


def _versions(code: str, area: str, by: Viewer) -> list[Version]:
    """The versions that the area and those above set, the smallest area first, without what one may not know."""
    found = [line for above in upwards(area) for line in queries.versions(code, above)]
    places = paths({line.rule.area_code for line in found})
    shipped = {"yinling": _("随程序提供"), APPROVER: _("安装时装入")}
    return [
        Version(
            line,
            level(line.rule.area_code, places),
            f"{line.rule.area_code}.{line.rule.version}",
            shipped.get(line.author, line.author),
            shipped.get(line.approver, line.approver),
        )
        for line in found
        if sees(line.rule.text, by)
    ]


def _chain(code: str, area: str, on: date, places: Mapping[str, str]) -> list[Link]:
    held = {link.rule.area_code: link for link in queries.chain(code, area_code=area, on=on)}
    links = []
    for above in reversed(upwards(area)):
        link = held.get(above)
        said = str(link.rule.version) if link else ""
        links.append(
            Link(level(above, places), said, link.rule.period.start if link else None, bool(link and link.wins))
        )
    return links


def _parameter_chain(code: str, area: str, on: date, places: Mapping[str, str]) -> list[Link]:
    held = {link.entry.area_code: link for link in queries.parameter_chain(code, area_code=area, on=on)}
    links = []
    for above in reversed(upwards(area)):
        link = held.get(above)
        said = value_said(link.entry) if link else ""
        links.append(
            Link(level(above, places), said, link.entry.period.start if link else None, bool(link and link.wins))
        )
    return links


def _below(code: str, area: str, on: date) -> list[str]:
    """The places inside the area that have a version of their own on that day."""
    rules = [one for one in queries.whole_book().rules if one.code == code and one.period.contains(on)]
    codes = [one.area_code for one in rules if one.area_code != area and covers(area, one.area_code)]
    found = paths(codes) if codes else {}
    return [found[one] for one in codes]


def _fields(entry: RuleEntry) -> Sequence[tuple[str, str]]:
    names = labels()
    return [(names[name], value_in_words(name, text, DraftKind.RULE)) for name, text in fields_said(entry).items()]
