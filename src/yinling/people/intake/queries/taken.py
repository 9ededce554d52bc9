"""Whether a file was handed in before."""

from __future__ import annotations

import hashlib
from typing import NamedTuple
from uuid import UUID

from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.models import Roster
from yinling.people.intake.terms import RosterState


class Taken(NamedTuple):
    """The roster that a file became, and its state by code."""

    roster: UUID
    state: str


def taken_before(content: bytes, *, by: Viewer, unit: UUID | None = None) -> Taken | None:
    """What became of this very file, for one body or (None) for any; rosters refused or taken back do not count."""
    policy.may_take_in(by)
    found = Roster.objects.filter(digest=hashlib.sha256(content).hexdigest())
    if unit is not None:
        found = found.filter(unit__public_id=unit)
    standing = found.exclude(state__in=[RosterState.REFUSED, RosterState.WITHDRAWN]).order_by("-id").first()
    return Taken(standing.public_id, standing.state) if standing else None
