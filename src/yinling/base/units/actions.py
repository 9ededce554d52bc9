"""Changes of units: a file is loaded, or a roster names a body that nobody had registered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.regions.models import Area
from yinling.base.units import policy
from yinling.base.units.domain import UnitLine, differing, digest_of, parse_units
from yinling.base.units.events import UNITS, UnitsLoaded
from yinling.base.units.models import Unit
from yinling.base.units.outside import read_file
from yinling.kernel.names import search_keys
from yinling.kernel.viewer import Viewer

_PLAIN = (
    "name",
    "short_name",
    "pinyin",
    "initials",
    "nature",
    "credit_code",
    "valid_from",
    "valid_to",
    "source",
)


@dataclass(frozen=True)
class ReportedUnit:
    """A body as a roster names it: its full and short name, its nature, the area it belongs to, and which roster."""

    name: str
    short_name: str
    nature: str
    area_code: str
    source: str


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many units were added, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_units(*, path: Path, by: Viewer, at: datetime) -> Loaded:
    """Take a file of units: add what is new, change what differs. The same file again changes nothing.

    Units that the file does not name stay; one that ended is given its `valid_to` in the file. Raises
    Forbidden for everyone but the system, UnitFileRefused for a file that cannot be taken whole.
    """
    policy.may_load(by)
    raw = read_file(path)
    stored = {line.public_id: line for line in map(_line, Unit.objects.select_related("parent"))}
    units = parse_units(raw, areas=Area.objects.values_list("code", flat=True), stored=stored)
    changes = differing(units, stored)
    added = sum(unit.public_id not in stored for unit in changes)
    loaded = Loaded(added=added, changed=len(changes) - added, unchanged=len(units) - len(changes))
    if changes:
        _write(changes)
        fact = UnitsLoaded(subject=UNITS, added=added, changed=loaded.changed, digest=digest_of(changes))
        record(fact, by=by, at=at)
    return loaded


@transaction.atomic
def enter_reported(*, units: Sequence[ReportedUnit], parent: Unit | None, by: Viewer, at: datetime) -> dict[str, Unit]:
    """Enter bodies that a roster names and nobody had registered, under the body that reported them; by name.

    They carry what the roster says and no more; a file of units corrects them later by their public id. Raises
    Forbidden for everyone but the system.
    """
    policy.may_load(by)
    rows = [_reported(unit, parent) for unit in units]
    for row in rows:
        row.save(force_insert=True)
    if rows:
        lines = [_line(row) for row in rows]
        record(UnitsLoaded(subject=UNITS, added=len(rows), changed=0, digest=digest_of(lines)), by=by, at=at)
    return {row.name: row for row in rows}


def _reported(unit: ReportedUnit, parent: Unit | None) -> Unit:
    keys = search_keys(unit.name)
    return Unit(
        name=unit.name, short_name=unit.short_name, pinyin=keys.pinyin, initials=keys.initials, nature=unit.nature,
        area_id=unit.area_code, parent=parent, source=unit.source,
    )  # fmt: skip


def _line(unit: Unit) -> UnitLine:
    return UnitLine(
        public_id=unit.public_id,
        name=unit.name,
        short_name=unit.short_name,
        pinyin=unit.pinyin,
        initials=unit.initials,
        nature=unit.nature,
        area_code=unit.area_id,
        parent=unit.parent.public_id if unit.parent else None,
        credit_code=unit.credit_code,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        source=unit.source,
    )


def _write(changes: list[UnitLine]) -> None:
    """Write the rows first and their parents after, since a parent may be among them and has no id before."""
    Unit.objects.bulk_create(
        [
            Unit(
                public_id=line.public_id,
                area_id=line.area_code,
                **{name: getattr(line, name) for name in _PLAIN},
            )
            for line in changes
        ],
        update_conflicts=True,
        unique_fields=["public_id"],
        update_fields=[*_PLAIN, "area"],
    )
    rows = {unit.public_id: unit for unit in Unit.objects.filter(public_id__in=_named(changes))}
    for line in changes:
        rows[line.public_id].parent = rows[line.parent] if line.parent else None
    Unit.objects.bulk_update([rows[line.public_id] for line in changes], ["parent"])


def _named(changes: list[UnitLine]) -> set[UUID]:
    return {line.public_id for line in changes} | {line.parent for line in changes if line.parent}
