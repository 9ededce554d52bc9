"""Whether the parts fit together: every name known, every comparison between values of one kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from yinling.kernel.expression.reading import Reader
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
    written,
)
from yinling.kernel.expression.vocabulary import (
    AND_WORDS,
    CONTAINS,
    HOW_MANY,
    LIST_MARK,
    NOT_WORDS,
    NOTHING_WORD,
    OR_WORDS,
    UNITS,
    Kind,
    Term,
    Value,
    Vocabulary,
    nearest,
)

_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
_WORDLIKE = frozenset({Kind.TEXT, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class NeededParameter:
    """A parameter that an expression rests on, with the kind of value and the unit its place asks for."""

    name: str
    kind: Kind
    unit: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expression:
    """A checked condition: every name known, every comparison well typed, bounded in size.

    `terms` are the words it reads and `parameters` the values it needs, both in the order of first mention.
    """

    text: str
    root: Condition
    terms: tuple[Term, ...]
    parameters: tuple[NeededParameter, ...]

    @property
    def canonical(self) -> str:
        """The one way to write it; two texts that mean the same parts have the same canonical text."""
        return written(self.root)

    def term(self, name: str) -> Term:
        """The term called `name`, which must be one of `terms`."""
        return next(term for term in self.terms if term.name == name)


def parse(text: str, vocabulary: Vocabulary) -> Expression:
    """Read and check a condition in the words of `vocabulary`.

    Raises ExpressionError, and nothing else, for every text that is no well-typed condition of at most 2,000
    characters, 200 parts and 30 levels of nesting; it points at the first place that is wrong.
    """
    reader = Reader(text)
    checker = _Checker(reader, vocabulary)
    root = reader.read()
    if isinstance(root, Measure):
        reader.refuse("no_condition", "这里要的是条件，请写明和什么比较", root.span)
    checker.condition(root)
    return Expression(text, root, tuple(checker.terms.values()), tuple(checker.parameters.values()))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a value is, and how an author would be told."""

    kind: Kind
    unit: str = ""
    words: tuple[str, ...] = ()


