"""Set writes for rosters: many persons entered, many facts stated, questions asked, a roster's facts taken back.

They are parts of larger actions of the intake, run by the system in its transaction, and record no fact of their
own: the run records one, with a digest of what it changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinling.base.rows.bulk import Plain, as_json, batched, hexed, insert_rows
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.domain import card_code, now_values
from yinling.people.registry.models import Card, Fact, Person, PersonNow, Question
from yinling.people.registry.terms import SECRET_TERMS, QuestionState, Source

BATCH = 2000
_SECRET = Fact._meta.get_field("secret")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one term as a roster states it; `evidence` says where it stands there (`退休干部!1234`)."""

    term: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be entered, with one statement for each term that is known."""

    public_id: UUID
    area_code: str
    unit_id: int
    statements: tuple[Statement, ...]

    def values(self) -> dict[str, str]:
        """The plain values by term."""
        return {said.term: said.value for said in self.statements}


@dataclass(frozen=True, slots=True)
class Origin:
    """Which roster speaks, as of which day, recorded by whom and when."""

    roster: UUID
    as_of: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to be asked about one term of one person."""

    person_id: int
    term: str
    code: str
    held: str
    written: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """What is believed of a person today, by term, and the day as of which somebody last spoke of them."""

    person_id: int
    values: Mapping[str, str]
    known_on: date | None


def enter_persons(*, people: Sequence[Newcomer], origin: Origin, by: Viewer) -> list[int]:
    """Enter persons with their facts, their row of today and a card each; returns their inner ids in order.

    Raises Forbidden for everyone but the system, IntegrityError when an identity number is kept already.
    """
    policy.may_enter_rosters(by)
    ids = insert_rows(
        Person,
        [
            {"public_id": p.public_id, "area_code": p.area_code, "unit_id": p.unit_id, "created_at": origin.at,
             "origin": origin.roster}
            for p in people
        ],
    )  # fmt: skip
    _write_facts(_ENTER, zip(ids, (p.statements for p in people), strict=True), origin)
    insert_rows(PersonNow, [_now(i, p, origin) for i, p in zip(ids, people, strict=True)])
    _issue_cards(ids, people, origin)
    return ids


def state_facts(*, people: Iterable[tuple[int, Sequence[Statement]]], origin: Origin, by: Viewer) -> None:
    """Write believed facts of persons; what was believed of the same terms is superseded and remembered by them.

    It leaves `person_now` to the caller. Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    _write_facts(_STATE, people, origin)


def write_now(*, rows: Sequence[Today], at: datetime, by: Viewer) -> None:
    """Write the rows of today anew for persons who have one, from their values. Raises Forbidden.

    The caller answers for it that the values are those of the believed facts.
    """
    policy.may_enter_rosters(by)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        gone = PersonNow.objects.filter(person_id__in=[row.person_id for row in batch])
        versions = dict(gone.values_list("person_id", "version"))
        gone.delete()
        scopes = _scopes({row.person_id for row in batch})
        insert_rows(
            PersonNow,
            [
                {"person_id": row.person_id, "area_code": scopes[row.person_id][0],
                 "unit_id": scopes[row.person_id][1], **now_values(row.values), "known_on": row.known_on,
                 "version": versions.get(row.person_id, 0) + 1, "updated_at": at}
                for row in batch
            ],
        )  # fmt: skip


def ask_questions(*, questions: Sequence[Asked], origin: Origin, by: Viewer) -> int:
    """Ask what is not asked yet; returns how many are new. Raises Forbidden for everyone but the system."""
    policy.may_enter_rosters(by)
    first: dict[tuple[int, str, str], Asked] = {}
    for question in questions:
        first.setdefault((question.person_id, question.term, question.code), question)
    wanted = list(first.values())
    scopes = _scopes({q.person_id for q in wanted})
    asked = _asked_already({q.person_id for q in wanted})
    fresh = [q for q in wanted if (q.person_id, q.term, q.code) not in asked]
    for start in range(0, len(fresh), BATCH):
        insert_rows(
            Question,
            [
                {"person_id": q.person_id, "area_code": scopes[q.person_id][0], "unit_id": scopes[q.person_id][1],
                 "term": q.term, "code": q.code, "held": q.held or None, "written": q.written or None,
                 "origin": origin.roster, "evidence": q.evidence, "state": QuestionState.OPEN.value,
                 "asked_at": origin.at, "asked_by": origin.by, "settled_by": ""}
                for q in fresh[start : start + BATCH]
            ],
        )  # fmt: skip
    return len(fresh)


def _write_facts(statement: str, people: Iterable[tuple[int, Sequence[Statement]]], origin: Origin) -> None:
    """Batch by batch, so that neither the text of a statement nor the sealed values of all stand in memory."""
    fixed: dict[str, Any] = {
        "at": origin.at,
        "by": origin.by,
        "as_of": origin.as_of,
        "source": Source.ROSTER,
        "origin": origin.roster,
    }
    with connection.cursor() as cursor:
        for batch in batched(people, BATCH):
            documents = [{"id": person, "said": [_written(said) for said in known]} for person, known in batch]
            cursor.execute(statement, {**fixed, "batch": as_json(documents)})


def _written(said: Statement) -> list[str | None]:
    """A statement as the SQL below takes it: term, plain value, sealed value, evidence."""
    if said.term in SECRET_TERMS:
        return [said.term, None, hexed(_SECRET.sealed(said.value)), said.evidence]
    return [said.term, said.value, None, said.evidence]


def _now(person_id: int, newcomer: Newcomer, origin: Origin) -> dict[str, Plain]:
    values = now_values(newcomer.values())
    return {
        "person_id": person_id,
        "area_code": newcomer.area_code,
        "unit_id": newcomer.unit_id,
        **values,
        "known_on": origin.as_of,
        "version": 1,
        "updated_at": origin.at,
    }


def _issue_cards(ids: Sequence[int], people: Sequence[Newcomer], origin: Origin) -> None:
    """A card each. Codes are drawn until none is somebody else's: at a million cards one in thousands is."""
    codes: dict[int, str] = {}
    while missing := [i for i in ids if i not in codes]:
        drawn = {card_code(os.urandom(32)): i for i in missing}
        taken = set(Card.objects.filter(code__in=list(drawn)).values_list("code", flat=True)) | set(codes.values())
        codes |= {i: code for code, i in drawn.items() if code not in taken}
    insert_rows(
        Card,
        [
            {"person_id": i, "area_code": p.area_code, "unit_id": p.unit_id, "code": codes[i], "issued_at": origin.at}
            for i, p in zip(ids, people, strict=True)
        ],
    )


