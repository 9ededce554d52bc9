"""What a rule says about one person on one day, with its reasons and sources in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yinling.decisions.rulebook.domain.entries import MeasureEntry, ParameterEntry, RuleEntry, Source
from yinling.kernel.expression import Expression, Outcome, Value, evaluate, explain_lines


@dataclass(frozen=True)
class Decision:
    """What a rule says about one person on one day.

    `reason_lines` tell in sentences which part held on which facts, `source_lines` what the rule and its
    values rest on.
    """

    rule: RuleEntry
    outcome: Outcome
    reason_lines: tuple[str, ...]
    source_lines: tuple[str, ...]

    @property
    def matched(self) -> bool:
        """Whether the rule holds; missing facts do not match."""
        return self.outcome.matched


def apply(
    rule: RuleEntry,
    expression: Expression,
    facts: Mapping[str, Value | None],
    parameters: Mapping[str, ParameterEntry],
    *,
    on: date,
    cautions: Mapping[str, str] | None = None,
) -> Decision:
    """Decide `rule`, whose text is `expression`, for the person with these facts on a day.

    `parameters` are those in force where the person is kept; `cautions` says a confidence in words.
    Raises FactError when a fact has another type than its term.
    """
    values = {name: parameters[name].value for name in _names(expression) if name in parameters}
    outcome = evaluate(expression, facts, values, on=on)
    lines = tuple(explain_lines(outcome))
    return Decision(rule, outcome, lines, _source_lines(rule, expression, parameters, cautions or {}))


def due_days(measure: MeasureEntry, parameters: Mapping[str, ParameterEntry]) -> int | None:
    """Within how many days a measure is due; None when the parameter that says so is not in force."""
    if not measure.due_parameter:
        return measure.due_days
    found = parameters.get(measure.due_parameter)
    return found.value if found and isinstance(found.value, int) else None


def _names(expression: Expression) -> tuple[str, ...]:
    return tuple(needed.name for needed in expression.parameters)


def _source_lines(
    rule: RuleEntry,
    expression: Expression,
    parameters: Mapping[str, ParameterEntry],
    cautions: Mapping[str, str],
) -> tuple[str, ...]:
    values = [parameters[name] for name in _names(expression) if name in parameters]
    lines = [f"规则“{rule.title}”第{rule.version}版：{cited(rule.source, cautions)}"]
    return (*lines, *(f"{_said(found)}：{cited(found.source, cautions)}" for found in values))


def _said(found: ParameterEntry) -> str:
    value = ("是" if found.value else "否") if isinstance(found.value, bool) else found.value
    return f"{found.code}为{value}{found.unit}"


def cited(source: Source, cautions: Mapping[str, str]) -> str:
    """Document, clause, how far it was checked, and what was added to its words."""
    caution = cautions.get(source.confidence, source.confidence)
    return f"{source.document}，{source.clause}（{caution}）。{source.note}"
