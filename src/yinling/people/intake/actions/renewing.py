"""What a roster says of persons who are on record already: changes become dated facts, contradictions questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from yinling.base.rows.bulk import batched
from yinling.kernel.viewer import Viewer
from yinling.people.intake.actions.numbers import keepers_of
from yinling.people.intake.domain.combining import Alike, renew
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.planning import NUMBER_TAKEN, doubts_of
from yinling.people.intake.models import RosterRow
from yinling.people.intake.terms import RosterState
from yinling.people.registry.actions.rosters import BATCH, Asked, Origin, Statement, Today, state_facts, write_now
from yinling.people.registry.models import Fact
from yinling.people.registry.queries import values_by_person
from yinling.people.registry.terms import Source

_BY_HAND = (Source.OFFICER.value,)


@dataclass(slots=True)
class Renewal:
    """What renewing came to: persons changed, facts stated, and what must be asked."""

    persons: int = 0
    facts: int = 0
    asked: list[Asked] = field(default_factory=list)


def renew_persons(
    known: Mapping[int, Sequence[int]], entries: Sequence[Entry], *, alike: Alike, origin: Origin, by: Viewer
) -> Renewal:
    """Renew every person that rows of this roster are. Nothing is written about those of whom nothing new is said."""
    made = Renewal()
    held = values_by_person(known)
    by_hand = _by_hand(known)
    spoken_on = _spoken_on(known)
    keepers = keepers_of({entries[i].clean.values.get("id_number", "") for rows in known.values() for i in rows})
    stated: list[tuple[int, list[Statement]]] = []
    today: list[Today] = []
    for person, rows in known.items():
        values, known_on = held[person]
        said: dict[str, Statement] = {}
        for index in rows:
            entry = entries[index]
            found = renew(
                values,
                entry.clean.values,
                held_on=spoken_on.get(person, known_on),
                said_on=origin.as_of,
                by_hand=by_hand.get(person, _NONE),
                alike=alike,
            )
            stated_now = dict(found.stated)
            if (number := stated_now.get("id_number")) and keepers.setdefault(number, person) != person:
                del stated_now["id_number"]
                made.asked.append(Asked(person, "id_number", NUMBER_TAKEN, "", number, entry.evidence))
            said |= {term: Statement(term, value, entry.evidence) for term, value in stated_now.items()}
            values = {**values, **stated_now}
            made.asked += [
                Asked(person, c.term, "conflict", c.held, c.written, entry.evidence) for c in found.conflicts
            ]
            made.asked += [Asked(person, *query) for query in doubts_of(entry, values)]
        newest = max(known_on or origin.as_of, origin.as_of)
        if said:
            stated.append((person, list(said.values())))
        if said or newest != known_on:
            today.append(Today(person, values, newest))
        made.persons += bool(said)
        made.facts += len(said)
    state_facts(people=stated, origin=origin, by=by)
    write_now(rows=today, at=origin.at, by=by)
    return made


_NONE: frozenset[str] = frozenset()


def _spoken_on(persons: Collection[int]) -> dict[int, date]:
    """The latest day as of which a roster spoke of each person: a correction of one term says nothing of the others."""
    found: dict[int, date] = {}
    for batch in batched(persons, BATCH):
        rows = RosterRow.objects.filter(person_id__in=batch, roster__state=RosterState.DONE)
        for person, day in rows.values_list("person_id").annotate(Max("roster__as_of")).order_by():
            if day is not None:
                found[person] = day
    return found


def _by_hand(persons: Collection[int]) -> dict[int, frozenset[str]]:
    """The terms of each person that somebody entered or corrected by hand and that are believed."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Fact.objects.filter(person_id__in=list(persons), superseded_at__isnull=True, source__in=_BY_HAND)
    for person, term in rows.values_list("person_id", "term"):
        found[person].add(term)
    return {person: frozenset(terms) for person, terms in found.items()}
