"""What ratings come to: by item, worker or area of a period, small groups left unsaid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Substr

from yinling.base.regions.queries import paths
from yinling.kernel.viewer import Viewer
from yinling.quality.feedback.domain import Mean, mean_of
from yinling.quality.feedback.models import Rating
from yinling.quality.feedback.queries.ratings import RatingFilter, meant

_AREA_LENGTHS = (2, 4, 6, 9, 12)  # province, prefecture, county, township, village
_OF_UNITS = 6  # who sees units and no area reads their counties


class Group(StrEnum):
    """By what ratings are drawn together."""

    ITEM = "item"
    WORKER = "worker"
    AREA = "area"


@dataclass(frozen=True)
class Average:
    """One group: `key` finds it again (item, account or area code), `label` names it."""

    key: str
    label: str
    mean: Mean


def averages(*, by: Viewer, chosen: RatingFilter, group: Group, on: date) -> list[Average]:
    """The groups of the ratings that a filter means in the viewer's scope, those with the most ratings first.

    Areas are those one step below the one asked about. Groups of fewer than FEW ratings say nothing but that.
    """
    rows = meant(by=by, chosen=chosen, on=on).order_by()
    counted: defaultdict[str, dict[int, int]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for key, stars, label, number in _counted(rows, group, chosen.area or by.area or ""):
        counted[str(key)][stars], labels[str(key)] = number, label
    if group is Group.AREA:
        places = paths(set(counted))
        labels = {code: places[code].split()[-1] for code in counted}
    found = [Average(key, labels[key], mean_of(of_stars)) for key, of_stars in counted.items()]
    return sorted(found, key=lambda one: (-(one.mean.number or 0), one.label, one.key))


def overall(*, by: Viewer, chosen: RatingFilter, on: date) -> Mean:
    """All that a filter means, drawn together."""
    rows = meant(by=by, chosen=chosen, on=on).order_by().values_list("stars").annotate(Count("id"))
    return mean_of(dict(rows))


def _counted(rows: QuerySet[Rating], group: Group, area: str) -> QuerySet[Rating, tuple[object, int, str, int]]:
    if group is Group.AREA:
        length = next((n for n in _AREA_LENGTHS if n > len(area)), _AREA_LENGTHS[-1]) if area else _OF_UNITS
        rows = rows.annotate(place=Substr("area_code", 1, length))
        return rows.values_list("place", "stars").annotate(Max("place"), Count("id"))
    key, label = ("task__item", "task__item") if group is Group.ITEM else ("task__worker", "task__worker_name")
    return rows.values_list(key, "stars").annotate(Max(label), Count("id"))
