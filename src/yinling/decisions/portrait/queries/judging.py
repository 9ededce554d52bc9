"""What the rules make of many persons at once, as SQL over `person_now`: one scan, every rule in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from psycopg import sql

from yinling.decisions.portrait.queries.ruling import book_stamp, ruling
from yinling.decisions.rulebook.domain import Branch
from yinling.decisions.rulebook.terms import RuleKind
from yinling.kernel.areas import area_range, covers
from yinling.kernel.expression import SqlCondition, Value, compiled
from yinling.people.registry.queries import rule_columns
from yinling.people.registry.terms import Standing, term_of

_NOTHING = sql.SQL("NULL::smallint")
_DECIDED = sql.SQL("(CASE {} WHEN true THEN {} WHEN false THEN NULL ELSE {} END)")


@dataclass(frozen=True)
class Judging:
    """The rules of an area on a day as SQL over `registry_personnow` under the alias n.

    `verdicts` is an expression of type integer[] with `values` for its placeholders: ids of rules that hold, negative
    where a fact is missing, in the order of the codes; empty for whoever is not on the roll. `facts_by_rule` gives for
    the id of a rule an expression of type jsonb: what it looks at, by catalogue term. `tiers` gives the ids of tier
    rules by rank, `focus` those of focus rules.
    """

    verdicts: sql.Composable
    values: tuple[Value, ...]
    facts_by_rule: Mapping[int, sql.Composable]
    tiers: tuple[tuple[int, tuple[int, ...]], ...]
    focus: tuple[int, ...]
    rules: int

    def facts(self, rules: Collection[int]) -> sql.Composable:
        """What the rule under the alias r looked at, as an expression, if it is one of these."""
        cases = [
            sql.SQL("WHEN {} THEN {}").format(sql.Literal(rule), self.facts_by_rule[rule])
            for rule in sorted(rules)
            if rule in self.facts_by_rule
        ]
        return sql.SQL("(CASE r.id {} END)").format(sql.SQL(" ").join(cases)) if cases else sql.SQL("NULL::jsonb")

    def tier(self, verdicts: sql.Composable) -> sql.Composable:
        """The gravest rank among some verdicts, as an expression; null without one."""
        ranks = [
            sql.SQL("WHEN {} && {}::integer[] THEN {}").format(verdicts, sql.Literal(list(ids)), sql.Literal(rank))
            for rank, ids in self.tiers
        ]
        return sql.SQL("(CASE {} ELSE NULL END)::smallint").format(sql.SQL(" ").join(ranks)) if ranks else _NOTHING

    def focused(self, verdicts: sql.Composable) -> sql.Composable:
        """Whether a focus rule is among some verdicts, as an expression."""
        return sql.SQL("({} && {}::integer[])").format(verdicts, sql.Literal(list(self.focus)))


def judging(area_code: str, on: date) -> Judging:
    """The rules that decide in an area or a part of it on a day. Raises AreaCodeInvalid."""
    return _judging(book_stamp(), area_code, on)


@lru_cache(maxsize=256)
def _judging(stamp: str, area_code: str, on: date) -> Judging:
    """Compiled once for each state of the rulebook, for compiling costs more than judging one person."""
    held = [within(area_code, found) for found in ruling(on).values()]
    return as_sql([found for found in held if found], area_code, on=on)


def as_sql(codes: Sequence[Sequence[Branch]], area_code: str, *, on: date) -> Judging:
    """Some rules as SQL for persons of an area, each with the branches in which it decides, the smallest first."""
    texts: list[sql.Composable] = []
    values: list[Value] = []
    for found in codes:
        text, given = _verdict(found, area_code, on)
        texts.append(text)
        values += given
    rules = {branch.rule.inner: branch for found in codes for branch in found}
    verdicts = sql.SQL(
        "(CASE WHEN n.standing = {on_roll} THEN array_remove(ARRAY[{verdicts}]::integer[], NULL)"
        " ELSE ARRAY[]::integer[] END)"
    ).format(on_roll=sql.Literal(Standing.ON_ROLL.value), verdicts=sql.SQL(", ").join(texts))
    return Judging(
        verdicts, tuple(values), {inner: _facts_of(branch) for inner, branch in rules.items()}, _tiers(rules.values()),
        tuple(inner for inner, branch in rules.items() if branch.rule.kind == RuleKind.FOCUS), len(codes),
    )  # fmt: skip


def condition(branch: Branch, *, on: date) -> SqlCondition:
    """One rule as a condition over n: true, false, or null where a fact is missing."""
    held = {name: entry.value for name, entry in branch.parameters.items()}
    return compiled(branch.expression, rule_columns("n"), held, on=on)


def written(text: str) -> sql.SQL:
    """Text that the compiler wrote: it holds placeholders where a rule's author wrote values."""
    return sql.SQL(text)


