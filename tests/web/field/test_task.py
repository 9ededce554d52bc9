"""One task on one screen, from check-in to the person's word."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests import factories
from tests.web.field.conftest import text_of
from yinling.base.journal.models import Entry
from yinling.service.delivery.domain import MAX_NOTES, MAX_WRONG_CODES
from yinling.service.delivery.models import Receipt

STEPS = ("take", "check-in", "finish", "confirm", "give-back")


def facts(visit) -> list[str]:
    visit.sides.owner()
    kinds = list(Entry.objects.filter(subject=visit.task).order_by("id").values_list("kind", flat=True))
    visit.sides.app()
    return kinds


def test_the_whole_way(visit):
    visit.walk_to("taken")
    said = text_of(visit.mine.get(visit.at()))
    for wanted in (
        "已接单", "李淑芬", "女 · 91 岁", "部分自理", "甘南路 12 号 3 单元 501 室", "甘肃省 兰州市 城关区",
        "13900001234", "高龄独居，需要有人上门看望", "天后到期", "服务卡短码", "退回任务",
    ):  # fmt: skip
        assert wanted in said
    assert b'href="tel:13900001234"' in visit.mine.get(visit.at()).content

    visit.post("check-in", code=f" {visit.code[:4].lower()}-{visit.code[4:]} ")
    assert "已到达" in text_of(visit.mine.get(visit.at()))
    visit.post("finish", notes="陪聊半小时\r\n量血压 130/80")
    said = text_of(visit.mine.get(visit.at()))
    assert "李淑芬，请您确认" in said
    assert "陪聊半小时 量血压 130/80" in said
    visit.post("confirm", confirmer="person")
    said = text_of(visit.mine.get(visit.at()))
    assert "已确认" in said
    assert "由本人确认" in said

    row = visit.row()
    kept = {
        key: row[key]
        for key in ("state", "worker", "worker_name", "check_in_way", "wrong_codes", "notes", "confirmed_by")
    }
    assert kept == {
        "state": "confirmed", "worker": visit.worker.public_id, "worker_name": "周海", "check_in_way": "card_code",
        "wrong_codes": 0, "notes": "陪聊半小时\n量血压 130/80", "confirmed_by": "person",
    }  # fmt: skip
    assert facts(visit) == [
        "dispatch.offer_taken", "delivery.task_taken", "delivery.worker_checked_in", "delivery.service_done",
        "delivery.service_confirmed",
    ]  # fmt: skip


def test_a_proxy_is_named(visit):
    visit.walk_to("done")
    before = visit.row()
    answer = visit.post("confirm", confirmer="proxy")
    assert answer.status_code == 422
    said = text_of(answer)
    assert "请填写代办人的姓名" in said
    assert "请填写与本人的关系" in said
    assert visit.row() == before
    visit.post("confirm", confirmer="proxy", proxy_name="张丽", proxy_relation="女儿")
    row = visit.row()
    assert (row["confirmed_by"], row["proxy_name"], row["proxy_relation"]) == ("proxy", "张丽", "女儿")


def test_a_receipt_speaks_chinese_to_whoever_works_in_english(visit):
    visit.mine.cookies["yl_language"] = "en"
    visit.walk_to("done")
    visit.post("confirm", confirmer="proxy", proxy_name="张丽", proxy_relation="女儿")
    visit.sides.owner()
    body = str(Receipt.objects.get(task__public_id=visit.task).body)
    visit.sides.app()
    assert '"confirmed_by":"代办人（女儿，未登记授权）"' in body
    assert '"check_in":"输入服务卡短码"' in body
    assert "张丽" not in body


@pytest.mark.parametrize(
    "answer", [{}, {"confirmer": "x"}, {"confirmer": "\x00"}, {"confirmer": "", "proxy_name": "张丽"}], ids=str
)
def test_nobody_confirms_by_accident(visit, answer):
    visit.walk_to("done")
    before = visit.row()
    shown = visit.post("confirm", **answer)
    assert (shown.status_code, visit.row()) == (422, before)
    assert "请选择由谁确认" in text_of(shown)


def test_the_persons_own_word_ignores_what_stands_in_the_proxys_fields(visit):
    visit.walk_to("done")
    visit.post("confirm", confirmer="person", proxy_name="\x00", proxy_relation="x" * 500)
    row = visit.row()
    assert (row["confirmed_by"], row["proxy_name"], row["proxy_relation"]) == ("person", None, "")


# --- what is done twice


@pytest.mark.parametrize(
    ("state", "step", "data"),
    [
        ("taken", "take", {}),
        ("checked_in", "check-in", {"code": "CODE"}),
        ("done", "finish", {"notes": "陪聊半小时，量血压 130/80"}),
        ("confirmed", "confirm", {"confirmer": "person"}),
    ],
)
def test_a_step_sent_again_ends_on_the_task_and_changes_nothing(visit, state, step, data):
    visit.walk_to(state)
    before = visit.row(), facts(visit)
    data = {key: visit.code if value == "CODE" else value for key, value in data.items()}
    answer = visit.post(step, **data)
    assert (answer.status_code, answer.headers["Location"]) == (302, visit.at())
    assert (visit.row(), facts(visit)) == before
    assert "下面是最新的情况" not in text_of(visit.mine.get(visit.at()))


@pytest.mark.parametrize(
    ("state", "step", "data"),
    [
        ("taken", "finish", {"notes": "太早"}),
        ("taken", "confirm", {"confirmer": "person"}),
        ("checked_in", "confirm", {"confirmer": "person"}),
        ("checked_in", "give-back", {"reason": "来不了"}),
        ("done", "check-in", {"code": "CODE"}),
        ("done", "check-in", {"code": "WRONG"}),
        ("done", "finish", {"notes": "换一种说法"}),
        ("done", "finish", {}),
        ("done", "give-back", {"reason": "来不了"}),
        ("confirmed", "check-in", {"code": "CODE"}),
        ("confirmed", "finish", {"notes": "换一种说法"}),
        ("confirmed", "give-back", {"reason": "来不了"}),
        ("confirmed", "confirm", {}),
    ],
)
def test_a_step_out_of_turn_leads_to_the_task_as_it_is(visit, state, step, data):
    visit.walk_to(state)
    before = visit.row(), facts(visit)
    data = {key: visit.code if value == "CODE" else value for key, value in data.items()}
    answer = visit.mine.post(visit.at(step), data, follow=True)
    assert answer.redirect_chain == [(visit.at(), 302)]
    assert "下面是最新的情况" in text_of(answer)
    assert (visit.row(), facts(visit)) == before


@pytest.mark.parametrize("step", STEPS)
def test_a_steps_address_read_leads_to_the_task(visit, step):
    visit.walk_to("taken")
    before = visit.row()
    for method in (visit.mine.get, visit.mine.head):
        assert method(visit.at(step)).headers["Location"] == visit.at()
    assert [visit.mine.put(visit.at(step)).status_code, visit.mine.delete(visit.at(step)).status_code] == [405, 405]
    assert visit.row() == before


# --- giving back


def test_giving_back_needs_a_reason(visit):
    visit.walk_to("taken")
    before = visit.row()
    for reason in ("", " ", "x", "\x00\x00\x00", "长" * 201):
        answer = visit.post("give-back", reason=reason)
        assert (answer.status_code, visit.row()) == (422, before), reason
        assert b'<details class="give-back" open>' in answer.content


def test_a_task_given_back_is_the_officers_and_out_of_sight(visit):
    visit.walk_to("taken")
    answer = visit.mine.post(visit.at("give-back"), {"reason": "当天生病"}, follow=True)
    assert answer.redirect_chain == [("/field/", 302)]
    assert "已退回，由经办人员另行安排" in text_of(answer)
    assert "李淑芬" not in text_of(answer)
    assert visit.mine.get(visit.at()).status_code == 404
    row = visit.row()
    assert (row["state"], row["withdrawn_because"]) == ("withdrawn", "当天生病")
    again = visit.mine.post(visit.at("give-back"), {"reason": "当天生病"}, follow=True)
    assert again.redirect_chain == [("/field/", 302)]
    assert visit.row() == row


# --- codes


def test_wrong_codes_are_counted_and_lock_after_ten(visit):
    visit.walk_to("taken")
    for left in range(MAX_WRONG_CODES - 1, -1, -1):
        answer = visit.post("check-in", code="22222222")
        assert answer.status_code == 422
        assert (f"还可以试 {left} 次" if left else "已锁定") in text_of(answer)
        assert visit.row()["wrong_codes"] == MAX_WRONG_CODES - left
    answer = visit.post("check-in", code=visit.code)
    assert answer.status_code == 422
    assert "已锁定" in text_of(answer)
    assert (visit.row()["state"], visit.row()["wrong_codes"]) == ("taken", MAX_WRONG_CODES)
    assert "服务卡短码" not in text_of(visit.mine.get(visit.at()))
    visit.post("give-back", reason="短码锁定")
    assert visit.row()["state"] == "withdrawn"


def test_the_right_code_after_wrong_ones_keeps_their_count(visit):
    visit.walk_to("taken")
    visit.post("check-in", code="22222222")
    visit.post("check-in", code=visit.code)
    assert (visit.row()["state"], visit.row()["wrong_codes"]) == ("checked_in", 1)


def test_the_code_of_another_persons_card_is_wrong(visit):
    visit.walk_to("taken")
    visit.sides.owner()
    now = timezone.now()
    neighbour = factories.person(unit=factories.unit(), at=now, name="赵国强")
    factories.offered(neighbour, at=now)  # so that this worker may see the neighbour, too
    codes = factories.code_of(neighbour), factories.token_of(neighbour)
    visit.sides.app()
    for count, code in enumerate(codes, start=1):
        assert visit.post("check-in", code=code).status_code == 422
        assert (visit.row()["state"], visit.row()["wrong_codes"]) == ("taken", count)


def test_a_void_card_is_wrong(visit):
    visit.walk_to("taken")
    visit.sides.owner()
    from yinling.people.registry.actions import reissue_card

    reissue_card(
        person=visit.person.public_id, by=factories.viewer_for(visit.officer, at=timezone.now()), at=timezone.now()
    )
    visit.sides.app()
    assert visit.post("check-in", code=visit.code).status_code == 422
    assert visit.row()["state"] == "taken"


@pytest.mark.parametrize(
    "code", ["", " ", "\x00", "x" * 301, "a" * 100_000, "A" * 8, "💊" * 8, "../../etc", "1.", ".", "𝟐" * 8]
)
def test_garbage_is_no_code(visit, code):
    visit.walk_to("taken")
    answer = visit.post("check-in", code=code)
    assert answer.status_code == 422
    assert visit.row()["state"] == "taken"


def test_a_typed_code_never_counts_as_scanned(visit):
    visit.walk_to("taken")
    visit.post("check-in", code=f"https://a.b/c/{visit.code}")
    assert visit.row()["check_in_way"] == "card_code"


# --- notes


@pytest.mark.parametrize("notes", ["", " \r\n ", "x", "\x00ab", "长" * (MAX_NOTES + 1)])
def test_notes_say_something_and_not_too_much(visit, notes):
    visit.walk_to("checked_in")
    before = visit.row()
    assert visit.post("finish", notes=notes).status_code == 422
    assert visit.row() == before


def test_as_many_lines_as_a_browser_lets_one_type(visit):
    visit.walk_to("checked_in")
    visit.post("finish", notes="做了\r\n" * (MAX_NOTES // 3) + "好的")
    assert visit.row()["state"] == "done"


def test_a_megabyte_of_notes_is_refused(visit):
    visit.walk_to("checked_in")
    assert visit.post("finish", notes="x" * 1_100_000).status_code == 400
    assert visit.row()["state"] == "checked_in"


def test_what_was_written_is_shown_as_text(visit):
    visit.walk_to("checked_in")
    visit.post("finish", notes="<script>alert(1)</script>\n<b>好</b>")
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in visit.mine.get(visit.at()).content


# --- everybody else


@pytest.mark.parametrize("state", ["offered", "taken", "checked_in", "done", "confirmed"])
def test_for_another_worker_and_for_officers_it_is_absent(visit, state):
    visit.walk_to(state)
    before = visit.row(), facts(visit)
    data = {"code": visit.code, "notes": "冒充", "confirmer": "person", "reason": "冒充"}
    assert visit.others.get(visit.at()).status_code == 404
    assert [visit.others.post(visit.at(step), data).status_code for step in ("check-in", "finish", "confirm")] == [
        404
    ] * 3
    assert visit.others.post(visit.at("give-back"), data).headers["Location"] == "/field/"
    assert [visit.office.get(page).status_code for page in ("/field/", visit.at())] == [404, 404]
    assert [visit.office.post(visit.at(step), data).status_code for step in STEPS] == [404] * 5
    assert (visit.row(), facts(visit)) == before


def test_nobody_is_led_to_sign_in(visit, client):
    for address in ("/field/", visit.at(), visit.at("finish")):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={address}")
    before = visit.row()
    assert client.post(visit.at("take")).status_code == 302
    assert visit.row() == before
