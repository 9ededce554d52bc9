"""Who is meant by a break-glass: background work looks through the whole registry, whoever keeps the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.access.actions import miss_break_glass, open_break_glass
from yinling.base.access.queries import asked_glass
from yinling.base.access.terms import Sought
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person
from yinling.people.registry.queries import card_holder, number_holder


@transaction.atomic
def open_sought(*, ask: UUID, by: Viewer, at: datetime) -> None:
    """Find the person by the identity number or the valid card that was typed, and open the record to who asked.

    Nobody found is one answer, whether there is none, the card is void, or the record became part of another. Safe to
    repeat. Raises Forbidden for anyone but background work.
    """
    asked = asked_glass(ask, by=by)
    if asked is None:
        return  # answered before
    person = _person(asked.sought, asked.sought_by)
    if person is None:
        miss_break_glass(ask=ask, by=by, at=at)
        return
    open_break_glass(
        ask=ask, person=person.public_id, person_id=person.id, area_code=person.area_code, unit_id=person.unit_id,
        by=by, at=at,
    )  # fmt: skip


def _person(sought: str, sought_by: Sought) -> Person | None:
    standing = Person.objects.filter(merged_into__isnull=True)
    holder = card_holder(sought) if sought_by is Sought.CARD_CODE else number_holder(sought)
    return standing.filter(pk=holder).first() if holder else None
