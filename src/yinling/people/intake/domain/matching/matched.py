"""What matching found about the rows of one roster, before anybody decides what to do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yinling.people.intake.domain.matching.clusters import Grouping, Settled
from yinling.people.intake.domain.matching.evidence import Verdict


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows are named by their place in the sequence of entries, persons on record by their inner ids.

    `settled` has for the base of each group what the registry holds of it; `verdicts` those on (row, person),
    different ones left out; `prints` a fingerprint for each row.
    """

    grouping: Grouping[int]
    settled: Mapping[int, Settled[int]]
    verdicts: Mapping[tuple[int, int], Verdict]
    prints: Sequence[bytes]
