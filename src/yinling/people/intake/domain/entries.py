"""From sheets to entries: every data row of a roster cleaned under its own sheet's circumstances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.cleaning.rows import clean_row, dialling_code, first_of_month
from yinling.people.intake.domain.cleaning.units import canonical_units
from yinling.people.intake.domain.conservation import Place
from yinling.people.intake.domain.records import CleanRow
from yinling.people.intake.domain.sheets import Cell
from yinling.people.registry.terms import DATE_TERMS, PersonType

_TYPE_WORDS = {"离休": PersonType.RETIRED_WITH_HONOURS, "退休": PersonType.RETIRED, "遗属": PersonType.SURVIVOR}
_BOTH = "离退休"
_PHONES = ("phone", "contact_phone")
_NAMED_IN_FULL = ("former_unit", "party_branch")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's row: where it stands, and what cleaning made of it."""

    place: Place
    sheet: str
    clean: CleanRow

    @property
    def evidence(self) -> str:
        """Where a fact of this row can be looked up: the sheet's name and the Excel row."""
        return f"{self.sheet}!{self.place.number}"


@dataclass(frozen=True, slots=True)
class Table:
    """The data rows of one sheet, cells filled down, by Excel number, and what each column means."""

    place: int
    name: str
    title: str
    terms: Mapping[int, str]
    rows: Sequence[tuple[int, Sequence[Cell]]]


def entries_of(tables: Sequence[Table], *, places: Places, on: date, step: Callable[[int], None]) -> Iterator[Entry]:
    """Clean every row of all tables; `step` is told of each hundred."""
    dialling = dialling_code(_column(tables, _PHONES))
    for table in tables:
        context = Context(
            on=on, person_type=stated_type(table.name, table.title), places=places, dialling_code=dialling,
            first_of_month=frozenset(t for t in DATE_TERMS if first_of_month(t, _column([table], (t,)))),
        )  # fmt: skip
        columns = list(table.terms.items())
        for done, (number, cells) in enumerate(table.rows, start=1):
            row = {term: cells[index] for index, term in columns if index < len(cells)}
            yield Entry(Place(table.place, number), table.name, clean_row(row, context=context))
            if not done % 100:
                step(100)
        step(len(table.rows) % 100)


def name_in_full(entries: Sequence[Entry], *, places: Places) -> None:
    """Give units and branches one full name each, however the rows of this file write them."""
    for term in _NAMED_IN_FULL:
        said = [entry.clean.values[term] for entry in entries if term in entry.clean.values]
        full = canonical_units(said, places)
        for entry in entries:
            if term in entry.clean.values:
                values = cast(dict[str, str], entry.clean.values)
                values[term] = full.get(values[term], values[term])


def stated_type(name: str, title: str) -> str:
    """The person type that a sheet's name states, else its title's brackets, else its title; "" when not one alone."""
    bracketed = title[title.rfind("（") :] if "（" in title else ""
    for text in (name, bracketed, title):
        found = {kind for word, kind in _TYPE_WORDS.items() if word in text.replace(_BOTH, "")}
        if len(found) == 1:
            return found.pop().value
    return ""


def _column(tables: Sequence[Table], terms: Sequence[str]) -> Iterator[Cell]:
    for table in tables:
        wanted = [index for index, term in table.terms.items() if term in terms]
        for _number, cells in table.rows:
            yield from (cells[index] for index in wanted if index < len(cells))
