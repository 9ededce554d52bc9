"""Today: what waits, in which order, and that it is done from there."""

from __future__ import annotations

import io
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.web.desk.conftest import queries, text_of
from yinling.base.journal.models import Entry
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.portrait.models import Run
from yinling.kernel.calendars import local_day
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


def test_a_line_says_the_reasons_that_tell_most_and_unfolds_the_others(officer, desk, unit, application):
    there, alone = "服务需求已经登记，符合“服务需求已登记”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"
    wished, dependent = (
        "服务需求为“助浴”，符合“服务需求包含‘助浴’”。",
        "自理能力为“部分自理”，符合“自理能力为‘部分自理’”。",
    )
    row = Proposal.objects.filter(public_id=desk.proposal(desk.person(unit)))
    row.update(reasons=["符合条件。", there, wished, dependent, alone])
    application()
    page = officer.get(TODAY).content.decode()
    assert f'<p class="work-reason">{dependent}{alone}</p>' in page
    assert f'<ul class="reasons"><li>{there}</li><li>{wished}</li></ul>' in page


def test_the_most_urgent_comes_first_and_the_overdue_is_marked(officer, desk, unit, application):
    desk.proposal(desk.person(unit, "张国华"), days=20)
    desk.proposal(desk.person(unit, "王桂英"), days=-4)
    application()
    page = officer.get(TODAY).content.decode()
    assert page.index("王桂英") < page.index("张国华")
    assert (page.count("work--over"), page.count("已超期 3 天")) == (1, 1)


def test_where_much_waits_numbers_and_groups_come_after_the_lines(officer, desk, unit, application, monkeypatch):
    monkeypatch.setattr(import_module("yinling.decisions.careplan.queries.worklist"), "LONG", 1)
    for name in ("张国华", "王桂英"):
        desk.proposal(desk.person(unit, name), days=-4)
    application()
    first = officer.get(TODAY)
    assert "王桂英" in text_of(first)
    assert reverse("desk:worklist_counted") in first.content.decode()
    assert "按规则和服务分组 上门关怀" not in text_of(first)
    assert "全部 2" not in text_of(first)

    late = text_of(officer.get(reverse("desk:worklist_counted"), headers={"HX-Request": "true"}))
    assert "王桂英" not in late
    assert "按规则和服务分组 上门关怀 高龄独居探访 1 超期 1" in late
    assert "全部 2 今天新增 2 已超期 2" in late

    whole = text_of(officer.get(reverse("desk:worklist_counted")))
    assert all(said in whole for said in ("按规则和服务分组", "全部 2", "王桂英"))


def test_numbers_that_come_late_are_those_of_the_filter(officer, desk, unit, application):
    desk.proposal(desk.person(unit, "张国华"), days=-4)
    desk.proposal(desk.person(unit, "王桂英"), days=9)
    application()
    late = officer.get(reverse("desk:worklist_counted") + "?overdue=yes", headers={"HX-Request": "true"})
    assert "全部 1" in text_of(late)
    assert 'aria-current="true" href="/desk/"' in late.content.decode()


def test_of_many_returned_orders_ten_are_shown_and_all_are_counted(officer, desk, unit, application):
    person = desk.person(unit)
    for _each in range(11):
        desk.returned(person)
    application()
    page = officer.get(TODAY)
    assert page.content.decode().count("退回原因") == 10
    assert "退回，等您处理 11" in text_of(page)
    assert f'href="{reverse("desk:orders")}?state=returned"' in page.content.decode()


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


