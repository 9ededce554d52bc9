"""Many workers and many orders at one moment, over real connections: one wins each, all others are told it is gone."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from tests import factories
from tests.conftest import NOW
from tests.service.conftest import at_once
from yinling.base.access.models import NamedPerson
from yinling.base.access.queries import viewer
from yinling.base.deadlines.actions import fire_due
from yinling.base.rows.viewing import state
from yinling.decisions.rulebook.models import Parameter
from yinling.kernel.calendars import local_day
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.models import Task
from yinling.service.dispatch import actions
from yinling.service.dispatch.models import Offer
from yinling.service.orders.actions import OrderMoved, cancel
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each test has a database of its own
LATER = NOW + timedelta(hours=1)
CONNECTIONS = 16  # at a time: the embedded server has a hundred for everybody


def offered(county, item="上门关怀"):
    """An order on offer to both workers, and the offer of each."""
    with transaction.atomic():
        order = factories.order(county.person, at=NOW, item=item)
        actions.offer(order=order, round=1, by=factories.SYSTEM, at=NOW)
        return order, [factories.offer_of(order, worker) for worker in county.workers]


def as_worker(county, who, act, at=LATER):
    found = county.viewer(county.workers[who], at)
    return found, "yl_app", lambda: act(found)


def settled(order):
    """The order's state, its offers' states, how many live tasks, and how many still see the person for it."""
    row = Order.objects.get(public_id=order)
    offers = list(Offer.objects.filter(order=row).order_by("id").values_list("public_id", "state"))
    named = NamedPerson.objects.filter(subject__in=[key for key, _state in offers], ended_at__isnull=True).count()
    return (
        row.state,
        Counter(state for _key, state in offers),
        Task.objects.filter(order=row, state="taken").count(),
        named,
    )


def test_declining_and_taking_at_once_leaves_one_in_hand(committed_county):
    for _ in range(5):
        order, (mine, theirs) = offered(committed_county)
        answers = at_once(
            as_worker(
                committed_county, 0, lambda by, key=mine: actions.decline(offer=key, reason="距离太远", by=by, at=LATER)
            ),
            as_worker(committed_county, 1, lambda by, key=theirs: delivery.take(offer=key, by=by, at=LATER)),
        )
        declined = answers[0] is None
        assert declined or type(answers[0]) is actions.OfferGone
        assert answers[1] == theirs
        assert settled(order) == ("in_hand", Counter({"taken": 1, "declined" if declined else "withdrawn": 1}), 1, 1)


def test_the_same_worker_declines_and_takes_at_once_and_one_holds(committed_county):
    for _ in range(5):
        order, (mine, _theirs) = offered(committed_county)
        declined, took = at_once(
            as_worker(
                committed_county, 0, lambda by, key=mine: actions.decline(offer=key, reason="距离太远", by=by, at=LATER)
            ),
            as_worker(committed_county, 0, lambda by, key=mine: delivery.take(offer=key, by=by, at=LATER)),
        )
        if took == mine:
            assert type(declined) is actions.OfferGone
            assert settled(order) == ("in_hand", Counter({"taken": 1, "withdrawn": 1}), 1, 1)
        else:
            assert (declined, type(took)) == (None, actions.OfferGone)
            assert settled(order) == ("placed", Counter({"declined": 1, "offered": 1}), 0, 1)


def test_declining_as_its_time_runs_out_sends_it_back_once(committed_county):
    for _ in range(3):
        order, (mine, _theirs) = offered(committed_county)
        end = Offer.objects.get(public_id=mine).take_by
        just = end - timedelta(milliseconds=1)
        at_once(
            as_worker(
                committed_county,
                0,
                lambda by, key=mine, at=just: actions.decline(offer=key, reason="距离太远", by=by, at=at),
                at=just,
            ),
            (factories.SYSTEM, "yl_system", lambda end=end: fire_due(engine="one", by=factories.SYSTEM, at=end)),
            (factories.SYSTEM, "yl_system", lambda end=end: fire_due(engine="two", by=factories.SYSTEM, at=end)),
        )
        state_, offers, tasks, named = settled(order)
        assert (state_, tasks, named) == ("returned", 0, 0)
        assert offers in (Counter({"lapsed": 2}), Counter({"declined": 1, "lapsed": 1}))


def test_assigning_cancelling_and_taking_at_once_hang_nobody(committed_county):
    with transaction.atomic():  # a third worker more each time: a wave of three would sometimes leave out the first two
        Parameter.objects.filter(code=actions.AT_ONCE).update(value=20)
    for _ in range(5):
        order, (mine, _theirs) = offered(committed_county)
        with transaction.atomic():
            third = factories.worker(at=NOW, name="张三")
        officer = committed_county.viewer(committed_county.officer, LATER)
        took, cancelled, assigned = at_once(
            as_worker(committed_county, 0, lambda by, key=mine: delivery.take(offer=key, by=by, at=LATER)),
            (
                officer,
                "yl_app",
                lambda order=order, by=officer: cancel(order=order, reason="本人外出", by=by, at=LATER),
            ),
            (
                officer,
                "yl_app",
                lambda order=order, key=third.public_id, by=officer: actions.assign(
                    order=order, worker=key, by=by, at=LATER
                ),
            ),
        )
        assert {type(took), type(cancelled), type(assigned)} <= {
            type(mine), type(None), actions.OfferGone, OrderMoved, delivery.TaskMoved,
        }  # fmt: skip
        state_, offers, tasks, named = settled(order)
        if state_ == "cancelled":
            assert (set(offers), tasks, named) == ({"withdrawn"}, 0, 0)
        else:
            assert (state_, offers["taken"], tasks, named) == ("in_hand", 1, 1, 1)
            assert offers["offered"] == 0


def test_two_hundred_workers_race_for_a_hundred_orders(committed_county):
    """Each order is on offer to two workers, each worker has one offer: all answer at once."""
    with transaction.atomic():
        Parameter.objects.filter(code=actions.AT_ONCE).update(value=2)
        for account in committed_county.workers:
            type(account).objects.filter(pk=account.pk).update(is_active=False)
        workers = [factories.worker(at=NOW, name=f"工{number}") for number in range(200)]
        orders = [factories.order(committed_county.person, at=NOW) for _ in range(100)]
        for order in orders:
            actions.offer(order=order, round=1, by=factories.SYSTEM, at=NOW)
    offers = list(Offer.objects.values_list("public_id", "worker", "order__public_id"))
    assert (len(offers), max(Counter(worker for _key, worker, _order in offers).values())) == (200, 1)
    by_id = {worker.public_id: worker for worker in workers}
    racing = [(key, viewer(by_id[worker], grant=None, on=local_day(NOW))) for key, worker, _order in offers]
    start = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(lambda one: _race(*one), racing))
    assert time.monotonic() - start < 60
    assert Counter(map(str, answers)) == {"took": 100, "OfferGone": 100}
    assert Counter(Offer.objects.values_list("state", flat=True)) == {"taken": 100, "withdrawn": 100}
    assert Counter(Order.objects.values_list("state", flat=True)) == {"in_hand": 100}
    assert Task.objects.filter(state="taken").values("order").distinct().count() == Task.objects.count() == 100
    assert NamedPerson.objects.filter(ended_at__isnull=True).count() == 100


def _race(key, by):
    try:
        with transaction.atomic():
            state(by)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE yl_app")
            delivery.take(offer=key, by=by, at=LATER)
    except actions.OfferGone:
        return "OfferGone"
    else:
        return "took"
    finally:
        connections.close_all()
