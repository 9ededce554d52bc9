"""From tokens to the parts of an expression, by recursive descent with bounded depth and size.

    condition   = conjunction { ("or" | "或") conjunction }
    conjunction = negation { ("and" | "且") negation }
    negation    = ("not" | "非") negation | comparison
    comparison  = value [ operator value | ["not"] "in" options | ("包含" | "不包含") (option | options) ]
    options     = "[" option { "," option } "]"
    value       = literal | name | "{" name "}" | function "(" name ")" | "(" condition ")"

Which names there are and which kinds fit together is checked afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from yinling.kernel.expression.refusals import ExpressionError
from yinling.kernel.expression.syntax import (
    And,
    Comparison,
    Condition,
    Containment,
    Count,
    Elapsed,
    Literal,
    Measure,
    Membership,
    Not,
    Operand,
    Or,
    Parameter,
    Presence,
    Reference,
    Span,
)
from yinling.kernel.expression.tokens import Sign, Token, tokens_of
from yinling.kernel.expression.vocabulary import (
    AND_WORDS,
    FUNCTIONS,
    HOW_MANY,
    IS_KNOWN,
    IS_MISSING,
    NOT_WORDS,
    OR_WORDS,
    nearest,
)

MAX_NODES = 200
MAX_DEPTH = 30

_LITERALS = frozenset({Sign.NUMBER, Sign.DATE, Sign.TEXT, Sign.BOOLEAN})


class Reader:
    """Reads one text. Use it once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0
        self.depth = 0
        self.nodes = 0

    def read(self) -> Condition | Measure:
        """The whole text as one part, types not yet checked. Raises ExpressionError."""
        if len(self.tokens) == 1:
            self.refuse("empty", "条件是空的", self.next)
        found = self._either()
        if self.next.sign is not Sign.END:
            self._unexpected()
        return found

    @property
    def next(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.place]

    def refuse(self, code: str, message: str, at: Token | Span) -> NoReturn:
        """Raise the ExpressionError for a place in this text."""
        raise ExpressionError(code=code, message=message, text=self.text, start=at.start, end=at.end)

    def _take(self) -> Token:
        token = self.next
        self.place += token.sign is not Sign.END
        return token

    def _demand(self, sign: Sign, message: str) -> Token:
        if self.next.sign is not sign:
            self.refuse("unexpected", message, self.next)
        return self._take()

    def _unexpected(self) -> NoReturn:
        token = self.next
        if token.sign is Sign.END:
            self.refuse("unfinished", "条件没有写完", token)
        shown = self.text[token.start : token.end]
        if token.sign is Sign.NAME and shown[0] in AND_WORDS | OR_WORDS | NOT_WORDS:
            self.refuse("unexpected", f"“{shown[0]}”用作连接词时，后面要空一格", token)
        if token.sign in {Sign.NAME, Sign.PARAMETER, *_LITERALS} and self.place:
            self.refuse("unexpected", f"“{shown}”前面缺少 and、or 或比较符号", token)
        self.refuse("unexpected", f"这里不该出现“{shown}”", token)

    def _count(self, at: Span | Token) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse("too_many_parts", f"条件太复杂，最多{MAX_NODES}个部分", at)

    def _span_from(self, start: int) -> Span:
        return Span(start, self.tokens[self.place - 1].end)

    def _deeper(self, read: Callable[[], Condition | Measure]) -> Condition | Measure:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse("too_deep", f"括号和 not 最多嵌套{MAX_DEPTH}层", self.next)
        found = read()
        self.depth -= 1
        return found

    def _either(self) -> Condition | Measure:
        return self._joined(Sign.OR, self._both, Or)

    def _both(self) -> Condition | Measure:
        return self._joined(Sign.AND, self._negation, And)

    def _joined(
        self, sign: Sign, read: Callable[[], Condition | Measure], join: type[And] | type[Or]
    ) -> Condition | Measure:
        start = self.next.start
        first = read()
        if self.next.sign is not sign:
            return first
        parts = [self._condition(first)]
        while self.next.sign is sign:
            self._take()
            parts.append(self._condition(read()))
        span = self._span_from(start)
        self._count(span)
        return join(tuple(parts), span)

    def _negation(self) -> Condition | Measure:
        if self.next.sign is not Sign.NOT:
            return self._comparison()
        start = self._take().start
        part = self._condition(self._deeper(self._negation))
        span = self._span_from(start)
        self._count(span)
        return Not(part, span)

    def _condition(self, node: Condition | Measure) -> Condition:
        if isinstance(node, Measure):
            self.refuse("no_condition", "这里要的是条件，请写明和什么比较", node.span)
        return node

    def _comparison(self) -> Condition | Measure:
        start = self.next.start
        left = self._value()
        sign = self.next.sign
        if sign is Sign.NOT and self.tokens[self.place + 1].sign is Sign.IN:
            self._take()
            return self._membership(left, start, negated=True)
        if sign in {Sign.IN, Sign.NOT_IN}:
            return self._membership(left, start, negated=sign is Sign.NOT_IN)
        if sign in {Sign.CONTAINS, Sign.CONTAINS_NOT}:
            return self._containment(left, start, negated=sign is Sign.CONTAINS_NOT)
        if sign is not Sign.COMPARE:
            return left
        operator = str(self._take().value)
        right = self._operand(self._value())
        if self.next.sign is Sign.COMPARE:
            self.refuse("chained", "不能连着比较，请用 and 分成两个条件", self.next)
        span = self._span_from(start)
        self._count(span)
        return Comparison(self._operand(left), operator, right, span)

    def _operand(self, node: Condition | Measure) -> Operand:
        if not isinstance(node, Operand):
            self.refuse("not_comparable", "一个条件的结果不能再拿来比较", node.span)
        return node

    def _membership(self, left: Condition | Measure, start: int, *, negated: bool) -> Membership:
        item = self._operand(left)
        self._take()
        options = self._options("in 后面要写方括号里的列表，例如 in [80, 90]")
        span = self._span_from(start)
        self._count(span)
        return Membership(item, options, negated, span)

    def _containment(self, left: Condition | Measure, start: int, *, negated: bool) -> Containment:
        word = self.text[self.next.start : self.next.end]
        if not isinstance(left, Reference):
            self.refuse("bad_list", f"“{word}”的前面要写一个多项的词汇", left.span)
        self._take()
        is_one = self.next.sign in {Sign.TEXT, Sign.PARAMETER}
        missing = f'“{word}”后面要写带引号的文字，几项写在方括号里，例如 ["甲", "乙"]'
        options = (self._option(),) if is_one else self._options(missing)
        span = self._span_from(start)
        self._count(span)
        return Containment(left, options, negated, span)

    def _options(self, missing: str) -> tuple[Literal | Parameter, ...]:
        self._demand(Sign.OPEN_LIST, missing)
        options = [self._option()]
        while self.next.sign is Sign.COMMA:
            self._take()
            options.append(self._option())
        self._demand(Sign.CLOSE_LIST, "列表要用逗号隔开，用“]”结束")
        return tuple(options)

    def _option(self) -> Literal | Parameter:
        if self.next.sign not in _LITERALS | {Sign.PARAMETER}:
            self.refuse("bad_option", "列表里只能写数字、日期、带引号的文字或参数", self.next)
        found = self._value()
        assert isinstance(found, Literal | Parameter)
        return found

    def _value(self) -> Condition | Measure:
        token = self.next
        span = Span(token.start, token.end)
        if token.sign is Sign.OPEN:
            return self._enclosed()
        if token.sign is Sign.NAME and self.tokens[self.place + 1].sign is Sign.OPEN:
            return self._call()
        if token.sign not in _LITERALS | {Sign.NAME, Sign.PARAMETER}:
            self._unexpected()
        self._take()
        self._count(token)
        if token.sign is Sign.NAME:
            return Reference(str(token.value), span)
        if token.sign is Sign.PARAMETER:
            return Parameter(str(token.value), span)
        return Literal(token.value, span)

    def _enclosed(self) -> Condition | Measure:
        opening = self._take()
        found = self._deeper(self._either)
        if self.next.sign is Sign.END:
            self.refuse("unclosed", "这个括号没有配对的“)”", opening)
        self._demand(Sign.CLOSE, "括号里多了这些内容，或者前面缺少 and、or")
        return found

    def _call(self) -> Measure | Presence:
        name = self._take()
        function = str(name.value)
        if function not in FUNCTIONS:
            near = nearest(function, FUNCTIONS)
            hint = f"，是不是“{near}”" if near else f"，可用的有：{'、'.join(FUNCTIONS)}"
            self.refuse("unknown_function", f"没有“{function}”这个函数{hint}", name)
        self._take()
        word = self._demand(Sign.NAME, f"“{function}”的括号里要写一个词汇")
        self._demand(Sign.CLOSE, f"“{function}”的括号里只能写一个词汇")
        span = self._span_from(name.start)
        self._count(span)
        argument = Reference(str(word.value), Span(word.start, word.end))
        if function in {IS_KNOWN, IS_MISSING}:
            return Presence(argument, function == IS_KNOWN, span)
        return Count(argument, span) if function == HOW_MANY else Elapsed(function, argument, span)
