"""The list of orders: states, visits, and where it continues."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from tests import factories as make
from tests.web.desk.conftest import queries, text_of
from yinling.service.orders.models import Order

pytestmark = pytest.mark.django_db
ORDERS = "/desk/orders/"


def names(page):
    return re.findall(r'class="opens"[^>]*>([^<]+)<', page.content.decode())


def test_an_empty_list_teaches(officer, application):
    application()
    assert "还没有服务单" in text_of(officer.get(ORDERS))
    assert "没有这种状态的服务单" in text_of(officer.get(ORDERS, {"state": "placed"}))


def test_a_line_tells_who_came_and_offers_the_receipt(officer, desk, unit, worker, application):
    task = desk.confirmed(desk.person(unit), worker)
    application()
    page = officer.get(ORDERS)
    assert all(part in text_of(page) for part in ("李淑芬", "上门关怀", "已完成", "已确认 · 周海", "下载回执"))
    assert f'href="/desk/receipts/{task}"' in page.content.decode()


def test_chips_narrow_to_one_state(officer, desk, unit, application):
    desk.returned(desk.person(unit, "张国华"))
    make.order(desk.person(unit, "王桂英"), at=desk.at)
    application()
    found = {state: names(officer.get(ORDERS, {"state": state})) for state in ("placed", "returned", "fulfilled")}
    assert found == {"placed": ["王桂英"], "returned": ["张国华"], "fulfilled": []}
    assert sorted(names(officer.get(ORDERS))) == ["张国华", "王桂英"]


@pytest.mark.parametrize("state", ["x", "\x00", "placed' OR 1=1", "PLACED"])
def test_an_unknown_state_is_none(officer, desk, unit, application, state):
    make.order(desk.person(unit), at=desk.at)
    application()
    assert names(officer.get(ORDERS, {"state": state})) == ["李淑芬"]


# slow: places fifty-two orders
@pytest.mark.slow
def test_fifty_a_page_and_older_ones_after(officer, desk, unit, application):
    person = desk.person(unit)
    for number in range(52):
        order = make.order(person, at=desk.at)
        Order.objects.filter(public_id=order).update(changed_at=desk.at - timedelta(minutes=number))
    application()
    first = officer.get(ORDERS)
    assert len(names(first)) == 50
    more = re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1].replace("&amp;", "&")
    second = officer.get(ORDERS + more)
    assert len(names(second)) == 2
    assert 'rel="next"' not in second.content.decode()


@pytest.mark.parametrize(
    "before",
    ["x", "2026-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "\x00", "1e9", "2026-01-01T00:00:00"],
)
def test_a_garbled_moment_is_answered_calmly(officer, desk, unit, application, before):
    make.order(desk.person(unit), at=desk.at)
    application()
    assert officer.get(f"{ORDERS}?before={quote(before)}").status_code == 200


def test_one_line_and_three_cost_the_same(officer, desk, unit, worker, application):
    desk.confirmed(desk.person(unit), worker)
    application()
    officer.get(ORDERS)
    one = queries(officer, ORDERS)
    desk.sides.owner()
    desk.confirmed(desk.person(unit), worker)
    desk.confirmed(desk.person(unit), worker)
    application()
    assert len(names(officer.get(ORDERS))) == 3
    assert queries(officer, ORDERS) == one
