"""The parts of an expression, and how each is written and meant.

    part            written                             as one SQL expression (missing = NULL)
    Literal         80  "独居"  2026-11-22  是  否       the same constant
    Reference       年龄                                 the column of that name
    Parameter       {高龄起点}                            the constant in force, or NULL
    Elapsed         距今天数(日期)                        on - date
                    距今年数(日期)                        year(on) - year(date), less 1 before its day
    Count           个数(词汇)                            cardinality(words), 0 for an empty list
    Presence        已知(词汇)  未知(词汇)                IS NOT NULL, IS NULL
    Comparison      a >= b   == != < <= > >=             the same operator; text by code points ("C")
    Membership      a in [..]   a not in [..]            IN, NOT IN
    Containment     a 包含 [..]   a 不包含 [..]           strpos('、' || a || '、', '、word、') > 0, OR
    Not, And, Or    not a, a and b, a or b (非 且 或)     NOT, AND, OR

A missing value makes a comparison unknown; not, and, or follow Kleene's strong three-valued logic, which is
what SQL does with NULL. An empty text is a value, not a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from yinling.kernel.expression.vocabulary import CONTAINS, CONTAINS_NOT, HOW_MANY, IS_KNOWN, IS_MISSING, Value


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to and without `end` of the expression's text."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out."""

    value: Value
    span: Span = field(default=NOWHERE, compare=False)

    def __eq__(self, other: object) -> bool:
        # 1 == True in Python, and the two are different values here
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Reference:
    """A term of the vocabulary, standing for the fact about the person."""

    name: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated, regional parameter, standing for its value in force."""

    name: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time from a date to the given day: whole days, or full years; negative for a date still to come."""

    function: str
    argument: Reference
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many words a list has; 0 for a list that is known to be empty."""

    argument: Reference
    span: Span = field(default=NOWHERE, compare=False)


Measure: TypeAlias = Elapsed | Count
Operand: TypeAlias = Literal | Reference | Parameter | Elapsed | Count


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a fact is known; itself never unknown."""

    argument: Reference
    known: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values held against each other with one of == != < <= > >=."""

    left: Operand
    operator: str
    right: Operand
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a value is one of a list; `negated` for not in."""

    item: Operand
    options: tuple[Literal | Parameter, ...]
    negated: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Containment:
    """Whether a list has one of these words, as a whole word; `negated` for none of them."""

    item: Reference
    options: tuple[Literal | Parameter, ...]
    negated: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Condition
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold: false as soon as one is false, else unknown as soon as one is unknown."""

    parts: tuple[Condition, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds: true as soon as one is true, else unknown as soon as one is unknown."""

    parts: tuple[Condition, ...]
    span: Span = field(default=NOWHERE, compare=False)


Leaf: TypeAlias = Literal | Reference | Parameter | Presence | Comparison | Membership | Containment
Condition: TypeAlias = Leaf | Not | And | Or
Node: TypeAlias = Condition | Measure


def written(node: Node) -> str:  # noqa: PLR0911, C901 - one line for each part
    """The one canonical way to write `node`; reading it gives an equal node again."""
    match node:
        case Literal():
            return _written_value(node.value)
        case Reference():
            return node.name
        case Parameter():
            return "{" + node.name + "}"
        case Elapsed():
            return f"{node.function}({node.argument.name})"
        case Count():
            return f"{HOW_MANY}({node.argument.name})"
        case Presence():
            return f"{IS_KNOWN if node.known else IS_MISSING}({node.argument.name})"
        case Comparison():
            return f"{written(node.left)} {node.operator} {written(node.right)}"
        case Membership():
            options = ", ".join(written(option) for option in node.options)
            return f"{written(node.item)} {'not in' if node.negated else 'in'} [{options}]"
        case Containment():
            options = ", ".join(written(option) for option in node.options)
            enclosed = options if len(node.options) == 1 else f"[{options}]"
            return f"{written(node.item)} {CONTAINS_NOT if node.negated else CONTAINS} {enclosed}"
        case Not():
            return f"not {_enclosed(node.part, And, Or)}"
        case And():
            return " and ".join(_enclosed(part, And, Or) for part in node.parts)
        case Or():
            return " or ".join(_enclosed(part, Or) for part in node.parts)


def _enclosed(node: Condition, *kinds: type) -> str:
    return f"({written(node)})" if isinstance(node, kinds) else written(node)


def _written_value(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)
