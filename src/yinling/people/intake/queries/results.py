"""What became of every row and every field of a roster: for files, for the command line, for whoever checks us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import override

from yinling.base.rows.refusals import Forbidden
from yinling.people.intake.domain.cells import unpack_clean
from yinling.people.intake.models import Roster, RosterRow, RosterSheet
from yinling.people.registry.models import Person
from yinling.people.registry.terms import CATALOGUE, say_value

_BATCH = 2000
# What the files call a term, where that is not its own name.
_FIELD_NAMES = {"former_unit": "unit"}
_ORDER = {term: place for place, term in enumerate(CATALOGUE)}


class RowResult(NamedTuple):
    """One row of the file; `person` is the public id of the surviving record, "" unless the row is new or merged."""

    sheet: str
    row: int
    status: str
    person: str


class FieldResult(NamedTuple):
    """What one field of a person's row was read as: dates as YYYY[-MM[-DD]], choices as their Chinese label."""

    sheet: str
    row: int
    field: str
    value: str


def roster_of(public_id: UUID) -> Roster:
    """The roster, if the viewer may see it. Raises Forbidden when absent or hidden: nobody can tell which."""
    found = Roster.objects.select_related("unit").filter(public_id=public_id).first()
    if found is None:
        raise Forbidden
    return found


def row_results(public_id: UUID) -> Iterator[RowResult]:
    """Every row of the file in its order. Raises Forbidden when the roster is absent or hidden."""
    roster = roster_of(public_id)
    names = survivors(roster)
    return (
        RowResult(sheet.name, row.number, row.status, names.get(row.person_id, "") if row.person_id else "")
        for sheet, row in rows_in_order(roster, "number", "status", "person_id")
    )


def field_results(public_id: UUID) -> Iterator[FieldResult]:
    """Every field of every person's row, in the order of the file and of the record. Raises Forbidden."""
    return _fields(roster_of(public_id))


def survivors(roster: Roster) -> Mapping[int, str]:
    """The public id of the record that each person of a roster is now part of, by inner id; hidden ones are left out.

    A record that was merged into another leads to that one, through any number of merges.
    """
    persons = RosterRow.objects.filter(roster=roster, person__isnull=False).order_by().values_list("person_id")
    seen = dict(Person.objects.filter(id__in=persons).values_list("id", "public_id"))
    merged = dict(Person.objects.filter(merged_into__isnull=False).values_list("id", "merged_into_id"))
    ends = {person: _end(person, merged) for person in seen}
    beyond = {end for end in ends.values() if end not in seen}
    seen |= dict(Person.objects.filter(id__in=beyond).values_list("id", "public_id"))
    return {person: str(seen[end]) for person, end in ends.items() if end in seen}


def rows_in_order(roster: Roster, *columns: str) -> Iterator[tuple[RosterSheet, RosterRow]]:
    """All rows of a roster, sheet by sheet, read in slices; `columns` are those that are needed."""
    for sheet in RosterSheet.objects.filter(roster=roster).order_by("place"):
        after = 0
        while batch := _slice(sheet, after, columns):
            yield from ((sheet, row) for row in batch)
            after = batch[-1].number


def say_field(term: str, value: str) -> str:
    """A value as files say it: choices by their Chinese label, whatever the reader's language."""
    with override("zh-hans"):
        return say_value(term, value)


def _slice(sheet: RosterSheet, after: int, columns: tuple[str, ...]) -> list[RosterRow]:
    rows = RosterRow.objects.filter(sheet=sheet, number__gt=after).only(*columns)
    return list(rows.order_by("number")[:_BATCH])


def _end(person: int, merged: Mapping[int, int]) -> int:
    seen: set[int] = set()
    while person in merged and person not in seen:
        seen.add(person)
        person = merged[person]
    return person


def _fields(roster: Roster) -> Iterator[FieldResult]:
    for sheet, row in rows_in_order(roster, "number", "cleaned"):
        if row.cleaned is None:
            continue
        clean = unpack_clean(row.cleaned)
        for term in sorted(clean.values, key=_ORDER.__getitem__):
            value = clean.stated.get(term, clean.values[term])
            yield FieldResult(sheet.name, row.number, _FIELD_NAMES.get(term, term), say_field(term, value))
