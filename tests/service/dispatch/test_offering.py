"""An order finds its hands: in waves, by hand, by wish; or goes back and says why."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests import factories
from yinling.base.access.models import NamedPerson
from yinling.base.deadlines.actions import fire_due
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.domain import Unacceptable
from yinling.service.dispatch import actions
from yinling.service.dispatch.domain import Why
from yinling.service.dispatch.models import Offer, Wish
from yinling.service.dispatch.queries import candidates_for, carried, offers_for, visitors_of, wish_of
from yinling.service.orders.actions import OrderMoved, cancel
from yinling.service.orders.models import Order
from yinling.supply.workforce.actions import register
from yinling.supply.workforce.domain import Profile

pytestmark = pytest.mark.slow  # many workers for each test


@pytest.fixture
def five(county, now):
    """The county's two workers and three more."""
    return [*county.workers, *(factories.worker(at=now, name=name) for name in ("张三", "李四", "王五"))]


def profile(county, worker, now, **said):
    by = county.act_as(county.officer, now)
    key = register(account=worker.public_id, profile=Profile(**{"kind": "staff", **said}), by=by, at=now)
    county.sides.owner()
    return key


def asked(order):
    return [
        (row.worker_name, row.wave, row.state)
        for row in Offer.objects.filter(order__public_id=order).order_by("id")
    ]  # fmt: skip


def offer(county, order, now, round_=1):
    actions.offer(order=order, round=round_, by=county.act_as_system(), at=now)
    county.sides.owner()


def decline(county, order, worker, now, reason="距离太远"):
    key = factories.offer_of(order, worker)
    actions.decline(offer=key, reason=reason, by=county.act_as(worker, now), at=now)
    county.sides.owner()
    return key


def test_three_are_asked_and_the_others_when_all_have_declined(county, five, now):
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    first = [row.worker for row in Offer.objects.order_by("id")]
    assert len(first) == 3
    by_id = {worker.public_id: worker for worker in five}
    for worker in first[:2]:
        decline(county, order, by_id[worker], now)
    offer(county, order, now)
    assert len(asked(order)) == 3, "one still has it on offer"
    decline(county, order, by_id[first[2]], now, reason="当天有事")
    offer(county, order, now)
    second = [row.worker for row in Offer.objects.filter(wave=2)]
    assert set(second) == set(by_id) - set(first)
    for worker in second:
        decline(county, order, by_id[worker], now, reason="距离太远")
    offer(county, order, now)
    row = Order.objects.get(public_id=order)
    assert (row.state, row.returned_because) == ("returned", "已请5人：5人谢绝（距离太远、当天有事）")
    assert not NamedPerson.objects.filter(ended_at__isnull=True, because="offer").exists()


def test_the_last_decline_stores_the_next_wave(county, now):
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    from tests.flows.test_reactions import deferred

    before = deferred().count("flows.offer")
    decline(county, order, county.workers[0], now)
    assert deferred().count("flows.offer") == before
    decline(county, order, county.workers[1], now)
    assert deferred().count("flows.offer") == before + 1


def test_a_decline_says_why_once_and_only_while_it_is_on_offer(county, now):
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    key = factories.offer_of(order, county.workers[0])
    other = factories.offer_of(order, county.workers[1])
    for reason in ("", " ", "远", "长" * 201, "\x00"):
        with pytest.raises(Unacceptable):
            actions.decline(offer=key, reason=reason, by=county.act_as(county.workers[0], now), at=now)
        county.sides.owner()
    for gone in (other, uuid.uuid4()):
        with pytest.raises(actions.OfferGone):
            actions.decline(offer=gone, reason="距离太远", by=county.act_as(county.workers[0], now), at=now)
        county.sides.owner()
    with pytest.raises(Forbidden):
        actions.decline(offer=key, reason="距离太远", by=county.act_as(county.officer, now), at=now)
    county.sides.owner()
    decline(county, order, county.workers[0], now)
    with pytest.raises(actions.OfferGone):  # he no longer sees it
        actions.decline(offer=key, reason="改了主意", by=county.act_as(county.workers[0], now), at=now)
    with pytest.raises(actions.OfferGone):
        actions.take(offer=key, by=county.act_as(county.workers[0], now), at=now)
    county.sides.owner()
    row = Offer.objects.get(public_id=key)
    assert (row.state, row.reason) == ("declined", "距离太远")
    assert [*Entry.objects.filter(subject=key).values_list("kind", flat=True)] == ["dispatch.offer_declined"]


