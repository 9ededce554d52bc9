"""Drawing the portraits of given persons anew: the one way in which portraits and tags are written.

The rows of the portraits are locked first, and what is written afterwards is judged by what stands in `person_now`
then. So whoever changes a fact and whoever recalculates wait for each other, and the last word is that of the newest
facts: never a mixture of both for one person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import sql

from yinling.decisions.portrait.queries.judging import Judging
from yinling.kernel.calendars import local_day


@dataclass(frozen=True)
class Drawn:
    """What changed: portraits written, tags begun and ended as (inner id of the person, id of the rule), in order."""

    changed: int
    began: tuple[tuple[int, int], ...]
    ended: tuple[tuple[int, int], ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the table of changes."""
        lines = [f"+{person}:{rule}" for person, rule in self.began]
        lines += [f"-{person}:{rule}" for person, rule in self.ended]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def draw(persons: Sequence[int], judging: Judging, *, at: datetime) -> Drawn:
    """Write the portraits and tags of these persons as the rules see them now, in the caller's transaction."""
    ids = sorted(set(persons))
    given: dict[str, Any] = {"ids": ids, "at": at, "day": local_day(at)}
    ended: tuple[tuple[int, int], ...] = ()
    began: tuple[tuple[int, int], ...] = ()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, given)
        cursor.execute(_portraits(judging), [*judging.values, ids, at])
        changed = cursor.fetchall()
        if changed:
            facts = judging.facts({rule for (verdicts,) in changed for rule in verdicts if rule > 0})
            cursor.execute(_END, given)
            ended = _pairs(cursor.fetchall())
            cursor.execute(sql.SQL(_BEGIN).format(facts=facts), given)
            began = _pairs(cursor.fetchall())
            cursor.execute(sql.SQL(_RENEW).format(facts=facts), given)
        cursor.execute(_WITHOUT_SET_ASIDE, given)
    return Drawn(len(changed), began, ended)


def _pairs(rows: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(person), int(rule)) for person, rule in rows))


def _portraits(judging: Judging) -> sql.Composed:
    """Portraits as judged now; whoever has left the lists keeps an empty one."""
    found = sql.SQL("j.verdicts")
    return sql.SQL(_PORTRAITS).format(
        verdicts=judging.verdicts, tier=judging.tier(found), focus=judging.focused(found)
    )  # fmt: skip


_LOCK = """
SELECT count(*) FROM (
    SELECT id FROM portrait_portrait WHERE person_id = ANY (%(ids)s::bigint[]) ORDER BY person_id FOR UPDATE
) AS locked
"""

# OFFSET 0 keeps the planner from writing the verdicts out once for each use.
_PORTRAITS = """
INSERT INTO portrait_portrait (
    public_id, person_id, area_code, unit_id, verdicts, tier, focus, facts_version, judged_at
)
SELECT gen_random_uuid(), j.person_id, j.area_code, j.unit_id, j.verdicts, {tier}, {focus}, j.version, at
FROM (
    SELECT p.id AS person_id, p.area_code, p.unit_id, coalesce(n.version, 0) AS version,
           coalesce({verdicts}, ARRAY[]::integer[]) AS verdicts
    FROM (SELECT unnest(%s::bigint[]) AS id) AS wanted
    JOIN registry_person p USING (id)
    LEFT JOIN registry_personnow n ON n.person_id = p.id
    OFFSET 0
) AS j CROSS JOIN (SELECT %s::timestamptz AS at) AS clock
ORDER BY j.person_id
ON CONFLICT (person_id) DO UPDATE SET
    verdicts = excluded.verdicts, tier = excluded.tier, focus = excluded.focus,
    facts_version = excluded.facts_version, judged_at = excluded.judged_at
WHERE (portrait_portrait.verdicts, portrait_portrait.facts_version, portrait_portrait.tier, portrait_portrait.focus)
    IS DISTINCT FROM (excluded.verdicts, excluded.facts_version, excluded.tier, excluded.focus)
RETURNING verdicts
"""

_END = """
UPDATE portrait_tag t SET until = greatest(%(day)s::date, t.since), ended_at = %(at)s
FROM portrait_portrait p
WHERE p.person_id = ANY (%(ids)s::bigint[]) AND t.person_id = p.person_id AND t.until IS NULL
  AND NOT t.rule_id = ANY (p.verdicts)
RETURNING t.person_id, t.rule_id
"""

# A tag that another version of its rule takes over on the same facts stays set aside.
_BEGIN = """
INSERT INTO portrait_tag (
    public_id, person_id, area_code, unit_id, rule_id, rule_code, kind, need_type, facts, since, began_at, set_aside
)
SELECT gen_random_uuid(), h.person_id, h.area_code, h.unit_id, h.rule_id, h.code, h.kind, h.need_type, h.facts,
       %(day)s, %(at)s,
       EXISTS (SELECT 1 FROM portrait_tag o WHERE o.person_id = h.person_id AND o.rule_code = h.code AND o.set_aside
               AND o.ended_at = %(at)s AND o.facts = h.facts)
FROM (
    SELECT p.person_id, p.area_code, p.unit_id, r.id AS rule_id, r.code, r.kind, r.need_type, {facts} AS facts
    FROM portrait_portrait p
    CROSS JOIN unnest(p.verdicts) AS v (rule_id)
    JOIN rulebook_rule r ON r.id = v.rule_id
    JOIN registry_personnow n ON n.person_id = p.person_id
    WHERE p.person_id = ANY (%(ids)s::bigint[]) AND v.rule_id > 0
      AND NOT EXISTS (SELECT 1 FROM portrait_tag t
                      WHERE t.person_id = p.person_id AND t.until IS NULL AND t.rule_code = r.code)
    OFFSET 0
) AS h
RETURNING person_id, rule_id
"""

# What a tag stands on changed while it goes on: what was said of the old facts is said no longer. No facts are made for
# the rules of those whose portrait stays, for nothing that they stand on has changed.
_RENEW = """
UPDATE portrait_tag t SET facts = h.facts, set_aside = false
FROM (
    SELECT t.id, {facts} AS facts
    FROM portrait_tag t
    JOIN rulebook_rule r ON r.id = t.rule_id
    JOIN registry_personnow n ON n.person_id = t.person_id
    WHERE t.person_id = ANY (%(ids)s::bigint[]) AND t.until IS NULL AND t.began_at < %(at)s
    OFFSET 0
) AS h
WHERE t.id = h.id AND h.facts IS NOT NULL AND t.facts <> h.facts
"""

_WITHOUT_SET_ASIDE = """
UPDATE portrait_portrait p SET tier = h.tier, focus = h.focus
FROM (
    SELECT t.person_id,
           min(r.rank) FILTER (WHERE t.kind = 'tier' AND NOT t.set_aside) AS tier,
           coalesce(bool_or(t.kind = 'focus' AND NOT t.set_aside), false) AS focus
    FROM portrait_tag t JOIN rulebook_rule r ON r.id = t.rule_id
    WHERE t.person_id = ANY (%(ids)s::bigint[]) AND t.until IS NULL
    GROUP BY t.person_id HAVING bool_or(t.set_aside)
) AS h
WHERE p.person_id = h.person_id AND (p.tier, p.focus) IS DISTINCT FROM (h.tier, h.focus)
"""
