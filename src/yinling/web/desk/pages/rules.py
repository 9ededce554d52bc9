"""What the rulebook says in an area on a day: rules, parameters, measures; and the same as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.base.approvals.queries import count_open
from yinling.base.regions.queries import paths
from yinling.decisions.portrait.queries import tag_counts
from yinling.decisions.rulebook import queries
from yinling.decisions.rulebook.actions import APPROVAL
from yinling.decisions.rulebook.domain import AnyEntry, ParameterEntry, PurposesOf, due_days
from yinling.decisions.rulebook.terms import DraftKind, NeedType
from yinling.kernel.calendars import local_day
from yinling.kernel.expression import Vocabulary
from yinling.kernel.viewer import Viewer
from yinling.people.registry.outside import FileKind, write_table
from yinling.people.registry.terms import purposes_of, vocabulary
from yinling.web.desk.conditions import in_one_line, laid_out
from yinling.web.desk.forms.areas import AreaAndDay, read_area_and_day
from yinling.web.desk.forms.rule_filters import RuleFilter, read_filter
from yinling.web.desk.frame import officer_page, show
from yinling.web.desk.rule_sight import Origin, Pen, due_said, home_area, kind_said, origin, value_said, values_said
from yinling.web.downloads import workbook
from yinling.web.looking import viewer_of


class RuleLine(NamedTuple):
    """One rule as the list shows it; `people` is None when nobody was counted yet."""

    found: queries.RuleLine
    condition: str
    kind: str
    need: str
    origin: Origin
    measures: list[str]
    people: int | None


class ParameterLine(NamedTuple):
    """One value in force, and what rests on it."""

    entry: ParameterEntry
    value: str
    origin: Origin
    used_by: list[str]
    may_adjust: bool


class MeasureLine(NamedTuple):
    """One measure in force, with its days in words."""

    found: queries.MeasureLine
    due: str
    origin: Origin


class Reading(TypedDict):
    """Who reads the rulebook, where it holds and when, and in which words."""

    by: Viewer
    area_code: str
    on: date
    vocabulary: Vocabulary
    purposes_of: PurposesOf


class Head(NamedTuple):
    """One column's head, and where it leads when one can sort by it."""

    label: str
    is_number: bool = False
    sort_query: str = ""
    sorted: str = ""


@officer_page("GET")
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, filtered and sorted, each with how many persons have it."""
    by, at = viewer_of(request), timezone.now()
    asked, chosen = _asked(request, by)
    lines, total = _rule_lines(by, asked, chosen)
    context = {"lines": lines, "chosen": chosen, "total": total, "heads": _heads(chosen), **_tabs("rules", asked, by)}
    return show(request, "desk/rules.html", context, at=at, here="rules")


@officer_page("GET")
def parameters(request: HttpRequest) -> HttpResponse:
    """The values in force, each with what rests on it."""
    by, at = viewer_of(request), timezone.now()
    asked, chosen = _asked(request, by)
    found = queries.parameters_page(**reading(by, asked))
    places, typed = _places([line.entry for line in found]), chosen.search.casefold()
    pen = Pen(by)
    lines = [
        ParameterLine(
            line.entry,
            value_said(line.entry),
            origin(line.entry, places),
            [rule.title for rule in line.used_by],
            pen.may_write(DraftKind.PARAMETER, {"code": line.entry.code}),
        )
        for line in found
        if typed in f"{line.entry.code} {line.entry.source.document}".casefold()
    ]
    context = {"lines": lines, "chosen": chosen, **_tabs("rule_parameters", asked, by)}
    return show(request, "desk/rule_parameters.html", context, at=at, here="rules")


@officer_page("GET")
def measures(request: HttpRequest) -> HttpResponse:
    """The measures in force, by rule."""
    by, at = viewer_of(request), timezone.now()
    asked, chosen = _asked(request, by)
    found = queries.measures_page(**reading(by, asked))
    places, typed = _places([line.measure for line in found]), chosen.search.casefold()
    lines = [
        MeasureLine(line, due_said(line.measure, line.days), origin(line.measure, places))
        for line in sorted(found, key=lambda line: (line.rule.title, line.measure.item))
        if typed in f"{line.rule.title} {line.measure.item}".casefold()
    ]
    context = {"lines": lines, "chosen": chosen, **_tabs("rule_measures", asked, by)}
    return show(request, "desk/rule_measures.html", context, at=at, here="rules")


@officer_page("GET")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The filtered list of rules as a table for offices. It tells of rules, not of persons."""
    by = viewer_of(request)
    asked, chosen = _asked(request, by)
    file = io.BytesIO()
    rows = _rows(_rule_lines(by, asked, chosen)[0])
    numbers, sheet = frozenset({"people", "version"}), pgettext("sheet", "规则")
    write_table(rows, head=_columns(), kind=FileKind.XLSX, to=file, numbers=numbers, sheet=sheet)
    return workbook(file.getvalue(), _("规则") + f"-{asked.place}", asked.on)


