"""Two officers, two workers, and a process that dies: over several connections, each committing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests.cluster import cluster
from tests.conftest import _point_at
from tests.decisions.rulebook.drafted import AT, LOWER, SYSTEM, WORDS, approve, load, officer, publish, submitted, write
from tests.people.registry.people import places
from yinling.base.approvals.actions import AlreadyDecided, SavedMeanwhile
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Refused, Stale
from yinling.base.rows.viewing import state
from yinling.decisions.rulebook import actions
from yinling.decisions.rulebook.models import Draft, Parameter
from yinling.kernel.viewer import Role

pytestmark = pytest.mark.slow  # two connections that wait for each other

TOGETHER = 4
WANG, LI, ZHAO = officer("5301"), officer("53", "李群"), officer("5301", "赵明")


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """The small rulebook in a database of its own, committed; dropped afterwards."""
    name = f"{django_db_setup}_rules"
    with django_db_blocker.unblock():
        connections.close_all()  # a database is copied only while nobody is connected to it
        with cluster().connect() as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{django_db_setup}" OWNER yl_owner')
        _point_at(name)
        with transaction.atomic():
            places()
            load()
        yield
        _point_at(django_db_setup)
    with cluster().connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def seen_by(viewer, act):
    """What `act` returns in a transaction of this viewer, committed."""
    with transaction.atomic():
        state(viewer)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE yl_system" if viewer.role is Role.SYSTEM else "SET LOCAL ROLE yl_app")
        return act()


def at_once(*calls):
    """What these calls, each (viewer, act), return or raise when they begin together."""
    ready = Barrier(len(calls))

    def one(call):
        viewer, act = call
        try:
            return seen_by(viewer, lambda: (ready.wait(timeout=10), act())[1])
        except Refused as refused:
            return type(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def jobs_of_publication():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'rulebook.publish'")
        return cursor.fetchone()[0]


def test_of_two_officers_deciding_at_once_one_counts(committed):
    key = seen_by(WANG, lambda: submitted(WANG))
    refused = {"draft": key, "note": "依据不足", "at": AT, **WORDS}
    answers = at_once(
        (LI, lambda: approve(key, LI)), (ZHAO, lambda: actions.refuse_draft(**refused, by=ZHAO))
    )  # fmt: skip
    assert sorted(map(str, answers)) == sorted(map(str, [None, AlreadyDecided]))
    approved = answers[0] is None
    assert (Draft.objects.get().state, jobs_of_publication()) == (("approved", 1) if approved else ("refused", 0))


def test_of_two_savings_at_once_one_counts(committed):
    key = seen_by(WANG, lambda: write(WANG))
    answers = at_once(*((WANG, lambda n=n: write(WANG, LOWER | {"value": n}, key=key, seen=1)) for n in (70, 71, 72)))
    assert sorted(map(str, answers)) == sorted(map(str, [key, SavedMeanwhile, SavedMeanwhile]))
    assert issubclass(SavedMeanwhile, Stale)
    assert Draft.objects.get().version == 2


def test_taken_back_and_approved_at_once_it_is_one_of_both(committed):
    key = seen_by(WANG, lambda: submitted(WANG))
    answers = at_once(
        (WANG, lambda: actions.withdraw_draft(draft=key, by=WANG, at=AT)), (LI, lambda: approve(key, LI))
    )  # fmt: skip
    assert answers.count(None) == 1
    state_now = Draft.objects.get().state
    assert (state_now, jobs_of_publication()) in {("writing", 0), ("approved", 1)}


def test_workers_that_publish_at_once_write_once(committed):
    key = seen_by(WANG, lambda: submitted(WANG))
    seen_by(LI, lambda: approve(key, LI))
    assert at_once(*[(SYSTEM, lambda: publish(key))] * TOGETHER) == [None] * TOGETHER
    assert Parameter.objects.filter(area_code="5301").count() == 1
    assert Entry.objects.filter(kind="rulebook.published").count() == 1


def test_two_drafts_of_one_value_published_at_once_leave_one_in_force(committed):
    keys = [seen_by(WANG, lambda n=n: submitted(WANG, LOWER | {"value": n})) for n in (70, 75)]
    for key in keys:
        seen_by(LI, lambda key=key: approve(key, LI))
    assert at_once(*((SYSTEM, lambda key=key: publish(key)) for key in keys)) == [None, None]
    assert sorted(Parameter.objects.filter(area_code="5301").values_list("retired", flat=True)) == [False, True]


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("after", ["the decision", "the job", "the writing"])
def test_whoever_is_killed_leaves_the_old_or_the_new(committed, monkeypatch, after):
    from yinling.decisions.rulebook.actions import approving

    def die(*given, **named):
        raise Killed

    key = seen_by(WANG, lambda: submitted(WANG))
    before = (Draft.objects.get().state, jobs_of_publication())
    places_of_death = {"the decision": "defer", "the job": "record", "the writing": "record"}
    if after == "the writing":
        seen_by(LI, lambda: approve(key, LI))
        before = ("approved", 1)
    with monkeypatch.context() as patch:
        patch.setattr(approving, places_of_death[after], die)
        with pytest.raises(Killed):
            seen_by(SYSTEM, lambda: publish(key)) if after == "the writing" else seen_by(LI, lambda: approve(key, LI))
    assert (Draft.objects.get().state, jobs_of_publication()) == before
    assert Parameter.objects.filter(area_code="5301").count() == 0
    seen_by(LI, lambda: approve(key, LI))
    seen_by(SYSTEM, lambda: publish(key))
    assert (Parameter.objects.filter(area_code="5301").count(), jobs_of_publication()) == (1, 1)
