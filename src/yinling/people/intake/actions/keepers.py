"""Who looks after a person of a roster: the unit that is named, and the area whose officers answer for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from yinling.base.regions.models import Area
from yinling.base.units.actions import ReportedUnit, enter_reported
from yinling.base.units.models import Unit
from yinling.base.units.queries import in_force
from yinling.base.units.terms import Nature
from yinling.kernel.areas import COUNTY_LENGTH, PREFECTURE_LENGTH, covers
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.intake.domain.cleaning.places import Places
from yinling.people.intake.domain.cleaning.units import UnitKey, unit_key
from yinling.people.intake.models import Roster


@lru_cache(maxsize=4)
def _places(home: str, _version: int) -> Places:
    return Places.build(Area.objects.filter(valid_to__isnull=True).values_list("code", "name", "short_name"), home)


def places_of(home: str) -> Places:
    """All areas as texts name them, seen from `home`; kept for as long as no area is added."""
    return _places(home, Area.objects.count())


class Keepers:
    """Units by what rosters call them. A body that nobody registered is entered under the one that reported it."""

    def __init__(self, roster: Roster, places: Places) -> None:
        self._roster = roster
        self._places = places
        self._units: dict[UnitKey, Unit] = {}
        for unit in Unit.objects.filter(in_force(local_day(roster.received_at))).order_by("-id"):
            for name in (unit.short_name, unit.name):
                key = unit_key(name, places)
                self._units[key if key.area else UnitKey(unit.area_id, key.core)] = unit
        self.entered = 0

    def enter_unknown(self, people: Iterable[Mapping[str, str]], *, by: Viewer, at: datetime) -> None:
        """Register the units that these people name and nobody knows, with the nature that most rows give them."""
        natures: dict[UnitKey, Counter[str]] = defaultdict(Counter)
        names: dict[UnitKey, str] = {}
        for values in people:
            key = self._key(values)
            if key is None or key in self._units:
                continue
            names.setdefault(key, values["former_unit"])
            natures[key][values.get("unit_nature", "")] += 1
        wanted = [self._reported(key, names[key], natures[key]) for key in names]
        made = enter_reported(units=wanted, parent=self._roster.unit, by=by, at=at)
        self._units |= {key: made[unit.name] for key, unit in zip(names, wanted, strict=True)}
        self.entered = len(wanted)

    def unit_for(self, values: Mapping[str, str]) -> Unit:
        """The unit that keeps the person: the one that is named, else the one that reported."""
        key = self._key(values)
        return self._units.get(key, self._roster.unit) if key else self._roster.unit

    def area_for(self, values: Mapping[str, str], unit: Unit) -> str:
        """The area whose officers look after the person (features A18).

        That of a county's unit; for a wider unit the place where the person lives, if it lies in the roster's area;
        else the roster's own.
        """
        if len(unit.area_id) >= COUNTY_LENGTH and covers(self._roster.area_code, unit.area_id):
            return str(unit.area_id)
        residence = values.get("residence", "")
        return residence if residence and covers(self._roster.area_code, residence) else self._roster.area_code

    def _key(self, values: Mapping[str, str]) -> UnitKey | None:
        name = values.get("former_unit")
        if not name:
            return None
        key = unit_key(name, self._places)
        if not key.core:
            return None
        return key if key.area else UnitKey(self._roster.area_code, key.core)

    def _reported(self, key: UnitKey, name: str, natures: Counter[str]) -> ReportedUnit:
        nature = next((n for n, _times in natures.most_common() if n in Nature.values), Nature.INSTITUTION.value)
        area = key.area if covers(self._roster.area_code, key.area) else self._roster.area_code
        short = self._short(key) or name
        return ReportedUnit(name[:100], short[:100], nature, area, f"roster:{self._roster.public_id}")

    def _short(self, key: UnitKey) -> str:
        """The name without the prefecture that all of the roster share: 永登县五金公司; "" for the prefecture's own."""
        above = self._places.full_name_of(key.area[:PREFECTURE_LENGTH])
        county = self._places.full_name_of(key.area).removeprefix(above)
        return f"{county}{key.core}" if county else ""