@dataclass
class _Checker:
    reader: Reader
    vocabulary: Vocabulary
    terms: dict[str, Term] = field(default_factory=dict)
    parameters: dict[str, NeededParameter] = field(default_factory=dict)

    def refuse(self, code: str, message: str, span: Span) -> NoReturn:
        self.reader.refuse(code, message, span)

    def condition(self, node: Condition) -> None:
        """Check a part that must come out true, false or unknown."""
        match node:
            case And() | Or():
                for part in node.parts:
                    self.condition(part)
            case Not():
                self.condition(node.part)
            case Comparison():
                self._comparison(node)
            case Membership():
                self._membership(node)
            case Containment():
                self._containment(node)
            case Presence():
                self._term(node.argument)
            case Parameter():
                self._need(node, _Shape(Kind.BOOLEAN))
            case Literal() | Reference():
                self._plain(node)

    def _plain(self, node: Literal | Reference) -> None:
        shape = self._shape(node)
        if shape.kind is not Kind.BOOLEAN:
            message = f"这里要的是条件，而它是{shape.kind.label}，请写明和什么比较"
            self.refuse("no_condition", message, node.span)

    def _comparison(self, node: Comparison) -> None:
        left, right = node.left, node.right
        if isinstance(left, Parameter) and isinstance(right, Parameter):
            self.refuse("two_parameters", "两边都是参数，没有用到人员的信息", node.span)
        if isinstance(left, Literal) and isinstance(right, Literal):
            self.refuse("two_constants", "两边都是写死的值，没有用到人员的信息", node.span)
        shape = self._common_shape(left, right, node.span)
        if node.operator not in {"==", "!="} and shape.kind not in _ORDERED:
            message = f"{shape.kind.label}不分大小，只能用 ==、!= 或 in"
            self.refuse("not_ordered", message, node.span)

    def _membership(self, node: Membership) -> None:
        if isinstance(node.item, Parameter | Literal):
            self.refuse("two_constants", "in 的前面要写一个词汇", node.item.span)
        for option in node.options:
            self._common_shape(node.item, option, option.span)

    def _containment(self, node: Containment) -> None:
        term = self._list_term(node.item, CONTAINS)
        for option in node.options:
            if isinstance(option, Parameter):
                self._need(option, _Shape(Kind.TEXT))
            else:
                self._list_word(option, term)

    def _list_word(self, option: Literal, term: Term) -> None:
        word = option.value
        if not isinstance(word, str):
            self.refuse("kinds_differ", f"多项里的每一项是文字，这里是{_kind_of(word).label}", option.span)
        if word in {"", NOTHING_WORD}:
            example = f"{HOW_MANY}({term.name}) == 0"
            self.refuse("no_word", f"要问一项也没有，请写“{example}”", option.span)
        if LIST_MARK in word:
            self.refuse("several_words", "一对引号里只写一项，几项请写成方括号里的列表", option.span)

    def _common_shape(self, left: Operand, right: Operand, span: Span) -> _Shape:
        """The kind that both sides share. A parameter and a constant take the kind of the other side."""
        if isinstance(left, Parameter) or (isinstance(left, Literal) and not isinstance(right, Parameter)):
            left, right = right, left
        shape = self._comparable(left)
        if isinstance(right, Parameter):
            self._need(right, shape)
        elif isinstance(right, Literal) and isinstance(right.value, str) and shape.kind in _WORDLIKE:
            self._word_of(right.value, shape, right.span)
        else:
            self._agree(shape, self._comparable(right), span)
        return shape

    def _comparable(self, node: Operand) -> _Shape:
        shape = self._shape(node)
        if shape.kind is Kind.LIST:
            self.refuse(
                "list_compared",
                f"多项的词汇不能直接比较，可以问有没有某一项（{CONTAINS}），或一共几项（{HOW_MANY}）",
                node.span,
            )
        return shape

    def _agree(self, left: _Shape, right: _Shape, span: Span) -> None:
        if left.kind is Kind.CHOICE and right.kind is Kind.BOOLEAN:
            self.refuse("kinds_differ", f"选项要写在双引号里，可选的有：{'、'.join(left.words)}", span)
        if left.kind is not right.kind and not {left.kind, right.kind} <= _WORDLIKE:
            one, other = left.kind.label, right.kind.label
            message = f"{one}不能和{other}比较"
            self.refuse("kinds_differ", message, span)
        if left.words and right.words and set(left.words).isdisjoint(right.words):
            self.refuse("words_differ", "两边的选项完全不同，不会相等", span)

    def _word_of(self, word: str, shape: _Shape, span: Span) -> None:
        if shape.kind is Kind.CHOICE and word not in shape.words:
            near = nearest(word, shape.words)
            hint = f"是不是“{near}”" if near else f"可选的有：{'、'.join(shape.words)}"
            self.refuse("unknown_word", f"没有“{word}”这个选项，{hint}", span)

    def _shape(self, node: Operand) -> _Shape:
        match node:
            case Literal():
                return _Shape(_kind_of(node.value))
            case Reference():
                term = self._term(node)
                return _Shape(term.kind, term.unit, term.words)
            case Elapsed():
                return self._elapsed(node)
            case Count():
                return self._counted(node)
            case Parameter():
                raise AssertionError("a parameter takes its kind from the other side")

    def _elapsed(self, node: Elapsed) -> _Shape:
        term = self._term(node.argument)
        if term.kind is not Kind.DATE:
            message = f"“{node.function}”要的是日期，“{term.name}”是{term.kind.label}"
            self.refuse("kinds_differ", message, node.argument.span)
        return _Shape(Kind.NUMBER, UNITS[node.function])

    def _counted(self, node: Count) -> _Shape:
        self._list_term(node.argument, HOW_MANY)
        return _Shape(Kind.NUMBER, UNITS[HOW_MANY])

    def _list_term(self, node: Reference, wanted_by: str) -> Term:
        term = self._term(node)
        if term.kind is not Kind.LIST:
            message = f"“{wanted_by}”要的是多项的词汇，“{term.name}”是{term.kind.label}"
            self.refuse("kinds_differ", message, node.span)
        return term

    def _term(self, node: Reference) -> Term:
        term = self.vocabulary.find(node.name)
        if term is None:
            raise self._unknown(node)
        self.terms[term.name] = term
        return term

    def _unknown(self, node: Reference) -> ExpressionError:
        near = self.vocabulary.nearest(node.name)
        if near:
            hint = f"，是不是“{near}”"
        elif node.name[0] in AND_WORDS | OR_WORDS | NOT_WORDS:
            hint = f"；如果“{node.name[0]}”是连接词，它后面要空一格"
        else:
            hint = "；如果它是一段文字，要用双引号括起来"
        return ExpressionError(
            code="unknown_name",
            message=f"没有“{node.name[:50]}”这个词汇{hint}",
            text=self.reader.text,
            start=node.span.start,
            end=node.span.end,
        )

    def _need(self, node: Parameter, shape: _Shape) -> None:
        kind = Kind.TEXT if shape.kind is Kind.CHOICE else shape.kind
        needed = NeededParameter(node.name, kind, shape.unit, shape.words)
        known = self.parameters.setdefault(node.name, needed)
        if known.kind is not kind:
            before, now = known.kind.label, kind.label
            message = f"参数“{node.name}”前面用作{before}，这里用作{now}"
            self.refuse("kinds_differ", message, node.span)


def _kind_of(value: Value) -> Kind:
    return next(kind for kind in (Kind.NUMBER, Kind.DATE, Kind.BOOLEAN, Kind.TEXT) if kind.holds(value))
