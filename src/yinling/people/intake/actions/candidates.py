"""Whom held rows may be, written for the page that asks a human."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from yinling.base.rows.bulk import Plain, batched, insert_rows
from yinling.kernel.areas import area_range
from yinling.people.intake.domain.matching.evidence import Verdict
from yinling.people.intake.domain.planning import Possible
from yinling.people.intake.models import Candidate, Roster
from yinling.people.registry.models import Person

_BATCH = 2000


def write_candidates(
    held: Mapping[int, Sequence[Possible]], lines: Mapping[int, int], persons: Mapping[int, int], row: Roster
) -> None:
    """Write the candidates of held rows. `lines` has their row ids, `persons` what earlier rows became."""
    found = [
        (lines[index], person, verdict)
        for index, possible in held.items()
        for person, verdict in _first_of_each(possible, persons).items()
    ]
    elsewhere = kept_elsewhere({person for _line, person, _verdict in found}, row)
    rows = [_row(line, person, verdict, row, is_elsewhere=person in elsewhere) for line, person, verdict in found]
    for batch in batched(rows, _BATCH):
        insert_rows(Candidate, batch)


def kept_elsewhere(persons: Collection[int], row: Roster) -> set[int]:
    """Those persons whom another body keeps than the one of this roster: outside its area, not of its unit."""
    low, high = area_range(row.area_code)
    inside = Person.objects.filter(Q(area_code__gte=low, area_code__lt=high) | Q(unit_id=row.unit_id), id__in=persons)
    return set(persons) - set(inside.values_list("id", flat=True))


def _first_of_each(possible: Sequence[Possible], persons: Mapping[int, int]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    for one in possible:
        person = one.person if one.person is not None else persons.get(one.row if one.row is not None else -1)
        if person is not None:
            found.setdefault(person, one.verdict)
    return found


def _row(line: int, person: int, verdict: Verdict, row: Roster, *, is_elsewhere: bool) -> dict[str, Plain]:
    return {
        "row_id": line, "area_code": row.area_code, "unit_id": row.unit_id, "person_id": person,
        "score": round(verdict.score, 2), "evidence": [[e.field, e.agreement.value] for e in verdict.evidence],
        "is_elsewhere": is_elsewhere, "verdict": "", "decided_by": "",
    }  # fmt: skip
