"""A concern is raised: by a complaint, or by a low rating in the same act."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions.speaking import heard
from yinling.quality.feedback.domain import LONGEST_COMPLAINT, fits
from yinling.quality.feedback.events import ConcernRaised
from yinling.quality.feedback.models import Concern, Rating
from yinling.quality.feedback.queries.lines import task_row
from yinling.quality.feedback.queries.parameters import terms_in_force
from yinling.quality.feedback.terms import ConcernKind, ConcernState, Way
from yinling.service.delivery.models import Task

MOST_OPEN = 3  # complaints about one visit that wait at once: a fourth says nothing new


class StillOpen(Refused):
    """Several complaints about this visit wait for an answer already."""


@transaction.atomic
def complain(
    *, task: UUID, text: str, way: Way, request: UUID, right: UUID | None = None, by: Viewer, at: datetime
) -> UUID:
    """Say that something was wrong with a visit, begun or not; returns the concern's public id.

    `request` is the id that the form drew: sent twice, it is one complaint. Staff name the proxy whose word it is by
    `right`. Raises Forbidden, Unacceptable, StillOpen.
    """
    row = task_row(task)
    spoken = heard(row, way, right, by=by, at=at)
    existing = Concern.objects.filter(request=request, task=row).first()
    if existing is not None:
        return existing.public_id
    text = plain(text)
    if not fits(text, LONGEST_COMPLAINT):
        limit = LONGEST_COMPLAINT
        raise Unacceptable({"text": _("请写明哪里不满意，2 到 {limit} 个字").format(limit=limit)})
    Task.objects.select_for_update().get(pk=row.pk)  # two at once are counted one after the other
    if _open(row, ConcernKind.COMPLAINT) >= MOST_OPEN:
        raise StillOpen
    made = Concern.objects.create(
        **row.person.scope(), task=row, kind=ConcernKind.COMPLAINT, text=text, way=way, said_by=spoken.said,
        on_behalf=spoken.on_behalf, request=request, raised_at=at, answer_by=_answer_by(row, at),
    )  # fmt: skip
    record(_raised(made, row), by=by, at=at)
    return made.public_id


def raise_low_rating(rating: Rating, row: Task, *, by: Viewer, at: datetime) -> None:
    """Raise a concern for a rating at or below the area's low line, unless one about this visit waits already."""
    if rating.stars > terms_in_force(row.area_code, on=local_day(at)).low_line or _open(row, ConcernKind.LOW_RATING):
        return
    made = Concern.objects.create(
        **row.person.scope(), task=row, rating=rating, kind=ConcernKind.LOW_RATING, text=rating.remark, way=rating.way,
        said_by=rating.said_by, on_behalf=rating.on_behalf, request=rating.public_id, raised_at=at,
        answer_by=_answer_by(row, at),
    )  # fmt: skip
    record(_raised(made, row), by=by, at=at)


def _open(row: Task, kind: ConcernKind) -> int:
    return Concern.objects.filter(task=row, kind=kind, state=ConcernState.OPEN).count()


def _answer_by(row: Task, at: datetime) -> date:
    return terms_in_force(row.area_code, on=local_day(at)).answer_by(on=local_day(at))


def _raised(made: Concern, row: Task) -> ConcernRaised:
    return ConcernRaised(
        subject=made.public_id, task=row.public_id, person=row.person.public_id, about=made.kind, way=made.way,
        said_by=made.said_by, on_behalf=str(made.on_behalf or ""), answer_by=made.answer_by.isoformat(),
    )  # fmt: skip
