"""Facts of a roster taken back: what they had replaced is believed again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import Card, Person, PersonNow, Question
from yinling.people.registry.terms import QuestionState


def retract_facts(
    *, origin: UUID, evidence: str, spare: Collection[int], gone: Collection[UUID], by: Viewer, at: datetime
) -> set[int]:
    """Supersede the believed facts of a roster (of one of its rows, when `evidence` names it); returns the persons.

    What each had replaced is stated again as it was, unless it came from a roster in `gone`, which is `origin` itself
    and others withdrawn before: then what that one had replaced. Persons in `spare` keep theirs. It leaves
    `person_now` to the caller. Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    given: dict[str, Any] = {
        "origin": origin, "evidence": evidence, "spare": list(spare), "gone": list({origin, *gone}), "at": at,
    }  # fmt: skip
    if evidence:
        given["gone"] = list(gone)
    with connection.cursor() as cursor:
        cursor.execute(_RETRACT, given)
        persons = {int(person) for (person,) in cursor.fetchall()}
    drop_questions(origin=origin, evidence=evidence, spare=spare, by=by, at=at)
    return persons


def drop_questions(*, origin: UUID, evidence: str, spare: Collection[int], by: Viewer, at: datetime) -> int:
    """Drop the open questions that a roster (or one row of it) raised. Raises Forbidden for all but the system."""
    policy.may_enter_rosters(by)
    asked = Question.objects.filter(origin=origin, state=QuestionState.OPEN).exclude(person_id__in=list(spare))
    if evidence:
        asked = asked.filter(evidence=evidence)
    return asked.update(state=QuestionState.DROPPED, settled_at=at, settled_by=by.account or by.name)


def leave_lists(*, persons: Collection[int], by: Viewer, at: datetime) -> None:
    """Take persons off all lists who only ever stood in a withdrawn roster: no row of today, no valid card.

    Their facts stay as history. Raises Forbidden for everyone but the system.
    """
    policy.may_enter_rosters(by)
    ids = list(persons)
    Card.objects.filter(person_id__in=ids, revoked_at__isnull=True).update(revoked_at=at)
    PersonNow.objects.filter(person_id__in=ids).delete()


def brought_by(*, origin: UUID, by: Viewer) -> set[int]:
    """The persons whom a roster entered and who stand in the lists. Raises Forbidden for all but the system."""
    policy.may_enter_rosters(by)
    return set(Person.objects.filter(origin=origin, now__isnull=False).values_list("id", flat=True))


# `back` walks from each retracted fact to what it replaced, and on while that came from a roster that is gone.
_RETRACT = """
WITH RECURSIVE retracted AS (
    UPDATE registry_fact SET superseded_at = %(at)s
    WHERE origin = %(origin)s AND superseded_at IS NULL AND (%(evidence)s = '' OR evidence = %(evidence)s)
      AND NOT person_id = ANY (%(spare)s::bigint[])
    RETURNING id, person_id, term, replaces
), back AS (
    SELECT r.id AS retracted, r.person_id, r.term, f.id, f.origin, f.replaces
    FROM retracted r JOIN registry_fact f ON f.id = r.replaces
    UNION ALL
    SELECT b.retracted, b.person_id, b.term, f.id, f.origin, f.replaces
    FROM back b JOIN registry_fact f ON f.id = b.replaces
    WHERE b.origin = ANY (%(gone)s::uuid[])
), again AS (
    INSERT INTO registry_fact (public_id, person_id, area_code, unit_id, term, value, secret, valid_from, valid_to,
                               recorded_at, recorded_by, source, evidence, origin, replaces)
    SELECT gen_random_uuid(), f.person_id, f.area_code, f.unit_id, f.term, f.value, f.secret, f.valid_from, f.valid_to,
           %(at)s, f.recorded_by, f.source, f.evidence, f.origin, b.retracted
    FROM back b JOIN registry_fact f ON f.id = b.id
    WHERE b.origin IS NULL OR NOT b.origin = ANY (%(gone)s::uuid[])
    RETURNING id
)
SELECT DISTINCT person_id FROM retracted CROSS JOIN (SELECT count(*) FROM again) AS written
"""