def test_a_proposal_is_put_off_until_a_day_and_taken_back(officer, desk, unit, application):
    proposal = desk.proposal(desk.person(unit))
    application()
    until = (local_day(desk.at) + timedelta(days=30)).isoformat()
    for typed in ({}, {"until": until}, {"reason": "本人住院"}, {"until": "2020-01-01", "reason": "本人住院"}):
        page = act(officer, "postpone", proposal, **typed)
        assert (page.status_code, page.redirect_chain) == (200, [])
        assert "请先改正下面的内容" in text_of(page)
    page = act(officer, "postpone", proposal, until=until, reason="本人住院")
    assert "已延后，到期会重新出现在今日。" in text_of(page)
    address = reverse("desk:proposal_undo", args=[proposal])
    assert f'action="{address}"' in page.content.decode()
    shown = text_of(officer.get(TODAY, {"state": "postponed"}))
    assert ("已延后 到 " + until in shown, "决定的理由：本人住院" in shown, "王敏" in shown) == (True, True, True)
    assert "已撤销，这条建议重新等您审批。" in text_of(act(officer, "proposal_undo", proposal))
    assert Proposal.objects.get(public_id=proposal).state == "open"
    assert "不能撤销" in text_of(act(officer, "proposal_undo", proposal))


def test_a_rejection_is_taken_back_from_the_toast(officer, desk, unit, application):
    proposal = desk.proposal(desk.person(unit))
    application()
    page = act(officer, "reject", proposal, reason="家属已安排照护")
    address = reverse("desk:proposal_undo", args=[proposal])
    assert f'action="{address}"' in page.content.decode()
    assert officer.get(TODAY, {"state": "rejected"}).content.decode().count(f'action="{address}"') == 1
    act(officer, "proposal_undo", proposal)
    assert Proposal.objects.get(public_id=proposal).state == "open"


def decide(browser, keys, verdict, **typed):
    sent = {"proposal": keys, "verdict": verdict, "next": TODAY, **typed}
    return browser.post(reverse("desk:decide"), sent, follow=True)


def states():
    return sorted(Proposal.objects.values_list("state", flat=True))


def test_many_are_approved_at_once_and_others_said_so(officer, desk, unit, elsewhere, application):
    mine = [desk.proposal(desk.person(unit, f"张国{n}")) for n in "一二三"]
    far = desk.proposal(desk.person(elsewhere, "陈刚"))
    Proposal.objects.filter(public_id=mine[0]).update(state="rejected", decided_at=desk.at, decided_by="another")
    application()
    page = text_of(decide(officer, [*mine, far, "no-uuid"], "approved"))
    assert "已批准 2 条，系统正在派单。 1 条已经有人处理过了。 1 条已不在您的范围内。" in page
    desk.sides.owner()
    assert states() == ["approved", "approved", "open", "rejected"]


def test_many_wait_for_what_is_missing_and_lose_nothing(officer, desk, unit, application):
    mine = [desk.proposal(desk.person(unit, f"张国{n}")) for n in "一二"]
    application()
    until = (local_day(desk.at) + timedelta(days=30)).isoformat()
    asked = decide(officer, mine, "rejected")
    assert "不批准 2 条建议" in text_of(asked)
    assert [asked.content.decode().count(f'value="{key}"') for key in mine] == [1, 1]
    assert "上门关怀：2 单" in text_of(asked)
    assert "延后 2 条建议" in text_of(decide(officer, mine, "postponed", reason="本人住院"))
    assert states() == ["open", "open"]
    page = decide(officer, mine[:1], "postponed", reason="本人住院", until=until)
    assert "已延后 1 条，可以在“已延后”里撤销。" in text_of(page)
    assert "已记为不批准 1 条" in text_of(decide(officer, mine[1:], "rejected", reason="家属已安排"))
    assert states() == ["postponed", "rejected"]


def test_more_than_twenty_approvals_want_a_second_look(officer, desk, unit, application):
    person = desk.person(unit)
    mine = [desk.proposal(person) for _ in range(21)]
    application()
    page = decide(officer, mine, "approved")
    assert ("一次批准 21 条建议" in text_of(page), "上门关怀：21 单" in text_of(page)) == (True, True)
    assert states() == ["open"] * 21
    assert "已批准 21 条" in text_of(decide(officer, mine, "approved", confirmed="yes"))


