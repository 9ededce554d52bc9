"""The edges of delivery: the moment an offer ends, nobody to offer to, what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from yinling.decisions.rulebook.models import Parameter
from yinling.people.registry.models import Person
from yinling.service.delivery import actions
from yinling.service.delivery.models import Offer, Task
from yinling.service.orders.models import Order


def test_an_offer_ends_at_its_moment(county, now):
    task = factories.offered(county.person, at=now)
    end = Task.objects.get(public_id=task).take_by
    assert end == now + timedelta(hours=24)
    with pytest.raises(actions.TaskGone):
        actions.take(task=task, by=county.act_as(county.workers[0], end), at=end)
    before = end - timedelta(microseconds=1)
    actions.take(task=task, by=county.act_as(county.workers[0], before), at=before)
    county.sides.owner()
    assert Task.objects.get(public_id=task).state == "taken"


def test_with_nobody_to_offer_it_to_the_order_goes_back_at_once(county, now):
    elsewhere = factories.person(unit=factories.unit(factories.QILIHE), at=now)
    order = factories.order(elsewhere, at=now)
    actions.offer(order=order, round=1, by=county.act_as_system(), at=now)
    county.sides.owner()
    row = Order.objects.get(public_id=order)
    assert (row.state, row.returned_because) == ("returned", "本地区没有可派的服务人员")
    assert (Task.objects.count(), Offer.objects.count()) == (0, 0)


def test_without_the_parameter_nothing_is_offered(county, now):
    order = factories.order(county.person, at=now)
    Parameter.objects.filter(code=actions.TAKE_WITHIN).delete()
    with pytest.raises(actions.ParameterMissing), transaction.atomic():
        actions.offer(order=order, round=1, by=county.act_as_system(), at=now)
    county.sides.owner()
    assert (Order.objects.get(public_id=order).state, Task.objects.count()) == ("placed", 0)


def test_a_worker_sees_the_person_from_the_offer_until_it_ends(county, now):
    def seen():
        viewers = [county.act_as(worker, now) for worker in county.workers]
        found = []
        for viewer in viewers:
            county.sides.app(viewer)
            found.append(list(Person.objects.values_list("id", flat=True)))
        county.sides.owner()
        return found

    assert seen() == [[], []]
    task = factories.offered(county.person, at=now)
    assert seen() == [[county.person.id]] * 2
    actions.take(task=task, by=county.act_as(county.workers[1], now), at=now)
    assert seen() == [[], [county.person.id]]
    actions.give_back(task=task, reason="当天生病", by=county.act_as(county.workers[1], now), at=now)
    assert seen() == [[], []]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "task_state_known"),
        ({"state": "taken"}, "task_taken_by_somebody"),
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
    task = factories.offered(county.person, at=now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Task.objects.filter(public_id=task).update(**change)
