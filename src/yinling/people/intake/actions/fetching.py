"""A roster's own rows leave the house again as a workbook, written down."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yinling.base.journal.actions import record
from yinling.kernel.viewer import Viewer
from yinling.people.intake import policy
from yinling.people.intake.events import RosterFetched
from yinling.people.intake.queries.results import roster_of
from yinling.people.intake.queries.workbooks import result_workbook


@transaction.atomic
def fetch_workbook(*, roster: UUID, by: Viewer, at: datetime) -> bytes:
    """The original rows with what became of each, as an xlsx file that never lay on a disk by our doing.

    Columns of terms whose purpose `by` does not hold are empty. Raises Forbidden outside the officer's scope.
    """
    policy.may_take_in(by)
    row = roster_of(roster)
    policy.may_take_in_for(by, row.area_code, row.unit_id)
    file = io.BytesIO()
    result_workbook(roster, file, by=by)
    digest = hashlib.sha256(file.getbuffer()).hexdigest()
    record(RosterFetched(subject=roster, rows=row.rows_total, digest=digest), by=by, at=at)
    return file.getvalue()
