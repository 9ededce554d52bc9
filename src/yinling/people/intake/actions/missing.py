"""Who stood on the last roster of this body and does not stand on this one: a question, never a deletion."""

from __future__ import annotations

from collections.abc import Collection

from yinling.people.intake.models import Roster, RosterRow
from yinling.people.intake.terms import RosterState
from yinling.people.registry.actions.rosters import MISSING, Asked
from yinling.people.registry.models import PersonNow
from yinling.people.registry.terms import Standing


def missing_questions(row: Roster, seen: Collection[int], types: Collection[str]) -> list[Asked]:
    """Questions about persons on roll whom the body's latest earlier roster named and this one does not.

    Only persons of the kinds that this roster lists at all: a list of one kind says nothing about the others.
    """
    before = _roster_before(row)
    if before is None:
        return []
    named = set(RosterRow.objects.filter(roster=before, person__isnull=False).values_list("person_id", flat=True))
    absent = named - set(seen)
    on_roll = PersonNow.objects.filter(
        person_id__in=absent, standing=Standing.ON_ROLL, person_type__in=list(types)
    ).values_list("person_id", flat=True)
    return [Asked(person, "standing", MISSING, Standing.ON_ROLL, "", row.file_name) for person in sorted(on_roll)]


def _roster_before(row: Roster) -> Roster | None:
    """The body's newest roster of an earlier day."""
    if row.as_of is None:
        return None
    earlier = Roster.objects.filter(unit_id=row.unit_id, state=RosterState.DONE, as_of__lt=row.as_of)
    return earlier.order_by("-as_of", "-received_at").first()
