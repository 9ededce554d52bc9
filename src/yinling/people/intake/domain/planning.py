"""What is to become of every entry of a roster: pure, so that it can be tried with any rows in any order."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from yinling.people.intake.domain.combining import Alike, combine
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.evidence import Outcome, Verdict
from yinling.people.intake.domain.matching.matched import Matched
from yinling.people.registry.terms import PersonType

# An identity number that stands with another record already.
NUMBER_TAKEN = "id_number.taken"
# No sheet, title or cell said what kind of person it is.
TYPE_ASSUMED = "person_type.assumed"


class Query(NamedTuple):
    """A question to be asked about one term: what stands, what stands against it, and where that is written."""

    term: str
    code: str
    held: str
    written: str
    evidence: str


@dataclass(slots=True)
class Draft:
    """A person in the making: what the rows that are this person say together.

    `evidence` is the first row, which most values stand in; `elsewhere` names the other row for those that do not.
    """

    public_id: UUID
    rows: list[int]
    values: dict[str, str] = field(default_factory=dict)
    evidence: str = ""
    elsewhere: dict[str, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)

    def assume_type(self) -> None:
        """Where no row says what kind of person this is, take the commonest and ask: nobody can be kept without one."""
        if "person_type" not in self.values:
            self.values = {**self.values, "person_type": PersonType.RETIRED.value}
            self.queries.append(Query("person_type", TYPE_ASSUMED, PersonType.RETIRED.value, "", self.evidence))

    def give_up_number(self) -> None:
        """Leave the identity number to whoever has it already: it becomes a question."""
        number, evidence = self.values.pop("id_number"), self.elsewhere.pop("id_number", self.evidence)
        self.queries.append(Query("id_number", NUMBER_TAKEN, "", number, evidence))

    def hear(self, entry: Entry, alike: Alike) -> None:
        """Add what one more row says: gaps are filled, finer values taken, contradictions asked about."""
        if not self.evidence:
            self.values, self.evidence = dict(entry.clean.values), entry.evidence
        else:
            found = combine(self.values, entry.clean.values, alike)
            self.values |= found.stated
            self.elsewhere |= dict.fromkeys(found.stated, entry.evidence)
            self.queries += [
                Query(clash.term, "conflict", clash.held, clash.written, entry.evidence) for clash in found.conflicts
            ]
        self.queries += doubts_of(entry, self.values)


class Possible(NamedTuple):
    """Whom a held row may be: a person on record, or the person that an earlier row becomes."""

    person: int | None
    row: int | None
    verdict: Verdict


@dataclass(slots=True)
class Plan:
    """What becomes of each entry. Every entry is in exactly one of these."""

    drafts: dict[int, Draft] = field(default_factory=dict)  # by the base of the group
    known: dict[int, list[int]] = field(default_factory=dict)  # rows, by the person on record that they are
    held: dict[int, list[Possible]] = field(default_factory=dict)  # by row
    refused: dict[int, str] = field(default_factory=dict)  # the reason's code, by row


def plan(
    roster: UUID,
    entries: Sequence[Entry],
    matched: Matched,
    alike: Alike,
    *,
    elsewhere: Collection[int] = (),
) -> Plan:
    """Decide for each entry: a new person, a person on record, held for a human, or refused.

    A group of which one row waits waits as a whole: who its other rows are depends on the answer. Persons in
    `elsewhere` are kept by another body: no roster writes to their records unless somebody who sees both says so.
    """
    made = Plan()
    bases = matched.grouping.base
    usable = {bases[i] for i, entry in enumerate(entries) if not entry.clean.refusal}
    for index, entry in enumerate(entries):
        base = bases[index]
        settled = matched.settled[base]
        if entry.clean.refusal:
            made.refused[index] = entry.clean.refusal
        elif settled.outcome is Outcome.SAME and settled.person is not None and settled.person not in elsewhere:
            made.known.setdefault(settled.person, []).append(index)
        elif settled.outcome is not Outcome.DIFFERENT or (base in matched.grouping.asked and base in usable):
            made.held[index] = []
        else:
            _draft(made, roster, index, base, entry=entry, alike=alike)
    _ask_whom(made, roster, entries, matched, alike)
    for draft in made.drafts.values():
        draft.assume_type()
    return made


def _draft(made: Plan, roster: UUID, index: int, base: int, *, entry: Entry, alike: Alike) -> None:
    """Let a row be the person of its group, or begin it."""
    if base in made.drafts:
        made.drafts[base].rows.append(index)
        made.drafts[base].hear(entry, alike)
    else:
        made.drafts[base] = new_draft(roster, index, entry, alike)


def _ask_whom(made: Plan, roster: UUID, entries: Sequence[Entry], matched: Matched, alike: Alike) -> None:
    """Find whom held rows may be. Where there is nobody left (the other row was refused), there is nothing to ask."""
    strongest = _strongest(matched)
    for index in sorted(made.held, key=lambda row: (matched.grouping.base[row], row)):
        made.held[index] = _possible(index, matched, made, strongest)
        if not made.held[index]:
            del made.held[index]
            base = matched.grouping.base[index]
            _draft(made, roster, index, base, entry=entries[index], alike=alike)


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


def _possible(index: int, matched: Matched, made: Plan, strongest: Mapping[tuple[int, int], Verdict]) -> list[Possible]:
    """Persons on record first, then the persons of earlier rows, through those that wait themselves."""
    base = matched.grouping.base[index]
    found = [Possible(person, None, strongest[base, person]) for person in matched.settled[base].candidates]
    seen, asked = {base}, matched.grouping.asked.get(base)
    while asked is not None:
        target = matched.grouping.base[asked.against]
        if target in seen:
            break
        seen.add(target)
        if target in made.drafts:
            found.append(Possible(None, made.drafts[target].rows[0], asked.because))
        named = {one.person for one in found}
        on_record = matched.settled[target].candidates
        found += [Possible(person, None, asked.because) for person in on_record if person not in named]
        asked = matched.grouping.asked.get(target)
    return found


def _strongest(matched: Matched) -> dict[tuple[int, int], Verdict]:
    """The strongest verdict of each group's rows on each person, by base and person."""
    found: dict[tuple[int, int], Verdict] = {}
    for (row, person), verdict in matched.verdicts.items():
        key = (matched.grouping.base[row], person)
        if key not in found or verdict.score > found[key].score:
            found[key] = verdict
    return found
