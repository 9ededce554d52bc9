"""Drawing all portraits of an area anew, county by county: each county is one transaction, and one fact.

A run is a row. Killed anywhere, it goes on behind the county that it finished last; what it was about to write is
gone with its transaction.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from yinling.base.jobs.actions import defer
from yinling.base.journal.actions import record
from yinling.decisions.portrait import policy
from yinling.decisions.portrait.actions.cells import recount_cells
from yinling.decisions.portrait.actions.drawing import Drawn, draw
from yinling.decisions.portrait.events import PortraitsRecalculated, RunStarted
from yinling.decisions.portrait.models import Run
from yinling.decisions.portrait.queries.judging import Judging, judging
from yinling.decisions.portrait.terms import RunState
from yinling.kernel.areas import COUNTY_LENGTH, area_range
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer

STEP = "portrait.step"
_MANY = 5_000  # persons whose tags are written by one statement


@transaction.atomic
def start(*, area_code: str, reason: str, by: Viewer, at: datetime) -> UUID:
    """Begin a run over an area; a job draws its portraits, county by county. Returns the run's public id.

    Raises Forbidden for everyone but the system, AreaCodeInvalid.
    """
    policy.may_recalculate(by)
    area_range(area_code)
    run = Run.objects.create(
        area_code=area_code, reason=reason, started_at=at, moved_at=at, batches=len(_keys(area_code, ""))
    )
    record(RunStarted(subject=run.public_id, area_code=area_code, reason=reason), by=by, at=at)
    defer(task=STEP, by=by, at=at, run=run.public_id)
    return run.public_id


@transaction.atomic
def step(*, run: UUID, by: Viewer, at: datetime) -> bool:
    """Draw the portraits of the next county of a run; a job for the one after it is stored with them.

    Returns whether there is more to do. Safe to repeat: a finished run stays finished. Raises Forbidden for everyone
    but the system.
    """
    policy.may_recalculate(by)
    _one_at_a_time()
    row = Run.objects.select_for_update().get(public_id=run)
    if row.state == RunState.DONE:
        return False
    left = _keys(row.area_code, row.reached)
    if left:
        _draw_county(row, left[0], by, at)
    row.moved_at, row.done = at, row.done + bool(left)
    if len(left) <= 1:
        row.state, row.finished_at = RunState.DONE, at
    row.batches = max(row.batches, row.done)
    row.save()
    if row.state == RunState.RUNNING:
        defer(task=STEP, by=by, at=at, run=run)
    return bool(row.state == RunState.RUNNING)


@transaction.atomic
def recalculate(*, area_code: str, reason: str, by: Viewer, at: datetime) -> UUID:
    """`start` and every `step` at once, in one transaction, for who cannot wait. Raises Forbidden, AreaCodeInvalid."""
    run = start(area_code=area_code, reason=reason, by=by, at=at)
    while step(run=run, by=by, at=at):
        continue
    return run


def _draw_county(row: Run, key: str, by: Viewer, at: datetime) -> None:
    rules = judging(key, local_day(at))
    persons = _different(rules, key)
    drawn = [draw(persons[first : first + _MANY], rules, at=at) for first in range(0, len(persons), _MANY)]
    changed = Drawn(
        sum(one.changed for one in drawn),
        tuple(pair for one in drawn for pair in one.began),
        tuple(pair for one in drawn for pair in one.ended),
    )
    recount_cells(area_code=key, by=by, at=at)
    row.reached, row.rules = key, rules.rules
    row.persons += _number_in(key)
    row.changed += changed.changed
    row.began += len(changed.began)
    row.ended += len(changed.ended)
    fact = PortraitsRecalculated(
        subject=row.public_id, area_code=key, persons=len(persons), changed=changed.changed, began=len(changed.began),
        ended=len(changed.ended), digest=changed.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)


def _different(rules: Judging, key: str) -> list[int]:
    """The persons of a county whose portrait is not what the rules make of them now, or whose facts have changed."""
    low, high = _range(key)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(_DIFFERENT).format(verdicts=rules.verdicts), [*rules.values, low, high, low, high]
        )  # fmt: skip
        return [int(person) for (person,) in cursor.fetchall()]


def _keys(area_code: str, reached: str) -> list[str]:
    """The counties of an area in which somebody stands, behind the one reached; wider codes where somebody has none."""
    low, high = area_range(area_code)
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, {"low": low, "high": high, "reached": reached})
        return [str(key) for (key,) in cursor.fetchall()]


def _range(key: str) -> tuple[str, str]:
    """A county with all in it; a wider code alone, since its counties are steps of their own."""
    return area_range(key) if len(key) >= COUNTY_LENGTH else (key, key + "!")


def _number_in(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, _range(key))
        return int(cursor.fetchone()[0])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TURN)


_TURN = "SELECT pg_advisory_xact_lock(7259020)"  # two runs at once would draw the same persons crosswise

_KEYS = """
SELECT DISTINCT left(area_code, 6) COLLATE "C" AS key FROM (
    SELECT DISTINCT area_code FROM registry_person WHERE area_code >= %(low)s AND area_code < %(high)s
) AS areas WHERE left(area_code, 6) COLLATE "C" > %(reached)s ORDER BY key
"""

_NUMBER = "SELECT count(*) FROM registry_personnow WHERE area_code >= %s AND area_code < %s"

# Portraits are looked up person by person: there are a hundred counties, and each would read all portraits to join its
# own. Whoever has left the lists is found through the registry for the same reason.
_DIFFERENT = """
SELECT j.person_id FROM (
    SELECT n.person_id, n.version, {verdicts} AS verdicts FROM registry_personnow n
    WHERE n.area_code >= %s AND n.area_code < %s
    OFFSET 0
) AS j LEFT JOIN LATERAL (
    SELECT p.verdicts, p.facts_version FROM portrait_portrait p WHERE p.person_id = j.person_id OFFSET 0
) AS p ON true
WHERE (p.verdicts, p.facts_version) IS DISTINCT FROM (j.verdicts, j.version)
UNION ALL
SELECT r.id FROM registry_person r
JOIN portrait_portrait p ON p.person_id = r.id AND p.verdicts <> ARRAY[]::integer[]
WHERE r.area_code >= %s AND r.area_code < %s
  AND NOT EXISTS (SELECT 1 FROM registry_personnow n WHERE n.person_id = r.id)
"""