def test_who_declined_or_gave_back_is_never_asked_again(county, now):
    first, second = county.workers
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    decline(county, order, first, now)
    from yinling.service.delivery import actions as delivery

    by = county.act_as(second, now)
    county.sides.owner()
    mine = factories.offer_of(order, second)
    county.sides.app(by)
    delivery.take(offer=mine, by=by, at=now)
    delivery.give_back(task=mine, reason="当天生病", by=by, at=now)
    from yinling.service.orders.actions import place_again

    place_again(order=order, by=county.act_as(county.officer, now), at=now)
    offer(county, order, now, round_=2)
    row = Order.objects.get(public_id=order)
    assert (row.state, row.returned_because) == ("returned", "2人不合适：2人此前谢绝或退回过这一单")
    with pytest.raises(actions.NotToBeSent) as refused:
        actions.assign(order=order, worker=first.public_id, by=county.act_as(county.officer, now), at=now)
    assert refused.value.why == (Why.REFUSED,)


def test_nobody_answers_and_the_officer_reads_why(county, five, now):
    profile(county, five[2], now, skills=("02",), most_at_once=1)
    profile(county, five[3], now, languages=("bca",))
    profile(county, five[4], now, sex="1")
    actions.say_wish(
        person=county.person.public_id, carer_sex="", languages=["cmn-x-xinan"], avoided=[five[1].public_id],
        by=county.act_as(county.officer, now), at=now,
    )  # fmt: skip
    county.sides.owner()
    profile(county, five[0], now, languages=("cmn-x-xinan",))
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    assert asked(order) == [("周海", 1, "offered")]
    county.act_as_system()
    fire_due(engine="tests", by=factories.SYSTEM, at=now + timedelta(hours=24))
    county.sides.owner()
    row = Order.objects.get(public_id=order)
    assert row.returned_because == "已请1人：1人未答复；另有4人不合适：1人本人不希望其上门，3人不会西南官话"
    assert asked(order) == [("周海", 1, "lapsed")]


def test_wishes_skills_and_leave_choose(county, five, now):
    woman = five[2]
    profile(county, woman, now, sex="2")
    profile(county, five[3], now, sex="1")
    actions.say_wish(
        person=county.person.public_id, carer_sex="2", languages=[], avoided=[],
        by=county.act_as(county.officer, now), at=now,
    )  # fmt: skip
    county.sides.owner()
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    assert asked(order) == [(woman.display_name, 1, "offered")]


def test_the_least_loaded_is_asked_first_and_who_is_full_is_not(county, now):
    busy, free = county.workers
    profile(county, busy, now, most_at_once=1)
    first = factories.order(county.person, at=now)
    offer(county, first, now)
    assert carried([busy.public_id, free.public_id]) == {busy.public_id: (0, 1), free.public_id: (0, 1)}
    mine = factories.offer_of(first, busy)
    actions.take(offer=mine, by=county.act_as(busy, now), at=now)
    county.sides.owner()
    assert carried([busy.public_id, free.public_id]) == {busy.public_id: (1, 0), free.public_id: (0, 0)}
    second = factories.order(county.neighbour, at=now)
    offer(county, second, now)
    assert [name for name, _wave, _state in asked(second)] == [free.display_name]


def test_what_is_fulfilled_is_carried_no_longer(county, now):
    from yinling.service.orders.actions import fulfil

    key = factories.offered(county.person, at=now, to=county.workers[0])
    order = Offer.objects.get(public_id=key).order.public_id
    by = county.act_as(county.workers[0], now)
    actions.take(offer=key, by=by, at=now)
    county.sides.owner()
    assert carried([county.workers[0].public_id]) == {county.workers[0].public_id: (1, 0)}
    fulfil(order=order, by=county.act_as_system(), at=now)
    county.sides.owner()
    assert set(carried([county.workers[0].public_id]).values()) == {(0, 0)}
    assert Offer.objects.get(public_id=key).state == "ended"
    assert actions.take(offer=key, by=by, at=now).state == "ended", "taking one's own again is no error"


def test_an_officer_asks_one_by_hand_and_sees_what_speaks_against_him(county, five, now):
    profile(county, five[2], now, skills=("02",))
    county_order = factories.order(county.person, at=now)
    Order.objects.filter(public_id=county_order).update(item_code="0301")
    by = county.act_as(county.officer, now)
    lines = {line.account: line for line in candidates_for(order=county_order, by=by, at=now)}
    assert {key for key, line in lines.items() if not line.fits} == {five[2].public_id}
    assert (lines[five[2].public_id].why, lines[five[2].public_id].may_be_asked) == (("不做这项服务",), True)
    key = actions.assign(order=county_order, worker=five[2].public_id, by=by, at=now)
    with pytest.raises(actions.NotToBeSent):
        actions.assign(order=county_order, worker=five[2].public_id, by=by, at=now)
    county.sides.owner()
    with pytest.raises(actions.OfferGone):  # until background work lets him see the person
        actions.take(offer=key, by=county.act_as(five[2], now), at=now)
    actions.let_see(offer=key, by=county.act_as_system(), at=now)
    actions.let_see(offer=key, by=county.act_as_system(), at=now)
    county.sides.owner()
    offer(county, county_order, now)
    assert asked(county_order) == [("张三", 1, "offered")], "somebody has it on offer already"
    by = county.act_as(five[2], now)
    assert actions.take(offer=key, by=by, at=now).state == "taken"
    county.sides.owner()
    assert [*Entry.objects.filter(subject=key).order_by("id").values_list("kind", flat=True)] == [
        "dispatch.order_assigned", "dispatch.offer_taken",
    ]  # fmt: skip
    with pytest.raises(OrderMoved):
        actions.assign(order=county_order, worker=five[3].public_id, by=county.act_as(county.officer, now), at=now)