def _scopes(persons: set[int]) -> Mapping[int, tuple[str, int]]:
    rows = Person.objects.filter(id__in=persons).values_list("id", "area_code", "unit_id")
    return {inner: (area, unit) for inner, area, unit in rows}


def _asked_already(persons: set[int]) -> set[tuple[int, str, str]]:
    rows = Question.objects.filter(person_id__in=persons, state=QuestionState.OPEN)
    return set(rows.values_list("person_id", "term", "code"))


_ENTER = """
INSERT INTO registry_fact (public_id, person_id, area_code, unit_id, term, value, secret, valid_from, recorded_at,
                           recorded_by, source, evidence, origin)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, s.value ->> 0, s.value ->> 1, (s.value ->> 2)::bytea, %(as_of)s,
       %(at)s, %(by)s, %(source)s, s.value ->> 3, %(origin)s
FROM jsonb_to_recordset(%(batch)s::jsonb) AS d (id bigint, said jsonb)
JOIN registry_person p ON p.id = d.id, jsonb_array_elements(d.said) AS s
"""

# A fact that is superseded here is named by the one that replaces it, so that a roster can be withdrawn.
_STATE = """
WITH said AS MATERIALIZED (
    SELECT d.id AS person_id, s.value ->> 0 AS term, s.value ->> 1 AS value, (s.value ->> 2)::bytea AS secret,
           s.value ->> 3 AS evidence
    FROM jsonb_to_recordset(%(batch)s::jsonb) AS d (id bigint, said jsonb), jsonb_array_elements(d.said) AS s
), old AS (
    UPDATE registry_fact f SET superseded_at = %(at)s FROM said
    WHERE f.person_id = said.person_id AND f.term = said.term AND f.superseded_at IS NULL
    RETURNING f.id, f.person_id, f.term
)
INSERT INTO registry_fact (public_id, person_id, area_code, unit_id, term, value, secret, valid_from, recorded_at,
                           recorded_by, source, evidence, origin, replaces)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, said.term, said.value, said.secret, %(as_of)s, %(at)s, %(by)s,
       %(source)s, said.evidence, %(origin)s, old.id
FROM said JOIN registry_person p ON p.id = said.person_id
LEFT JOIN old ON old.person_id = said.person_id AND old.term = said.term
"""
