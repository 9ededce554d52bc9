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
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.models import Offer
from yinling.service.orders.actions import OrderMoved, cancel
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each test has a database of its own
LATER = NOW + timedelta(hours=1)


def offered(county):
    """The same order on offer to each of the two."""
    with transaction.atomic():
        first = factories.offered(county.person, at=NOW, to=county.workers[0])
        order = Offer.objects.get(public_id=first).order.public_id
        return first, factories.offer_of(order, to=county.workers[1])


def state_of(offer):
    row = Offer.objects.select_related("order").get(public_id=offer)
    return row.state, row.order.state


def taking(county, offers, who, at=LATER):
    viewer = county.viewer(county.workers[who], at)
    return viewer, "yl_app", lambda: actions.take(offer=offers[who], by=viewer, at=at)


def as_worker(county, act, who=0, at=LATER, **given):
    viewer = county.viewer(county.workers[who], at)
    return viewer, "yl_app", lambda: act(by=viewer, at=at, **given)


def facts(task):
    return list(Entry.objects.filter(subject=task).order_by("id").values_list("kind", flat=True))


def test_two_workers_take_one_order_and_one_has_it(committed_county):
    for _ in range(5):
        offers = offered(committed_county)
        answers = at_once(taking(committed_county, offers, 0), taking(committed_county, offers, 1))
        (won,) = [who for who, answer in enumerate(answers) if answer == offers[who]]
        assert type(answers[1 - won]) is dispatch.OfferGone
        assert (state_of(offers[won]), state_of(offers[1 - won])) == (("taken", "in_hand"), ("withdrawn", "in_hand"))
        tasks = Task.objects.filter(public_id__in=offers).values_list("public_id", "worker", "state")
        assert list(tasks) == [(offers[won], committed_county.workers[won].public_id, "taken")]
        assert facts(offers[won]) == ["dispatch.offer_taken", "delivery.task_taken"]


def test_taken_and_cancelled_at_once_one_of_them_happens(committed_county):
    for _ in range(5):
        offers = offered(committed_county)
        order = Offer.objects.get(public_id=offers[0]).order.public_id
        officer = committed_county.viewer(committed_county.officer, LATER)
        took, cancelled = at_once(
            taking(committed_county, offers, 0),
            (officer, "yl_app", lambda order=order, by=officer: cancel(order=order, by=by, at=LATER)),
        )
        if took == offers[0]:
            assert (type(cancelled), state_of(offers[0])) == (OrderMoved, ("taken", "in_hand"))
        else:
            gone = type(took), cancelled, state_of(offers[0])
            assert gone == (dispatch.OfferGone, None, ("withdrawn", "cancelled"))


def test_taken_as_its_time_runs_out_one_of_them_happens(committed_county):
    for _ in range(5):
        offers = offered(committed_county)
        end = Offer.objects.get(public_id=offers[0]).take_by
        took, fired = at_once(
            taking(committed_county, offers, 0, at=end - timedelta(milliseconds=1)),
            (factories.SYSTEM, "yl_system", lambda end=end: fire_due(engine="tests", by=factories.SYSTEM, at=end)),
        )
        if took == offers[0]:
            assert (fired, state_of(offers[0])) == (1, ("taken", "in_hand"))  # the other's offer had its time, too
        else:
            assert (type(took), fired, state_of(offers[0])) == (dispatch.OfferGone, 2, ("lapsed", "returned"))


def test_offered_twice_at_once_each_has_one_offer(committed_county):
    with transaction.atomic():
        order = factories.order(committed_county.person, at=NOW)
    offer = (factories.SYSTEM, "yl_system", lambda: dispatch.offer(order=order, round=1, by=factories.SYSTEM, at=NOW))
    assert at_once(offer, offer) == [None, None]
    assert Order.objects.get(public_id=order).offers.count() == 2


def test_offered_and_cancelled_at_once_leaves_nothing_on_offer(committed_county):
    for _ in range(5):
        with transaction.atomic():
            order = factories.order(committed_county.person, at=NOW)
        officer = committed_county.viewer(committed_county.officer, LATER)
        offer = (
            factories.SYSTEM,
            "yl_system",
            lambda order=order: dispatch.offer(order=order, round=1, by=factories.SYSTEM, at=NOW),
        )
        cancelling = officer, "yl_app", lambda order=order, by=officer: cancel(order=order, by=by, at=LATER)
        assert at_once(offer, cancelling) == [None, None]
        assert Order.objects.get(public_id=order).state == "cancelled"
        assert not Offer.objects.filter(order__public_id=order, state="offered").exists()


def test_guesses_sent_at_once_are_all_counted(committed_county):
    offers = offered(committed_county)
    (task,) = at_once(taking(committed_county, offers, 0))
    assert task == offers[0]
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
    offers = offered(committed_county)
    (task,) = at_once(taking(committed_county, offers, 0))
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
    assert Task.objects.get(public_id=task).state == "confirmed"
    assert state_of(task) == ("ended", "fulfilled")
    assert facts(task) == [
        "dispatch.offer_taken", "delivery.task_taken", "delivery.worker_checked_in", "delivery.service_done",
        "delivery.service_confirmed",
    ]  # fmt: skip
    assert Receipt.objects.filter(task__public_id=task).count() == 1
