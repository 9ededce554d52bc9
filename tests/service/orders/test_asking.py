"""Somebody orders from the menu: the person, a proxy by a right that holds, staff on the person's word; nobody else."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests import factories
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import NOBODY, Purpose, Role, Viewer
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.registry.domain import Unacceptable
from yinling.service.orders import actions
from yinling.service.orders.models import Order
from yinling.service.orders.terms import AskedWay, OrderState, Source
from yinling.supply.catalogue.actions import SHIPPED, load_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # the whole catalogue for each test
PURPOSES = frozenset({Purpose.GENERAL, Purpose.HEALTH})


@pytest.fixture
def menu(county, now):
    """The shipped catalogue."""
    county.sides.owner()
    load_catalogue(path=SHIPPED, by=factories.SYSTEM, at=now)
    return county


def oneself(county):
    by = Viewer(
        account=str(uuid.uuid4()), role=Role.PERSON, persons=(county.person.id,), purposes=PURPOSES, name="李某"
    )
    county.sides.app(by)
    return by


def asked(county, by, now, *, code="0715", day=None, request=None, note="", way=AskedWay.PAGE):
    return actions.ask(
        person=county.person.public_id, item_code=code, wished_day=day or local_day(now), note=note,
        request=request or uuid.uuid4(), way=way, by=by, at=now,
    )  # fmt: skip


def proxy(county, now, *, scopes=("order",), since=date(2026, 1, 1), until=None, **changed):
    right = ProxyRight.objects.create(
        **county.person.scope(), kind="family", basis="spoken", name="李芳", relation="女儿", scopes=list(scopes),
        valid_from=since, valid_to=until, recorded_by="x", recorded_at=now, **changed,
    )  # fmt: skip
    account = uuid.uuid4()
    Key.objects.create(
        **county.person.scope(), account=account, kind="proxy", right=right, issued_by="x", issued_at=now
    )
    by = Viewer(account=str(account), role=Role.PROXY, persons=(county.person.id,), purposes=PURPOSES, name="李芳")
    county.sides.app(by)
    return by, right


def test_the_person_orders_and_the_order_says_so(menu, now):
    order = asked(menu, oneself(menu), now, code="0216", note="  下午来\x00  ")
    menu.sides.owner()
    row = Order.objects.get(public_id=order)
    assert (row.source, row.asked_way, row.asked_by, row.on_behalf, row.note) == (
        Source.ASKED,
        "page",
        "本人",
        None,
        "下午来",
    )
    assert (row.item_code, row.state, row.round, row.because) == ("0216", OrderState.PLACED, 1, "本人申请")
    assert row.due_date == local_day(now)
    kinds = list(Entry.objects.filter(subject=order).order_by("id").values_list("kind", flat=True))
    assert kinds == ["orders.order_asked", "orders.order_placed"]


def test_the_same_form_sent_twice_is_one_order(menu, now):
    by, request = oneself(menu), uuid.uuid4()
    assert asked(menu, by, now, request=request) == asked(menu, by, now, request=request)
    assert Order.objects.count() == 1


def test_a_proxy_orders_by_a_right_and_the_record_says_which(menu, now):
    by, right = proxy(menu, now)
    order = asked(menu, by, now)
    menu.sides.owner()
    row = Order.objects.get(public_id=order)
    assert (row.asked_by, row.on_behalf) == ("代办人李芳（女儿）", right.public_id)
    body = Body.objects.get(entry__subject=order, entry__kind="orders.order_asked").body
    assert str(right.public_id) in str(body)


@pytest.mark.parametrize(
    "given",
    [
        {"scopes": ("rate",)},
        {"since": date(2026, 11, 23)},
        {"until": date(2026, 11, 22)},
        {"revoked_by": "x", "revoked_because": "不再代办"},
    ],
    ids=["other scope", "not yet", "over", "revoked"],
)
def test_a_right_that_does_not_hold_orders_nothing(menu, now, given):
    if "revoked_by" in given:
        given |= {"revoked_at": now}
    by, _right = proxy(menu, now, **given)
    with pytest.raises(Forbidden):
        asked(menu, by, now)
    menu.sides.owner()
    assert Order.objects.count() == 0


def test_staff_order_on_the_persons_word(menu, now):
    by = menu.act_as(menu.officer, now)
    order = asked(menu, by, now, way=AskedWay.PHONE)
    row = Order.objects.get(public_id=order)
    assert (row.asked_way, row.asked_by) == ("phone", f"{menu.officer.display_name}（经办人员）代办")


def test_who_has_no_right_orders_nothing(menu, now):
    stranger = Viewer(account=str(uuid.uuid4()), role=Role.PERSON, persons=(menu.neighbour.id,), purposes=PURPOSES)
    for by in (stranger, NOBODY, menu.viewer(menu.workers[0], now)):
        menu.sides.app(by)
        with pytest.raises(Forbidden):
            asked(menu, by, now)
    menu.sides.owner()
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "9999"}, "item_code"),
        ({"code": ""}, "item_code"),
        ({"code": "0715\x00"}, "item_code"),
        ({"day": date(2026, 11, 21)}, "wished_day"),
        ({"day": date(2027, 1, 22)}, "wished_day"),
        ({"note": "长" * 201}, "note"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(menu, now, given, field):
    with pytest.raises(Unacceptable) as refused:
        asked(menu, oneself(menu), now, **given)
    assert set(refused.value.errors) == {field}
    assert Order.objects.count() == 0


def test_only_so_many_are_open_at_once(menu, now):
    by = oneself(menu)
    made = [asked(menu, by, now) for _ in range(5)]
    with pytest.raises(actions.TooManyAsked) as refused:
        asked(menu, by, now)
    assert refused.value.limit == 5
    actions.cancel(order=made[0], by=by, at=now + timedelta(minutes=1))
    asked(menu, by, now)
    assert Order.objects.filter(state=OrderState.PLACED).count() == 5


def test_the_person_calls_off_what_nobody_has_taken(menu, now):
    by = oneself(menu)
    order = asked(menu, by, now)
    actions.cancel(order=order, reason="不用了", by=by, at=now)
    row = Order.objects.get(public_id=order)
    assert (row.state, row.cancelled_because) == (OrderState.CANCELLED, "不用了")


def test_in_hand_it_is_called_off_with_a_reason_only(menu, now):
    menu.sides.owner()
    order = factories.order(menu.person, at=now)
    actions.put_in_hand(order=order, by=menu.act_as_system(), at=now)
    by = menu.act_as(menu.officer, now)
    with pytest.raises(Unacceptable):
        actions.cancel(order=order, by=by, at=now)
    actions.cancel(order=order, reason="住院了", by=by, at=now)
    assert Order.objects.get(public_id=order).state == OrderState.CANCELLED


def test_a_worker_calls_nothing_off(menu, now):
    menu.sides.owner()
    order = factories.order(menu.person, at=now)
    with pytest.raises(Forbidden):
        actions.cancel(order=order, reason="住院了", by=menu.act_as(menu.workers[0], now), at=now)
