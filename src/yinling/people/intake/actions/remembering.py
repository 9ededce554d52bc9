"""What headings mean, said before a roster is taken in, as the command line does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yinling.base.journal.actions import record
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.actions.receiving import HeadingsRefused, NotNow
from yinling.people.intake.events import HeadingsExplained
from yinling.people.intake.models import RememberedHeading, Roster
from yinling.people.intake.terms import IGNORED, SERIAL, RosterState
from yinling.people.registry.terms import CATALOGUE


@transaction.atomic
def remember_headings(*, roster: UUID, headings: Mapping[str, str], by: Viewer, at: datetime) -> None:
    """Keep what headings (as `fold_heading` gives them) mean for the body of a roster that waits, and ever after.

    Raises Forbidden, NotNow when the roster was taken in already, HeadingsRefused for what is no term.
    """
    policy.may_take_in(by)
    row = Roster.objects.filter(public_id=roster).first()
    if row is None:
        raise Forbidden
    policy.may_take_in_for(by, row.area_code, row.unit_id)
    if row.state != RosterState.RECEIVED:
        raise NotNow
    if not set(headings.values()) <= {SERIAL, IGNORED, *CATALOGUE}:
        raise HeadingsRefused(_("没有这个项目，请重新选择。"))
    said = {"area_code": row.area_code, "said_by": by.account or by.name, "said_at": at}
    for heading, term in headings.items():
        RememberedHeading.objects.update_or_create(
            unit_id=row.unit_id, heading=heading, defaults={**said, "term": term}
        )
    record(HeadingsExplained(subject=roster, number=len(headings)), by=by, at=at)
