"""Who is who: the rows of a roster against each other and against everybody on record, whoever keeps them."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.db import connection
from psycopg.sql import SQL

from yinling.base.rows.bulk import Ahead, batched
from yinling.people.intake.actions.progress import Progress
from yinling.people.intake.actions.stored import entry_of, likeness_in
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.clusters import Grouping, Settled, group, settle
from yinling.people.intake.domain.matching.evidence import Matcher, Outcome, Verdict
from yinling.people.intake.domain.matching.keys import COMMON, hashed, keys_of, pairs_within
from yinling.people.intake.domain.matching.likeness import Likeness, likeness_of
from yinling.people.intake.domain.matching.matched import Matched
from yinling.people.intake.domain.matching.names import Names
from yinling.people.intake.domain.matching.table import matcher as matcher_for
from yinling.people.intake.models import MatchedVersion, MatchKey, RosterRow
from yinling.people.intake.models import Verdict as Said
from yinling.people.intake.terms import VerdictChoice
from yinling.people.registry.models import PersonNow
from yinling.people.registry.queries import values_by_person

_BATCH = 5000


def match(entries: Sequence[Entry], *, places: Places, say: Progress) -> Matched:
    """Match entries, by their places in the sequence. Runs as the system, which sees every body's persons.

    What a human said before of the same writing and the same record is taken as said, never asked again.
    """
    likenesses = [likeness_of(i, e.clean.values, e.clean.id_hint, places) for i, e in enumerate(entries)]
    prints = [fingerprint(one) for one in likenesses]
    matcher = matcher_for(Names.counted(one.name for one in likenesses))
    keys = {i: _numbers(one) for i, one in enumerate(likenesses)}
    say.step(len(entries) // 4)
    within = {}
    for one, other in pairs_within(keys):
        if (verdict := matcher.consider(likenesses[one], likenesses[other])) is not None:
            within[(one, other)] = verdict
    _heed_between(within, prints)
    grouping = group(range(len(entries)), within, lambda a, b: matcher.compare(likenesses[a], likenesses[b]))
    say.step(len(entries) // 4)
    refresh_keys(places)
    found = _on_record(likenesses, keys, matcher, places)
    _heed_what_was_said(found, prints)
    by_row: dict[int, dict[int, Verdict]] = defaultdict(dict)
    for (row, person), verdict in found.items():
        by_row[row][person] = verdict
    settled = {base: _settle_group(base, members, by_row) for base, members in _members(grouping).items()}
    return Matched(grouping, settled, found, prints)


def fingerprint(one: Likeness) -> bytes:
    """A keyed digest of what identifies a writing: equal writings of one person have one, whatever else changed."""
    told = "\x1f".join(
        (one.name, one.sex, one.birth, one.id_number or one.id_hint, one.address_key, one.spouse_name, one.former_unit)
    )
    return hmac.new(settings.YINLING_INDEX_KEY, b"intake fingerprint\n" + told.encode(), hashlib.sha256).digest()


def refresh_keys(places: Places) -> int:
    """Make the match keys of every person whose record is newer than its keys; returns how many were made again."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE)
        stale = [int(person) for (person,) in cursor.fetchall()]
    for batch in batched(stale, _BATCH):
        MatchKey.objects.filter(person_id__in=batch).delete()
        MatchedVersion.objects.filter(person_id__in=batch).delete()
        versions = dict(PersonNow.objects.filter(person_id__in=batch).values_list("person_id", "version"))
        known = values_by_person(versions)
        write_keys(((p, likeness_of(p, values, "", places)) for p, (values, _on) in known.items()), versions)
    return len(stale)


def write_keys(likenesses: Iterable[tuple[int, Likeness]], versions: Mapping[int, int]) -> None:
    """Store the keys of persons as numbers that nobody can read back."""
    with Ahead() as ahead:
        for batch in batched(likenesses, _BATCH):
            keys = [(person, number) for person, one in batch for number in set(_numbers(one))]
            persons, numbers = zip(*keys, strict=True) if keys else ((), ())
            ahead.send(SQL(_KEYS), {"persons": list(persons), "numbers": list(numbers)})
            marks = [person for person, _one in batch]
            ahead.send(SQL(_MARKS), {"persons": marks, "versions": [versions[person] for person in marks]})


def _numbers(one: Likeness) -> list[int]:
    secret = settings.YINLING_INDEX_KEY
    return [hashed(secret, kind, text) for kind, text in keys_of(one)]


def _on_record(
    likenesses: Sequence[Likeness],
    keys: Mapping[int, Sequence[int]],
    matcher: Matcher[Likeness],
    places: Places,
) -> dict[tuple[int, int], Verdict]:
    """The verdicts on rows and persons who share a key, different ones left out."""
    pairs = _candidates(keys)
    known = values_by_person(sorted({person for _row, person in pairs}))
    persons = {person: likeness_of(person, values, "", places) for person, (values, _on) in known.items()}
    found: dict[tuple[int, int], Verdict] = {}
    for row, person in sorted(pairs):
        if person in persons and (verdict := matcher.consider(likenesses[row], persons[person])) is not None:
            found[(row, person)] = verdict
    return found


