"""Set writes for rosters: many persons entered, many facts stated, questions asked, a roster's facts taken back.

They are parts of larger actions of the intake, run by the system in its transaction, and record no fact of their
own: the run records one, with a digest of what it changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.sql import SQL

from yinling.base.rows.bulk import Ahead, Plain, as_json, batched, hexed, insert_rows
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.domain import card_code, now_values
from yinling.people.registry.models import Card, Fact, Person, PersonNow, Question
from yinling.people.registry.terms import SECRET_TERMS, QuestionState, Source

BATCH = 2000
MISSING = "standing.missing"  # the question about a person whom the next roster does not name
_SECRET = Fact._meta.get_field("secret")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one term as a roster states it; `evidence` says where it stands there (`退休干部!1234`)."""

    term: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be entered: the values by term, and where they are written.

    `evidence` is the row that most of them stand in, `elsewhere` names another row for single terms.
    """

    public_id: UUID
    area_code: str
    unit_id: int
    values: Mapping[str, str]
    evidence: str
    elsewhere: Mapping[str, str] = field(default_factory=dict)


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


def enter_persons(
    *, people: Sequence[Newcomer], origin: Origin, by: Viewer, step: Callable[[int], None] | None = None
) -> list[int]:
    """Enter persons with their facts, their row of today and a card each; returns their inner ids in order.

    `step` is told how many more are on their way. Raises Forbidden for everyone but the system, IntegrityError when an
    identity number is kept already.
    """
    policy.may_enter_rosters(by)
    ids = [
        inner for batch in batched(people, BATCH) for inner in insert_rows(Person, [_person(p, origin) for p in batch])
    ]
    codes = _draw_codes(len(ids))
    with Ahead() as ahead:
        for batch in batched(zip(ids, people, codes, strict=True), BATCH):
            documents = as_json([_document(inner, newcomer) for inner, newcomer, _code in batch])
            ahead.send(SQL(_ENTER), {**_fixed(origin), "batch": documents})
            ahead.insert(PersonNow, [_now(inner, newcomer, origin) for inner, newcomer, _code in batch])
            ahead.insert(Card, [_card(inner, newcomer, code, origin) for inner, newcomer, code in batch])
            if step is not None:
                step(len(batch))
    return ids


def state_facts(*, people: Iterable[tuple[int, Sequence[Statement]]], origin: Origin, by: Viewer) -> None:
    """Write believed facts of persons; what was believed of the same terms is superseded and remembered by them.

    It leaves `person_now` to the caller. Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    with Ahead() as ahead:
        for batch in batched(people, BATCH):
            documents = [{"id": person, "said": [_written(said) for said in known]} for person, known in batch]
            ahead.send(SQL(_STATE), {**_fixed(origin), "batch": as_json(documents)})


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


def seen_again(*, persons: Collection[int], origins: Collection[UUID], by: Viewer, at: datetime) -> int:
    """Drop what these rosters asked about persons whom they did not name: they are named after all.

    Returns how many questions. Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    missed = Question.objects.filter(
        person_id__in=list(persons), code=MISSING, origin__in=list(origins), state=QuestionState.OPEN
    )
    return missed.update(state=QuestionState.DROPPED, settled_at=at, settled_by=by.account or by.name)


def ask_questions(*, questions: Sequence[Asked], origin: Origin, by: Viewer) -> int:
    """Ask what is not asked yet, and what nobody answered about the same writing; returns how many are new.

    Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    first: dict[tuple[int, str, str], Asked] = {}
    for question in questions:
        first.setdefault((question.person_id, question.term, question.code), question)
    wanted = list(first.values())
    scopes = _scopes({q.person_id for q in wanted})
    asked = _asked_already({q.person_id for q in wanted})
    answered = _answered_before({q.person_id for q in wanted if q.written})
    fresh = [
        q
        for q in wanted
        if (q.person_id, q.term, q.code) not in asked and (q.person_id, q.term, q.code, q.written) not in answered
    ]
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


def _fixed(origin: Origin) -> dict[str, Any]:
    """What all facts of a roster have in common."""
    return {
        "at": origin.at, "by": origin.by, "as_of": origin.as_of, "source": Source.ROSTER.value,
        "origin": origin.roster,
    }  # fmt: skip