def test_a_returned_order_is_placed_again_by_hand(county, now):
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    for worker in county.workers:
        actions.lapse(offer=factories.offer_of(order, worker), by=county.act_as_system(), at=now)
        county.sides.owner()
    by = county.act_as(county.officer, now)
    assert {line.may_be_asked for line in candidates_for(order=order, by=by, at=now)} == {True}
    actions.assign(order=order, worker=county.workers[0].public_id, by=by, at=now)
    county.sides.owner()
    row = Order.objects.get(public_id=order)
    assert (row.state, row.round) == ("placed", 2)
    assert [(view.round, view.state) for view in offers_for([row.pk])[row.pk]] == [
        (1, "lapsed"), (1, "lapsed"), (2, "offered"),
    ]  # fmt: skip


def test_nobody_from_elsewhere_assigns_or_is_assigned(county, now):
    order = factories.order(county.person, at=now)
    factories.areas(factories.QILIHE)
    stranger, far = factories.officer(factories.QILIHE, at=now), factories.worker(factories.QILIHE, at=now, name="远")
    with pytest.raises(Forbidden):
        actions.assign(order=order, worker=far.public_id, by=county.act_as(county.officer, now), at=now)
    county.sides.owner()
    for act in (
        lambda by: actions.assign(order=order, worker=county.workers[0].public_id, by=by, at=now),
        lambda by: candidates_for(order=order, by=by, at=now),
    ):
        for who in (stranger, county.workers[0]):
            with pytest.raises(Forbidden):
                act(county.act_as(who, now))
            county.sides.owner()
    assert Offer.objects.count() == 0


def test_a_cancelled_order_is_nobodys(county, now):
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    cancel(order=order, by=county.act_as(county.officer, now), at=now)
    county.sides.owner()
    assert {state for _name, _wave, state in asked(order)} == {"withdrawn"}
    assert set(carried([worker.public_id for worker in county.workers]).values()) == {(0, 0)}
    offer(county, order, now)
    assert len(asked(order)) == 2


def test_a_wish_holds_until_another_or_none(county, now):
    by, person = county.act_as(county.officer, now), county.person.public_id
    avoided = county.workers[1].public_id
    assert wish_of(person) is None
    for _twice in range(2):
        actions.say_wish(person=person, carer_sex="2", languages=["ii", "cmn"], avoided=[avoided], by=by, at=now)
    found = wish_of(person)
    assert (found.carer_sex, found.languages, found.avoided, found.said_by) == (
        "2", ("ii", "cmn"), ((avoided, "和丽芬"),), "王敏（经办人员）代办",
    )  # fmt: skip
    later = now + timedelta(hours=1)
    actions.say_wish(person=person, carer_sex="", languages=["cmn"], avoided=[], by=by, at=later)
    assert wish_of(person).languages == ("cmn",)
    actions.end_wish(person=person, by=by, at=later)
    actions.end_wish(person=person, by=by, at=later)
    assert wish_of(person) is None
    county.sides.owner()
    kinds = Entry.objects.filter(kind__startswith="dispatch.wish").order_by("id").values_list("kind", flat=True)
    assert [*kinds] == ["dispatch.wish_said", "dispatch.wish_said", "dispatch.wish_ended"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "carer_sex"),
        ({"carer_sex": "9"}, "carer_sex"),
        ({"languages": ["klingon"]}, "languages"),
        ({"avoided": [uuid.uuid4()]}, "avoided"),
    ],
)
def test_a_wish_for_what_is_not_there_is_refused(county, now, said, field):
    wish = {"carer_sex": "", "languages": [], "avoided": [], **said}
    with pytest.raises(Unacceptable) as refused:
        actions.say_wish(person=county.person.public_id, **wish, by=county.act_as(county.officer, now), at=now)
    assert set(refused.value.errors) == {field}
    county.sides.owner()
    assert Wish.objects.count() == 0


def test_who_came_can_be_named(county, now):
    factories.taken(county.person, county.workers[0], at=now)
    assert visitors_of(county.person.public_id) == [(county.workers[0].public_id, "周海")]


def test_who_is_on_leave_is_not_asked(county, now):
    from yinling.supply.workforce.actions import set_away

    key = profile(county, county.workers[0], now)
    set_away(worker=key, away_from=date(2026, 11, 22), away_to=None, by=county.act_as(county.officer, now), at=now)
    county.sides.owner()
    order = factories.order(county.person, at=now)
    offer(county, order, now)
    assert [name for name, _wave, _state in asked(order)] == ["和丽芬"]
