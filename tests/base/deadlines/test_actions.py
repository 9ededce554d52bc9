import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from yinling.base.deadlines import handlers
from yinling.base.deadlines.actions import BATCH, DeadlineSettled, close, fire_due, set_deadline
from yinling.base.deadlines.models import Deadline
from yinling.base.deadlines.queries import Parked, next_due, parked
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
SOON = AT + timedelta(hours=1)
LATER = AT + timedelta(days=2)
SYSTEM = system("deadlines")
WORKER = Viewer(account=str(uuid.uuid4()), role=Role.WORKER)
VISIT = uuid.UUID(int=1)
OTHER = uuid.UUID(int=2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch):
    """What the handler of visit.untaken was called with; it fails for the subject OTHER."""
    calls = []

    def handle(subject, by, at):
        calls.append((subject, by, at))
        Deadline.objects.create(kind="visit.effect", subject=subject, round=len(calls), due_at=LATER, set_at=at)
        if subject == OTHER:
            raise RuntimeError("张三不在")

    monkeypatch.setattr(handlers, "_handlers", {})
    handlers.on("visit.untaken", handle)
    return calls


def put(subject=VISIT, due_at=SOON, by=WORKER, **more):
    set_deadline(kind="visit.untaken", subject=subject, due_at=due_at, by=by, at=AT, **more)


def fire(at=SOON):
    return fire_due(engine="test:1", by=SYSTEM, at=at)


def states():
    return list(
        Deadline.objects.exclude(kind="visit.effect").order_by("id").values_list("state", "fired_at", "failures")
    )


def effects():
    return list(Deadline.objects.filter(kind="visit.effect").order_by("id").values_list("subject", flat=True))


def test_a_deadline_fires_once_at_its_moment(seen):
    put()
    assert fire(SOON - timedelta(microseconds=1)) == 0
    assert fire() == 1
    assert fire() == 0
    assert seen == [(VISIT, SYSTEM, SOON)]
    assert states() == [("fired", SOON, 0)]
    assert Deadline.objects.get(kind="visit.untaken").fired_by == "test:1"


def test_setting_again_changes_nothing_or_moves_it(seen):
    put()
    put()
    put(due_at=LATER)
    assert Deadline.objects.get().due_at == LATER
    assert fire() == 0


def test_a_closed_deadline_does_not_fire_and_is_not_set_again(seen):
    put()
    assert close(kind="visit.untaken", subject=VISIT, by=WORKER, at=AT) == 1
    assert close(kind="visit.untaken", subject=VISIT, by=WORKER, at=AT) == 0
    assert fire() == 0
    with pytest.raises(DeadlineSettled):
        put()
    put(round=2)
    assert fire() == 1
    assert states() == [("closed", None, 0), ("fired", SOON, 0)]


def test_closing_what_has_fired_closes_nothing(seen):
    put()
    fire()
    assert close(kind="visit.untaken", subject=VISIT, by=WORKER, at=SOON) == 0
    with pytest.raises(DeadlineSettled):
        put()


def test_a_failing_handler_undoes_only_its_own_work_and_is_parked_after_the_second_time(seen, caplog):
    put(OTHER)
    put(VISIT)
    assert fire() == 2
    assert effects() == [VISIT]
    assert states() == [("open", None, 1), ("fired", SOON, 0)]
    assert next_due() == SOON + timedelta(seconds=1)
    assert fire() == 0
    again = SOON + timedelta(seconds=1)
    assert fire(again) == 1
    assert effects() == [VISIT]
    assert parked() == (Parked("visit.untaken", OTHER, 1, SOON, 2, "RuntimeError"),)
    assert fire(LATER - timedelta(hours=1)) == 0
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_a_parked_deadline_is_closed_or_followed_by_a_new_round(seen, caplog):
    put(OTHER)
    fire()
    fire(LATER - timedelta(hours=2))
    assert len(parked()) == 1
    with pytest.raises(DeadlineSettled):
        put(OTHER)
    put(OTHER, round=2, due_at=LATER)
    assert next_due() == LATER
    assert close(kind="visit.untaken", subject=OTHER, by=WORKER, at=LATER) == 2
    assert states() == [("closed", None, 2), ("closed", None, 0)]
    assert parked() == ()


def test_a_kind_without_a_handler_is_parked_and_told(seen, caplog):
    set_deadline(kind="visit.unheard", subject=VISIT, due_at=SOON, by=WORKER, at=AT)
    fire()
    fire(SOON + timedelta(seconds=1))
    assert [deadline.last_failure for deadline in parked()] == ["NoHandler"]


def test_a_handler_that_breaks_its_transaction_harms_no_other(seen, caplog, monkeypatch):
    def clash(subject, by, at):
        Deadline.objects.create(kind="visit.untaken", subject=VISIT, due_at=AT, set_at=AT)

    handlers.on("visit.clash", clash)
    put()
    set_deadline(kind="visit.clash", subject=VISIT, due_at=AT, by=WORKER, at=AT)
    assert fire() == 2
    assert states() == [("fired", SOON, 0), ("open", None, 1)]


def test_one_batch_is_bounded_and_takes_the_longest_due_first(seen):
    for number in range(BATCH + 3):
        put(uuid.UUID(int=100 + number), due_at=SOON - timedelta(seconds=number))
    assert fire() == BATCH
    assert [call[0].int for call in seen] == list(range(100 + BATCH + 2, 102, -1))
    assert fire() == 3


def test_the_next_moment(seen):
    assert next_due() is None
    put(due_at=LATER)
    put(OTHER, due_at=SOON)
    assert next_due() == SOON
    close(kind="visit.untaken", subject=OTHER, by=WORKER, at=AT)
    assert next_due() == LATER


def test_one_kind_has_one_handler(seen):
    def another(subject, by, at):
        raise AssertionError

    handlers.on("visit.other", another)
    handlers.on("visit.other", another)
    with pytest.raises(handlers.HandlerTaken):
        handlers.on("visit.untaken", another)
    with pytest.raises(handlers.NoHandler):
        handlers.handler_of("visit.unheard")


def test_nobody_may_do_nothing(seen):
    with pytest.raises(Forbidden):
        put(by=NOBODY)
    with pytest.raises(Forbidden):
        close(kind="visit.untaken", subject=VISIT, by=NOBODY, at=AT)
    with pytest.raises(Forbidden):
        fire_due(engine="test:1", by=WORKER, at=AT)
    assert Deadline.objects.count() == 0


def test_doors_set_and_close_but_cannot_pretend_to_have_fired(sides, seen):
    sides.app(WORKER)
    put()
    put(OTHER)
    assert close(kind="visit.untaken", subject=OTHER, by=WORKER, at=AT) == 1
    for attempt in (
        lambda: Deadline.objects.update(fired_at=AT),
        lambda: Deadline.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError, match="deadline_fired_by_an_engine"), transaction.atomic():
        Deadline.objects.filter(subject=VISIT).update(state="fired")
    sides.work(SYSTEM)
    assert fire() == 1


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "gone"}, "deadline_state_known"),
        ({"state": "fired", "fired_at": AT}, "deadline_fired_by_an_engine"),
        ({"fired_at": AT, "fired_by": "x"}, "deadline_fired_by_an_engine"),
        ({"state": "closed"}, "deadline_closed_at_a_moment"),
        ({"closed_at": AT}, "deadline_closed_at_a_moment"),
        ({"state": "parked"}, "deadline_parked_after_failure"),
    ],
)
def test_the_database_refuses_an_impossible_deadline(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Deadline.objects.create(**({"kind": "k", "subject": VISIT, "due_at": AT, "set_at": AT} | changes))