def within(area_code: str, found: Iterable[Branch]) -> list[Branch]:
    """The branches that decide somewhere in an area: those inside, and the first that covers all of it."""
    kept: list[Branch] = []
    for branch in found:
        if covers(branch.area_code, area_code):
            return [*kept, branch]
        if covers(area_code, branch.area_code):
            kept.append(branch)
    return kept


def holding(found: Sequence[Branch], area_code: str, *, on: date) -> tuple[sql.Composable, list[Value]]:
    """Whether a rule holds for the person n of an area: true, false, or null where a fact is missing.

    Outside all of its areas it does not hold.
    """
    cases = [(branch, written(made.text), made.values) for branch, made in _conditions(found, on)]
    return _by_area(cases, area_code, outside=sql.SQL("false"))


def _verdict(found: Sequence[Branch], area_code: str, on: date) -> tuple[sql.Composable, list[Value]]:
    """The id of the version that holds, negative where that is unknown, null where it does not hold."""
    decided = [
        (branch, _DECIDED.format(written(made.text), sql.Literal(branch.rule.inner), sql.Literal(-branch.rule.inner)),
         made.values)
        for branch, made in _conditions(found, on)
    ]  # fmt: skip
    return _by_area(decided, area_code, outside=sql.SQL("NULL"))


def _conditions(found: Iterable[Branch], on: date) -> list[tuple[Branch, SqlCondition]]:
    return [(branch, condition(branch, on=on)) for branch in found]


def _by_area(
    cases: Sequence[tuple[Branch, sql.Composable, Sequence[Value]]], area_code: str, *, outside: sql.Composable
) -> tuple[sql.Composable, list[Value]]:
    """Each case where its branch decides; the first that covers the whole area ends them."""
    texts: list[sql.Composable] = []
    values: list[Value] = []
    rest = outside
    for branch, decided, given in cases:
        values += given
        if covers(branch.area_code, area_code):
            rest = decided
            break
        low, high = area_range(branch.area_code)
        texts.append(sql.SQL("WHEN n.area_code >= {} AND n.area_code < {} THEN {}").format(low, high, decided))
    if not texts:
        return rest, values
    return sql.SQL("(CASE {} ELSE {} END)").format(sql.SQL(" ").join(texts), rest), values


def _facts_of(branch: Branch) -> sql.Composable:
    terms = sorted({term_of(term.name) for term in branch.expression.terms})
    pairs = [sql.SQL("{}, {}").format(sql.Literal(term), sql.Identifier("n", term)) for term in terms]
    return sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(pairs))


def _tiers(branches: Iterable[Branch]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    ranks: dict[int, list[int]] = {}
    for branch in branches:
        if branch.rule.kind == RuleKind.TIER and branch.rule.rank is not None:
            ranks.setdefault(branch.rule.rank, []).append(branch.rule.inner)
    return tuple((rank, tuple(ranks[rank])) for rank in sorted(ranks))
