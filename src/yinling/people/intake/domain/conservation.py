"""The law of conservation: every row of a file ends as exactly one thing, and the program counts it itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yinling.people.intake.terms import RowStatus


class NotConserved(RuntimeError):
    """Rows vanished or were counted twice: a defect of the program, and nothing of the import may stand."""


class Place(NamedTuple):
    """Where a row stands: its sheet's place in the file and its Excel number from 1."""

    sheet: int
    number: int


def check_conservation(sizes: Sequence[int], outcomes: Iterable[tuple[Place, str]]) -> Mapping[str, int]:
    """The rows by status, when every row of sheets of these sizes has exactly one outcome. Raises NotConserved."""
    seen: set[Place] = set()
    counts: Counter[str] = Counter(dict.fromkeys(RowStatus.values, 0))
    for place, status in outcomes:
        if place in seen:
            raise NotConserved(f"sheet {place.sheet} row {place.number} has two outcomes")
        if status not in RowStatus.values:
            raise NotConserved(f"sheet {place.sheet} row {place.number} ended as {status!r}")
        seen.add(place)
        counts[status] += 1
    missing = [Place(s, n) for s, size in enumerate(sizes) for n in range(1, size + 1) if Place(s, n) not in seen]
    if missing or len(seen) != sum(sizes):
        raise NotConserved(f"{len(missing)} rows have no outcome, {len(seen)} have one, {sum(sizes)} were read")
    return dict(counts)
