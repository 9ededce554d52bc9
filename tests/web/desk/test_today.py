"""Today: what waits, in which order, and that it is done from there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.desk.conftest import queries, text_of
from yinling.decisions.careplan.models import Proposal
from yinling.service.orders.models import Order

pytestmark = pytest.mark.django_db
TODAY = "/desk/"


def act(browser, name, key, **typed):
    return browser.post(reverse(f"desk:{name}", args=[key]), {"next": TODAY, **typed}, follow=True)


def test_the_first_day_teaches_to_enter_somebody(officer, application):
    application()
    page = officer.get(TODAY)
    assert "先录入第一位老同志" in text_of(page)
    assert reverse("desk:register") in page.content.decode()


def test_a_quiet_day_says_so(officer, desk, unit, application):
    desk.person(unit)
    application()
    assert "现在没有等您处理的事" in text_of(officer.get(TODAY))


def test_each_line_says_who_what_why_and_by_when(officer, desk, unit, application):
    desk.proposal(desk.person(unit), days=3)
    application()
    page = text_of(officer.get(TODAY))
    for said in (
        "李淑芬",
        "高龄独居探访",
        "上门关怀",
        "年龄 91 岁，不小于高龄起点 80 岁",
        "依据",
        "十部门2022年",
        "天后到期",
    ):
        assert said in page


def test_the_most_urgent_comes_first_and_the_overdue_is_marked(officer, desk, unit, application):
    desk.proposal(desk.person(unit, "张国华"), days=20)
    desk.proposal(desk.person(unit, "王桂英"), days=-4)
    application()
    page = officer.get(TODAY).content.decode()
    assert page.index("王桂英") < page.index("张国华")
    assert page.count("work--over") == page.count("已超期") == 1


def test_the_menu_counts_what_waits(officer, desk, unit, application):
    person = desk.person(unit)
    desk.proposal(person)
    desk.returned(person)
    application()
    assert '<span class="count">2</span>' in officer.get("/desk/orders/").content.decode()


def test_approving_is_done_from_there_and_said(officer, desk, unit, application):
    proposal = desk.proposal(desk.person(unit))
    application()
    page = act(officer, "approve", proposal)
    assert page.redirect_chain == [(TODAY, 302)]
    assert "已批准，系统正在派单。" in text_of(page)
    row = Proposal.objects.get(public_id=proposal)
    assert (row.state, bool(row.decided_by), bool(row.decided_at)) == ("approved", True, True)
    assert "已批准，系统正在派单。" in text_of(act(officer, "approve", proposal))  # the answer that got lost


def test_rejecting_needs_a_reason_and_loses_nothing(officer, desk, unit, application):
    proposal = desk.proposal(desk.person(unit))
    application()
    for reason in ("", " ", "x", "理" * 201, "\x00"):
        page = act(officer, "reject", proposal, reason=reason)
        assert (page.status_code, page.redirect_chain) == (200, [])
        assert "请先改正下面的内容" in text_of(page)
    assert f'value="{"理" * 201}"' in act(officer, "reject", proposal, reason="理" * 201).content.decode()
    assert Proposal.objects.get(public_id=proposal).state == "open"
    page = act(officer, "reject", proposal, reason="家属已安排照护")
    assert "已记为不批准" in text_of(page)
    row = Proposal.objects.get(public_id=proposal)
    assert (row.state, row.decision_note) == ("rejected", "家属已安排照护")


@pytest.mark.parametrize("second", ["approve", "reject"])
def test_what_another_decided_is_told(officer, desk, unit, application, second):
    proposal = desk.proposal(desk.person(unit))
    Proposal.objects.filter(public_id=proposal).update(state="approved", decided_at=desk.at, decided_by="another")
    application()
    page = act(officer, second, proposal, reason="家属已安排照护")
    assert "这条建议已经有人处理过了" in text_of(page)
    assert Proposal.objects.get(public_id=proposal).decided_by == "another"


def test_a_returned_order_says_why_and_is_placed_again(officer, desk, unit, application):
    order = desk.returned(desk.person(unit))
    application()
    assert "退回原因：到时限无人接单" in text_of(officer.get(TODAY))
    assert "已再次派单。" in text_of(act(officer, "place_again", order))
    row = Order.objects.get(public_id=order)
    assert (row.state, row.round) == ("placed", 2)
    assert "这张单刚才已有变化" in text_of(act(officer, "place_again", order))


def test_a_returned_order_is_cancelled(officer, desk, unit, application):
    order = desk.returned(desk.person(unit))
    application()
    assert "已取消这次服务。" in text_of(act(officer, "cancel", order))
    assert Order.objects.get(public_id=order).state == "cancelled"
    assert "这张单刚才已有变化" in text_of(act(officer, "cancel", order))


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/desk/", "/field/", "", "javascript:1"])
def test_an_act_leads_nowhere_else(officer, desk, unit, application, to):
    proposal = desk.proposal(desk.person(unit))
    application()
    answer = officer.post(reverse("desk:approve", args=[proposal]), {"next": to})
    assert answer.headers["Location"] == TODAY


def test_one_line_and_three_cost_the_same(officer, desk, unit, application):
    def more():
        desk.sides.owner()
        person = desk.person(unit)
        desk.proposal(person)
        desk.returned(person)
        application()

    more()
    officer.get(TODAY)
    one = queries(officer, TODAY)
    more()
    more()
    assert queries(officer, TODAY) == one
