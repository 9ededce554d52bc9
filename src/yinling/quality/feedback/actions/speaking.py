"""Who says something about a visit, and on which way: the same for a rating and a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.proxies.queries import acting, spoken_by
from yinling.people.proxies.terms import ActingKind, ActingScope
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback import policy
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.models import Task


@dataclass(frozen=True)
class Spoken:
    """Whose word it is. `on_behalf` is the proxy right by which it was said; `is_entered`: staff wrote it down."""

    said: str
    on_behalf: UUID | None
    is_entered: bool


def heard(task: Task, way: Way, right: UUID | None, *, by: Viewer, at: datetime) -> Spoken:
    """Who speaks about a visit. Staff name the proxy whose word they write down by `right`, nobody for the person.

    Raises Forbidden, Unacceptable where the way is none on which such a one speaks.
    """
    on, person = local_day(at), task.person.public_id
    actor = acting(person=person, scope=ActingScope.RATE, by=by, on=on)
    policy.may_judge(by, str(task.worker))
    is_entered = actor.kind is ActingKind.STAFF
    if is_entered and way is Way.PAGE:
        raise Unacceptable({"way": _("代填时请选电话或纸质")})
    if actor.kind is ActingKind.PERSON and way is not Way.PAGE:
        raise Unacceptable({"way": _("本人在网页上直接评价")})
    if not is_entered:
        return Spoken(actor.said, actor.on_behalf, is_entered=False)
    who = spoken_by(right, person=person, scope=ActingScope.RATE, on=on)
    with override("zh-hans"):  # kept with the row, whatever the officer reads
        said = _("%(who)s，由%(staff)s") % {"who": who, "staff": actor.said}
    return Spoken(said, right, is_entered=True)
