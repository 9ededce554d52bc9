"""Tables of cohorts: how many persons there are by two dimensions, as far as they may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from yinling.base.regions.models import Area
from yinling.base.units.models import Unit
from yinling.decisions.portrait.domain.cohorts import (
    OVERLAPPING,
    OWN_LEVEL,
    CohortFilter,
    Dimension,
    LevelGroup,
    require_table,
)
from yinling.decisions.portrait.domain.small_cells import Apart, Shown, protected
from yinling.decisions.portrait.queries.cohort_counts import Counting, counting
from yinling.decisions.portrait.queries.ruling import reads_kind, secret_codes, standing_book
from yinling.decisions.portrait.terms import AgeBand
from yinling.decisions.rulebook.terms import NeedType, RuleKind
from yinling.kernel.areas import covers
from yinling.kernel.viewer import Viewer
from yinling.people.registry.terms import Level, PersonType

MOST_GROUPS: Final = 60
_KINDS: Final = (RuleKind.FOCUS, RuleKind.TIER, RuleKind.TAG, RuleKind.ENTITLEMENT)
_EVERYBODY: Final = "everybody"
_OTHERS: Final = "others"

Numbers = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Group:
    """One row or column: its key in the dimension and what it is called. `opens` says whether it can be asked for."""

    key: str
    label: str
    opens: bool = True


@dataclass(frozen=True)
class Table:
    """A table of cohorts as it may be shown: one line of cells more than rows, one cell more than columns, for totals.

    Where a dimension overlaps (tags, needs) its groups do not add up to the total, in which everybody counts once.
    `counted_at` is the moment of the counts, None for just now. `merged` is how many small groups stand in one row.
    """

    row_dimension: Dimension
    column_dimension: Dimension
    rows: tuple[Group, ...]
    columns: tuple[Group, ...]
    cells: tuple[tuple[Shown, ...], ...]
    counted_at: datetime | None
    merged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in it."""
        return self.cells[-1][-1].number == 0

    @property
    def overlapping(self) -> Dimension | None:
        """The dimension whose groups overlap, if one does."""
        return next((one for one in (self.row_dimension, self.column_dimension) if one in OVERLAPPING), None)


@dataclass(frozen=True)
class Offered:
    """What of the rulebook the viewer can ask for: tags by code, tiers by rank, none where a rule is secret."""

    tags: tuple[Group, ...]
    tiers: tuple[Group, ...]


def cohort(*, by: Viewer, chosen: CohortFilter, rows: Dimension, columns: Dimension, on: date) -> Table:
    """How many persons on the roll there are by two dimensions, small numbers not shown (domain.small_cells).

    Ages are completed years on the day `on`; numbers that come from the cells are those of the moment they were
    counted. Raises CohortUnknown for dimensions that cannot be crossed, Forbidden for an area that is not wholly the
    viewer's and for tags and tiers whose purpose he does not hold, TooManyToCount above LIVE_LIMIT persons where the
    cells do not serve.
    """
    require_table(rows, columns)
    asked = counting(by=by, chosen=chosen, dimensions=(rows, columns), on=on)
    inner, of_rows, of_columns, everybody = _counts(asked, rows, columns)
    row_keys, column_keys = _keys(asked, rows, of_rows), _keys(asked, columns, of_columns)
    merged = 0 if rows in OVERLAPPING else max(len(row_keys) - MOST_GROUPS, 0)
    if merged:
        row_keys, inner, of_rows = _merged(row_keys, inner, of_rows)
    numbers = [[*(inner.get((r, c), 0) for c in column_keys), of_rows.get(r, 0)] for r in row_keys]
    numbers.append([*(of_columns.get(c, 0) for c in column_keys), everybody])
    return Table(
        rows, columns, _groups(asked, rows, row_keys), _groups(asked, columns, column_keys),
        protected(numbers, apart=_apart(rows, columns)), asked.counted_at, merged,
    )  # fmt: skip


def offered(*, by: Viewer, on: date) -> Offered:
    """The tags and tiers that rules in force in the viewer's scope can give, and that he may know of."""
    secret = secret_codes(by=by)
    rules = [rule for rule in standing_book().rules if rule.period.contains(on) and _touches(rule.area_code, by)]
    tags = {rule.code: rule for rule in sorted(rules, key=lambda rule: len(rule.area_code)) if rule.code not in secret}
    ordered = sorted(tags.values(), key=lambda rule: (_KINDS.index(RuleKind(rule.kind)), rule.rank or 0, rule.title))
    tiers = (
        {rule.rank: rule.title for rule in rules if rule.rank is not None} if reads_kind(RuleKind.TIER, by=by) else {}
    )
    return Offered(
        tuple(Group(rule.code, rule.title) for rule in ordered),
        tuple(Group(str(rank), tiers[rank]) for rank in sorted(tiers)),
    )


def _touches(area_code: str, by: Viewer) -> bool:
    return by.area is None or covers(area_code, by.area) or covers(by.area, area_code)


def _counts(
    asked: Counting, rows: Dimension, columns: Dimension
) -> tuple[Numbers, Mapping[str, int], Mapping[str, int], int]:
    """The numbers of the cells, of the rows, of the columns and of everybody; without columns, one for everybody."""
    if columns is Dimension.NOTHING:
        of_rows = {key: number for (key,), number in asked.count(rows).items()}
        everybody = asked.everybody() if rows in OVERLAPPING else sum(of_rows.values())
        inner = {(key, _EVERYBODY): number for key, number in of_rows.items()}
        return inner, of_rows, {_EVERYBODY: everybody}, everybody
    inner = {(row, column): number for (row, column), number in asked.count(rows, columns).items()}
    by_row = (
        {key: number for (key,), number in asked.count(rows).items()} if columns in OVERLAPPING else _summed(inner, 0)
    )
    by_column = {key: n for (key,), n in asked.count(columns).items()} if rows in OVERLAPPING else _summed(inner, 1)
    return inner, by_row, by_column, sum((by_column if rows in OVERLAPPING else by_row).values())


