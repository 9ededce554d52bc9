"""The live check: what is being written, read as it stands, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinling.base.approvals.queries import DraftRefused
from yinling.decisions.rulebook.domain import Content, ParameterEntry, after, code_in, day_in, problems_of, superseding
from yinling.decisions.rulebook.domain import is_stop as stops
from yinling.decisions.rulebook.models import Draft
from yinling.decisions.rulebook.queries.books import parameters_in_force, whole_book
from yinling.decisions.rulebook.queries.drafts import read_draft
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.expression import Expression, ExpressionError, NeededParameter, Term, Vocabulary, parse

_SOMEBODY = "?"  # the author of what nobody has kept yet


@dataclass(frozen=True)
class CheckError:
    """Where the condition is wrong: characters `start` up to and without `end`, a sentence, and a line with marks."""

    start: int
    end: int
    message: str
    hint: str


@dataclass(frozen=True)
class NeededValue:
    """A parameter that the condition rests on, and its value in force there on that day; None when there is none."""

    needed: NeededParameter
    entry: ParameterEntry | None


@dataclass(frozen=True)
class Check:
    """What the check found. `error` points into the condition, `problems` are those of the whole book with it."""

    expression: Expression | None
    error: CheckError | None
    problems: tuple[str, ...]
    parameters: tuple[NeededValue, ...]
    terms: tuple[Term, ...]

    @property
    def is_fit(self) -> bool:
        """Whether it could be submitted as it stands."""
        return self.error is None and not self.problems


def check(kind: DraftKind, content: Content, *, vocabulary: Vocabulary, area_code: str, on: date) -> Check:
    """Read what is being written for an area, as it would stand from its first day, or from `on` when it names none.

    Raises AreaCodeInvalid.
    """
    expression, error = _read(content, vocabulary) if kind is DraftKind.RULE and not stops(content) else (None, None)
    values = parameters_in_force(area_code, day_in(content) or on)
    needed = expression.parameters if expression else ()
    return Check(
        expression=expression,
        error=error,
        problems=_problems(kind, content, vocabulary, area_code, error),
        parameters=tuple(NeededValue(need, values.get(need.name)) for need in needed),
        terms=expression.terms if expression else (),
    )


def _read(content: Content, vocabulary: Vocabulary) -> tuple[Expression | None, CheckError | None]:
    text = content.get("text")
    try:
        return parse(text if isinstance(text, str) else "", vocabulary), None
    except ExpressionError as wrong:
        end = wrong.position + wrong.length
        return None, CheckError(wrong.position, end, wrong.message, wrong.pointer)


def _problems(
    kind: DraftKind, content: Content, vocabulary: Vocabulary, area_code: str, error: CheckError | None
) -> tuple[str, ...]:
    book = whole_book()
    row = Draft(kind=kind, content=dict(content), area_code=area_code, code=code_in(kind, content), author=_SOMEBODY)
    try:
        entry = read_draft(row, book)
    except DraftRefused as refused:
        return refused.problems
    if error is not None:
        return ()
    change = superseding(entry, book, stops=stops(content))
    return tuple(dict.fromkeys(problems_of(after(book, change), vocabulary)))
