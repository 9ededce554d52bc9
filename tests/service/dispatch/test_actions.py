"""The edges of dispatch: the moment an offer ends, nobody to offer to, who sees the person meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories
from yinling.decisions.rulebook.models import Parameter
from yinling.people.registry.models import Person
from yinling.service.delivery import actions as delivery
from yinling.service.dispatch import actions
from yinling.service.dispatch.models import Offer
from yinling.service.orders.models import Order


def test_an_offer_ends_at_its_moment(county, now):
    offer = factories.offered(county.person, at=now, to=county.workers[0])
    end = Offer.objects.get(public_id=offer).take_by
    assert end == now + timedelta(hours=24)
    with pytest.raises(actions.OfferGone):
        actions.take(offer=offer, by=county.act_as(county.workers[0], end), at=end)
    before = end - timedelta(microseconds=1)
    actions.take(offer=offer, by=county.act_as(county.workers[0], before), at=before)
    county.sides.owner()
    assert Offer.objects.get(public_id=offer).state == "taken"


def test_with_nobody_to_offer_it_to_the_order_goes_back_at_once(county, now):
    elsewhere = factories.person(unit=factories.unit(factories.QILIHE), at=now)
    order = factories.order(elsewhere, at=now)
    actions.offer(order=order, round=1, by=county.act_as_system(), at=now)
    county.sides.owner()
    row = Order.objects.get(public_id=order)
    assert (row.state, row.returned_because) == ("returned", "本地区没有可派的服务人员")
    assert Offer.objects.count() == 0


def test_without_the_parameter_nothing_is_offered(county, now):
    order = factories.order(county.person, at=now)
    Parameter.objects.filter(code=actions.TAKE_WITHIN).delete()
    with pytest.raises(actions.ParameterMissing), transaction.atomic():
        actions.offer(order=order, round=1, by=county.act_as_system(), at=now)
    county.sides.owner()
    assert (Order.objects.get(public_id=order).state, Offer.objects.count()) == ("placed", 0)


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
    offer = factories.offered(county.person, at=now, to=county.workers[1])
    assert seen() == [[county.person.id]] * 2
    task = delivery.take(offer=offer, by=county.act_as(county.workers[1], now), at=now)
    assert seen() == [[], [county.person.id]]
    delivery.give_back(task=task, reason="当天生病", by=county.act_as(county.workers[1], now), at=now)
    assert seen() == [[], []]
