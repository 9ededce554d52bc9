"""A case load changes hands: who had it sees nobody any more, who gets it is asked, nothing moves at the door."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from yinling.base.access.models import NamedPerson
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer
from yinling.people.registry.domain import Unacceptable
from yinling.service.delivery import actions
from yinling.service.delivery.actions import TaskMoved, hand_over
from yinling.service.delivery.models import Task
from yinling.service.delivery.queries import carried_by
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.actions import NotToBeSent
from yinling.service.dispatch.models import Offer
from yinling.service.dispatch.terms import OfferState
from yinling.service.orders.models import Order

WHY = "休产假"


@pytest.fixture
def at(sides):
    sides.owner()
    moment = timezone.now()
    make.unit(make.CHENGGUAN, name="城关区教育局")
    make.rules(moment)
    return moment


@pytest.fixture
def leaving(at):
    return make.worker(at=at, name="周海")


@pytest.fixture
def staying(leaving, at):
    return make.worker(at=at, name="马丽")


@pytest.fixture
def clerk(at):
    return make.viewer_for(make.officer(at=at), at=at)


@pytest.fixture
def person(at):
    from yinling.base.units.models import Unit

    return make.person(unit=Unit.objects.get(), at=at)


def offer_to(worker, order):
    return Offer.objects.filter(worker=worker.public_id, order=order).order_by("-round", "-wave").first()


def sees(worker):
    open_ones = NamedPerson.objects.filter(account=worker, ended_at__isnull=True)
    return list(open_ones.values_list("person_id", flat=True))


def test_a_taken_task_goes_to_another_who_is_asked_and_takes_it(person, leaving, staying, clerk, at):
    task = make.taken(person, leaving, at=at)
    order = hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
    row = Order.objects.get(public_id=order)
    made = offer_to(staying, row)
    assert (row.state, row.round, made.state, made.round) == ("placed", 2, OfferState.OFFERED, 2)
    old = Task.objects.get(public_id=task)
    assert (old.state, old.withdrawn_because, Offer.objects.get(public_id=task).state) == (
        "withdrawn",
        WHY,
        "withdrawn",
    )
    assert sees(leaving) == []
    dispatch.let_see(offer=made.public_id, by=make.SYSTEM, at=at)
    assert sees(staying) == [person.pk]
    actions.take(offer=made.public_id, by=make.viewer_for(staying, at=at), at=at)
    assert Task.objects.get(order=row, state="taken").worker == staying.public_id
    kinds = list(Entry.objects.filter(subject=order).order_by("id").values_list("kind", flat=True))
    assert [kind for kind in kinds if "hand" in kind] == [
        "orders.order_in_hand",
        "delivery.order_handed_over",
        "orders.order_in_hand",
    ]


def test_it_goes_back_by_handing_it_back(person, leaving, staying, clerk, at):
    task = make.taken(person, leaving, at=at)
    order = hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
    made = offer_to(staying, Order.objects.get(public_id=order))
    hand_over(offer=made.public_id, to=leaving.public_id, reason="弄错了", by=clerk, at=at)
    again = offer_to(leaving, Order.objects.get(public_id=order))
    assert (again.state, again.round, sees(staying)) == (OfferState.OFFERED, 2, [])


def test_a_taken_task_goes_to_all_who_fit(person, leaving, staying, clerk, at):
    task = make.taken(person, leaving, at=at)
    order = hand_over(offer=task, to=None, reason=WHY, by=clerk, at=at)
    row = Order.objects.get(public_id=order)
    assert (row.state, row.round) == ("placed", 2)
    dispatch.offer(order=order, round=2, by=make.SYSTEM, at=at)
    assert staying.public_id in set(Offer.objects.filter(order=row, state="offered").values_list("worker", flat=True))


@pytest.mark.parametrize("to_one", [True, False])
def test_what_is_on_offer_moves_in_the_same_round(person, leaving, staying, clerk, at, to_one):  # noqa: PLR0917 - fixtures
    offered = make.offered(person, at=at, to=leaving)
    Offer.objects.exclude(public_id=offered).delete()
    order = hand_over(offer=offered, to=staying.public_id if to_one else None, reason=WHY, by=clerk, at=at)
    row = Order.objects.get(public_id=order)
    dispatch.offer(order=order, round=1, by=make.SYSTEM, at=at)  # as the next wave's job does
    now = list(Offer.objects.filter(order=row, state="offered").values_list("worker", "round"))
    assert (row.state, row.round, now) == ("placed", 1, [(staying.public_id, 1)])


def test_nothing_moves_once_somebody_is_at_the_door(person, leaving, staying, clerk, at):
    task = make.taken(person, leaving, at=at)
    by = make.viewer_for(leaving, at=at)
    actions.check_in(task=task, code=make.code_of(person), by=by, at=at + timedelta(minutes=1))
    assert [(one.state, one.may_go) for one in carried_by(leaving.public_id, by=clerk)] == [("checked_in", False)]
    facts = Entry.objects.count()
    with pytest.raises(TaskMoved):
        hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
    assert (Task.objects.get().state, Entry.objects.count(), sees(leaving)) == ("checked_in", facts, [person.pk])


def test_who_declined_it_does_not_get_it_and_nothing_moves(person, leaving, staying, clerk, at):
    offered = make.offered(person, at=at, to=leaving)
    other = Offer.objects.get(worker=staying.public_id).public_id
    dispatch.decline(offer=other, reason="距离太远", by=make.viewer_for(staying, at=at), at=at)
    task = actions.take(offer=offered, by=make.viewer_for(leaving, at=at), at=at)
    facts = Entry.objects.count()
    with pytest.raises(NotToBeSent):
        hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
    assert (Task.objects.get().state, Order.objects.get().state, Entry.objects.count()) == ("taken", "in_hand", facts)


@pytest.mark.parametrize("reason", ["", "x", "长" * 201, "\x00\x00"])
def test_a_reason_is_needed(person, leaving, clerk, at, reason):
    task = make.taken(person, leaving, at=at)
    with pytest.raises(Unacceptable):
        hand_over(offer=task, to=None, reason=reason, by=clerk, at=at)
    assert Task.objects.get().state == "taken"


def test_only_an_officer_of_the_place_moves_it(person, leaving, at, sides):
    task = make.taken(person, leaving, at=at)
    for role in (None, *(role for role in Role if role is not Role.OFFICER)):
        with pytest.raises(Forbidden):
            hand_over(offer=task, to=None, reason=WHY, by=Viewer(account=str(uuid.uuid4()), role=role), at=at)
        with pytest.raises(Forbidden):
            carried_by(leaving.public_id, by=Viewer(account="", role=role))
    make.areas(make.QILIHE)
    stranger = make.viewer_for(make.officer(make.QILIHE, at=at), at=at)
    sides.app(stranger)
    assert carried_by(leaving.public_id, by=stranger) == []
    for offer in (task, uuid.uuid4()):
        with pytest.raises(Forbidden):
            hand_over(offer=offer, to=None, reason=WHY, by=stranger, at=at)
    sides.app(NOBODY)
    sides.owner()
    assert Task.objects.get().state == "taken"


def test_twice_is_told_that_it_moved(person, leaving, staying, clerk, at):
    task = make.taken(person, leaving, at=at)
    hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
    with pytest.raises(TaskMoved):
        hand_over(offer=task, to=staying.public_id, reason=WHY, by=clerk, at=at)
