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
    defer(task="flows.judge", by=SYSTEM, at=now, person=ONE)
    assert waiting() == [("flows.judge", str(ONE))]


def test_and_falls_with_it(sides, now):
    sides.app(SYSTEM)
    with transaction.atomic():
        defer(task="flows.judge", by=SYSTEM, at=now, person=ONE)
        transaction.set_rollback(True)
    assert waiting() == []


def test_nobody_defers(sides, now):
    sides.app()
    with pytest.raises(Forbidden):
        defer(task="flows.judge", by=NOBODY, at=now, person=ONE)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_is_refused(now):
    with pytest.raises(NoTransaction):
        defer(task="flows.judge", by=SYSTEM, at=now, person=ONE)
