"""How many persons share some dimensions: added up from the cells where these are fine enough, else counted now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from yinling.base.rows.refusals import Forbidden, Refused
from yinling.decisions.portrait.domain.cohorts import (
    BAND_YEARS,
    OWN_LEVEL,
    UNKNOWN,
    CohortFilter,
    Dimension,
    born_by,
    level_group,
)
from yinling.decisions.portrait.models import Cell, Portrait, Tag
from yinling.decisions.portrait.queries.ruling import reads_kind, secret_codes
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.areas import COUNTY_LENGTH
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import PersonNow
from yinling.people.registry.policy import may_count
from yinling.people.registry.queries import NOT_KNOWN, Filter
from yinling.people.registry.queries.filters import persons
from yinling.people.registry.terms import Standing

LIVE_LIMIT: Final = 20_000
_NEXT: Final = {1: 2, 2: 4, 4: 6, 6: 9, 9: 9}  # characters of the codes next below
_FINE: Final = frozenset({Dimension.UNIT, Dimension.TIER, Dimension.NEED})
_CELL_COLUMN: Final = {
    Dimension.AGE_BAND: "band", Dimension.PERSON_TYPE: "person_type", Dimension.LEVEL: "post_level",
    Dimension.SINGLE_LEVEL: "post_level", Dimension.AREA: "area_code", Dimension.TAG: "rule_code",
}  # fmt: skip

Key = tuple[str, ...]


class TooManyToCount(Refused):
    """More persons than are counted while somebody waits; a smaller area, or a table that the cells hold, would do."""


@dataclass(frozen=True)
class Counting:
    """Who asks what on which day; the same for all numbers of one table.

    `by_tier` says that the table is one of tiers: it is about those who have one, also where it adds up.
    `counted_at` is the moment of the oldest cell in it, None where it is counted now. `secret` are the codes of rules
    that the viewer has no purpose for.
    """

    by: Viewer
    chosen: CohortFilter
    on: date
    secret: frozenset[str]
    by_tier: bool
    counted_at: datetime | None

    @property
    def area(self) -> str:
        """The area that is counted; empty where the viewer's scope is no single area."""
        return _area(self.by, self.chosen)

    def count(self, *dimensions: Dimension) -> Mapping[Key, int]:
        """How many persons share each combination of keys; somebody with two tags or needs counts for each."""
        counts: Counter[Key] = Counter()
        for *raw, number in self._from_cells(dimensions) if self.counted_at else self._live(dimensions):
            counts[tuple(self._key(one, value) for one, value in zip(dimensions, raw, strict=True))] += number
        return counts

    def everybody(self) -> int:
        """How many persons there are in all, each once."""
        return sum(self.count(Dimension.PERSON_TYPE).values())

    def rows(self) -> QuerySet[PersonNow]:
        """The persons whom the table is about."""
        rows = live_rows(by=self.by, chosen=self.chosen, on=self.on, secret=self.secret)
        return rows.filter(person__portrait__tier__isnull=False) if self.by_tier else rows

    def _from_cells(self, dimensions: Sequence[Dimension]) -> QuerySet[Cell, tuple[Any, ...]]:
        cells = _cells(self.by, self.chosen)
        if Dimension.TAG in dimensions:
            cells = cells.exclude(rule_code__in=["", *self.secret])
        else:
            cells = cells.filter(rule_code=self.chosen.tags[0] if self.chosen.tags else "")
        columns = dict.fromkeys(_CELL_COLUMN[one] for one in dimensions)
        return cells.order_by().values_list(*columns).annotate(Sum("number"))

    def _live(self, dimensions: Sequence[Dimension]) -> QuerySet[Any, tuple[Any, ...]]:
        rows = self.rows()
        if not {Dimension.TAG, Dimension.NEED} & {*dimensions}:
            named = _named(dimensions, self.on, "")
            return rows.order_by().annotate(**named).values_list(*named).annotate(Count("person_id"))
        tags = _holding(self.secret).filter(person_id__in=rows.values("person_id"))
        if Dimension.NEED in dimensions:
            tags = tags.exclude(kind=RuleKind.TIER).exclude(need_type=NeedType.NONE)
        named = _named(dimensions, self.on, "person__now__")
        return tags.order_by().annotate(**named).values_list(*named).annotate(Count("person_id", distinct=True))

    def _key(self, dimension: Dimension, raw: object) -> str:
        if dimension is Dimension.LEVEL:
            return level_group(str(raw))
        return self._area_key(str(raw)) if dimension is Dimension.AREA else str(raw)

    def _area_key(self, code: str) -> str:
        """The area next below that a code lies in; what is kept by no smaller one stands for its own level."""
        length = _NEXT[len(self.area)] if self.area else COUNTY_LENGTH
        return code[:length] if len(code) >= length else f"{code}{OWN_LEVEL}"


def counting(*, by: Viewer, chosen: CohortFilter, dimensions: Sequence[Dimension], on: date) -> Counting:
    """How a table of these dimensions is counted.

    Raises Forbidden for an area that is not wholly the viewer's, and for tags and tiers whose purpose he does not hold;
    TooManyToCount above LIVE_LIMIT persons where the cells do not serve.
    """
    may_count(by, chosen.area.removesuffix(OWN_LEVEL) or None)
    secret = secret_codes(by=by)
    if not secret.isdisjoint(chosen.tags):
        raise Forbidden
    if (chosen.tier or Dimension.TIER in dimensions) and not reads_kind(RuleKind.TIER, by=by):
        raise Forbidden
    at = _cells(by, chosen).aggregate(at=Min("counted_at"))["at"] if _serve(by, chosen, dimensions) else None
    found = Counting(by, chosen, on, secret, Dimension.TIER in dimensions, at)
    if at is None and found.rows().order_by().values("person_id")[: LIVE_LIMIT + 1].count() > LIVE_LIMIT:
        raise TooManyToCount
    return found


