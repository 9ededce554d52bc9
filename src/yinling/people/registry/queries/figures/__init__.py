"""The published figures: what each counts, the counts of an area on a day, and the people behind them."""

from yinling.people.registry.queries.figures.counting import (
    CountedPage,
    CountedPerson,
    PublishedFigures,
    drill_down,
    figures_for,
    published,
)
from yinling.people.registry.queries.figures.definitions import FIGURES, GROUPS, Figure, Group, Measure

__all__ = [
    "FIGURES", "GROUPS", "CountedPage", "CountedPerson", "Figure", "Group", "Measure", "PublishedFigures",
    "drill_down", "figures_for", "published",
]  # fmt: skip
