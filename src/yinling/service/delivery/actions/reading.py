"""Reading what a visit left behind: each reading is written down for the person to see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.access.actions import note_look
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.queries import acting
from yinling.people.proxies.terms import ActingScope
from yinling.service.delivery import policy
from yinling.service.delivery.models import Photo, Task


@transaction.atomic
def open_visit(*, task: UUID, by: Viewer, at: datetime) -> None:
    """Write down that an officer read the notes of a visit. Raises Forbidden when it is absent or hidden."""
    policy.may_read_visit(by)
    row = Task.objects.filter(public_id=task).select_related("person").first()
    if row is None:
        raise Forbidden
    _note(row, "visit", by, at)


@transaction.atomic
def see_photo(*, photo: UUID, by: Viewer, at: datetime) -> bytes:
    """A picture of a visit as JPEG, and the look at it written down; a worker sees those of his own visits.

    Raises Forbidden when it is absent or hidden, or a proxy may not read the person's record.
    """
    row = Photo.objects.filter(public_id=photo).select_related("task", "task__person").first()
    if row is None:
        raise Forbidden
    if by.role is Role.WORKER:
        if row.task.worker != UUID(by.account):
            raise Forbidden
    else:
        policy.may_read_visit(by)
        _note(row.task, "photo", by, at)
    return bytes(row.image)


def _note(row: Task, part: str, by: Viewer, at: datetime) -> None:
    """The person's own reading of his own record is no look at it."""
    if by.role is Role.PROXY:
        acting(person=row.person.public_id, scope=ActingScope.RECORD, by=by, on=local_day(at))
    if by.role is not Role.PERSON:
        note_look(
            person_id=row.person_id, area_code=row.area_code, unit_id=row.unit_id, part=part, reason=row.item, by=by,
            at=at,
        )  # fmt: skip