def _person(newcomer: Newcomer, origin: Origin) -> dict[str, Plain]:
    return {
        "public_id": newcomer.public_id, "area_code": newcomer.area_code, "unit_id": newcomer.unit_id,
        "created_at": origin.at, "origin": origin.roster,
    }  # fmt: skip


def _document(inner: int, newcomer: Newcomer) -> dict[str, object]:
    """A person's facts as `_ENTER` takes them: plain values, sealed values, and where they are written."""
    values = newcomer.values
    secret = {term: hexed(_SECRET.sealed(values[term])) for term in SECRET_TERMS if term in values}
    plain = {term: value for term, value in values.items() if term not in SECRET_TERMS}
    told: dict[str, object] = {"id": inner, "evidence": newcomer.evidence, "plain": plain, "secret": secret}
    return {**told, "elsewhere": newcomer.elsewhere} if newcomer.elsewhere else told


def _written(said: Statement) -> list[str | None]:
    """A statement as the SQL below takes it: term, plain value, sealed value, evidence."""
    if said.term in SECRET_TERMS:
        return [said.term, None, hexed(_SECRET.sealed(said.value)), said.evidence]
    return [said.term, said.value, None, said.evidence]


def _now(inner: int, newcomer: Newcomer, origin: Origin) -> dict[str, Plain]:
    return {
        "person_id": inner, "area_code": newcomer.area_code, "unit_id": newcomer.unit_id,
        **now_values(newcomer.values), "known_on": origin.as_of, "version": 1, "updated_at": origin.at,
    }  # fmt: skip


def _card(inner: int, newcomer: Newcomer, code: str, origin: Origin) -> dict[str, Plain]:
    return {
        "person_id": inner, "area_code": newcomer.area_code, "unit_id": newcomer.unit_id, "code": code,
        "issued_at": origin.at,
    }  # fmt: skip


def _draw_codes(number: int) -> list[str]:
    """Codes for cards, drawn until none is somebody's: beside a million cards one in twenty thousand is."""
    drawn: dict[str, None] = {}
    while len(drawn) < number:
        fresh = {card_code(os.urandom(32)) for _ in range(number - len(drawn))} - set(drawn)
        taken: set[str] = set()
        for batch in batched(sorted(fresh), BATCH):
            taken |= set(Card.objects.filter(code__in=batch).values_list("code", flat=True))
        drawn |= dict.fromkeys(fresh - taken)
    return list(drawn)


def _scopes(persons: set[int]) -> Mapping[int, tuple[str, int]]:
    rows = Person.objects.filter(id__in=persons).values_list("id", "area_code", "unit_id")
    return {inner: (area, unit) for inner, area, unit in rows}


def _asked_already(persons: set[int]) -> set[tuple[int, str, str]]:
    rows = Question.objects.filter(person_id__in=persons, state=QuestionState.OPEN)
    return set(rows.values_list("person_id", "term", "code"))


def _answered_before(persons: set[int]) -> set[tuple[int, str, str, str]]:
    """What officers looked into: the same writing in the next roster is no news."""
    answers = [QuestionState.KEPT, QuestionState.CHANGED]
    rows = Question.objects.filter(person_id__in=persons, state__in=answers, written__isnull=False)
    return {
        (person, term, code, str(written))
        for person, term, code, written in rows.values_list("person_id", "term", "code", "written")
    }


_ENTER = """
INSERT INTO registry_fact (public_id, person_id, area_code, unit_id, term, value, secret, valid_from, recorded_at,
                           recorded_by, source, evidence, origin)
SELECT gen_random_uuid(), p.id, p.area_code, p.unit_id, said.term, said.value, said.secret, %(as_of)s, %(at)s, %(by)s,
       %(source)s, coalesce(d.elsewhere ->> said.term, d.evidence), %(origin)s
FROM jsonb_to_recordset(%(batch)s::jsonb) AS d (id bigint, evidence text, plain jsonb, secret jsonb, elsewhere jsonb)
JOIN registry_person p ON p.id = d.id
CROSS JOIN LATERAL (
    SELECT key, value, NULL::bytea FROM jsonb_each_text(d.plain)
    UNION ALL
    SELECT key, NULL, value::bytea FROM jsonb_each_text(d.secret)
) AS said (term, value, secret)
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
