"""How many persons a filter means: exactly while that is quick, else from the tallies, with their age."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Min, Q, QuerySet, Sum

from yinling.kernel.areas import area_range, covers
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Tally
from yinling.people.registry.queries.filters import NOT_KNOWN, Filter, found_by, persons
from yinling.people.registry.terms import CHOICES, Standing

COUNT_LIMIT = 10_000
# What tallies are kept of: every coded term, among those on the roll; of the standing itself, among all.
TALLIED: tuple[str, ...] = tuple(CHOICES)
_ON_ROLL = ("standing", (Standing.ON_ROLL.value,))


class Count(NamedTuple):
    """A number of persons. `counted_at` is the moment of a tally, None for what was counted just now.

    Where neither was possible `is_exact` is false and there is no moment: at least so many.
    """

    number: int
    is_exact: bool
    counted_at: datetime | None = None


def count(*, by: Viewer, chosen: Filter | None = None, among: Q | None = None) -> Count:
    """How many persons a filter means in the viewer's scope: exact up to 10,000, above that from a tally, if one fits.

    The tally is asked first: to count ten thousand of a city's hundred thousand reads them all. `among` is as for
    `filters.persons`; no tally knows of it. Raises Forbidden for a filter whose purpose the viewer does not hold.
    """
    chosen = chosen or Filter()
    rows = persons(by=by, chosen=chosen, among=among).filter(found_by(chosen.search))
    tallied = _tallied(by, chosen) if among is None else None
    if tallied is not None:
        return tallied
    capped = rows.order_by().values("person_id")[: COUNT_LIMIT + 1].count()
    return Count(min(capped, COUNT_LIMIT), is_exact=capped <= COUNT_LIMIT)


def _tallied(by: Viewer, chosen: Filter) -> Count | None:
    """The number from the tallies; None when they do not fit, the scope is no area, or few are meant."""
    rows = _fitting(chosen)
    area = chosen.area or by.area
    if rows is None or not area or not by.area or by.units or by.persons or not covers(by.area, area):
        return None
    low, high = area_range(area)
    found = rows.filter(area_code__gte=low, area_code__lt=high).aggregate(number=Sum("number"), at=Min("counted_at"))
    if found["at"] is None or found["number"] <= COUNT_LIMIT:
        return None  # never counted, or so few that they are quickly counted now
    return Count(found["number"], is_exact=False, counted_at=found["at"])


def _fitting(chosen: Filter) -> QuerySet[Tally] | None:
    """The tallies of a filter that is no finer than one term: by standing, or by a term among those on the roll."""
    if chosen != Filter(on=chosen.on, area=chosen.area, chosen=chosen.chosen):
        return None
    asked = [one for one in chosen.chosen if one != _ON_ROLL]
    if not asked:
        asked = list(chosen.chosen)
    elif asked[0][0] != "standing" and _ON_ROLL not in chosen.chosen:
        return None
    if len(asked) > 1:
        return None
    if not asked:
        return Tally.objects.filter(term="", value="")
    term, values = asked[0]
    return Tally.objects.filter(term=term, value__in=["" if v == NOT_KNOWN else v for v in values])
