"""What cohorts are made of: dimensions, the groups within them, and the filter. Pure data and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yinling.decisions.rulebook.terms import NeedType
from yinling.kernel.areas import area_range
from yinling.people.registry.terms import Level, PersonType

# The smallest age of each band, the oldest first; they are the values of AgeBand.
BAND_YEARS: Final = (100, 90, 80, 70, 60, 0)
UNKNOWN: Final = "-"  # as filters say that nothing is known
OWN_LEVEL: Final = "="  # behind an area's code: those whom the area keeps itself, not what lies in it


class CohortUnknown(ValueError):
    """A filter names a value that no cohort has, or a table wants two dimensions that cannot be crossed."""


class Dimension(TextChoices):
    """What a table of cohorts can be made of."""

    AGE_BAND = "age", _("年龄段")
    PERSON_TYPE = "type", _("人员类别")
    LEVEL = "level", _("职务级别")
    SINGLE_LEVEL = "levels", _("职务级别（逐级）")
    AREA = "area", _("地区")
    UNIT = "unit", _("单位")
    TAG = "tag", _("标签")
    TIER = "tier", _("困难类别")
    NEED = "need", _("所需类型")
    NOTHING = "none", _("不分列")


class LevelGroup(TextChoices):
    """Posts as offices speak of them. A post that is not known stands with the others."""

    PREFECTURE_UP = "prefecture_up", _("厅局级及以上")
    COUNTY = "county", _("县处级")
    TOWNSHIP = "township", _("乡科级")
    OTHER = "other", _("其他或不详")


LEVELS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    LevelGroup.PREFECTURE_UP.value: tuple(
        level.value
        for level in (
            Level.STATE_CHIEF, Level.STATE_DEPUTY, Level.PROVINCE_CHIEF, Level.PROVINCE_DEPUTY,
            Level.PREFECTURE_CHIEF, Level.PREFECTURE_DEPUTY,
        )
    ),
    LevelGroup.COUNTY.value: (Level.COUNTY_CHIEF.value, Level.COUNTY_DEPUTY.value),
    LevelGroup.TOWNSHIP.value: (Level.TOWNSHIP_CHIEF.value, Level.TOWNSHIP_DEPUTY.value),
    LevelGroup.OTHER.value: (Level.STAFF.value, Level.CLERK.value, Level.OTHER.value, ""),
}  # fmt: skip
_GROUP_OF: Final = {level: group for group, levels in LEVELS_OF.items() for level in levels}

# One person can have several tags and several needs; everything else divides the people.
OVERLAPPING: Final = frozenset({Dimension.TAG, Dimension.NEED})


@dataclass(frozen=True, kw_only=True)
class CohortFilter:
    """Conditions that all hold at once, for persons on the roll; without any, everybody in the viewer's scope.

    `area` is an area's code, with OWN_LEVEL behind it for those whom it keeps itself. `band` is a value of AgeBand,
    `level` a group, a single level or UNKNOWN, `unit` a public id. All of `tags` (rule codes) and of `needs` must
    hold. Raises CohortUnknown.
    """

    area: str = ""
    unit: UUID | None = None
    band: str = ""
    person_type: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    tier: int | None = None
    needs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if self.band and self.band not in {*map(str, BAND_YEARS), UNKNOWN}:
            raise CohortUnknown(f"band {self.band}")
        if self.level and self.level not in {*LEVELS_OF, *_GROUP_OF, UNKNOWN}:
            raise CohortUnknown(f"level {self.level}")
        if self.person_type and self.person_type not in PersonType.values:
            raise CohortUnknown(f"type {self.person_type}")
        if not {*NeedType.values}.issuperset(self.needs):
            raise CohortUnknown(f"needs {self.needs}")
        if self.area:
            _known_area(self.area)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that fit, the empty one where a post may be unknown; none of them where every level fits."""
        if not self.level:
            return ()
        return LEVELS_OF.get(self.level) or ("" if self.level == UNKNOWN else self.level,)

    @property
    def area_range(self) -> tuple[str, str] | None:
        """The range of area codes that fit, the upper bound not included; None for all."""
        if not self.area:
            return None
        code = self.area.removesuffix(OWN_LEVEL)
        return (code, f"{code}!") if self.area.endswith(OWN_LEVEL) else area_range(code)

    def narrows(self, dimension: Dimension) -> bool:
        """Whether the filter speaks of this dimension itself."""
        by_dimension = {
            Dimension.AGE_BAND: self.band, Dimension.PERSON_TYPE: self.person_type, Dimension.LEVEL: self.level,
            Dimension.SINGLE_LEVEL: self.level,
        }  # fmt: skip
        return bool(by_dimension.get(dimension))

    def narrowed(self, dimension: Dimension, key: str) -> CohortFilter:
        """The filter of one row or column: a tag or a need comes on top, anything else takes its dimension's place."""
        match dimension:
            case Dimension.AGE_BAND:
                found = replace(self, band=key)
            case Dimension.PERSON_TYPE:
                found = replace(self, person_type=key)
            case Dimension.LEVEL | Dimension.SINGLE_LEVEL:
                found = replace(self, level=key or UNKNOWN)
            case Dimension.AREA:
                found = replace(self, area=key)
            case Dimension.UNIT:
                found = replace(self, unit=UUID(key))
            case Dimension.TAG:
                found = replace(self, tags=tuple(dict.fromkeys((*self.tags, key))))
            case Dimension.TIER:
                found = replace(self, tier=int(key))
            case Dimension.NEED:
                found = replace(self, needs=tuple(dict.fromkeys((*self.needs, key))))
            case _:
                found = self
        return found


def level_group(level: str) -> str:
    """The group of a single level; the empty one and any that no standard has stand with the others."""
    return _GROUP_OF.get(level, LevelGroup.OTHER.value)


def born_by(on: date, years: int) -> date:
    """The last birth date of those who have completed so many years on a day; see `kernel.calendars.age_on`."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February of a year that has none
        return on.replace(year=on.year - years, day=28)


def require_table(rows: Dimension, columns: Dimension) -> None:
    """Raises CohortUnknown for a table that would say the same twice, or cross two dimensions that both overlap."""
    same = {Dimension.LEVEL, Dimension.SINGLE_LEVEL}
    if rows is Dimension.NOTHING or rows is columns or {rows, columns} == same or {rows, columns} == OVERLAPPING:
        raise CohortUnknown(f"{rows} by {columns}")


def _known_area(area: str) -> None:
    try:
        area_range(area.removesuffix(OWN_LEVEL))
    except ValueError as refusal:
        raise CohortUnknown(area) from refusal
