"""Changes of the rulebook: rules are loaded from a file."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from yinling.base.journal.actions import record
from yinling.decisions.rulebook import policy
from yinling.decisions.rulebook.domain import Change, ParameterEntry, RuleEntry, plan
from yinling.decisions.rulebook.events import RulesLoaded
from yinling.decisions.rulebook.models import Parameter, Rule
from yinling.decisions.rulebook.outside import RuleFileRefused, read_rule_file
from yinling.decisions.rulebook.queries import whole_book
from yinling.decisions.rulebook.terms import RuleState
from yinling.kernel.canonical import canonical_json
from yinling.kernel.expression import Value, Vocabulary
from yinling.kernel.viewer import Viewer

SHIPPED = Path(__file__).parent / "data" / "rules.toml"
APPROVER = "system"  # rules that ship with the program: written by its makers, approved by the one who runs it

_LOCK = "SELECT pg_advisory_xact_lock(7259010)"  # two loads at once would each miss the other's overlap


@transaction.atomic
def load_rules(*, path: Path, vocabulary: Vocabulary, by: Viewer, at: datetime) -> Change:
    """Take a rule file whole or not at all. A file that says nothing new changes nothing and records nothing.

    `vocabulary` is what rules may be written in. Raises Forbidden for anyone but the system, RuleFileRefused
    with every problem when the file is broken or the rulebook would contradict itself.
    """
    policy.may_load(by)
    file = read_rule_file(path)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    change, problems = plan(file, whole_book(), vocabulary)
    if problems:
        raise RuleFileRefused(problems)
    if not change.is_empty:
        table = _write(change, at)
        record(_fact(change, table), by=by, at=at)
    return change


def _write(change: Change, at: datetime) -> list[dict[str, str]]:
    """Write the change and return it as a table of text, which the journal's digest covers."""
    rules = Rule.objects.bulk_create([_rule_row(entry, at) for entry in change.new.rules])
    parameters = Parameter.objects.bulk_create([_parameter_row(entry) for entry in change.new.parameters])
    for rule in change.ended.rules:
        code, area_code, version = rule.key
        found = Rule.objects.filter(code=code, area_code=area_code, version=version)
        found.update(valid_to=rule.period.end)
    for parameter in change.ended.parameters:
        code, area_code, valid_from = parameter.key
        same = Parameter.objects.filter(code=code, area_code=area_code, valid_from=valid_from)
        same.update(valid_to=parameter.period.end)
    ends = [{"key": _named(entry), "valid_to": str(entry.period.end)} for entry in _ended(change)]
    return [*map(_columns, rules), *map(_columns, parameters), *ends]


def _columns(row: Rule | Parameter) -> dict[str, str]:
    return {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _rule_row(entry: RuleEntry, at: datetime) -> Rule:
    return Rule(
        **_place(entry),
        version=entry.version,
        title=entry.title,
        text=entry.text,
        proposes_item=entry.proposes_item,
        due_days=entry.due_days,
        due_parameter=entry.due_parameter,
        need=entry.need,
        author=entry.author,
        approver=APPROVER,
        approved_at=at,
        state=RuleState.APPROVED,
    )


def _parameter_row(entry: ParameterEntry) -> Parameter:
    return Parameter(**_place(entry), kind=entry.kind.value, value=_stored(entry.value), unit=entry.unit)


def _place(entry: RuleEntry | ParameterEntry) -> dict[str, str | date | None]:
    return {
        "code": entry.code,
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


def _fact(change: Change, table: list[dict[str, str]]) -> RulesLoaded:
    return RulesLoaded(
        subject=uuid.uuid4(),
        rules=tuple(_named(rule) for rule in change.new.rules),
        parameters=tuple(_named(parameter) for parameter in change.new.parameters),
        ended=tuple(_named(entry) for entry in _ended(change)),
        digest=hashlib.sha256(canonical_json(table)).hexdigest(),
    )


def _ended(change: Change) -> list[RuleEntry | ParameterEntry]:
    return [*change.ended.rules, *change.ended.parameters]


def _named(entry: RuleEntry | ParameterEntry) -> str:
    return "/".join(str(part) for part in entry.key)
