"""Tallies: how many persons of each area have each value of a coded term, counted anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from yinling.base.rows.bulk import Plain, batched, insert_rows
from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Viewer
from yinling.people.registry import policy
from yinling.people.registry.models import PersonNow, Tally
from yinling.people.registry.queries.counts import TALLIED
from yinling.people.registry.terms import Standing

_BATCH = 5_000


@transaction.atomic
def recount(*, area_code: str = "", by: Viewer, at: datetime) -> int:
    """Count the persons of an area and all in it anew, or of the whole house; returns how many tallies there are.

    They are counted from `person_now` and say nothing that is not there: the fact is that of the action which changed
    it (an import), for the hourly chore there is none. One query a term. Raises Forbidden, and AreaCodeInvalid when
    `area_code` is none.
    """
    policy.may_recount(by)
    low, high = area_range(area_code) if area_code else ("", "\U0010ffff")
    within = {"area_code__gte": low, "area_code__lt": high}
    Tally.objects.select_for_update().filter(**within).delete()
    rows = PersonNow.objects.filter(**within).order_by()
    number = _keep(rows, "", at) + _keep(rows, "standing", at)
    on_roll = rows.filter(standing=Standing.ON_ROLL)
    return number + sum(_keep(on_roll, term, at) for term in TALLIED if term != "standing")


def _keep(rows: QuerySet[PersonNow], term: str, at: datetime) -> int:
    """Count and write one term; nothing known is the empty value."""
    by = ("area_code", term) if term else ("area_code",)
    counted = rows.values_list(*by).annotate(Count("person_id"))
    found: list[dict[str, Plain]] = [
        {"area_code": area, "term": term, "value": "".join(v or "" for v in values), "number": number, "counted_at": at}
        for area, *values, number in counted
    ]
    return sum(len(insert_rows(Tally, batch)) for batch in batched(found, _BATCH))
