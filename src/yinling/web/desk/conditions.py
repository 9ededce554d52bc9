"""A rule's condition laid out for reading: its parts under each other, each word and value marked for what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinling.kernel.expression import Expression, ExpressionError, Kind, Value, Vocabulary, parse
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Condition,
    Containment,
    Count,
    Elapsed,
    Literal,
    Membership,
    Not,
    Operand,
    Or,
    Parameter,
    Presence,
    Reference,
)
from yinling.kernel.expression.vocabulary import DAYS_SINCE

TERM, PARAMETER, VALUE, PLAIN = "term", "parameter", "value", ""


class Piece(NamedTuple):
    """Some letters of a condition: a term of the vocabulary, a parameter, a value, or what stands between them."""

    text: str
    mark: str = PLAIN
    help: str = ""


class Part(NamedTuple):
    """One part of a condition: a line of pieces, or other parts of which all, any or none must hold."""

    join: str  # all, any, none, or nothing for a line
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Part, ...] = ()


def laid_out(text: str, vocabulary: Vocabulary, values: Mapping[str, str]) -> Part:
    """The condition as a tree of lines; a text that cannot be read is one plain line.

    `values` says each parameter in force with its unit, by name.
    """
    try:
        expression = parse(text, vocabulary)
    except ExpressionError:
        return Part("", (Piece(text),))
    return _Layout(expression, values).part(expression.root)


def in_one_line(part: Part) -> str:
    """The condition as one sentence, for tables and files."""
    if not part.join:
        return "".join(piece.text for piece in part.pieces)
    inner = [in_one_line(one) for one in part.parts]
    enclosed = [
        _("（%(condition)s）") % {"condition": said} if one.join else said
        for said, one in zip(inner, part.parts, strict=True)
    ]
    if part.join == "none":
        return _("不满足：%(condition)s") % {"condition": enclosed[0]}
    return (pgettext("condition", "，且") if part.join == "all" else pgettext("condition", "，或")).join(enclosed)


class _Layout:
    def __init__(self, expression: Expression, values: Mapping[str, str]) -> None:
        self._expression = expression
        self._values = values

    def part(self, node: Condition) -> Part:
        match node:
            case And():
                return Part("all", parts=tuple(map(self.part, node.parts)))
            case Or():
                return Part("any", parts=tuple(map(self.part, node.parts)))
            case Not():
                return Part("none", parts=(self.part(node.part),))
        return Part("", tuple(self._leaf(node)))

    def _leaf(self, node: Condition) -> Iterator[Piece]:
        match node:
            case Comparison():
                yield from self._operand(node.left)
                yield Piece(f" {_relation(node.operator, is_date=self._is_date(node))} ")
                yield from self._operand(node.right)
            case Membership() | Containment():
                yield from self._operand(node.item)
                yield Piece(f" {_listed(node)} ")
                yield from self._options(node.options)
            case Presence():
                yield self._term(node.argument.name)
                yield Piece(" " + (_("已登记") if node.known else _("没有登记")))
            case Literal() | Reference() | Parameter():
                yield from self._operand(node)

    def _operand(self, node: Operand) -> Iterator[Piece]:
        match node:
            case Reference():
                yield self._term(node.name)
            case Parameter():
                yield self._parameter(node.name)
            case Literal():
                yield Piece(said(node.value), VALUE)
            case Elapsed() | Count():
                yield self._term(node.argument.name)
                yield Piece(_measure(node))

    def _is_date(self, node: Comparison) -> bool:
        """Whether days are compared: then one is earlier, not smaller."""
        sides = (node.left, node.right)
        terms = [self._expression.term(side.name) for side in sides if isinstance(side, Reference)]
        return any(term.kind is Kind.DATE for term in terms)

    def _options(self, options: Sequence[Literal | Parameter]) -> Iterator[Piece]:
        for place, option in enumerate(options):
            if place:
                yield Piece(_("、"))
            yield from self._operand(option)

    def _term(self, name: str) -> Piece:
        term = self._expression.term(name)
        parts = [term.kind.label, *([_("单位：%(unit)s") % {"unit": term.unit}] if term.unit else []), term.source]
        return Piece(name, TERM, _("；").join(part for part in parts if part))

    def _parameter(self, name: str) -> Piece:
        value = self._values.get(name)
        if value is None:
            return Piece(_("%(name)s（没有生效的值）") % {"name": name}, PARAMETER)
        return Piece(_("%(name)s（%(value)s）") % {"name": name, "value": value}, PARAMETER)


def said(value: Value, unit: str = "") -> str:
    """A value as people write it, with its unit."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value.isoformat() if isinstance(value, date) else f"{value}{unit}"


def _relation(operator: str, *, is_date: bool) -> str:
    words = {
        "==": pgettext("relation", "是"), "!=": pgettext("relation", "不是"), ">=": pgettext("relation", "不小于"),
        "<=": pgettext("relation", "不大于"), ">": pgettext("relation", "大于"), "<": pgettext("relation", "小于"),
    }  # fmt: skip
    days = {
        ">=": pgettext("relation", "不早于"), "<=": pgettext("relation", "不晚于"), ">": pgettext("relation", "晚于"),
        "<": pgettext("relation", "早于"),
    }  # fmt: skip
    return {**words, **days}[operator] if is_date else words[operator]


def _listed(node: Membership | Containment) -> str:
    if isinstance(node, Membership):
        return _("不是其中任何一个：") if node.negated else _("是其中之一：")
    return _("不包含其中任何一个：") if node.negated else _("包含其中之一：")


def _measure(node: Elapsed | Count) -> str:
    if isinstance(node, Count):
        return _("的个数")
    return _("至今的天数") if node.function == DAYS_SINCE else _("至今的整年数")
