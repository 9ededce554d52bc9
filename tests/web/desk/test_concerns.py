"""Concerns on the desk: on top of today, listed, settled in three ways, taken back, hidden from others."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.quality.feedback.visits import visit
from tests.web.desk import spoken as words
from tests.web.desk.conftest import same, text_of
from yinling.kernel.calendars import local_day
from yinling.quality.feedback.models import Concern
from yinling.service.delivery.terms import TaskState
from yinling.service.orders.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(desk, unit):
    make.rules(desk.at)
    return words.spoken(desk.person(unit), desk.at)


def settle(browser, said, outcome="answered", answer="已致歉", **more):
    return browser.post(said.address("concern"), {"outcome": outcome, "answer": answer, **more}, follow=True)


def states():
    return list(Concern.objects.order_by("id").values_list("state", flat=True))


def test_it_waits_on_top_of_today_and_in_the_menu(officer, said, application):
    application()
    page = officer.get(reverse("desk:today"))
    assert said.address("concern") in page.content.decode()
    assert ("投诉和低分评价，等您答复" in text_of(page), "说好三点来" in text_of(page)) == (True, True)
    assert "现在没有等您处理的事" not in text_of(page)


def test_it_is_answered_and_taken_back_the_same_day(officer, said, application, sides):
    application()
    page = settle(officer, said)
    assert said.address("concern_reopen") in page.content.decode()
    assert "没有等您答复的投诉" in text_of(page)
    assert "已致歉" in text_of(officer.get(reverse("desk:concerns"), {"state": "answered"}))
    assert "已有人处理" in text_of(settle(officer, said))
    assert "重新等您处理" in text_of(officer.post(said.address("concern_reopen"), follow=True))
    assert "不能撤销" in text_of(officer.post(said.address("concern_reopen"), follow=True))
    settle(officer, said, "dismissed", "当天本人外出")
    sides.owner()
    assert states() == ["dismissed"]


def test_the_service_is_ordered_again(officer, desk, said, application, sides):
    application()
    due = local_day(desk.at) + timedelta(days=3)
    assert settle(officer, said, "redone").status_code == 422
    assert settle(officer, said, "redone", due_date="2020-01-01").status_code == 422
    assert "已答复，并重新派单" in text_of(settle(officer, said, "redone", due_date=due.isoformat()))
    sides.owner()
    order = Order.objects.get(pk=said.task.order_id)
    assert (order.state, order.round, order.due_date) == ("placed", 2, due)


def test_what_is_under_way_is_not_ordered_again(officer, desk, unit, application):
    make.rules(desk.at)
    task = visit(desk.person(unit), at=desk.at, state=TaskState.TAKEN)
    concern = words.complained(task, desk.at)
    application()
    address = reverse("desk:concern", args=[concern])
    page = officer.get(address)
    assert ("不能重做" in text_of(page), 'value="redone"' in page.content.decode()) == (True, False)
    assert officer.post(address, {"outcome": "redone", "answer": "重做"}).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"outcome": "answered"}, {"outcome": "x", "answer": "已致歉"}, {"outcome": "answered", "answer": "a"},
        {"outcome": "answered", "answer": "长" * 501}, {"outcome": "dismissed", "answer": "\x00\x00"},
        {"outcome": "redone", "answer": "重做", "due_date": "9999-12-31"},
    ],
)  # fmt: skip
def test_what_settles_nothing_is_said(officer, said, application, sides, sent):
    application()
    assert officer.post(said.address("concern"), sent).status_code == 422
    sides.owner()
    assert states() == ["open"]


def test_a_complaint_is_entered_once_on_somebodys_word(officer, said, application, sides):
    application()
    sent = {"request": str(uuid.uuid4()), "text": "态度不好", "way": "phone", "right": str(said.right)}
    for _ in range(2):
        assert "态度不好" in text_of(officer.post(said.address("complain"), sent, follow=True))
    sides.owner()
    assert Concern.objects.get(text__isnull=False, request=sent["request"]).said_by.startswith("代办人李芳（女儿）")
    assert Concern.objects.count() == 2


def test_a_fourth_complaint_is_refused(officer, said, application):
    application()
    codes = [
        officer.post(said.address("complain"), {"request": str(uuid.uuid4()), "text": f"第{n}次", "way": "phone", "right": "person"}).status_code
        for n in range(3)
    ]  # fmt: skip
    assert codes == [302, 302, 422]


def test_lists_are_narrowed_and_the_late_are_marked(officer, desk, unit, said, application):
    task = visit(desk.person(unit, name="张建国"), at=desk.at - timedelta(days=12), item="助浴")
    words.rated(task, desk.at - timedelta(days=11), 1, "水太烫")
    application()
    address = reverse("desk:concerns")
    sizes = {
        str(asked): len(officer.get(address, asked).context["rows"])
        for asked in ({}, {"overdue": "1"}, {"kind": "complaint"}, {"q": "张建"}, {"item": "助浴"}, {"state": "redone"})
    }
    assert list(sizes.values()) == [2, 1, 1, 1, 1, 0]
    assert "超期" in text_of(officer.get(reverse("desk:today")))
    sheet = officer.post(reverse("desk:concerns_export") + "?kind=complaint").content
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()) == 2


def test_texts_of_people_are_never_markup(officer, desk, said, application):
    concern = words.complained(said.task, desk.at, "<script>alert(1)</script>")
    application()
    for page in (reverse("desk:concerns"), reverse("desk:concern", args=[concern]), reverse("desk:today"),
                 said.address("rate")):  # fmt: skip
        assert b"<script>alert" not in officer.get(page).content


@pytest.mark.parametrize("name", words.OF_CONCERN)
def test_another_county_finds_nothing_and_settles_nothing(stranger, said, application, sides, name):
    application()
    sent = {"outcome": "answered", "answer": "已致歉"}
    for act in (stranger.get, stranger.post):
        hidden, made_up = act(said.address(name), sent), act(reverse(f"desk:{name}", args=[uuid.uuid4()]), sent)
        assert same(hidden) == same(made_up)
    for page in ("today", "concerns"):
        told = text_of(stranger.get(reverse(f"desk:{page}")))
        assert ("李淑芬" in told, "说好三点来" in told, "等您答复 1" in told) == (False, False, False)
    sheet = stranger.post(reverse("desk:concerns_export")).content
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()) == 1
    sides.owner()
    assert states() == ["open"]
