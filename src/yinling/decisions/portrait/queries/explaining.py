"""Why a rule holds for somebody or not: in sentences, from today's facts or from those a tag stood on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yinling.decisions.portrait.queries.ruling import branches_of, deciding_at
from yinling.decisions.rulebook.domain import Branch, Decision, apply
from yinling.decisions.rulebook.queries import cautions
from yinling.kernel.expression import Value
from yinling.people.registry.queries import facts_from_stored

StoredFacts = Mapping[str, "str | int | None"]


@dataclass(frozen=True)
class Stored:
    """What a tag or a proposal stood on: a version of a rule by its inner id, facts as kept, where, on what day."""

    rule_id: int
    facts: StoredFacts
    area_code: str
    on: date


def explain_stored(items: Sequence[Stored]) -> list[Decision | None]:
    """What each rule said then, with reasons and sources; None for a version that never decided there."""
    words = cautions()
    held = branches_of((item.rule_id, item.area_code, item.on) for item in items)
    return [_explain(branch, item, words) if branch else None for branch, item in zip(held, items, strict=True)]


def decisions_on(
    facts: Mapping[str, Value | None], area_code: str, on: date, *, codes: Iterable[str] | None = None
) -> list[Decision]:
    """What every rule in force in an area says on a day about somebody with these facts, in the order of the codes.

    With `codes` only these rules. Raises AreaCodeInvalid, FactError.
    """
    words = cautions()
    wanted = None if codes is None else frozenset(codes)
    held = [one for one in deciding_at(area_code, on) if wanted is None or one.rule.code in wanted]
    return [decide(branch, facts, on, words) for branch in held]


def decide(
    branch: Branch, facts: Mapping[str, Value | None], on: date, words: Mapping[str, str] | None = None
) -> Decision:
    """What one rule says about somebody with these facts; `words` says a confidence in words."""
    words = cautions() if words is None else words
    return apply(branch.rule, branch.expression, facts, branch.parameters, on=on, cautions=words)


def _explain(branch: Branch, item: Stored, words: Mapping[str, str]) -> Decision:
    return decide(branch, facts_from_stored(item.facts, on=item.on), item.on, words)
