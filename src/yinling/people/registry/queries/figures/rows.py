"""Whose rows a count reads: within what the viewer sees, and on which day.

`person_now` holds today's values. Whoever was last spoken of on the day or before has had the same values since, so
the row is right for the day. Of the others the facts are read as they were valid on the day: from the fact believed
now back along what it replaced. So a mistake that was corrected is right on earlier days too, and a value that
changed later is not. What cannot change (a birth, a death, a post once held) is true on every day, whenever it became
known; only the type of a person, which says that somebody is looked after here, begins on its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from yinling.kernel.areas import area_range
from yinling.kernel.viewer import Role, Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.terms import CATALOGUE, Standing

_BATCH: Final = 20_000  # persons whose facts are read at a time
_ROLL_TERMS: Final = frozenset({"person_type", "standing", "died_on", "retired_on"})
_FIXED_TERMS: Final = frozenset(term for term, spec in CATALOGUE.items() if not spec.changes) - {"person_type"}


@dataclass(frozen=True, slots=True)
class PastRow:
    """What was so of a person on an earlier day: plain values by term, as facts hold them."""

    person_id: int
    values: dict[str, str]


def in_area(by: Viewer, area: str | None) -> QuerySet[PersonNow]:
    """The rows of an area (all, when none is named) that the viewer sees; the scope is said as plain conditions.

    Raises AreaCodeInvalid.
    """
    rows = PersonNow.objects.all()
    if by.role is not Role.SYSTEM:
        arms = Q(area_code__gte=by.area_lo, area_code__lt=by.area_hi) if by.area else Q(pk__in=())
        rows = rows.filter(arms | Q(unit_id__in=by.units) if by.units else arms)
    if area is None:
        return rows
    low, high = area_range(area)
    return rows.filter(area_code__gte=low, area_code__lt=high)


def right_on(on: date) -> Q:
    """The condition that a row's values are those of the day."""
    next_day = datetime.combine(on + timedelta(days=1), time(), tzinfo=timezone.get_default_timezone())
    return Q(known_on__lte=on) | Q(updated_at__lt=next_day)


def on_roll(on: date) -> Q:
    """The condition that somebody is looked after here on a day: not moved away, and not dead by then."""
    alive = Q(died_on__isnull=True) | Q(died_on__gt=on)
    return Q(standing=Standing.ON_ROLL) & alive | Q(standing=Standing.DIED, died_on__gt=on)


def past_rows(rows: QuerySet[PersonNow], *, on: date, terms: frozenset[str]) -> Iterator[PastRow]:
    """Everybody whose row is newer than the day, as they were on that day, on the roll or not.

    Nobody is left out: who was not known on that day has no `person_type` in the values.
    """
    newer = list(rows.exclude(right_on(on)).order_by("person_id").values_list("person_id", flat=True))
    for start in range(0, len(newer), _BATCH):
        yield from _as_they_were(newer[start : start + _BATCH], terms | _ROLL_TERMS, on)


def was_on_roll(values: Mapping[str, str], on: date) -> bool:
    """`on_roll` of plain values. A death known to the month or year stands on its first day, as it does in the rows."""
    if not values.get("person_type"):
        return False
    standing, died_on = values.get("standing") or Standing.ON_ROLL.value, values.get("died_on", "")
    if died_on:
        return standing != Standing.MOVED and died_on > on.isoformat()
    return standing == Standing.ON_ROLL


def _as_they_were(ids: Sequence[int], terms: frozenset[str], on: date) -> Iterator[PastRow]:
    found: dict[int, dict[str, str]] = {person: {} for person in ids}
    undated = set()
    for person, term, value, is_dated in _facts_of(ids, terms, on):
        found[person][term] = value
        if term == "person_type" and not is_dated:
            undated.add(person)
    for person, values in found.items():
        if person in undated and values.get("retired_on", "") > on.isoformat():
            del values["person_type"]  # entered without a day, and retired only later
        yield PastRow(person, values)


def _facts_of(ids: Sequence[int], terms: frozenset[str], on: date) -> list[tuple[int, str, str, bool]]:
    """Person, term, value and whether it has a first day, of what was valid on the day."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(ids), list(terms), on, list(_FIXED_TERMS), list(_FIXED_TERMS), on, on])
        found: list[tuple[int, str, str, bool]] = cursor.fetchall()
    return found


_FACTS: Final = """
WITH RECURSIVE line AS (
    SELECT id, person_id, term, value, valid_from, valid_to, replaces
    FROM registry_fact WHERE superseded_at IS NULL AND person_id = ANY (%s) AND term = ANY (%s)
  UNION ALL
    SELECT older.id, line.person_id, older.term, older.value, older.valid_from, older.valid_to, older.replaces
    FROM line JOIN registry_fact older ON older.id = line.replaces AND older.id < line.id
    WHERE line.valid_from > %s AND NOT line.term = ANY (%s)
)
SELECT person_id, term, value, valid_from IS NOT NULL FROM line
WHERE term = ANY (%s) OR ((valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to > %s))
"""
