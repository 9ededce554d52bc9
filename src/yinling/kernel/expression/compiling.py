"""The same answer for everybody at once: a condition as one SQL boolean expression over columns.

NULL is unknown, and SQL's NOT, AND and OR are Kleene's, so the logic carries over as it stands. What a rule's author
wrote never becomes SQL text: it goes through placeholders. Times since a date against a constant turn into a
comparison of the date itself, which a million rows can afford.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from yinling.kernel.expression.checking import Expression
from yinling.kernel.expression.evaluating import check_parameters, related
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
from yinling.kernel.expression.vocabulary import DAYS_SINCE, LIST_MARK, NOTHING_WORD, YEARS_SINCE, Kind, Value

_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_WRITTEN = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_LARGEST = 2**63 - 1  # of PostgreSQL's bigint


@dataclass(frozen=True, slots=True)
class Column:
    """Where the value of a term stands.

    `sql` is a trusted reference or expression such as `n.living_arrangement`, written as it goes into a statement
    with placeholders (a percent sign doubled); NULL means missing. `codes` gives for each word of a choice the code
    that is stored; a code without a word stands for itself, and without `codes` the words themselves are stored.
    With `is_birth` the column is a date and the term the full years since then.
    """

    sql: str
    codes: Mapping[str, str] = field(default_factory=dict)
    is_birth: bool = False


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """A boolean SQL expression with %s placeholders, in brackets where it needs them, and their values in order."""

    text: str
    values: tuple[Value, ...] = ()


def compiled(
    expression: Expression,
    columns: Mapping[str, Column],
    parameters: Mapping[str, Value | None],
    *,
    on: date,
) -> SqlCondition:
    """`expression` for the day `on` as SQL: true, false or NULL exactly where `evaluate` says true, false or None.

    `columns` names a column for every term of the expression. A parameter that is absent or None is missing. A text
    is compared by code points. A column of numbers must fit bigint.

    Raises FactError when a parameter has another kind than the place it stands in, KeyError for a term without column.
    """
    check_parameters(expression, parameters)
    return _Compiler(expression, columns, parameters, on).condition(expression.root)


_UNKNOWN = SqlCondition("NULL::boolean")


def _truth(value: bool) -> SqlCondition:
    return SqlCondition("TRUE" if value else "FALSE")


def _if_known(column: Column, value: bool) -> SqlCondition:
    """A constant that stays NULL where the column is."""
    sql = column.sql
    return SqlCondition(f"({sql} IS NOT NULL OR NULL)" if value else f"({sql} IS NULL AND NULL)")


def _joined(word: str, parts: Iterable[SqlCondition]) -> SqlCondition:
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    return SqlCondition(f"({f' {word} '.join(p.text for p in parts)})", tuple(v for p in parts for v in p.values))


def _negated(part: SqlCondition) -> SqlCondition:
    return SqlCondition(f"(NOT {part.text})", part.values)


@dataclass(frozen=True, slots=True)
class _Compiler:
    expression: Expression
    columns: Mapping[str, Column]
    parameters: Mapping[str, Value | None]
    on: date

    def condition(self, node: Condition) -> SqlCondition:  # noqa: PLR0911 - one line for each part
        match node:
            case And():
                return _joined("AND", (self.condition(part) for part in node.parts))
            case Or():
                return _joined("OR", (self.condition(part) for part in node.parts))
            case Not():
                return _negated(self.condition(node.part))
            case Comparison():
                return self.comparison(node.operator, node.left, node.right)
            case Membership():
                found = _joined("OR", (self.comparison("==", node.item, option) for option in node.options))
                return _negated(found) if node.negated else found
            case Containment():
                return self.containment(node)
            case Presence():
                return SqlCondition(f"({self.column(node.argument).sql} IS {'NOT ' if node.known else ''}NULL)")
            case Reference():
                return SqlCondition(self.column(node).sql)
            case Literal() | Parameter():
                value = self.constant(node)
                return _UNKNOWN if value is None else _truth(bool(value))

    def column(self, node: Reference) -> Column:
        return self.columns[node.name]

    def constant(self, node: Literal | Parameter) -> Value | None:
        return node.value if isinstance(node, Literal) else self.parameters.get(node.name)

    def comparison(self, operator: str, left: Operand, right: Operand) -> SqlCondition:
        if isinstance(left, Literal | Parameter):
            if isinstance(right, Literal | Parameter):
                return self.folded(operator, self.constant(left), self.constant(right))
            return self.comparison(_MIRRORED[operator], right, left)
        if isinstance(right, Literal | Parameter):
            value = self.constant(right)
            return _UNKNOWN if value is None else self.against(operator, left, value)
        return self.between(operator, left, right)

    @staticmethod
    def folded(operator: str, one: Value | None, other: Value | None) -> SqlCondition:
        return _UNKNOWN if one is None or other is None else _truth(related(operator, one, other))

    def against(self, operator: str, node: Reference | Elapsed | Count, value: Value) -> SqlCondition:
        """A term against a constant."""
        column = self.column(node if isinstance(node, Reference) else node.argument)
        if isinstance(value, bool):
            return SqlCondition(f"({column.sql} {_WRITTEN[operator]} {'TRUE' if value else 'FALSE'})")
        if isinstance(value, int):
            if isinstance(node, Elapsed):
                return _elapsed(operator, column, node.function, value, self.on)
            if column.is_birth:
                return _elapsed(operator, column, YEARS_SINCE, value, self.on)
            return _number(operator, column, _counted(column) if isinstance(node, Count) else column.sql, value)
        if isinstance(value, str):
            return _word(operator, column, value)
        return SqlCondition(f"({column.sql} {_WRITTEN[operator]} %s::date)", (value,))

    def between(
        self, operator: str, left: Reference | Elapsed | Count, right: Reference | Elapsed | Count
    ) -> SqlCondition:
        """A term against a term."""
        sides = self.value(left, right), self.value(right, left)
        text = f"({sides[0].text} {_WRITTEN[operator]} {sides[1].text})"
        return SqlCondition(text, sides[0].values + sides[1].values)

    def value(self, node: Reference | Elapsed | Count, other: Reference | Elapsed | Count) -> SqlCondition:
        """A term as a value that can stand beside `other`."""
        if isinstance(node, Count):
            return SqlCondition(_counted(self.column(node.argument)))
        if isinstance(node, Elapsed):
            return _span(self.column(node.argument), node.function, self.on)
        column = self.column(node)
        if column.is_birth:
            return _span(column, YEARS_SINCE, self.on)
        if self.expression.term(node.name).kind not in {Kind.TEXT, Kind.CHOICE}:
            return SqlCondition(column.sql)
        same = isinstance(other, Reference) and self.column(other).codes == column.codes
        return _coded(column.sql) if same else _spelt(column)

    def containment(self, node: Containment) -> SqlCondition:
        column = self.column(node.item)
        found = _joined("OR", (_contains(column, self.constant(option)) for option in node.options))
        return _negated(found) if node.negated else found


def _number(operator: str, column: Column, sql: str, value: int) -> SqlCondition:
    if abs(value) > _LARGEST:
        return _if_known(column, related(operator, 0, value))
    return SqlCondition(f"({sql} {_WRITTEN[operator]} %s::bigint)", (value,))


def _word(operator: str, column: Column, word: str) -> SqlCondition:
    """A text or a choice against a word: the code is compared that stands for it, or the word itself."""
    stored = column.codes.get(word)
    if stored is None and not _is_stored(word, column):
        return _if_known(column, operator == "!=")
    return SqlCondition(f'({column.sql} {_WRITTEN[operator]} %s::text COLLATE "C")', (stored or word,))


def _is_stored(word: str, column: Column) -> bool:
    """Whether a word without a code may stand in the column as it is: no code of another word, and fit to be kept."""
    return word not in column.codes.values() and _can_be_kept(word)


def _can_be_kept(text: str) -> bool:
    """PostgreSQL keeps no NUL and no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _coded(sql: str) -> SqlCondition:
    return SqlCondition(f'{sql} COLLATE "C"')


