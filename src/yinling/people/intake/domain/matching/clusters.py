"""From pairs to persons: which rows of a file are one person, which wait for a human, and what stands in a registry.

Nothing here depends on the order in which rows or pairs come, except that the earliest row of a group is its base.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from yinling.people.intake.domain.matching.evidence import Outcome, Verdict

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Key]):
    """A group that waits: its base may be the person of `against`, a row or a person outside the group.

    `because` is the verdict that makes it doubtful: the strongest where there are several.
    """

    base: Key
    against: Key
    because: Verdict


@dataclass(frozen=True, slots=True)
class Grouping(Generic[Key]):
    """Rows as persons: `base` gives for each row the earliest row of its group, itself included.

    `asked` has for each group that waits, by its base, what it waits for. A group is asked about only against earlier
    ones, so that no two wait for each other; what it is asked against may wait itself.
    """

    base: Mapping[Key, Key]
    asked: Mapping[Key, Asked[Key]]


@dataclass(frozen=True, slots=True)
class Settled(Generic[Key]):
    """What is to be done with a row when it is compared with persons on record.

    SAME: merge with `person`. ASK: hold; `candidates` are whom a human should choose among, the likeliest first.
    DIFFERENT: nobody on record is this person.
    """

    outcome: Outcome
    person: Key | None
    candidates: tuple[Key, ...]


def group(
    rows: Sequence[Key],
    verdicts: Mapping[tuple[Key, Key], Verdict],
    compare: Callable[[Key, Key], Verdict],
) -> Grouping[Key]:
    """Group rows, in their order, by the verdicts on their pairs.

    Rows are one person if every two of those that SAME connects are the same: `compare` is called for the pairs that
    were not. Where a chain breaks (A like B, B like C, but A not like C), none of them is merged and all are asked.
    """
    rank = {row: place for place, row in enumerate(rows)}
    same = [pair for pair, verdict in verdicts.items() if verdict.outcome is Outcome.SAME]
    base = {row: row for row in rows}
    doubtful = {_ordered(pair, rank): v for pair, v in verdicts.items() if v.outcome is Outcome.ASK}
    known = {_ordered(pair, rank): verdict for pair, verdict in verdicts.items()}
    for members in _connected(same, rank):
        pairs = {pair: known.get(pair) or compare(*pair) for pair in combinations(members, 2)}
        if all(verdict.outcome is Outcome.SAME for verdict in pairs.values()):
            base.update(dict.fromkeys(members, members[0]))
        else:
            doubtful |= {pair: v for pair, v in pairs.items() if v.outcome is not Outcome.DIFFERENT}
    return Grouping(base, _asked(doubtful, base, rank))


def settle(found: Mapping[Key, Verdict]) -> Settled[Key]:
    """What the verdicts on one row and each candidate on record come to.

    Two persons on record who are both the same as the row are a question: one of the records may be a duplicate, and
    no machine merges what is on record.
    """
    likely = sorted(
        (key for key, verdict in found.items() if verdict.outcome is not Outcome.DIFFERENT),
        key=lambda key: (-found[key].score, str(key)),
    )
    same = [key for key in likely if found[key].outcome is Outcome.SAME]
    if len(same) == 1:
        return Settled(Outcome.SAME, same[0], tuple(likely))
    outcome = Outcome.ASK if likely else Outcome.DIFFERENT
    return Settled(outcome, None, tuple(likely))


def _asked(
    doubtful: Mapping[tuple[Key, Key], Verdict], base: Mapping[Key, Key], rank: Mapping[Key, int]
) -> dict[Key, Asked[Key]]:
    """For each group the strongest doubt against an earlier one."""
    found: dict[Key, Asked[Key]] = {}
    for (one, other), verdict in sorted(doubtful.items(), key=lambda item: _by_strength(item, rank)):
        first, second = _ordered((base[one], base[other]), rank)
        if first != second and second not in found:
            against = one if base[one] == first else other
            found[second] = Asked(second, against, verdict)
    return found


def _by_strength(item: tuple[tuple[Key, Key], Verdict], rank: Mapping[Key, int]) -> tuple[float, int, int]:
    (one, other), verdict = item
    return -verdict.score, rank[one], rank[other]


def _ordered(pair: tuple[Key, Key], rank: Mapping[Key, int]) -> tuple[Key, Key]:
    one, other = pair
    return (one, other) if rank[one] <= rank[other] else (other, one)


def _connected(pairs: Iterable[tuple[Key, Key]], rank: Mapping[Key, int]) -> list[list[Key]]:
    """The rows that pairs connect, each component and all of them in the order of rows."""
    parent: dict[Key, Key] = {}

    def root(row: Key) -> Key:
        while parent.setdefault(row, row) != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in pairs:
        first, second = _ordered((root(one), root(other)), rank)
        parent[second] = first
    members: dict[Key, list[Key]] = {}
    for row in sorted(parent, key=rank.__getitem__):
        members.setdefault(root(row), []).append(row)
    return list(members.values())
