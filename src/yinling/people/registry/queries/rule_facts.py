"""What rules read of persons: the same facts in words for the evaluator and as columns for the compiler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from yinling.base.rows.refusals import Forbidden
from yinling.kernel.expression import Column, Value, full_years
from yinling.people.registry.models import Person, PersonNow
from yinling.people.registry.terms import AGE, CATALOGUE, NOT_SAID, RULE_TERMS, TermKind, codes_of, term_of, vocabulary

Stored = str | int | date | None  # a date as it is or as ISO text, as jsonb keeps it


def facts_for_rules(person: Person, *, on: date) -> dict[str, Value | None]:
    """What rules read of a person on a day, in the words of `terms.vocabulary()`; None where not known.

    Raises Forbidden for a record that the viewer may not see or that became part of another: rules judge that one.
    """
    stored = PersonNow.objects.filter(person=person).values(*RULE_TERMS).first()
    if stored is None:
        raise Forbidden
    return facts_from_stored(stored, on=on)


def facts_of_many(person_ids: Iterable[int], *, on: date) -> Mapping[int, dict[str, Value | None]]:
    """`facts_for_rules` for many persons by inner id, in one query, as far as the viewer may see them."""
    rows = PersonNow.objects.filter(person_id__in=list(person_ids)).values("person_id", *RULE_TERMS)
    return {row["person_id"]: facts_from_stored(row, on=on) for row in rows}


def facts_from_stored(stored: Mapping[str, Stored], *, on: date) -> dict[str, Value | None]:
    """The words for values by term of the catalogue as a column or jsonb keeps them; None for a term that is absent.

    A code that has left its list stands for itself. Raises ValueError for a date that is none.
    """
    facts = {name: _READ[CATALOGUE[term].kind](term, stored.get(term)) for name, term in _named()}
    birth = facts[_birth_name()]
    return {AGE: full_years(birth, on) if isinstance(birth, date) else None} | facts


def rule_columns(alias: str = "n") -> Mapping[str, Column]:
    """For every word of the vocabulary where `person_now`, known in the statement as `alias`, keeps its value.

    Raises ValueError for an alias that is no plain identifier.
    """
    if not (alias.isascii() and alias.isidentifier()):
        raise ValueError(f"{alias!r} is no alias of a table")
    columns = {name: Column(_column(alias, term), codes_of(term)) for name, term in _named()}
    return {AGE: Column(f"{alias}.birth_date", is_birth=True)} | columns


def _column(alias: str, term: str) -> str:
    unsaid = NOT_SAID.get(term)
    return f"{alias}.{term}" if unsaid is None else f"NULLIF({alias}.{term}, '{unsaid}')"


@cache
def _named() -> tuple[tuple[str, str], ...]:
    return tuple((term.name, term_of(term.name)) for term in vocabulary() if term.name != AGE)


@cache
def _birth_name() -> str:
    return next(name for name, term in _named() if term == "birth_date")


@cache
def _words(term: str) -> Mapping[str, str]:
    return {code: word for word, code in codes_of(term).items()}


def _choice(term: str, value: Stored) -> str | None:
    if value is None or value == NOT_SAID.get(term):
        return None
    return _words(term).get(str(value), str(value))


def _date(term: str, value: Stored) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None


def _plain(term: str, value: Stored) -> Stored:
    return value


_READ: Mapping[TermKind, Callable[[str, Stored], Stored]] = {
    TermKind.TEXT: _plain,
    TermKind.CHOICE: _choice,
    TermKind.DATE: _date,
    TermKind.NUMBER: _plain,
    TermKind.LIST: _plain,
}
