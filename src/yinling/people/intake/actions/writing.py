"""The write of a roster: persons, facts, questions, rows and candidates, from entries that were matched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from yinling.base.journal.actions import record
from yinling.base.rows.bulk import Ahead, Plain, batched
from yinling.kernel.calendars import local_day
from yinling.kernel.canonical import canonical_json
from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions.candidates import kept_elsewhere, write_candidates
from yinling.people.intake.actions.keepers import Keepers, places_of
from yinling.people.intake.actions.matching import match, write_keys
from yinling.people.intake.actions.missing import missing_questions
from yinling.people.intake.actions.numbers import give_up_taken
from yinling.people.intake.actions.progress import Progress
from yinling.people.intake.actions.renewing import Renewal, renew_persons
from yinling.people.intake.actions.searching import ELSEWHERE, held_elsewhere, refuse_search
from yinling.people.intake.actions.tables import OpenedSheet, tables_of
from yinling.people.intake.domain.cells import pack, pack_clean
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.combining import Alike
from yinling.people.intake.domain.conservation import Place, check_conservation
from yinling.people.intake.domain.entries import Entry, entries_of, name_in_full
from yinling.people.intake.domain.layout import RowKind
from yinling.people.intake.domain.matching.likeness import likeness_of
from yinling.people.intake.domain.planning import Draft, Plan, plan
from yinling.people.intake.domain.records import CleanRow
from yinling.people.intake.domain.sheets import Cell
from yinling.people.intake.events import RosterImported
from yinling.people.intake.models import Roster, RosterFile, RosterRow, RosterSheet
from yinling.people.intake.terms import Phase, RosterState, RowStatus
from yinling.people.registry.actions.rosters import (
    Asked,
    Newcomer,
    Origin,
    ask_questions,
    enter_persons,
    seen_again,
)
from yinling.people.registry.models import Person

_BATCH = 2000


class Ending(NamedTuple):
    """What became of one row of the file."""

    kind: str
    status: str
    reason: str = ""
    person: int | None = None
    clean: CleanRow | None = None


def write_roster(
    row: Roster, kept: Sequence[RosterSheet], sheets: Sequence[OpenedSheet], *, by: Viewer, at: datetime, say: Progress
) -> None:
    """Clean, match and write a roster whose columns are explained, in the caller's transaction.

    Raises NotConserved when a row of the file would vanish or count twice, FileRefused (before anything is written)
    when its account would learn of too many persons whom other bodies keep.
    """
    places = places_of(row.area_code)
    tables = tables_of(kept, sheets)
    say.begin(Phase.CLEAN, sum(len(table.rows) for table in tables))
    entries = list(entries_of(tables, places=places, on=row.as_of or local_day(at), step=say.step))
    del tables
    name_in_full(entries, places=places)
    say.begin(Phase.MATCH, len(entries))
    matched = match(entries, places=places, say=say)
    say.begin(Phase.WRITE, len(entries))
    origin = Origin(row.public_id, row.as_of or local_day(at), row.received_by, at)
    elsewhere = kept_elsewhere({person for _row, person in matched.verdicts}, row)
    made = plan(row.public_id, entries, matched, Alike(places), elsewhere=elsewhere)
    taken = kept_elsewhere(give_up_taken(made.drafts.values()), row)
    learnt = held_elsewhere(made, elsewhere) + len(taken)
    refuse_search(row, learnt, at)
    run = _Run(row, entries, made, origin, say)
    run.write_people(places, by)
    endings = run.endings(kept, sheets)
    counts = check_conservation([len(one.sheet.rows) for one in sheets], ((p, e.status) for p, e in endings.items()))
    _write_rows(row, kept, sheets, endings)
    lines = _held_lines(row)
    write_candidates(run.plan.held, {i: lines[entries[i].place] for i in run.plan.held}, run.persons, row)
    say.begin(Phase.JOURNAL)
    _conclude(run, {**counts, ELSEWHERE: learnt}, endings, by)
    say.end()
    row.seconds = say.seconds
    row.save()


class _Run:
    """One import while it is written: what the plan said becomes rows, and their ids are remembered."""

    def __init__(self, row: Roster, entries: Sequence[Entry], made: Plan, origin: Origin, say: Progress) -> None:
        self.row, self.entries, self.plan, self.origin, self.say = row, entries, made, origin, say
        self.persons: dict[int, int] = {}  # the inner id of the person that each row became or joined
        self.facts = self.questions = 0
        self.units = 0
        self.renewal = Renewal()

    def write_people(self, places: Places, by: Viewer) -> None:
        """New persons, then what is new about known ones, then every question."""
        asked: list[Asked] = []
        keepers = Keepers(self.row, places)
        drafts = list(self.plan.drafts.values())
        keepers.enter_unknown((draft.values for draft in drafts), by=by, at=self.origin.at)
        people = [_newcomer(draft, keepers) for draft in drafts]
        ids = enter_persons(people=people, origin=self.origin, by=by, step=self.say.step)
        for inner, draft in zip(ids, drafts, strict=True):
            self.persons |= dict.fromkeys(draft.rows, inner)
            asked += [Asked(inner, *query) for query in draft.queries]
        self.facts = sum(len(draft.values) for draft in drafts)
        write_keys(
            ((i, likeness_of(i, draft.values, "", places)) for i, draft in zip(ids, drafts, strict=True)),
            dict.fromkeys(ids, 1),
        )
        self.renewal = renew_persons(self.plan.known, self.entries, alike=Alike(places), origin=self.origin, by=by)
        for person, rows in self.plan.known.items():
            self.persons |= dict.fromkeys(rows, person)
        self._found_again(by)
        self.facts += self.renewal.facts
        types = {entry.clean.values.get("person_type", "") for entry in self.entries}
        asked += [*self.renewal.asked, *missing_questions(self.row, set(self.persons.values()), types)]
        self.questions = ask_questions(questions=asked, origin=self.origin, by=by)
        self.units = keepers.entered

    def _found_again(self, by: Viewer) -> None:
        """Whoever an earlier roster did not name and this one does is not missing."""
        earlier = Roster.objects.filter(unit_id=self.row.unit_id, as_of__lte=self.origin.as_of)
        origins = list(earlier.values_list("public_id", flat=True))
        seen_again(persons=list(self.plan.known), origins=origins, by=by, at=self.origin.at)

    def endings(self, kept: Sequence[RosterSheet], sheets: Sequence[OpenedSheet]) -> dict[Place, Ending]:
        """What became of every row of every sheet, persons or not."""
        found = {
            Place(stored.place, number): Ending(one.kind(number).value, RowStatus.NOT_A_PERSON, one.kind(number).value)
            for stored, one in zip(kept, sheets, strict=True)
            for number in range(1, len(one.sheet.rows) + 1)
            if one.kind(number) is not RowKind.PERSON
        }
        firsts = {draft.rows[0] for draft in self.plan.drafts.values()}
        for index, entry in enumerate(self.entries):
            found[entry.place] = self._ending(index, index in firsts)
        return found

    def _ending(self, index: int, is_first: bool) -> Ending:
        kind, clean = RowKind.PERSON.value, self.entries[index].clean
        if index in self.plan.refused:
            return Ending(kind, RowStatus.REFUSED, self.plan.refused[index], None, clean)
        if index in self.plan.held:
            return Ending(kind, RowStatus.HELD, "identity", None, clean)
        status = RowStatus.NEW if is_first else RowStatus.MERGED
        return Ending(kind, status, "", self.persons[index], clean)


def _newcomer(draft: Draft, keepers: Keepers) -> Newcomer:
    unit = keepers.unit_for(draft.values)
    area = keepers.area_for(draft.values, unit)
    return Newcomer(draft.public_id, area, unit.id, draft.values, draft.evidence, draft.elsewhere)


def _write_rows(
    row: Roster, kept: Sequence[RosterSheet], sheets: Sequence[OpenedSheet], endings: Mapping[Place, Ending]
) -> None:
    """Every row with its original cells, sealed."""
    with Ahead() as ahead:
        for stored, one in zip(kept, sheets, strict=True):
            for batch in batched(range(1, len(one.sheet.rows) + 1), _BATCH):
                ahead.insert(
                    RosterRow,
                    [
                        _line(row, stored, number, endings[Place(stored.place, number)], one.sheet.rows[number - 1])
                        for number in batch
                    ],
                )


def _held_lines(row: Roster) -> dict[Place, int]:
    held = RosterRow.objects.filter(roster=row, status=RowStatus.HELD)
    return {Place(place, number): i for i, place, number in held.values_list("id", "sheet__place", "number")}


def _line(row: Roster, stored: RosterSheet, number: int, ending: Ending, cells: Sequence[Cell]) -> dict[str, Plain]:
    return {
        "roster_id": row.id, "sheet_id": stored.id, "area_code": row.area_code, "unit_id": row.unit_id,
        "number": number, "kind": ending.kind, "status": str(ending.status), "reason": ending.reason,
        "cells": pack(cells), "cleaned": pack_clean(ending.clean) if ending.clean else None,
        "person_id": ending.person,
    }  # fmt: skip


def _conclude(run: _Run, counts: Mapping[str, int], endings: Mapping[Place, Ending], by: Viewer) -> None:
    """Mark the roster done, throw the file away (its rows are kept one by one), and record the run as one fact."""
    row, at = run.row, run.origin.at
    row.state, row.phase, row.finished_at = RosterState.DONE, "", at
    row.counts = {
        **counts, "facts": run.facts, "questions": run.questions, "units": run.units, "changed": run.renewal.persons,
    }  # fmt: skip
    row.done = row.total = row.rows_total
    RosterFile.objects.filter(roster=row).delete()
    record(
        RosterImported(
            subject=row.public_id, rows=row.rows_total, new=counts["new"], merged=counts["merged"],
            held=counts["held"], refused=counts["refused"], not_a_person=counts["not-a-person"], facts=run.facts,
            questions=run.questions, digest=_digest(endings),
        ),
        by=by, at=at,
    )  # fmt: skip


def _digest(endings: Mapping[Place, Ending]) -> str:
    """SHA-256 over every row's outcome, persons by public id, as canonical JSON lines in the order of the file."""
    persons = {ending.person for ending in endings.values() if ending.person is not None}
    names: dict[int, str] = {}
    for batch in batched(sorted(persons), 10_000):
        names |= {i: str(public) for i, public in Person.objects.filter(id__in=batch).values_list("id", "public_id")}
    digest = hashlib.sha256()
    for place, ending in sorted(endings.items()):
        person = names[ending.person] if ending.person is not None else ""
        digest.update(canonical_json([place.sheet, place.number, str(ending.status), person]) + b"\n")
    return digest.hexdigest()