def _summed(inner: Numbers, place: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for keys, number in inner.items():
        found[keys[place]] = found.get(keys[place], 0) + number
    return found


def _apart(rows: Dimension, columns: Dimension) -> Apart:
    if rows in OVERLAPPING:
        return Apart.ROWS
    return Apart.COLUMNS if columns in OVERLAPPING else Apart.NEITHER


def _merged(
    keys: Sequence[str], inner: Numbers, of_rows: Mapping[str, int]
) -> tuple[list[str], Numbers, Mapping[str, int]]:
    """The largest groups in their order, all others as one."""
    large = {*sorted(keys, key=lambda key: -of_rows.get(key, 0))[:MOST_GROUPS]}
    cells: dict[tuple[str, str], int] = {}
    for (row, column), number in inner.items():
        place = (row if row in large else _OTHERS, column)
        cells[place] = cells.get(place, 0) + number
    sums: dict[str, int] = {}
    for row, number in of_rows.items():
        key = row if row in large else _OTHERS
        sums[key] = sums.get(key, 0) + number
    return [*(key for key in keys if key in large), _OTHERS], cells, sums


def _keys(asked: Counting, dimension: Dimension, found: Mapping[str, int]) -> list[str]:
    """The groups in their order: the few fixed ones always, others where somebody is in them."""
    fixed = _FIXED.get(dimension)
    if dimension is Dimension.NOTHING:
        return [_EVERYBODY]
    if fixed:
        always, rarely = fixed
        return [
            key for key in (*always, *rarely) if key in found or (key in always and not asked.chosen.narrows(dimension))
        ]
    if dimension is Dimension.TAG:
        order = {group.key: place for place, group in enumerate(offered(by=asked.by, on=asked.on).tags)}
        return sorted(found, key=lambda code: (order.get(code, len(order)), code))
    if dimension is Dimension.UNIT:
        return _unit_order(found)
    return sorted(found)


def _unit_order(found: Mapping[str, int]) -> list[str]:
    return [str(key) for key in Unit.objects.filter(id__in=found).order_by("area", "name").values_list("id", flat=True)]


_FIXED: Final[Mapping[Dimension, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    Dimension.AGE_BAND: (
        tuple(band.value for band in AgeBand if band is not AgeBand.UNKNOWN), (AgeBand.UNKNOWN.value,),
    ),
    Dimension.PERSON_TYPE: (tuple(PersonType.values), ()),
    Dimension.LEVEL: (tuple(LevelGroup.values), ()),
    Dimension.SINGLE_LEVEL: ((), (*Level.values, "")),
    Dimension.NEED: ((), tuple(need.value for need in NeedType if need is not NeedType.NONE)),
}  # fmt: skip


def _groups(asked: Counting, dimension: Dimension, keys: Sequence[str]) -> tuple[Group, ...]:
    labels = _labels(asked, dimension, keys)
    units = _unit_ids(keys) if dimension is Dimension.UNIT else {}
    return tuple(
        Group(units.get(key, key), labels.get(key, key), opens=key not in {_OTHERS, _EVERYBODY}) for key in keys
    )


def _labels(asked: Counting, dimension: Dimension, keys: Sequence[str]) -> Mapping[str, str]:
    others = {_OTHERS: _("其他"), _EVERYBODY: _("人数")}
    match dimension:
        case Dimension.AREA:
            found = _area_labels(keys)
        case Dimension.UNIT:
            named = Unit.objects.filter(id__in=[key for key in keys if key != _OTHERS]).values_list("id", "name")
            found = {str(inner): name for inner, name in named}
        case Dimension.TAG:
            found = {rule.code: rule.title for rule in standing_book().rules if rule.code in keys}
            found |= {group.key: group.label for group in offered(by=asked.by, on=asked.on).tags}
        case Dimension.TIER:
            found = {str(rule.rank): rule.title for rule in standing_book().rules if rule.rank is not None}
            found |= {group.key: group.label for group in offered(by=asked.by, on=asked.on).tiers}
        case _:
            found = _words(dimension)
    return found | others


def _words(dimension: Dimension) -> dict[str, str]:
    match dimension:
        case Dimension.AGE_BAND:
            found = {band.value: str(band.label) for band in AgeBand}
        case Dimension.PERSON_TYPE:
            found = {kind.value: str(kind.label) for kind in PersonType}
        case Dimension.LEVEL:
            found = {group.value: str(group.label) for group in LevelGroup}
        case Dimension.SINGLE_LEVEL:
            found = {level.value: str(level.label) for level in Level} | {"": _("职务级别不详")}
        case _:
            found = {need.value: str(need.label) for need in NeedType}
    return found


def _area_labels(keys: Sequence[str]) -> dict[str, str]:
    codes = {key.removesuffix(OWN_LEVEL) for key in keys}
    names = dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
    found = {key: names.get(key.removesuffix(OWN_LEVEL), key) for key in keys}
    return {
        key: _("%(place)s本级") % {"place": name} if key.endswith(OWN_LEVEL) else name for key, name in found.items()
    }


def _unit_ids(keys: Sequence[str]) -> Mapping[str, str]:
    """Units are asked for by their public ids."""
    named = Unit.objects.filter(id__in=[key for key in keys if key != _OTHERS]).values_list("id", "public_id")
    return {str(inner): str(public) for inner, public in named}