def test_everything_means_what_the_filter_means(officer, desk, unit, application):
    person = desk.person(unit)
    desk.proposal(person, item="年度体检")
    desk.proposal(person)
    application()
    page = decide(officer, [], "approved", everything="yes", filter="item=%E5%B9%B4%E5%BA%A6%E4%BD%93%E6%A3%80")
    assert "已批准 1 条" in text_of(page)
    assert Proposal.objects.get(state="open").item == "上门关怀"


@pytest.mark.parametrize(
    "typed",
    [{}, {"verdict": "approved"}, {"verdict": "lapsed", "proposal": "x"}, {"verdict": "approved", "proposal": "\x00"}],
)
def test_nothing_chosen_is_said(officer, desk, unit, application, typed):
    desk.proposal(desk.person(unit))
    application()
    assert "请先勾选要处理的建议。" in text_of(officer.post(reverse("desk:decide"), typed, follow=True))
    assert states() == ["open"]


def test_the_list_is_filtered_grouped_and_counted_in_the_address(officer, desk, unit, application):
    desk.proposal(desk.person(unit, "张国华"), days=-2)
    desk.proposal(desk.person(unit, "王桂英"), item="年度体检")
    application()
    page = text_of(officer.get(TODAY))
    for said in ("全部 2", "今天新增", "已超期 1", "超期 1", "按规则和服务分组"):
        assert said in page
    alone = text_of(officer.get(TODAY, {"overdue": "yes"}))
    assert ("张国华" in alone, "王桂英" in alone) == (True, False)
    found = text_of(officer.get(TODAY, {"q": "wgy", "item": "年度体检"}))
    assert ("王桂英" in found, "张国华" in found, "搜索：wgy" in found) == (True, False, True)
    assert "没有符合条件的建议" in text_of(officer.get(TODAY, {"tier": "1"}))
    assert officer.get(TODAY, {"q": "", "tier": ""}).headers["Location"] == TODAY


@pytest.mark.parametrize(
    "asked",
    [{"state": "x"}, {"area": "昆明"}, {"tier": "9"}, {"need": "luck"}, {"unit": "没有"}, {"rule": "\x00"}, {"z": "1"}, {"fresh": "2"}],
)  # fmt: skip
def test_what_cannot_be_asked_is_left_out_and_said(officer, desk, unit, application, asked):
    desk.proposal(desk.person(unit))
    application()
    page = officer.get(TODAY, asked)
    assert (page.status_code, "已略过。" in text_of(page), "李淑芬" in text_of(page)) == (200, True, True)


@pytest.mark.parametrize("state", ["approved", "rejected", "postponed", "lapsed"])
def test_an_empty_state_says_what_stands_there(officer, desk, unit, application, state):
    desk.person(unit)
    application()
    assert "审批、延后过的建议按处理时间列在这里" in text_of(officer.get(TODAY, {"state": state}))


def test_the_list_leaves_as_a_workbook_that_is_written_down(officer, desk, unit, elsewhere, application):
    desk.proposal(desk.person(unit), item="=1+1")
    desk.proposal(desk.person(elsewhere, "陈刚"))
    application()
    answer = officer.post(reverse("desk:worklist_export"))
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["姓名", "李淑芬"]
    assert rows[1][rows[0].index("建议的服务")] == "=1+1"
    assert "年龄 91 岁，不小于高龄起点 80 岁" in rows[1][rows[0].index("理由")]
    desk.sides.owner()
    assert Entry.objects.filter(kind="careplan.worklist_exported").count() == 1


def test_a_recalculation_under_way_says_how_far_it_is(officer, desk, unit, application):
    run = Run.objects.create(
        area_code="62", reason="规则已更新", started_at=desk.at, moved_at=desk.at, batches=14, done=5
    )
    application()
    for address in (TODAY, reverse("desk:recalculation")):
        assert "已完成 5/14 个县区" in text_of(officer.get(address))
    desk.sides.owner()
    Run.objects.filter(id=run.id).update(state="done", finished_at=desk.at)
    application()
    assert "个县区" not in text_of(officer.get(TODAY))
    assert "计算完了。" in text_of(officer.get(reverse("desk:recalculation")))


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