def _candidates(keys: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """Rows and persons that share a key which few share."""
    pairs: set[tuple[int, int]] = set()
    flat = [(row, number) for row, numbers in keys.items() for number in numbers]
    with connection.cursor() as cursor:
        for batch in batched(flat, 100_000):
            rows, numbers = zip(*batch, strict=True)
            cursor.execute(_SHARED, {"rows": list(rows), "numbers": list(numbers), "common": COMMON})
            pairs.update((int(row), int(person)) for row, person in cursor.fetchall())
    return pairs


def _heed_what_was_said(found: dict[tuple[int, int], Verdict], prints: Sequence[bytes]) -> None:
    """Replace the outcome of pairs that a human decided before."""
    persons = {person for _row, person in found}
    said = {(bytes(one.fingerprint), one.person_id): one.verdict for one in Said.objects.filter(person_id__in=persons)}
    for (row, person), verdict in list(found.items()):
        outcome = said.get((prints[row], person))
        if outcome == VerdictChoice.DIFFERENT:
            del found[(row, person)]
        elif outcome == VerdictChoice.SAME:
            found[(row, person)] = Verdict(verdict.score, Outcome.SAME, verdict.evidence, verdict.against)


def _heed_between(found: dict[tuple[int, int], Verdict], prints: Sequence[bytes]) -> None:
    """Replace the outcome of pairs of rows of which a human said so when they stood in a roster before."""
    asked = {prints[row] for pair in found for row in pair}
    said: dict[bytes, dict[int, str]] = defaultdict(dict)
    for batch in batched(sorted(asked), _BATCH):
        for one in Said.objects.filter(fingerprint__in=batch):
            said[bytes(one.fingerprint)][one.person_id] = one.verdict
    writings = _writings({person for persons in said.values() for person in persons})
    for pair, verdict in found.items():
        for row, other in (pair, pair[::-1]):
            for person, outcome in said.get(prints[row], {}).items():
                if prints[other] in writings[person]:
                    found[pair] = replace(verdict, outcome=_OUTCOMES[outcome])


_OUTCOMES = {VerdictChoice.SAME.value: Outcome.SAME, VerdictChoice.DIFFERENT.value: Outcome.DIFFERENT}


def _writings(persons: Collection[int]) -> Mapping[int, set[bytes]]:
    """How these persons were written in rosters, as fingerprints."""
    found: dict[int, set[bytes]] = defaultdict(set)
    for row in RosterRow.objects.filter(person_id__in=list(persons)).select_related("roster", "sheet"):
        if row.person_id is not None:
            found[row.person_id].add(fingerprint(likeness_in(row, entry_of(row))))
    return found


def _members(grouping: Grouping[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for row, base in grouping.base.items():
        members[base].append(row)
    return members


def _settle_group(base: int, rows: Collection[int], by_row: Mapping[int, Mapping[int, Verdict]]) -> Settled[int]:
    """What the registry says of a group: the strongest verdict of any of its rows on each person."""
    best: dict[int, Verdict] = {}
    for row in rows:
        for person, verdict in by_row.get(row, {}).items():
            if person not in best or _rank(verdict) > _rank(best[person]):
                best[person] = verdict
    return settle(best)


def _rank(verdict: Verdict) -> tuple[bool, float]:
    return verdict.outcome is Outcome.SAME, verdict.score


_KEYS = """
INSERT INTO intake_matchkey (person_id, number) SELECT * FROM unnest(%(persons)s::bigint[], %(numbers)s::bigint[])
"""

_MARKS = """
INSERT INTO intake_matchedversion (person_id, version)
SELECT * FROM unnest(%(persons)s::bigint[], %(versions)s::integer[])
"""

_STALE = """
SELECT n.person_id FROM registry_personnow n LEFT JOIN intake_matchedversion m ON m.person_id = n.person_id
WHERE m.version IS DISTINCT FROM n.version
"""

_SHARED = """
WITH given AS MATERIALIZED (
    SELECT * FROM unnest(%(rows)s::bigint[], %(numbers)s::bigint[]) AS g (place, number)
)
SELECT DISTINCT given.place, k.person_id FROM given
CROSS JOIN LATERAL (
    SELECT m.person_id FROM intake_matchkey m WHERE m.number = given.number LIMIT %(common)s + 1
) k
WHERE (SELECT count(*) FROM (
    SELECT 1 FROM intake_matchkey m WHERE m.number = given.number LIMIT %(common)s + 1
) few) <= %(common)s
"""
