import uuid

import pytest
from django.db import connection, transaction

from tests.factories import SYSTEM
from yinling.base.jobs.actions import defer
from yinling.base.rows.refusals import Forbidden
from yinling.base.rows.viewing import NoTransaction
from yinling.kernel.viewer import NOBODY

ONE = uuid.UUID("7d1f1f1e-0000-4000-8000-000000000001")


def waiting() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args ->> 'person' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return cursor.fetchall()


def test_a_job_stands_with_its_transaction(sides, now):
    sides.app(SYSTEM)
    defer(task="flows.propose", by=SYSTEM, at=now, person=ONE)
    assert waiting() == [("flows.propose", str(ONE))]


def test_and_falls_with_it(sides, now):
    sides.app(SYSTEM)
    with transaction.atomic():
        defer(task="flows.propose", by=SYSTEM, at=now, person=ONE)
        transaction.set_rollback(True)
    assert waiting() == []


def test_nobody_defers(sides, now):
    sides.app()
    with pytest.raises(Forbidden):
        defer(task="flows.propose", by=NOBODY, at=now, person=ONE)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_is_refused(now):
    with pytest.raises(NoTransaction):
        defer(task="flows.propose", by=SYSTEM, at=now, person=ONE)


def test_jobs_of_one_lane_run_one_at_a_time(sides, now):
    sides.owner()
    with transaction.atomic():
        for task in ("intake.take", "intake.take_back"):
            defer(task=task, by=SYSTEM, at=now, roster=uuid.uuid4())
        defer(task="flows.propose_area", by=SYSTEM, at=now, area="62")
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, lock FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [
            ("intake.take", "rosters"), ("intake.take_back", "rosters"), ("flows.propose_area", None),
        ]  # fmt: skip
