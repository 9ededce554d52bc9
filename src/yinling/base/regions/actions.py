"""Changes of areas: a file is loaded."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.regions import policy
from yinling.base.regions.domain import AreaLine, differing, digest_of, parse_areas
from yinling.base.regions.events import AREAS, AreasLoaded
from yinling.base.regions.models import Area
from yinling.base.regions.outside import read_file
from yinling.kernel.areas import level_of
from yinling.kernel.viewer import Viewer

_COLUMNS = [field.name for field in fields(AreaLine)]
_WRITTEN = [*(name for name in _COLUMNS if name != "code"), "level", "parent"]


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many areas were added, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_areas(*, path: Path, by: Viewer, at: datetime) -> Loaded:
    """Take a file of areas: add what is new, change what differs. The same file again changes nothing.

    Areas that the file does not name stay; one that ended is given its `valid_to` in the file. Raises
    Forbidden for everyone but the system, AreaFileRefused for a file that cannot be taken whole.
    """
    policy.may_load(by)
    raw = read_file(path)
    stored = {row["code"]: AreaLine(**row) for row in Area.objects.values(*_COLUMNS)}
    areas = parse_areas(raw, known=stored)
    changes = differing(areas, stored)
    added = sum(area.code not in stored for area in changes)
    loaded = Loaded(added=added, changed=len(changes) - added, unchanged=len(areas) - len(changes))
    if changes:
        _write(changes)
        fact = AreasLoaded(subject=AREAS, added=added, changed=loaded.changed, digest=digest_of(changes))
        record(fact, by=by, at=at)
    return loaded


def _write(changes: list[AreaLine]) -> None:
    Area.objects.bulk_create(
        [Area(parent_id=line.parent, level=level_of(line.code).value, **asdict(line)) for line in changes],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_WRITTEN,
    )
