"""What was done: confirmed, rated, complained of; its receipt."""

from __future__ import annotations

import uuid

import pytest

from tests.web.elder.conftest import WORK, text_of
from yinling.base.journal import actions as journal
from yinling.quality.feedback.models import Concern, Rating
from yinling.service.orders.models import Order


def test_she_confirms_at_her_own_page(elder):
    task, client = elder.visit("done"), elder.inside()
    said = text_of(client.get("/elder/appointments/"))
    assert ("周海说已经做完了" in said, "确认做好了" in said) == (True, True)
    answer = client.post(f"/elder/visits/{task}/confirm")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/elder/receipts/{task}")
    row = elder.task(task)
    assert (row["state"], row["confirmed_by"]) == ("confirmed", "person")
    page = text_of(client.get(f"/elder/receipts/{task}"))
    assert "回执正在封存" in page
    assert client.post(f"/elder/visits/{task}/confirm").status_code == 302, "twice changes nothing"


def test_before_it_is_done_there_is_nothing_to_confirm(elder):
    task, client = elder.visit("taken"), elder.inside()
    answer = client.post(f"/elder/visits/{task}/confirm", follow=True)
    assert "情况刚才变了" in text_of(answer)
    assert elder.task(task)["state"] == "taken"


def test_the_receipt_with_its_code_and_its_file(elder):
    task, client = elder.visit("confirmed"), elder.inside()
    elder.as_owner(lambda: (journal.seal_batch(by=WORK, at=elder.at), journal.sign_checkpoint(by=WORK, at=elder.at)))
    page = client.get(f"/elder/receipts/{task}")
    assert "receipt-code" in page.content.decode()
    file = client.get(f"/elder/receipts/{task}/file")
    assert file.headers["Content-Disposition"] == f'attachment; filename="yinling-{task}.tlog-proof"'
    assert file.content.startswith(b"c2sp.org/tlog-proof@v1")


@pytest.mark.parametrize(("stars", "word"), [("5", "很满意"), ("3", "一般")])
def test_one_press_rates(elder, stars, word):
    task, client = elder.visit("confirmed"), elder.inside()
    assert client.post(f"/elder/receipts/{task}/rate", {"stars": stars, "remark": "来得准时"}).status_code == 302
    assert f"您说：{word}" in text_of(client.get("/elder/receipts/"))
    kept = elder.as_owner(lambda: list(Rating.objects.values_list("stars", "way", "said_by", "remark")))
    assert kept == [(int(stars), "page", "本人", "来得准时")]


def test_a_low_rating_is_answered(elder):
    task, client = elder.visit("confirmed"), elder.inside()
    client.post(f"/elder/receipts/{task}/rate", {"stars": "1", "remark": ""})
    assert "答复您" in text_of(client.get(f"/elder/receipts/{task}"))
    assert elder.as_owner(Concern.objects.count) == 1


@pytest.mark.parametrize(
    "typed", [{}, {"stars": "0"}, {"stars": "6"}, {"stars": "x"}, {"stars": "5", "remark": "长" * 999}]
)
def test_a_refused_rating_says_why(elder, typed):
    task, client = elder.visit("confirmed"), elder.inside()
    assert client.post(f"/elder/receipts/{task}/rate", typed).status_code == 422
    assert elder.as_owner(Rating.objects.count) == 0


def test_nobody_came(elder):
    task, client = elder.visit("taken"), elder.inside()
    address = f"/elder/visits/{task}/complain"
    assert "没有来" in text_of(client.get(address))
    typed = {"request": str(uuid.uuid4()), "what": "absent", "more": "等了一下午"}
    assert client.post(address, {"request": "x"}).status_code == 422
    for _time in range(2):
        assert client.post(address, typed).status_code == 302
    kept = elder.as_owner(lambda: list(Concern.objects.values_list("text", "way", "said_by")))
    assert kept == [("没有来：等了一下午", "page", "本人")]


def test_called_off_while_somebody_is_on_the_way_but_not_at_the_door(elder):
    task, client = elder.visit("taken"), elder.inside()
    order = elder.as_owner(lambda: Order.objects.get(tasks__public_id=task).public_id)
    address = f"/elder/appointments/{order}/cancel"
    assert client.post(address, {"why": "away"}).status_code == 302
    assert [o["state"] for o in elder.orders()] == ["cancelled"]
    second = elder.visit("checked_in")
    order = elder.as_owner(lambda: Order.objects.get(tasks__public_id=second).public_id)
    address = f"/elder/appointments/{order}/cancel"
    assert "现在不能在这里取消了" in text_of(client.get(address))
    assert "现在不能取消了" in text_of(client.post(address, {"why": "away"}, follow=True))
    assert elder.task(second)["state"] == "checked_in"
