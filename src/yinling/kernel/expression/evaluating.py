"""One person's answer, with everything it rests on.

The logic is Kleene's: a comparison with a missing value is unknown; false decides an `and`, true decides an
`or`, whatever else is unknown. SQL's NULL behaves the same, so a compiler to SQL needs no special cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import ge, gt, le, lt

from yinling.kernel.expression.checking import Expression
from yinling.kernel.expression.refusals import FactError
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Condition,
    Containment,
    Count,
    Elapsed,
    Leaf,
    Literal,
    Membership,
    Not,
    Operand,
    Or,
    Parameter,
    Presence,
    Reference,
)
from yinling.kernel.expression.vocabulary import DAYS_SINCE, Term, Value, words_of

_ORDER: dict[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that a part looked at; `value` is None when it is missing."""

    term: Term
    value: Value | None


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter that a part looked at; `value` is None when none is in force."""

    name: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part came out: true, false, or None for unknown.

    `text` is the part as its author wrote it. Only a leaf carries facts and parameters; only not, and, or
    have parts.
    """

    node: Condition
    text: str
    value: bool | None
    facts: tuple[UsedFact, ...] = ()
    parameters: tuple[UsedParameter, ...] = ()
    parts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for one person on one day. `matched` only when the condition is known to hold."""

    value: bool | None
    finding: Finding
    on: date

    @property
    def matched(self) -> bool:
        """True when the condition holds; unknown does not match."""
        return self.value is True

    @property
    def missing(self) -> tuple[str, ...]:
        """The missing facts and parameters that leave the answer open; empty when it is true or false."""
        if self.value is not None:
            return ()
        absent = [name for leaf in decisive(self.finding) for name in _absent(leaf)]
        return tuple(dict.fromkeys(absent))

    @property
    def facts(self) -> tuple[UsedFact, ...]:
        """Every fact that some part looked at, once, in the order of the text."""
        return tuple({fact.term.name: fact for leaf in _leaves(self.finding) for fact in leaf.facts}.values())


def evaluate(
    expression: Expression,
    facts: Mapping[str, Value | None],
    parameters: Mapping[str, Value | None],
    *,
    on: date,
) -> Outcome:
    """Answer `expression` for the person with these facts on the day `on`, under the parameters in force.

    A name that is absent or None is missing. Other names are ignored. Values of the right
    kind never make it fail.

    Raises FactError when a value has another kind than its term, or than the place a parameter stands in.
    """
    check_facts(expression, facts)
    check_parameters(expression, parameters)
    person = _Person(expression, facts, parameters, on)
    return Outcome((finding := person.find(expression.root)).value, finding, on)


def decisive(finding: Finding) -> Iterable[Finding]:
    """The leaves that made the answer what it is: of a false `and` the false, of an unknown the unknown."""
    match finding.node:
        case And() | Or():
            for part in finding.parts:
                if part.value is finding.value:
                    yield from decisive(part)
        case Not():
            yield from decisive(finding.parts[0])
        case _:
            yield finding


def _leaves(finding: Finding) -> Iterable[Finding]:
    if not finding.parts:
        yield finding
    for part in finding.parts:
        yield from _leaves(part)


def _absent(leaf: Finding) -> list[str]:
    named = [(fact.term.name, fact.value) for fact in leaf.facts]
    named += [(parameter.name, parameter.value) for parameter in leaf.parameters]
    return [name for name, value in named if value is None]


def check_facts(expression: Expression, facts: Mapping[str, Value | None]) -> None:
    """Raises FactError when a fact has another kind than its term."""
    for term in expression.terms:
        value = facts.get(term.name)
        if value is not None and not term.kind.holds(value):
            raise FactError(term.name, term.kind.label)


def check_parameters(expression: Expression, parameters: Mapping[str, Value | None]) -> None:
    """Raises FactError when a parameter has another kind than the place it stands in."""
    for needed in expression.parameters:
        value = parameters.get(needed.name)
        if value is not None and not needed.kind.holds(value):
            raise FactError(needed.name, needed.kind.label)


@dataclass(frozen=True, slots=True)
class _Person:
    expression: Expression
    facts: Mapping[str, Value | None]
    parameters: Mapping[str, Value | None]
    on: date

    def find(self, node: Condition) -> Finding:
        text = self.expression.text[node.span.start : node.span.end]
        match node:
            case And():
                parts = tuple(self.find(part) for part in node.parts)
                return Finding(node, text, all_of(part.value for part in parts), parts=parts)
            case Or():
                parts = tuple(self.find(part) for part in node.parts)
                return Finding(node, text, any_of(part.value for part in parts), parts=parts)
            case Not():
                part = self.find(node.part)
                return Finding(node, text, opposite(part.value), parts=(part,))
            case _:
                used = self.used_facts(node), self.used_parameters(node)
                return Finding(node, text, self.holds(node), *used)

    def holds(self, node: Leaf) -> bool | None:
        match node:
            case Comparison():
                return self.compare(node.operator, node.left, node.right)
            case Membership():
                found = any_of(self.compare("==", node.item, option) for option in node.options)
                return opposite(found) if node.negated else found
            case Containment():
                found = any_of(self.contains(node.item, option) for option in node.options)
                return opposite(found) if node.negated else found
            case Presence():
                return (self.facts.get(node.argument.name) is not None) is node.known
            case _:
                value = self.value(node)
                assert value is None or isinstance(value, bool)
                return value

    def compare(self, operator: str, left: Operand, right: Operand) -> bool | None:
        one, other = self.value(left), self.value(right)
        return None if one is None or other is None else related(operator, one, other)

    def contains(self, item: Reference, option: Operand) -> bool | None:
        words, word = self.value(item), self.value(option)
        return None if words is None or word is None else word in words_of(str(words))

    def value(self, node: Operand) -> Value | None:
        match node:
            case Literal():
                return node.value
            case Reference():
                return self.facts.get(node.name)
            case Parameter():
                return self.parameters.get(node.name)
            case Elapsed():
                since = self.facts.get(node.argument.name)
                assert since is None or isinstance(since, date)
                return None if since is None else elapsed(node.function, since, self.on)

            case Count():
                words = self.facts.get(node.argument.name)
                return None if words is None else len(words_of(str(words)))

    def used_facts(self, node: Leaf) -> tuple[UsedFact, ...]:
        names = dict.fromkeys(name for operand in _operands(node) if (name := _term_name(operand)))
        return tuple(UsedFact(self.expression.term(name), self.facts.get(name)) for name in names)

    def used_parameters(self, node: Leaf) -> tuple[UsedParameter, ...]:
        names = dict.fromkeys(part.name for part in _operands(node) if isinstance(part, Parameter))
        return tuple(UsedParameter(name, self.parameters.get(name)) for name in names)


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's and: false if one is false, else unknown if one is unknown, else true."""
    seen = set(values)
    return False if False in seen else None if None in seen else True


