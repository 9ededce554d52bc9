"""Counting anew how many persons share type, level and age band, in all and with each tag."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from yinling.decisions.portrait import policy
from yinling.decisions.portrait.domain.cohorts import BAND_YEARS, born_by
from yinling.kernel.areas import COUNTY_LENGTH, area_range
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer


@transaction.atomic
def recount_cells(*, area_code: str, by: Viewer, at: datetime) -> int:
    """Count the cells of an area and all in it anew, from `person_now` and the tags; returns how many there are.

    Ages are completed years on the local day of `at`. Only persons on the roll count, and only tags that hold and are
    not set aside. The area of a township is that of its county. The cells say nothing that is not there already: the
    fact is that of the run which drew the portraits, for the hourly chore there is none. Raises Forbidden for everyone
    but the system, and AreaCodeInvalid.
    """
    policy.may_recalculate(by)
    area_range(area_code)
    low, high = area_range(area_code[:COUNTY_LENGTH])
    given: dict[str, str | date | datetime] = {"low": low, "high": high, "at": at, **_born_by(local_day(at))}
    with connection.cursor() as cursor:
        cursor.execute(_TURN)
        cursor.execute(_COUNT, given)
        return int(cursor.rowcount)


def _born_by(on: date) -> dict[str, date]:
    """For each band but the youngest the last day on which somebody in it was born."""
    return {f"born_{years}": born_by(on, years) for years in BAND_YEARS if years}


_TURN = "SELECT pg_advisory_xact_lock(7259021)"  # two counts of one area at once would write the same cells

# A cell that is still there is written over: that costs half of a new one. Nobody's cell goes.
_COUNT = """
WITH roll AS (
    SELECT person_id, left(area_code, 6) COLLATE "C" AS area_code, person_type, coalesce(post_level, '') AS post_level,
           CASE WHEN birth_date IS NULL THEN '-'
                WHEN birth_date <= %(born_100)s THEN '100'
                WHEN birth_date <= %(born_90)s THEN '90'
                WHEN birth_date <= %(born_80)s THEN '80'
                WHEN birth_date <= %(born_70)s THEN '70'
                WHEN birth_date <= %(born_60)s THEN '60'
                ELSE '0' END AS band
    FROM registry_personnow
    WHERE standing = 'on_roll' AND area_code >= %(low)s AND area_code < %(high)s
), counted AS (
    SELECT area_code, person_type, post_level, band, '' AS rule_code, count(*) AS number
    FROM roll GROUP BY 1, 2, 3, 4
  UNION ALL
    SELECT r.area_code, r.person_type, r.post_level, r.band, t.rule_code, count(*)
    FROM roll r JOIN portrait_tag t ON t.person_id = r.person_id AND t.until IS NULL AND NOT t.set_aside
    GROUP BY 1, 2, 3, 4, 5
), gone AS (
    DELETE FROM portrait_cell c
    WHERE c.area_code >= %(low)s AND c.area_code < %(high)s AND NOT EXISTS (
        SELECT 1 FROM counted n
        WHERE (n.area_code, n.rule_code, n.person_type, n.post_level, n.band)
            = (c.area_code, c.rule_code, c.person_type, c.post_level, c.band)
    )
)
INSERT INTO portrait_cell (public_id, area_code, person_type, post_level, band, rule_code, number, counted_at)
SELECT gen_random_uuid(), area_code, person_type, post_level, band, rule_code, number, %(at)s
FROM counted
ON CONFLICT (area_code, rule_code, person_type, post_level, band)
    DO UPDATE SET number = excluded.number, counted_at = excluded.counted_at
"""