def _asked(request: HttpRequest, by: Viewer) -> tuple[AreaAndDay, RuleFilter]:
    asked = read_area_and_day(request, by, today=local_day(timezone.now()))
    more = {"area": asked.area or "", "on": "" if asked.on == asked.today else asked.on.isoformat()}
    return asked, read_filter(request.GET.dict(), more=more)


def reading(by: Viewer, asked: AreaAndDay) -> Reading:
    """Who reads what the rulebook says where and when, as its queries ask for it."""
    return {
        "by": by, "area_code": asked.area or home_area(by), "on": asked.on, "vocabulary": vocabulary(),
        "purposes_of": purposes_of,
    }  # fmt: skip


def _tabs(here: str, asked: AreaAndDay, by: Viewer) -> dict[str, object]:
    return {"asked": asked, "tab": here, "waiting": count_open(by=by, kind=APPROVAL), "may_write": bool(by.area)}


def _places(entries: Sequence[AnyEntry]) -> dict[str, str]:
    return paths({entry.area_code for entry in entries})


def _rule_lines(by: Viewer, asked: AreaAndDay, chosen: RuleFilter) -> tuple[list[RuleLine], int]:
    """The rules that the filter means, in its order, and how many there are in all."""
    found = queries.rules_page(**reading(by, asked))
    meant = [line for line in found if chosen.means(line.rule)]
    places, counts = _places([line.rule for line in meant]), tag_counts(by=by)
    values = queries.parameters_in_force(asked.area or home_area(by), asked.on)
    lines = [_rule_line(line, places, values, counts) for line in meant]
    return sorted(lines, key=lambda line: _order(line, chosen.sort)), len(found)


def _rule_line(
    line: queries.RuleLine,
    places: Mapping[str, str],
    values: Mapping[str, ParameterEntry],
    counts: Mapping[str, int],
) -> RuleLine:
    rule = line.rule
    follows = [
        _("%(item)s：%(due)s") % {"item": one.item, "due": due_said(one, due_days(one, values))}
        for one in line.measures
    ]
    condition = in_one_line(laid_out(rule.text, vocabulary(), values_said(line.parameters)))
    return RuleLine(
        line, condition, kind_said(rule),
        str(NeedType(rule.need_type).label), origin(rule, places), follows, counts.get(rule.code),
    )  # fmt: skip


def _order(line: RuleLine, sort: str) -> tuple[object, ...]:
    rule = line.found.rule
    firsts: dict[str, tuple[object, ...]] = {
        "kind": (rule.kind, rule.rank or 0), "people": (-(line.people or 0),),
        "since": (-rule.period.start.toordinal(),),
    }  # fmt: skip
    return (*firsts.get(sort, ()), rule.title, rule.code)


def _heads(chosen: RuleFilter) -> list[Head]:
    by = {"title": _("名称"), "kind": _("规则类别"), "people": _("现有人数"), "since": _("执行日期")}
    down = {"people", "since"}

    def head(name: str) -> Head:
        way = ("descending" if name in down else "ascending") if chosen.sort == name else ""
        return Head(by[name], name == "people", chosen.query(sort="" if name == "title" else name), way)

    return [
        head("title"), head("kind"), Head(_("条件")), Head(_("来自")), Head(_("服务措施")),
        head("people"), head("since"),
    ]  # fmt: skip


def _columns() -> dict[str, str]:
    return {
        "title": _("名称"), "code": _("规则代码"), "kind": _("规则类别"), "need_type": _("所需类型"),
        "need": _("需要什么"), "condition": _("条件"), "level": _("来自"), "document": _("依据的文件"),
        "clause": _("条款"), "confidence": _("核对程度"), "note": pgettext("source", "说明"), "measures": _("服务措施"),
        "people": _("现有人数"), "since": _("执行日期"), "version": _("版本"),
    }  # fmt: skip


def _rows(lines: Sequence[RuleLine]) -> Iterator[dict[str, str]]:
    for line in lines:
        rule = line.found.rule
        yield {
            "title": rule.title, "code": rule.code, "kind": line.kind, "need_type": line.need, "need": rule.need,
            "condition": line.condition, "level": " ".join(line.origin.level).strip(),
            "document": rule.source.document, "clause": rule.source.clause,
            "confidence": " ".join(line.origin.sure).strip(), "note": rule.source.note,
            "measures": "\n".join(line.measures), "people": "" if line.people is None else str(line.people),
            "since": rule.period.start.isoformat(), "version": str(rule.version),
        }  # fmt: skip
