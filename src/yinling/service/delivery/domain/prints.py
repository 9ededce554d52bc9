"""Whether two pictures look the same: a difference hash of 64 bits (dHash), ours, and how many bits lie between two.

A picture is made grey and shrunk to 9 x 8 points; each bit says whether a point is brighter than its right neighbour.
Encoding anew, scaling and brightening keep most of these comparisons; another scene keeps about half.
Source: N. Krawetz, "Kind of Like That" (2013), who describes the method.
"""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS, ROWS = 9, 8
LIKE_BITS = 6  # up to so many bits apart two pictures count as the same
_BITS = 64


def likeness_hash(grey: Sequence[int]) -> int:
    """The hash of 9 x 8 grey points, row by row: 0 to 2**64 - 1. Raises ValueError for another number of points."""
    if len(grey) != COLUMNS * ROWS:
        raise ValueError("grey points")
    found = 0
    for row in range(ROWS):
        for column in range(COLUMNS - 1):
            here = row * COLUMNS + column
            found = found << 1 | (grey[here] > grey[here + 1])
    return found


def bits_apart(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return (one ^ other).bit_count()


def signed(fingerprint: int) -> int:
    """The hash as a column of signed 64-bit integers keeps it."""
    return fingerprint - (1 << _BITS) if fingerprint >> (_BITS - 1) else fingerprint


def unsigned(kept: int) -> int:
    """The hash out of such a column."""
    return kept % (1 << _BITS)
