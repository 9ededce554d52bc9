"""What a mean of ratings may say: below FEW nothing, for chance and one person's word would speak, not the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from yinling.decisions.portrait.domain import small_cells

FEW: Final = small_cells.FEW  # as in every table of persons
STARS = (1, 2, 3, 4, 5)
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Mean:
    """A group's ratings: how many, their mean to a tenth, and how many of each star from one to five.

    Below FEW ratings `number` is None and so are the others: said as "fewer than FEW", nothing more.
    """

    number: int | None
    mean: Decimal | None
    of_stars: tuple[int, ...] | None


def mean_of(counted: Mapping[int, int]) -> Mean:
    """The mean of a group, from how many ratings each number of stars has."""
    of_stars = tuple(counted.get(stars, 0) for stars in STARS)
    number = sum(of_stars)
    if number < FEW:
        return Mean(None, None, None)
    total = sum(stars * times for stars, times in zip(STARS, of_stars, strict=True))
    return Mean(number, (Decimal(total) / number).quantize(_TENTH, ROUND_HALF_UP), of_stars)