def _spelt(column: Column) -> SqlCondition:
    """The word of a choice; a code without one is its own word."""
    if not column.codes:
        return _coded(column.sql)
    cases = " ".join("WHEN %s::text THEN %s::text" for _ in column.codes)
    values = tuple(part for word, code in column.codes.items() for part in (code, word))
    return SqlCondition(f'(CASE {column.sql} {cases} ELSE {column.sql} END) COLLATE "C"', values)


def _contains(column: Column, word: Value | None) -> SqlCondition:
    if word is None:
        return _UNKNOWN
    assert isinstance(word, str)
    if word in {"", NOTHING_WORD} or LIST_MARK in word or not _can_be_kept(word):
        return _if_known(column, False)
    marked = f"{LIST_MARK}{word}{LIST_MARK}"
    text = f"(strpos('{LIST_MARK}' || {column.sql} || '{LIST_MARK}', %s::text) > 0)"
    return SqlCondition(text, (marked,))


def _counted(column: Column) -> str:
    words = f"string_to_array({column.sql}, '{LIST_MARK}')"
    return f"cardinality(array_remove(array_remove({words}, ''), '{NOTHING_WORD}'))"


def _span(column: Column, function: str, on: date) -> SqlCondition:
    """Whole days or full years from the date in a column to a day."""
    sql = column.sql
    if function == DAYS_SINCE:
        return SqlCondition(f"(%s::date - {sql})", (on,))
    # date_part counts in floats, extract in numerics, which take three times as long
    years = f"%s::integer - date_part('year', {sql})::integer"
    later = f"date_part('month', {sql}) * 100 + date_part('day', {sql}) > %s::integer"
    return SqlCondition(f"({years} - CASE WHEN {later} THEN 1 ELSE 0 END)", (on.year, on.month * 100 + on.day))