def any_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's or: true if one is true, else unknown if one is unknown, else false."""
    seen = set(values)
    return True if True in seen else None if None in seen else False


def opposite(value: bool | None) -> bool | None:
    """Kleene's not: unknown stays unknown."""
    return None if value is None else not value


def related(operator: str, one: Value, other: Value) -> bool:
    """Hold two known values of one kind against each other; only numbers and dates have an order."""
    if operator in {"==", "!="}:
        return (one == other) is (operator == "==")
    return _ORDER[operator](_rank(one), _rank(other))


def _rank(value: Value) -> int:
    assert not isinstance(value, str)
    return value.toordinal() if isinstance(value, date) else value


def elapsed(function: str, since: date, on: date) -> int:
    """Whole days, or full years by the calendar, from `since` to `on`; negative when `since` is yet to come."""
    return (on - since).days if function == DAYS_SINCE else full_years(since, on)


def full_years(since: date, on: date) -> int:
    """Years that are full on the day `on`, each from its anniversary on; for 29 February from 1 March of a common year.

    Negative when `since` is yet to come.
    """
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def _operands(node: Leaf) -> tuple[Operand, ...]:
    match node:
        case Comparison():
            return (node.left, node.right)
        case Membership() | Containment():
            return (node.item, *node.options)
        case Presence():
            return (node.argument,)
        case _:
            return (node,)


def _term_name(node: Operand) -> str | None:
    match node:
        case Reference():
            return node.name
        case Elapsed() | Count():
            return node.argument.name
        case _:
            return None
