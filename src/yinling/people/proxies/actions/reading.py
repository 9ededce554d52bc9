"""A person's record is read at the elder door: by himself, which nobody needs to be told, or by a proxy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.access.actions import note_look
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import Acting, acting
from yinling.people.proxies.terms import ActingKind, ActingScope


@transaction.atomic
def read_record(*, person: UUID, part: str, by: Viewer, at: datetime) -> Acting:
    """Open a part of the person's record; that a proxy did is written down, and the person sees it.

    Raises Forbidden without the right to read the record.
    """
    actor = acting(person=person, scope=ActingScope.RECORD, by=by, on=local_day(at))
    if actor.kind is not ActingKind.PERSON:
        row = actor.person
        note_look(
            person_id=row.id, area_code=row.area_code, unit_id=row.unit_id, part=part, reason=actor.said, by=by, at=at
        )
    return actor
