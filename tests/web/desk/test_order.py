"""One order: its story, and what an officer can do about it."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.web.desk.conftest import queries, same, text_of
from yinling.base.access.models import Look
from yinling.base.journal.models import Entry
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.models import Offer
from yinling.service.orders.models import Order
from yinling.supply.workforce.actions import register
from yinling.supply.workforce.domain import Profile

pytestmark = pytest.mark.django_db
ORDERS = "/desk/orders/"


@pytest.fixture
def order(desk, unit, worker):
    """An order on offer to the one worker."""
    make.rules(desk.at)
    placed = make.order(desk.person(unit), at=desk.at)
    dispatch.offer(order=placed, round=1, by=make.SYSTEM, at=desk.at)
    return placed


def there(order, act=""):
    return f"/desk/orders/{order}" + (f"/{act}" if act else "")


def test_the_page_tells_the_story_and_the_look_is_written_down(officer, desk, order, application):
    application()
    said = text_of(officer.get(there(order)))
    for part in (
        "上门关怀",
        "李淑芬",
        "待接单",
        "规则建议",
        "高龄独居，需要有人上门看望",
        "周海 待答复",
        "没有要求。",
        "能去的人都请过了。",
    ):
        assert part in said, part
    desk.sides.owner()
    assert [*Look.objects.values_list("part", "reason")] == [("order", "上门关怀")]


def test_the_list_says_who_was_asked_and_what_they_said(officer, desk, order, worker, application):
    key = make.offer_of(order, worker)
    desk.sides.app()
    by = make.viewer_for(worker, at=desk.at)
    desk.sides.app(by)
    dispatch.decline(offer=key, reason="距离太远<b>", by=by, at=desk.at)
    desk.sides.owner()
    dispatch.offer(order=order, round=1, by=make.SYSTEM, at=desk.at)
    application()
    page = officer.get(ORDERS, {"state": "returned"})
    said = text_of(page)
    assert "已请1人：1人谢绝（距离太远&lt;b&gt;）" in said
    assert "周海 已谢绝 距离太远&lt;b&gt;" in said
    assert "再次派单" in said


def test_an_officer_asks_one_by_hand(officer, desk, order, application):
    other = make.worker(at=desk.at, name="和丽芬")
    register(
        account=other.public_id, profile=Profile("staff", skills=()), by=make.viewer_for(
            make.officer(make.CHENGGUAN, at=desk.at), at=desk.at), at=desk.at,
    )  # fmt: skip
    application()
    assert "和丽芬 手头 0 / 5" in text_of(officer.get(there(order)))
    answer = officer.post(there(order, "assign"), {"worker": str(other.public_id)}, follow=True)
    assert answer.redirect_chain == [(there(order), 302)]
    assert "已请他接单" in text_of(answer)
    again = officer.post(there(order, "assign"), {"worker": str(other.public_id)}, follow=True)
    assert "不能派给他" in text_of(again)
    desk.sides.owner()
    assert [*Offer.objects.order_by("id").values_list("worker_name", "wave")] == [("周海", 1), ("和丽芬", 2)]


@pytest.mark.parametrize("worker_id", ["", "x", "\x00", str(uuid.UUID(int=7)), "'; --"])
def test_nobody_is_asked_who_is_not_there(officer, desk, order, application, worker_id):
    application()
    assert officer.post(there(order, "assign"), {"worker": worker_id}).status_code == 404
    desk.sides.owner()
    assert Offer.objects.count() == 1


def test_calling_off_wants_a_reason_once_it_is_in_hand(officer, desk, unit, worker, application):
    make.rules(desk.at)
    task = make.taken(desk.person(unit), worker, at=desk.at)
    order = Offer.objects.get(public_id=task).order.public_id
    application()
    refused = officer.post(there(order, "cancel"), {"reason": ""})
    assert refused.status_code == 422
    assert "请写明取消的原因" in text_of(refused)
    assert officer.post(there(order, "cancel"), {"reason": "长" * 201}).status_code == 422
    officer.post(there(order, "cancel"), {"reason": "本人外出"})
    desk.sides.owner()
    assert (Order.objects.get().state, Offer.objects.get().state) == ("cancelled", "withdrawn")


def test_who_is_at_the_door_is_not_called_back(officer, desk, unit, worker, application):
    from yinling.service.delivery import actions as delivery

    make.rules(desk.at)
    owner = desk.person(unit)
    task = make.taken(owner, worker, at=desk.at)
    delivery.check_in(task=task, code=make.code_of(owner), by=make.viewer_for(worker, at=desk.at), at=desk.at)
    order = Offer.objects.get(public_id=task).order.public_id
    application()
    answer = officer.post(there(order, "cancel"), {"reason": "本人外出", "next": there(order)}, follow=True)
    assert "服务人员已经在本人身边" in text_of(answer)
    desk.sides.owner()
    assert Order.objects.get().state == "in_hand"


def test_filters_narrow_and_the_address_says_only_what_is_asked(officer, desk, unit, application):
    late, other = (
        make.order(desk.person(unit, "张国华"), at=desk.at),
        make.order(desk.person(unit, "王桂英"), at=desk.at),
    )
    Order.objects.filter(public_id=late).update(due_date=desk.at.date() - timedelta(days=9))
    Order.objects.filter(public_id=other).update(
        source="asked", proposal=None, request=uuid.uuid4(), asked_way="phone", asked_by="本人"
    )
    application()
    found = {
        query: [name for name in ("张国华", "王桂英") if name in text_of(officer.get(f"{ORDERS}?{query}"))]
        for query in ("overdue=1", "source=asked", "q=zgh", "q=%E7%8E%8B", "q=nobody", "item=9999", "state=fulfilled")
    }
    assert found == {
        "overdue=1": ["张国华"], "source=asked": ["王桂英"], "q=zgh": ["张国华"], "q=%E7%8E%8B": ["王桂英"], "q=nobody": [],
        "item=9999": ["张国华", "王桂英"], "state=fulfilled": [],
    }  # fmt: skip
    sent = officer.get(f"{ORDERS}?q=zgh&item=&source=&overdue=")
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{ORDERS}?q=zgh")
    assert text_of(officer.get("/desk/orders/count?overdue=1")) == "共 1 单，最近有变化的在前"


def test_the_file_holds_what_the_filter_means_and_is_written_down(officer, desk, unit, worker, application):
    desk.confirmed(desk.person(unit, "张国华"), worker)
    make.order(desk.person(unit, "王桂英"), at=desk.at)
    application()
    answer = officer.post("/desk/orders/export?state=fulfilled")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["姓名", "张国华"]
    assert sheet[1][-1] == "周海"
    desk.sides.owner()
    assert Entry.objects.filter(kind="dispatch.orders_exported").count() == 1


def test_an_order_elsewhere_is_as_absent_as_a_made_up_one(stranger, desk, order, application):
    application()
    assert same(stranger.get(there(order))) == same(stranger.get(there(uuid.uuid4())))
    for act, said in (("assign", {"worker": str(uuid.uuid4())}), ("cancel", {"reason": "外出"}), ("place-again", {})):
        hidden, absent = stranger.post(there(order, act), said), stranger.post(there(uuid.uuid4(), act), said)
        assert (hidden.status_code, absent.status_code) == (404, 404)
    assert text_of(stranger.get("/desk/orders/count")) == "共 0 单，最近有变化的在前"
    desk.sides.owner()
    assert Order.objects.get().state == "placed"


def test_many_offers_cost_no_more_than_few(officer, desk, order, application):
    application()
    officer.get(there(order))
    few = queries(officer, there(order))
    desk.sides.owner()
    for number in range(3):
        make.worker(at=desk.at, name=f"工{number}")
    application()
    assert queries(officer, there(order)) == few
