"""Writing a change of the rulebook into its tables: new entries, new last days, and what is retired."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from yinling.decisions.rulebook.domain import AnyEntry, Change, MeasureEntry, ParameterEntry, RuleEntry
from yinling.decisions.rulebook.models import Measure, Parameter, Rule
from yinling.decisions.rulebook.terms import RuleState
from yinling.kernel.expression import Value

_LOCK = "SELECT pg_advisory_xact_lock(7259010)"  # two changes at once would each miss the other's overlap


def serialised() -> None:
    """Wait until no other change of the rulebook is under way; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def write(change: Change, *, approver: str, at: datetime) -> list[dict[str, str]]:
    """Write a change and return it as a table of text, which the journal's digest covers."""
    _retire(change)
    _end(change)
    rules = Rule.objects.bulk_create([_rule_row(entry, approver, at) for entry in change.new.rules])
    parameters = Parameter.objects.bulk_create([_parameter_row(entry) for entry in change.new.parameters])
    measures = Measure.objects.bulk_create([_measure_row(entry) for entry in change.new.measures])
    ends = [{"key": named(entry), "valid_to": str(entry.period.end)} for entry in change.ended.entries()]
    retired = [{"key": named(entry), "retired": "true"} for entry in change.retired.entries()]
    return [*map(_columns, rules), *map(_columns, parameters), *map(_columns, measures), *ends, *retired]


def ended_by(change: Change) -> list[AnyEntry]:
    """What holds no longer than before, or not at all any more."""
    return [*change.ended.entries(), *change.retired.entries()]


def named(entry: AnyEntry) -> str:
    """An entry's key as one text."""
    return "/".join(str(part) for part in entry.key)


def _retire(change: Change) -> None:
    for rule in change.retired.rules:
        code, area_code, version = rule.key
        Rule.objects.filter(code=code, area_code=area_code, version=version).update(state=RuleState.RETIRED)
    for parameter in change.retired.parameters:
        _parameters(parameter).update(retired=True)
    for measure in change.retired.measures:
        _measures(measure).update(retired=True)


def _end(change: Change) -> None:
    for rule in change.ended.rules:
        code, area_code, version = rule.key
        Rule.objects.filter(code=code, area_code=area_code, version=version).update(valid_to=rule.period.end)
    for parameter in change.ended.parameters:
        _parameters(parameter).update(valid_to=parameter.period.end)
    for measure in change.ended.measures:
        _measures(measure).update(valid_to=measure.period.end)


def _parameters(entry: ParameterEntry) -> QuerySet[Parameter]:
    code, area_code, valid_from = entry.key
    return Parameter.objects.filter(code=code, area_code=area_code, valid_from=valid_from, retired=False)


def _measures(entry: MeasureEntry) -> QuerySet[Measure]:
    same = Measure.objects.filter(rule_code=entry.rule_code, item=entry.item, area_code=entry.area_code)
    return same.filter(valid_from=entry.period.start, retired=False)


def _columns(row: Rule | Parameter | Measure) -> dict[str, str]:
    return {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _rule_row(entry: RuleEntry, approver: str, at: datetime) -> Rule:
    return Rule(
        **_place(entry), code=entry.code, version=entry.version, title=entry.title, text=entry.text, kind=entry.kind,
        need_type=entry.need_type, rank=entry.rank, need=entry.need, author=entry.author, approver=approver,
        approved_at=at, state=RuleState.APPROVED,
    )  # fmt: skip


def _parameter_row(entry: ParameterEntry) -> Parameter:
    return Parameter(
        **_place(entry), code=entry.code, kind=entry.kind.value, value=_stored(entry.value), unit=entry.unit
    )


def _measure_row(entry: MeasureEntry) -> Measure:
    return Measure(
        **_place(entry), rule_code=entry.rule_code, item=entry.item, due_days=entry.due_days,
        due_parameter=entry.due_parameter, repeat_days=entry.repeat_days,
    )  # fmt: skip


def _place(entry: AnyEntry) -> dict[str, str | date | None]:
    return {
        "area_code": entry.area_code,
        "valid_from": entry.period.start,
        "valid_to": entry.period.end,
        "source_document": entry.source.document,
        "clause": entry.source.clause,
        "note": entry.source.note,
        "confidence": entry.source.confidence,
    }


def _stored(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