def _elapsed(operator: str, column: Column, function: str, value: int, on: date) -> SqlCondition:
    """The time since a date against a constant: less time has passed since a later date."""
    match operator:
        case ">=":
            return _until(column, function, value, on)
        case ">":
            return _until(column, function, value + 1, on)
        case "<":
            return _after(column, function, value, on)
        case "<=":
            return _after(column, function, value + 1, on)
        case _:
            exactly = _joined("AND", [_after(column, function, value + 1, on), _until(column, function, value, on)])
            return exactly if operator == "==" else _negated(exactly)


def _until(column: Column, function: str, value: int, on: date) -> SqlCondition:
    """At least `value` has passed since the date."""
    last = last_day_before(function, value, on)
    return _if_known(column, last) if isinstance(last, bool) else SqlCondition(f"({column.sql} <= %s::date)", (last,))


def _after(column: Column, function: str, value: int, on: date) -> SqlCondition:
    """Less than `value` has passed since the date."""
    last = last_day_before(function, value, on)
    if isinstance(last, bool):
        return _if_known(column, not last)
    return SqlCondition(f"({column.sql} > %s::date)", (last,))


def last_day_before(function: str, value: int, on: date) -> date | bool:
    """The last date since which at least `value` days or full years have passed on the day `on`.

    True when that is so of every date between the years 1 and 9999, False when of none.
    """
    if function == DAYS_SINCE:
        ordinal = on.toordinal() - value
        if not date.min.toordinal() <= ordinal <= date.max.toordinal():
            return ordinal > 0
        return on - timedelta(days=value)
    year = on.year - value
    if not date.min.year <= year <= date.max.year:
        return year > 0
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February: in a common year the day before 1 March
        return date(year, 2, 28)
