"""Rating a visit: by the person, a proxy, or staff who write down what they heard or read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Refused, Stale
from yinling.base.rows.texts import plain
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions.concerning import raise_low_rating
from yinling.quality.feedback.actions.speaking import Spoken, heard
from yinling.quality.feedback.domain import LONGEST_REMARK
from yinling.quality.feedback.events import RatingGiven
from yinling.quality.feedback.models import Rating
from yinling.quality.feedback.queries.lines import task_row
from yinling.quality.feedback.queries.parameters import terms_in_force
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import TaskState


class NotRatable(Refused):
    """The visit is not confirmed, or longer ago than the area allows."""


class AlreadyRated(Stale):
    """There is a rating that the form did not show; staff replace only what they have seen. `rating` is its id."""

    def __init__(self, rating: UUID) -> None:
        super().__init__(rating)
        self.rating = rating


@transaction.atomic
def rate(
    *,
    task: UUID,
    stars: int,
    remark: str,
    way: Way,
    right: UUID | None = None,
    seen: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> UUID:
    """Give a confirmed visit one to five stars and a remark; returns the public id of the rating that counts now.

    A new rating takes the place of an earlier one; the same once more changes nothing. Staff name the proxy whose word
    it is by `right`, and replace only the rating that they have `seen`: a paper slip is never entered twice. At or
    below the area's low line a concern is raised with it. Raises Forbidden, Unacceptable, NotRatable, AlreadyRated.
    """
    row = task_row(task)
    spoken = heard(row, way, right, by=by, at=at)
    remark = plain(remark)
    if not 1 <= stars <= 5:
        raise Unacceptable({"stars": _("请选一到五分")})
    if len(remark) > LONGEST_REMARK:
        raise Unacceptable({"remark": _("请不要超过 {limit} 个字").format(limit=LONGEST_REMARK)})
    _ratable(row, at)
    Task.objects.select_for_update().get(pk=row.pk)  # two ratings at once follow each other
    standing = row.ratings.filter(superseded_at__isnull=True).first()
    if standing is not None:
        if spoken.is_entered and seen != standing.public_id:
            raise AlreadyRated(standing.public_id)
        if (standing.stars, standing.remark or "", standing.said_by) == (stars, remark, spoken.said):
            return standing.public_id
        row.ratings.filter(pk=standing.pk).update(superseded_at=at)
    made = Rating.objects.create(
        **row.person.scope(), task=row, stars=stars, remark=remark or None, way=way, said_by=spoken.said,
        on_behalf=spoken.on_behalf, entered_by=by.account, rated_at=at,
    )  # fmt: skip
    record(_given(made, row, spoken, standing), by=by, at=at)
    raise_low_rating(made, row, by=by, at=at)
    return made.public_id


def _ratable(row: Task, at: datetime) -> None:
    """Raises NotRatable."""
    if row.state != TaskState.CONFIRMED or row.confirmed_at is None:
        raise NotRatable
    on = local_day(at)
    if not terms_in_force(row.area_code, on=on).can_rate(local_day(row.confirmed_at), on=on):
        raise NotRatable


def _given(made: Rating, row: Task, spoken: Spoken, before: Rating | None) -> RatingGiven:
    return RatingGiven(
        subject=made.public_id, task=row.public_id, person=row.person.public_id, stars=made.stars, way=made.way,
        said_by=spoken.said, on_behalf=str(spoken.on_behalf or ""), replaces=str(before.public_id if before else ""),
    )  # fmt: skip
