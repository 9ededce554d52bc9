"""What is to become of every entry of a roster: pure, so that it can be tried with any rows in any order."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from yinling.people.intake.domain.combining import Alike, combine
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict
from yinling.people.intake.domain.matching.matched import Matched


class Said(NamedTuple):
    """One value and the row that says it."""

    value: str
    evidence: str


class Query(NamedTuple):
    """A question to be asked about one term: what stands, what stands against it, and where that is written."""

    term: str
    code: str
    held: str
    written: str
    evidence: str


@dataclass(slots=True)
class Draft:
    """A person in the making: what the rows that are this person say together."""

    public_id: UUID
    rows: list[int]
    said: dict[str, Said] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)

    def values(self) -> dict[str, str]:
        """The plain values by term."""
        return {term: said.value for term, said in self.said.items()}

    def hear(self, entry: Entry, alike: Alike) -> None:
        """Add what one more row says: gaps are filled, finer values taken, contradictions asked about."""
        found = combine(self.values(), entry.clean.values, alike)
        for term, value in found.stated.items():
            self.said[term] = Said(value, entry.evidence)
        self.queries += [
            Query(clash.term, "conflict", clash.held, clash.written, entry.evidence) for clash in found.conflicts
        ]
        self.queries += doubts_of(entry, self.values())


class Possible(NamedTuple):
    """Whom a held row may be: a person on record, or the person that an earlier row becomes."""

    person: int | None
    row: int | None
    verdict: Verdict


@dataclass(slots=True)
class Plan:
    """What becomes of each entry. Every entry is in exactly one of these."""

    drafts: dict[int, Draft] = field(default_factory=dict)  # by the first row of the group
    known: dict[int, list[int]] = field(default_factory=dict)  # rows, by the person on record that they are
    held: dict[int, list[Possible]] = field(default_factory=dict)  # by row
    refused: dict[int, str] = field(default_factory=dict)  # the reason's code, by row


def plan(roster: UUID, entries: Sequence[Entry], matched: Matched, alike: Alike) -> Plan:
    """Decide for each entry: a new person, a person on record, held for a human, or refused.

    A group of which one row waits waits as a whole: who its other rows are depends on the answer.
    """
    made = Plan()
    grouping = matched.grouping
    usable = {grouping.base[i] for i, entry in enumerate(entries) if not entry.clean.refusal}
    for index, entry in enumerate(entries):
        base = grouping.base[index]
        settled = matched.settled[base]
        if entry.clean.refusal:
            made.refused[index] = entry.clean.refusal
        elif settled.outcome is Outcome.SAME and settled.person is not None:
            made.known.setdefault(settled.person, []).append(index)
        elif settled.outcome is Outcome.ASK or (base in grouping.asked and base in usable):
            made.held[index] = []
        elif base in made.drafts:
            made.drafts[base].rows.append(index)
            made.drafts[base].hear(entry, alike)
        else:
            made.drafts[base] = new_draft(roster, index, entry, alike)
    for index in made.held:
        made.held[index] = _possible(index, matched, made)
    return made


def new_draft(roster: UUID, index: int, entry: Entry, alike: Alike) -> Draft:
    """A person that begins with this row. The public id follows from roster and row: no run enters a row twice."""
    draft = Draft(uuid.uuid5(roster, entry.evidence), [index])
    draft.hear(entry, alike)
    return draft


def doubts_of(entry: Entry, held: Mapping[str, str]) -> list[Query]:
    """The doubts of a row as questions, each beside what is held of its term."""
    return [
        Query(doubt.term, doubt.code, held.get(doubt.term, doubt.other), doubt.written, entry.evidence)
        for doubt in entry.clean.doubts
    ]


def _possible(index: int, matched: Matched, made: Plan) -> list[Possible]:
    """Persons on record first, then the persons of earlier rows, through those that wait themselves."""
    base = matched.grouping.base[index]
    found = [Possible(person, None, _strongest(person, base, matched)) for person in matched.settled[base].candidates]
    seen, asked = {base}, matched.grouping.asked.get(base)
    while asked is not None:
        target = matched.grouping.base[asked.against]
        if target in seen:
            break
        seen.add(target)
        if target in made.drafts:
            found.append(Possible(None, target, asked.because))
        on_record = next((person for person, rows in made.known.items() if target in rows), None)
        if on_record is not None and on_record not in {one.person for one in found}:
            found.append(Possible(on_record, None, asked.because))
        asked = matched.grouping.asked.get(target)
    return found


def _strongest(person: int, base: int, matched: Matched) -> Verdict:
    """The strongest verdict of the group's rows on a person."""
    verdicts = [v for (row, who), v in matched.verdicts.items() if who == person and matched.grouping.base[row] == base]
    return max(verdicts, key=lambda verdict: verdict.score)