def live_rows(*, by: Viewer, chosen: CohortFilter, on: date, secret: frozenset[str]) -> QuerySet[PersonNow]:
    """The persons on the roll whom a filter means, as far as the viewer's scope reaches."""
    terms: list[tuple[str, tuple[str, ...]]] = [("standing", (Standing.ON_ROLL.value,))]
    if chosen.person_type:
        terms.append(("person_type", (chosen.person_type,)))
    if chosen.levels:
        terms.append(("post_level", tuple(level or NOT_KNOWN for level in chosen.levels)))
    units = (chosen.unit,) if chosen.unit else ()
    rows = persons(by=by, chosen=Filter(on=on, units=units, chosen=tuple(terms)))
    if chosen.area_range:
        low, high = chosen.area_range
        rows = rows.filter(area_code__gte=low, area_code__lt=high)
    if chosen.band:
        rows = rows.filter(_in_band(chosen.band, on))
    for code in chosen.tags:
        rows = rows.filter(Exists(_held(secret).filter(rule_code=code)))
    for need in chosen.needs:
        rows = rows.filter(Exists(_held(secret).filter(need_type=need).exclude(kind=RuleKind.TIER)))
    if chosen.tier:
        rows = rows.filter(Exists(Portrait.objects.filter(person_id=OuterRef("person_id"), tier=chosen.tier)))
    return rows


def _holding(secret: frozenset[str]) -> QuerySet[Tag]:
    """The tags that hold, that no human set aside and that the viewer may know of."""
    return Tag.objects.filter(until__isnull=True, set_aside=False).exclude(rule_code__in=secret)


def _held(secret: frozenset[str]) -> QuerySet[Tag]:
    """Those of the person outside."""
    return _holding(secret).filter(person_id=OuterRef("person_id"))


def _area(by: Viewer, chosen: CohortFilter) -> str:
    own = by.area if by.area and not by.units else ""
    return chosen.area.removesuffix(OWN_LEVEL) or own or ""


def _serve(by: Viewer, chosen: CohortFilter, dimensions: Sequence[Dimension]) -> bool:
    """Whether the cells can answer: whole counties, one tag at most, nothing finer than they are."""
    area = _area(by, chosen)
    if not area or len(area) > COUNTY_LENGTH or (len(area) == COUNTY_LENGTH and chosen.area.endswith(OWN_LEVEL)):
        return False
    if chosen.unit or chosen.tier or chosen.needs or _FINE & {*dimensions}:
        return False
    if Dimension.AREA in dimensions and len(area) == COUNTY_LENGTH:
        return False
    return len(chosen.tags) + (Dimension.TAG in dimensions) <= 1


def _cells(by: Viewer, chosen: CohortFilter) -> QuerySet[Cell]:
    low, high = chosen.area_range or (by.area_lo, by.area_hi)
    cells = Cell.objects.filter(area_code__gte=low, area_code__lt=high)
    if chosen.person_type:
        cells = cells.filter(person_type=chosen.person_type)
    if chosen.levels:
        cells = cells.filter(post_level__in=chosen.levels)
    return cells.filter(band=chosen.band) if chosen.band else cells


def _in_band(band: str, on: date) -> Q:
    if band == UNKNOWN:
        return Q(birth_date__isnull=True)
    years = int(band)
    older = [other for other in BAND_YEARS if other > years]
    condition = Q(birth_date__lte=born_by(on, years)) if years else Q(birth_date__isnull=False)
    return condition & Q(birth_date__gt=born_by(on, min(older))) if older else condition


def _named(dimensions: Sequence[Dimension], on: date, now: str) -> dict[str, Case | Coalesce | F]:
    """The keys of the dimensions; `now` leads to `person_now` from the rows that are counted."""
    return {f"key_{place}": _expression(one, on, now) for place, one in enumerate(dimensions)}


def _expression(dimension: Dimension, on: date, now: str) -> Case | Coalesce | F:
    match dimension:
        case Dimension.AGE_BAND:
            born = [(str(years), Q((f"{now}birth_date__lte", born_by(on, years)))) for years in BAND_YEARS if years]
            unknown = When(Q((f"{now}birth_date__isnull", True)), then=Value(UNKNOWN))
            bands = [When(condition, then=Value(band)) for band, condition in born]
            return Case(unknown, *bands, default=Value("0"), output_field=CharField())
        case Dimension.LEVEL | Dimension.SINGLE_LEVEL:
            return Coalesce(f"{now}post_level", Value(""), output_field=CharField())
        case Dimension.PERSON_TYPE:
            return F(f"{now}person_type")
        case _:
            return F(_COLUMN[dimension])


_COLUMN: Final = {
    Dimension.AREA: "area_code", Dimension.UNIT: "unit_id", Dimension.TAG: "rule_code",
    Dimension.TIER: "person__portrait__tier", Dimension.NEED: "need_type",
}  # fmt: skip
