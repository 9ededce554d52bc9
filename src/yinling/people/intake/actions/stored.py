"""A roster's row as it is stored: what cleaning made of it, and what of it is compared."""

from __future__ import annotations

from yinling.people.intake.actions.keepers import places_of
from yinling.people.intake.domain.cells import unpack_clean
from yinling.people.intake.domain.conservation import Place
from yinling.people.intake.domain.entries import Entry
from yinling.people.intake.domain.matching.likeness import Likeness, likeness_of
from yinling.people.intake.models import RosterRow


def entry_of(row: RosterRow) -> Entry:
    """The row as cleaning left it."""
    return Entry(Place(row.sheet.place, row.number), row.sheet.name, unpack_clean(row.cleaned or _NOTHING))


_NOTHING = '{"values": {}, "rules": {}, "doubts": [], "stated": {}, "id_hint": ""}'


def likeness_in(row: RosterRow, entry: Entry) -> Likeness:
    """What matching sees of the row."""
    return likeness_of(row.id, entry.clean.values, entry.clean.id_hint, places_of(row.roster.area_code))
