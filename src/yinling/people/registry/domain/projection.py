"""From believed facts to the wide row: what `person_now` holds is this function of the facts and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from yinling.kernel.names import search_keys
from yinling.people.registry.terms import CATALOGUE, DATE_TERMS, Precision, Sex, Standing, TermKind

Plain = str | int | Decimal | date | None

_FIRST = "0000-01-01"  # what completes a date that is known to the year or the month
_PRECISION = {4: Precision.YEAR.value, 7: Precision.MONTH.value, 10: Precision.DAY.value}
_EMPTY: dict[str, Plain] = {
    **dict.fromkeys(CATALOGUE),
    **{f"{term}_precision": Precision.DAY.value for term in DATE_TERMS},
    **dict.fromkeys(("name", "given_name", "pinyin", "initials", "phone_tail", "id_number_tail"), ""),
    "sex": Sex.UNKNOWN.value,
    "standing": Standing.ON_ROLL.value,
}
NOW_COLUMNS = tuple(_EMPTY)


def now_values(facts: Mapping[str, str]) -> dict[str, Plain]:
    """All term columns of `person_now` with search keys, tails and precisions, from the believed plain values by term.

    An empty value is the same as none. A date that is less exact than a day stands on its first day. Raises KeyError
    for a term that is none, ValueError for a value that is not in its canonical form.
    """
    row = _EMPTY.copy()
    for term, value in facts.items():
        if value:
            row[term] = _CONVERT[term](value)
    for term in DATE_TERMS:
        if value := facts.get(term, ""):
            row[f"{term}_precision"] = _PRECISION[len(value)]
    if name := facts.get("name", ""):
        keys = search_keys(name)
        row["given_name"], row["pinyin"], row["initials"] = keys.given_name, keys.pinyin, keys.initials
    row["phone_tail"] = facts.get("phone", "").partition("、")[0][-4:]
    row["id_number_tail"] = facts.get("id_number", "")[-4:].casefold()
    return row


def first_day(value: str) -> date:
    """The first day of a canonical date: 1949-05 begins on 1949-05-01. Raises ValueError."""
    return date.fromisoformat(value + _FIRST[len(value) :])


def _count(value: str) -> int:
    return int(Decimal(value))


def _converter(term: str) -> Callable[[str], Plain]:
    kind = CATALOGUE[term].kind
    if kind is TermKind.DATE:
        return first_day
    if kind is TermKind.NUMBER:
        return Decimal if term == "floor_area" else _count
    return str


_CONVERT: Mapping[str, Callable[[str], Plain]] = {term: _converter(term) for term in CATALOGUE}
