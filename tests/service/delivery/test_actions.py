"""The edges of delivery: what the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from yinling.service.delivery.models import Task


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "task_state_known"),
        ({"worker": None}, "task_taken_by_somebody"),
        ({"taken_at": None}, "task_taken_by_somebody"),
        ({"state": "checked_in"}, "task_"),
        ({"state": "withdrawn"}, "task_withdrawn_when"),
        ({"confirmed_by": "person"}, "task_confirmed_by_somebody"),
        ({"confirmed_by": "proxy"}, "task_"),
        ({"notes": "早了", "done_at": "2026-11-22T01:30:00Z"}, "task_done_says_what"),
        ({"checked_in_at": "2026-11-22T01:30:00Z"}, "task_checked_in_when"),
        ({"withdrawn_at": "2026-11-22T01:30:00Z"}, "task_withdrawn_when"),
    ],
    ids=str,
)
def test_the_database_holds_what_a_state_needs(county, now, change, constraint):
    task = factories.taken(county.person, county.workers[0], at=now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Task.objects.filter(public_id=task).update(**change)
