"""Proposals follow from tags through measures: one statement, however many persons."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from yinling.base.journal.actions import record
from yinling.base.rows.bulk import as_json
from yinling.decisions.careplan import policy
from yinling.decisions.careplan.domain import plans
from yinling.decisions.careplan.events import (
    ProposalLapsed,
    ProposalsRecalculated,
    ProposalWoken,
    ServiceProposed,
)
from yinling.decisions.portrait.queries import standing_book
from yinling.kernel.areas import area_range
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer

_Given: TypeAlias = Mapping[str, str | date | datetime | list[int] | None]
_ANYWHERE = ("", "\U0010ffff")


@dataclass(frozen=True)
class Proposed:
    """How many proposals are new, lapsed because their tag ended, and wait again because their day came."""

    new: int
    lapsed: int
    woken: int


class _Change(NamedTuple):
    what: str
    proposal: UUID
    person: UUID
    rule_code: str
    rule_version: int
    item: str
    due_date: date
    facts_digest: str


@transaction.atomic
def propose(*, area_code: str = "", persons: Sequence[int] | None = None, by: Viewer, at: datetime) -> Proposed:
    """Let the proposals of an area follow its tags, or those of some persons (inner ids); everywhere without either.

    Each open tag asks for what the measures in force where the person is kept say. Proposed once as long as one waits,
    and not again on facts on which it was rejected, or approved and not due again. What is asked for no longer lapses;
    what was postponed until today waits again. Whoever waits stands on the tag's facts of now. For an area one fact is
    recorded, for persons one a proposal; none where nothing changed. Safe to repeat and to run twice at a time.
    Raises Forbidden for everyone but the system, AreaCodeInvalid.
    """
    policy.may_propose(by)
    low, high = area_range(area_code) if area_code else _ANYWHERE
    today = local_day(at)
    given: _Given = {
        "plans": as_json([plan.as_row() for plan in plans(standing_book(), on=today)]), "lo": low, "hi": high,
        "persons": None if persons is None else sorted(set(persons)), "at": at, "today": today,
    }  # fmt: skip
    if persons is None:
        return _for_area(area_code, given, by, at)
    return _for_persons(given, by, at) if persons else Proposed(0, 0, 0)


def _for_area(area_code: str, given: _Given, by: Viewer, at: datetime) -> Proposed:
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        cursor.execute(_SUMMED, given)
        new, lapsed, woken, renewed, digest = cursor.fetchone()
    if new or lapsed or woken or renewed:
        event = ProposalsRecalculated(
            subject=uuid.uuid4(), area_code=area_code, new=new, lapsed=lapsed, woken=woken, digest=digest
        )
        record(event, by=by, at=at)
    return Proposed(new, lapsed, woken)


def _for_persons(given: _Given, by: Viewer, at: datetime) -> Proposed:
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, given)
        changes = [_Change(*row) for row in cursor.fetchall()]
    for change in changes:
        event = _fact(change)
        if event is not None:
            record(event, by=by, at=at)
    number = [change.what for change in changes].count
    return Proposed(number("new"), number("lapsed"), number("woken"))


def _fact(change: _Change) -> ServiceProposed | ProposalLapsed | ProposalWoken | None:
    """The fact of a change; a waiting proposal that now stands on other facts waits on, and says so itself."""
    match change.what:
        case "new":
            return ServiceProposed(
                subject=change.proposal, person=change.person, rule=change.rule_code, rule_version=change.rule_version,
                item=change.item, due_date=change.due_date.isoformat(), facts_digest=change.facts_digest,
            )  # fmt: skip
        case "lapsed":
            return ProposalLapsed(subject=change.proposal, person=change.person, item=change.item)
        case "woken":
            return ProposalWoken(subject=change.proposal, person=change.person, item=change.item)
    return None


# Two runs at a time would lock the same rows in different orders.
_ALONE = "SELECT pg_advisory_xact_lock(7259011)"

# `asked` is what tags and measures say, `wanted` what of it nobody has decided about on these facts, `waiting` what is
# before the officers. Who waits is found through two partial indexes, so each state has its own arm.
_CHANGES = sql.SQL("""
WITH plan AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(plans)s::jsonb)
        AS plan (rule_code text, item text, lo text, hi text, depth int, due_days int, repeat_days int)
),
asked AS MATERIALIZED (
    SELECT DISTINCT ON (t.person_id, t.rule_code, plan.item)
        t.person_id, t.area_code, t.unit_id, t.rule_code, plan.item, r.version, r.title, r.need, r.need_type, t.facts,
        encode(sha256(convert_to(t.facts::text, 'UTF8')), 'hex') AS digest, plan.due_days, plan.repeat_days
    FROM portrait_tag t
    JOIN plan ON plan.rule_code = t.rule_code AND t.area_code >= plan.lo AND t.area_code < plan.hi
    JOIN rulebook_rule r ON r.id = t.rule_id
    WHERE t.until IS NULL AND NOT t.set_aside AND t.area_code >= %(lo)s AND t.area_code < %(hi)s
        AND (%(persons)s::bigint[] IS NULL OR t.person_id = ANY(%(persons)s::bigint[]))
    ORDER BY t.person_id, t.rule_code, plan.item, plan.depth DESC
),
wanted AS MATERIALIZED (
    SELECT n.* FROM asked n WHERE NOT EXISTS (
        SELECT FROM careplan_proposal q
        WHERE q.person_id = n.person_id AND q.rule_code = n.rule_code AND q.item = n.item AND q.facts_digest = n.digest
            AND (q.state = 'rejected' OR (q.state = 'approved' AND (n.repeat_days IS NULL
                OR (q.decided_at AT TIME ZONE 'Asia/Shanghai')::date + n.repeat_days > %(today)s)))
    )
),
waiting AS MATERIALIZED (
    SELECT p.id, p.state, p.person_id, p.rule_code, p.item, p.rule_version, p.rule_title, p.need, p.need_type,
        p.facts_digest, p.state = 'postponed' AND p.postponed_until <= %(today)s AS wakes
    FROM careplan_proposal p
    WHERE ((p.state = 'open' AND p.area_code >= %(lo)s AND p.area_code < %(hi)s)
            OR (p.state = 'postponed' AND p.area_code >= %(lo)s AND p.area_code < %(hi)s))
        AND (%(persons)s::bigint[] IS NULL OR p.person_id = ANY(%(persons)s::bigint[]))
),
renewed AS (
    UPDATE careplan_proposal p SET
        rule_version = n.version, rule_title = n.title, need = n.need, need_type = n.need_type, facts = n.facts,
        facts_digest = n.digest,
        state = CASE WHEN n.wakes THEN 'open' ELSE p.state END,
        due_date = CASE WHEN n.wakes THEN greatest(p.due_date, p.postponed_until) ELSE p.due_date END,
        decided_at = CASE WHEN n.wakes THEN NULL ELSE p.decided_at END,
        decided_by = CASE WHEN n.wakes THEN '' ELSE p.decided_by END,
        reasons = CASE WHEN n.wakes THEN '[]'::jsonb ELSE p.reasons END,
        source = CASE WHEN n.wakes THEN '' ELSE p.source END
    FROM (
        SELECT w.id AS waiting_id, w.state AS waiting_state, w.wakes, wanted.*
        FROM waiting w JOIN wanted USING (person_id, rule_code, item)
        WHERE w.wakes OR (w.rule_version, w.rule_title, w.need, w.need_type, w.facts_digest)
            IS DISTINCT FROM (wanted.version, wanted.title, wanted.need, wanted.need_type, wanted.digest)
    ) n
    WHERE p.id = n.waiting_id AND p.state = n.waiting_state
    RETURNING CASE WHEN n.wakes THEN 'woken' ELSE 'renewed' END AS what, p.public_id, p.person_id, p.rule_code,
        p.rule_version, p.item, p.due_date, p.facts_digest
),
lapsed AS (
    UPDATE careplan_proposal p SET state = 'lapsed', decided_at = %(at)s, decided_by = ''
    FROM waiting w
    WHERE p.id = w.id AND p.state IN ('open', 'postponed') AND NOT EXISTS (
        SELECT FROM wanted WHERE (wanted.person_id, wanted.rule_code, wanted.item) = (w.person_id, w.rule_code, w.item)
    )
    RETURNING 'lapsed' AS what, p.public_id, p.person_id, p.rule_code, p.rule_version, p.item, p.due_date,
        p.facts_digest
),
born AS (
    INSERT INTO careplan_proposal AS p (
        public_id, person_id, area_code, unit_id, rule_code, rule_version, rule_title, item, need, need_type, reasons,
        source, facts, facts_digest, due_date, state, proposed_at, decided_by
    )
    SELECT gen_random_uuid(), n.person_id, n.area_code, n.unit_id, n.rule_code, n.version, n.title, n.item, n.need,
        n.need_type, '[]', '', n.facts, n.digest, %(today)s + n.due_days, 'open', %(at)s, ''
    FROM wanted n
    WHERE NOT EXISTS (
        SELECT FROM waiting w WHERE (w.person_id, w.rule_code, w.item) = (n.person_id, n.rule_code, n.item)
    )
    ORDER BY n.person_id, n.rule_code, n.item
    ON CONFLICT (person_id, rule_code, item) WHERE state IN ('open', 'postponed') DO NOTHING
    RETURNING 'new' AS what, p.public_id, p.person_id, p.rule_code, p.rule_version, p.item, p.due_date, p.facts_digest
),
changes AS (SELECT * FROM born UNION ALL SELECT * FROM lapsed UNION ALL SELECT * FROM renewed)
""")

_SUMMED = sql.SQL("""{changes}
SELECT count(*) FILTER (WHERE what = 'new'), count(*) FILTER (WHERE what = 'lapsed'),
    count(*) FILTER (WHERE what = 'woken'), count(*) FILTER (WHERE what = 'renewed'),
    encode(sha256(convert_to(coalesce(string_agg(
        concat_ws(' ', what, public_id, item, due_date, facts_digest), E'\n' ORDER BY what, public_id
    ), ''), 'UTF8')), 'hex')
FROM changes
""").format(changes=_CHANGES)

_NAMED = sql.SQL("""{changes}
SELECT c.what, c.public_id, person.public_id, c.rule_code, c.rule_version, c.item, c.due_date, c.facts_digest
FROM changes c JOIN registry_person person ON person.id = c.person_id
ORDER BY c.what, c.rule_code, c.item
""").format(changes=_CHANGES)
