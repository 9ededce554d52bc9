"""What is believed of persons today, as the plain values that facts, rosters and exports are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from yinling.people.registry.models import PersonNow
from yinling.people.registry.terms import CATALOGUE, DATE_TERMS, Precision, Sex

_CHUNK = 2000


def values_of(now: PersonNow) -> dict[str, str]:
    """The plain value of every known term: the inverse of `domain.now_values`."""
    found = {term: _plain(now, term) for term in CATALOGUE}
    return {term: value for term, value in found.items() if value and not (term == "sex" and value == Sex.UNKNOWN)}


def values_by_person(person_ids: Iterable[int]) -> Mapping[int, tuple[dict[str, str], date | None]]:
    """`values_of` many persons and the day as of which they are known, by inner id; absent ones are left out."""
    wanted = list(person_ids)
    found: dict[int, tuple[dict[str, str], date | None]] = {}
    for start in range(0, len(wanted), _CHUNK):
        for now in PersonNow.objects.filter(person_id__in=wanted[start : start + _CHUNK]).iterator(_CHUNK):
            found[now.person_id] = values_of(now), now.known_on
    return found


def _plain(now: PersonNow, term: str) -> str:
    value = getattr(now, term)
    if value is None:
        return ""
    if term in DATE_TERMS:
        cut = {Precision.YEAR.value: 4, Precision.MONTH.value: 7}.get(getattr(now, f"{term}_precision"), 10)
        return str(value.isoformat()[:cut])
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)
