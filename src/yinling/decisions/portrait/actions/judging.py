"""One person's portrait, drawn anew within the act that changed a fact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.portrait import policy
from yinling.decisions.portrait.actions.drawing import Drawn, draw
from yinling.decisions.portrait.events import PortraitChanged
from yinling.decisions.portrait.queries.judging import judging
from yinling.decisions.rulebook.models import Rule
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Viewer
from yinling.people.registry.models import Person


@transaction.atomic
def judge(*, person: UUID, by: Viewer, at: datetime) -> Drawn:
    """Draw one person's portrait anew; what began and what ended is recorded, if anything did. Safe to repeat.

    Raises Forbidden when the person is absent or hidden.
    """
    policy.may_judge(by)
    row = Person.objects.filter(public_id=person).first()
    if row is None:
        raise Forbidden
    drawn = draw([row.id], judging(row.area_code, local_day(at)), at=at)
    if drawn.began or drawn.ended:
        names = _names([rule for _person, rule in (*drawn.began, *drawn.ended)])
        began, ended = (tuple(names[rule] for _person, rule in pairs) for pairs in (drawn.began, drawn.ended))
        record(PortraitChanged(subject=person, began=began, ended=ended), by=by, at=at)
    return drawn


def _names(rules: Iterable[int]) -> dict[int, str]:
    found = Rule.objects.filter(id__in=set(rules)).values_list("id", "code", "version")
    return {inner: f"{code}/{version}" for inner, code, version in found}
