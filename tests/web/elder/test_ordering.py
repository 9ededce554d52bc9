"""我要服务: at most three presses to an order, taken back while nobody took it."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.elder.conftest import text_of
from yinling.kernel.calendars import local_day
from yinling.service.orders.models import Order


@pytest.fixture
def shop(elder):
    elder.catalogue()
    return elder


def form_of(page) -> dict[str, str]:
    """What the form would send if only the button were pressed."""
    html = page.content.decode()
    request = re.search(r'name="request" value="([0-9a-f-]{36})"', html).group(1)
    when = re.search(r'name="when" value="(\w+)"[^>]*checked', html).group(1)
    return {"request": request, "when": when}


def test_three_presses_order_what_is_recommended(shop):
    client = shop.inside()
    first = client.get("/elder/services/")
    address = re.search(r'href="(/elder/services/\d{4})"', first.content.decode()).group(1)
    assert "建议您用的" in text_of(first)
    second = client.get(address)
    third = client.post(address, form_of(second))
    (order,) = shop.orders()
    assert (third.status_code, third.headers["Location"]) == (302, f"/elder/appointments/{order['public_id']}?new=1")
    said = text_of(client.get(third.headers["Location"]))
    assert ("约好了" in said, "按错了，撤销" in said) == (True, True)
    assert (order["source"], order["asked_way"], order["asked_by"], order["on_behalf"]) == (
        "asked", "page", "本人", None,
    )  # fmt: skip


def test_a_form_sent_twice_is_one_order_and_pressed_wrong_it_is_gone(shop):
    client = shop.inside()
    typed = form_of(client.get("/elder/services/0101"))
    first, second = (client.post("/elder/services/0101", typed) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    (order,) = shop.orders()
    undone = client.post(f"/elder/appointments/{order['public_id']}/undo", follow=True)
    assert "已经取消" in text_of(undone)
    assert [(o["state"], o["cancelled_because"]) for o in shop.orders()] == [("cancelled", "按错了")]


@pytest.mark.parametrize(("when", "days"), [("tomorrow", 1), ("after", 2), ("other", 9)])
def test_the_day_that_is_meant(shop, when, days):
    client, today = shop.inside(), local_day(timezone.now())
    typed = {"request": uuid.uuid4(), "when": when, "day": (today + timedelta(days=9)).isoformat()}
    assert client.post("/elder/services/0101", typed).status_code == 302
    assert [o["due_date"] for o in shop.orders()] == [today + timedelta(days=days)]


@pytest.mark.parametrize(
    "typed",
    [
        {"when": "other"}, {"when": "other", "day": "1900-01-01"}, {"when": "other", "day": "2999-01-01"},
        {"when": "never"}, {"when": "soon", "request": "x"}, {"when": "soon", "note": "长" * 201}, {},
    ],
)  # fmt: skip
def test_a_refused_form_says_why_and_orders_nothing(shop, typed):
    client = shop.inside()
    answer = client.post("/elder/services/0101", {"request": str(uuid.uuid4()), **typed})
    assert (answer.status_code, shop.orders()) == (422, [])
    assert "elder-said--error" in answer.content.decode()


def test_so_many_and_no_more(shop):
    client = shop.inside()
    answers = [client.post("/elder/services/0101", {"request": uuid.uuid4(), "when": "soon"}) for _time in range(21)]
    refused = [answer for answer in answers if answer.status_code == 422]
    assert refused
    assert "请等办完再约，或者打电话" in text_of(refused[0])


@pytest.mark.parametrize("code", ["9999", "x", "0101'--", "%00", "0" * 300])
def test_what_the_catalogue_has_not_is_absent(shop, code):
    client = shop.inside()
    assert client.get(f"/elder/services/{code}").status_code == 404
    assert client.post(f"/elder/services/{code}", {"request": uuid.uuid4(), "when": "soon"}).status_code == 404
    assert shop.orders() == []


def test_the_kinds_and_what_two_signs_find(shop):
    client = shop.inside()
    kinds = re.findall(r'href="\?kind=(\d\d)"', client.get("/elder/services/").content.decode())
    assert kinds == [f"{n:02}" for n in range(1, 11)]
    found = text_of(client.get("/elder/services/", {"q": "助浴"}))
    assert "助浴" in found
    for hostile in ("<script>", "\x00", "'", "%", "长" * 400):
        assert client.get("/elder/services/", {"q": hostile}).status_code == 200
    assert "没有找到" in text_of(client.get("/elder/services/", {"q": "飞船"}))
    assert client.get("/elder/services/", {"kind": "99"}).status_code == 200


def test_cancelled_by_a_press_that_says_why(shop):
    client = shop.inside()
    client.post("/elder/services/0101", {"request": uuid.uuid4(), "when": "soon"})
    (order,) = shop.orders()
    address = f"/elder/appointments/{order['public_id']}/cancel"
    page = text_of(client.get(address))
    assert "已经不需要了" in page
    assert client.post(address, {"why": "no such"}).status_code == 422
    assert client.post(address, {"why": "needless"}).status_code == 302
    assert [(o["state"], o["cancelled_because"]) for o in shop.orders()] == [("cancelled", "已经不需要了")]
    again = text_of(client.post(address, {"why": "needless"}, follow=True))
    assert "现在不能取消了" in again


def test_how_far_it_is_in_a_whole_sentence(elder):
    client = elder.inside()
    assert "现在没有约好的服务" in text_of(client.get("/elder/appointments/"))
    elder.visit("taken")
    said = text_of(client.get("/elder/appointments/"))
    assert "已有人接单：周海" in said
    elder.as_owner(lambda: Order.objects.update(state="returned", returned_because="x"))
    assert "办公室正在想办法" in text_of(client.get("/elder/appointments/"))
