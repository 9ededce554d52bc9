"""What happens to one task at the same moment, over real connections: one wins, nothing is half done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.conftest import NOW
from tests.service.conftest import at_once
from yinling.base.deadlines.actions import fire_due
from yinling.base.journal.models import Entry
from yinling.service.delivery import actions
from yinling.service.delivery.domain import MAX_WRONG_CODES
from yinling.service.delivery.models import Receipt, Task
from yinling.service.delivery.terms import Confirmer
from yinling.service.orders.actions import OrderMoved, cancel
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each test has a database of its own
LATER = NOW + timedelta(hours=1)


def offered(county):
    with transaction.atomic():
        return factories.offered(county.person, at=NOW)


def state_of(task):
    row = Task.objects.select_related("order").get(public_id=task)
    return row.state, row.order.state


def taking(county, task, who, at=LATER):
    viewer = county.viewer(county.workers[who], at)
    return viewer, "yl_app", lambda: actions.take(task=task, by=viewer, at=at)


def as_worker(county, act, who=0, at=LATER, **given):
    viewer = county.viewer(county.workers[who], at)
    return viewer, "yl_app", lambda: act(by=viewer, at=at, **given)


def facts(task):
    return list(Entry.objects.filter(subject=task).order_by("id").values_list("kind", flat=True))


def test_two_workers_take_one_task_and_one_has_it(committed_county):
    for _ in range(5):
        task = offered(committed_county)
        answers = at_once(taking(committed_county, task, 0), taking(committed_county, task, 1))
        assert sorted(map(type, answers), key=str) == sorted([type(None), actions.TaskGone], key=str)
        winner = committed_county.workers[answers.index(None)].public_id
        assert (Task.objects.get(public_id=task).worker, state_of(task)) == (winner, ("taken", "in_hand"))
        assert facts(task) == ["delivery.task_offered", "delivery.task_taken"]


def test_taken_and_cancelled_at_once_one_of_them_happens(committed_county):
    for _ in range(5):
        task = offered(committed_county)
        order = Task.objects.get(public_id=task).order.public_id
        officer = committed_county.viewer(committed_county.officer, LATER)
        took, cancelled = at_once(
            taking(committed_county, task, 0),
            (officer, "yl_app", lambda order=order, by=officer: cancel(order=order, by=by, at=LATER)),
        )
        if took is None:
            assert (type(cancelled), state_of(task)) == (OrderMoved, ("taken", "in_hand"))
        else:
            assert (type(took), cancelled, state_of(task)) == (actions.TaskGone, None, ("withdrawn", "cancelled"))


def test_taken_as_its_time_runs_out_one_of_them_happens(committed_county):
    for _ in range(5):
        task = offered(committed_county)
        end = Task.objects.get(public_id=task).take_by
        took, fired = at_once(
            taking(committed_county, task, 0, at=end - timedelta(milliseconds=1)),
            (factories.SYSTEM, "yl_system", lambda end=end: fire_due(engine="tests", by=factories.SYSTEM, at=end)),
        )
        if took is None:
            assert (fired, state_of(task)) == (0, ("taken", "in_hand"))
        else:
            assert (type(took), fired, state_of(task)) == (actions.TaskGone, 1, ("withdrawn", "returned"))


def test_offered_twice_at_once_it_is_one_task(committed_county):
    with transaction.atomic():
        order = factories.order(committed_county.person, at=NOW)
    offer = (factories.SYSTEM, "yl_system", lambda: actions.offer(order=order, round=1, by=factories.SYSTEM, at=NOW))
    assert at_once(offer, offer) == [None, None]
    assert Order.objects.get(public_id=order).tasks.count() == 1


def test_offered_and_cancelled_at_once_leaves_nothing_on_offer(committed_county):
    for _ in range(5):
        with transaction.atomic():
            order = factories.order(committed_county.person, at=NOW)
        officer = committed_county.viewer(committed_county.officer, LATER)
        offer = (
            factories.SYSTEM,
            "yl_system",
            lambda order=order: actions.offer(order=order, round=1, by=factories.SYSTEM, at=NOW),
        )
        cancelling = officer, "yl_app", lambda order=order, by=officer: cancel(order=order, by=by, at=LATER)
        assert at_once(offer, cancelling) == [None, None]
        assert Order.objects.get(public_id=order).state == "cancelled"
        assert not Task.objects.filter(order__public_id=order, state="offered").exists()


def test_guesses_sent_at_once_are_all_counted(committed_county):
    task = offered(committed_county)
    assert at_once(taking(committed_county, task, 0)) == [None]
    Task.objects.filter(public_id=task).update(wrong_codes=MAX_WRONG_CODES - 2)
    guess = as_worker(committed_county, actions.check_in, task=task, code="22222222")

    def counted():
        try:
            guess[2]()
        except actions.WrongCode:
            return "wrong"  # as the page does: the count stays

    answers = at_once(*[(guess[0], guess[1], counted)] * 5)
    assert (
        sorted(str(a) if isinstance(a, str) else type(a).__name__ for a in answers)
        == ["CodeLocked"] * 3 + ["wrong"] * 2
    )
    assert Task.objects.get(public_id=task).wrong_codes == MAX_WRONG_CODES


def test_sent_twice_at_once_each_step_is_done_once(committed_county):
    task = offered(committed_county)
    at_once(taking(committed_county, task, 0))
    code = factories.code_of(committed_county.person)
    steps = [
        (actions.check_in, {"code": code}),
        (actions.finish, {"notes": "陪聊半小时"}),
        (actions.confirm, {"confirmer": Confirmer.PERSON, "proxy_name": "", "proxy_relation": ""}),
    ]
    for act, given in steps:
        answers = at_once(*[as_worker(committed_county, act, task=task, **given)] * 2)
        assert None in answers
        assert {type(answer) for answer in answers} <= {type(None), actions.TaskMoved}
    assert state_of(task) == ("confirmed", "fulfilled")
    assert facts(task) == [
        "delivery.task_offered", "delivery.task_taken", "delivery.worker_checked_in", "delivery.service_done",
        "delivery.service_confirmed",
    ]  # fmt: skip
    assert Receipt.objects.filter(task__public_id=task).count() == 1
