"""Keeping `person_now` true: the row is written anew from the believed facts, never edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from yinling.people.registry.domain import NOW_COLUMNS, now_values
from yinling.people.registry.models import Fact, Person, PersonNow

_BATCH = 500
_WRITTEN = (*NOW_COLUMNS, "area_code", "unit_id", "id_number_index", "known_on", "version", "updated_at")


def rebuild(person: Person, *, at: datetime, known_on: date | None = None) -> None:
    """Write one person's row of today anew. `known_on` is the day of which somebody has just spoken, if any has."""
    rebuild_now([person.id], at=at, known_on=known_on)


def rebuild_now(person_ids: Iterable[int], *, at: datetime, known_on: date | None = None) -> None:
    """Write the rows of today of these persons anew from their believed facts, in the caller's transaction.

    Those merged into another record lose their row; those that had none get one. Persons whom the viewer may not see
    are left alone. Raises IntegrityError when an identity number is another person's already.
    """
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), _BATCH):
        _rebuild(wanted[start : start + _BATCH], at, known_on)


def _rebuild(ids: list[int], at: datetime, known_on: date | None) -> None:
    locked = PersonNow.objects.select_for_update().filter(person_id__in=ids).order_by("person_id")
    before = {
        person: (version, known) for person, version, known in locked.values_list("person_id", "version", "known_on")
    }
    people = list(Person.objects.filter(id__in=ids))
    PersonNow.objects.filter(person_id__in=[p.id for p in people if p.merged_into_id]).delete()
    values = _believed([p.id for p in people])
    rows = [
        _row(p, values[p.id], before.get(p.id, (0, None)), at, known_on) for p in people if p.merged_into_id is None
    ]
    PersonNow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=_WRITTEN)


def _row(
    person: Person, values: Mapping[str, str], before: tuple[int, date | None], at: datetime, known_on: date | None
) -> PersonNow:
    version, known_before = before
    known = max((day for day in (known_before, known_on) if day), default=None)
    return PersonNow(
        **person.scope(), **now_values(values), known_on=known, version=version + 1, updated_at=at
    )  # fmt: skip


def _believed(ids: list[int]) -> Mapping[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    facts = Fact.objects.filter(person_id__in=ids, superseded_at__isnull=True)
    for person, term, value, secret in facts.values_list("person_id", "term", "value", "secret"):
        found[person][term] = str(secret if value is None else value)
    return found
