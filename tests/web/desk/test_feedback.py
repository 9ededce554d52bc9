"""Ratings on the desk: entered for somebody, slips typed in a row, listed and drawn together, hidden from others."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests.quality.feedback.visits import visit
from tests.web.desk import spoken as words
from tests.web.desk.conftest import queries, same, text_of
from yinling.quality.feedback.domain import slip_code
from yinling.quality.feedback.models import Concern, Rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk, unit):
    make.rules(desk.at)
    return desk.person(unit)


@pytest.fixture
def task(desk, person):
    return visit(person, at=desk.at)


def rate(task):
    return reverse("desk:rate", args=[task.public_id])


def ratings():
    return list(Rating.objects.filter(superseded_at__isnull=True).values_list("stars", "way", "said_by"))


def test_a_rating_is_entered_for_the_person(officer, task, application, sides):
    application()
    page = officer.get(rate(task))
    assert (page.status_code, "上门关怀" in text_of(page), "本人" in text_of(page)) == (200, True, True)
    sent = {"stars": "4", "remark": "很好", "way": "phone", "right": "person"}
    assert "已记下评价" in text_of(officer.post(rate(task), sent, follow=True))
    again = officer.post(rate(task), sent)
    assert (again.status_code, "刚才有了新的评价" in text_of(again)) == (422, True)
    seen = Rating.objects.get().public_id
    assert officer.post(rate(task), sent | {"stars": "5", "seen": str(seen)}).status_code == 302
    sides.owner()
    assert ratings() == [(5, "phone", "本人，由王敏（经办人员）代办")]


def test_a_proxys_word_is_entered_as_his(officer, desk, task, application):
    right = words.right_of(task.person, desk.at)
    application()
    assert "李芳（女儿）" in text_of(officer.get(rate(task)))
    officer.post(rate(task), {"stars": "1", "remark": "没来", "way": "paper", "right": str(right)})
    desk.sides.owner()
    assert ratings() == [(1, "paper", "代办人李芳（女儿），由王敏（经办人员）代办")]
    assert Concern.objects.count() == 1


def test_of_very_many_ratings_the_averages_come_after_the_list(officer, task, application, monkeypatch):
    monkeypatch.setattr(import_module("yinling.quality.feedback.queries.ratings"), "LONG", 0)
    application()
    officer.post(rate(task), {"stars": "4", "remark": "很好", "way": "phone", "right": "person"})
    first = officer.get(reverse("desk:feedback"))
    assert "很好" in text_of(first)
    assert reverse("desk:feedback_figures") in first.content.decode()
    assert "评价多的在前" not in text_of(first)

    late = text_of(officer.get(reverse("desk:feedback_figures"), headers={"HX-Request": "true"}))
    assert "少于 5 条评价，不算平均分" in late
    assert "评价多的在前，点名称只看这一组 服务 平均分" in late
    assert "很好" not in late

    whole = text_of(officer.get(reverse("desk:feedback_figures")))
    assert all(said in whole for said in ("很好", "评价多的在前"))


@pytest.mark.parametrize(
    "changed",
    [
        {"stars": ""}, {"stars": "6"}, {"stars": "x"}, {"way": "page"}, {"way": ""}, {"right": "x"},
        {"right": str(uuid.uuid4())}, {"remark": "长" * 501}, {"seen": "x"}, {"remark": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_entered_is_said(officer, task, application, sides, changed):
    application()
    sent = {"stars": "4", "remark": "", "way": "phone", "right": "person"} | changed
    assert officer.post(rate(task), sent).status_code == 422
    sides.owner()
    assert ratings() == []


def test_slips_are_typed_in_a_row_and_never_twice(officer, task, application, sides):
    application()
    enter = reverse("desk:slip_enter")
    sent = {"code": slip_code(task.public_id).lower(), "stars": "2", "remark": "来得很晚"}
    assert "已录入：李淑芬，上门关怀，2 分。" in text_of(officer.post(enter, sent, follow=True))
    again = officer.post(enter, sent | {"stars": "5"})
    assert (again.status_code, "没有再录入" in text_of(again), rate(task) in again.content.decode()) == (
        422,
        True,
        True,
    )
    sides.owner()
    assert ratings() == [(2, "paper", "本人，由王敏（经办人员）代办")]
    assert Concern.objects.count() == 1


def test_a_slip_of_a_proxy_leads_to_the_choice_of_who(officer, task, application):
    application()
    answer = officer.post(
        reverse("desk:slip_enter"), {"code": slip_code(task.public_id), "stars": "2", "by_proxy": "on"}
    )
    assert answer.headers["Location"] == rate(task) + "?paper"


@pytest.mark.parametrize("code", ["", "x", "ZZZZZ-ZZZZZ", "\x00", "2" * 41, "'; DROP TABLE x"])
def test_a_wrong_code_is_said(officer, task, application, code):
    application()
    assert officer.post(reverse("desk:slip_enter"), {"code": code, "stars": "3"}).status_code == 422


def test_a_slip_of_another_county_is_as_absent_as_a_made_up_one(stranger, task, application, sides):
    application()
    enter = reverse("desk:slip_enter")
    for by_proxy in ({}, {"by_proxy": "on"}):
        codes = (slip_code(task.public_id), slip_code(uuid.uuid4()))
        hidden, made_up = [text_of(stranger.post(enter, {"code": code, "stars": "3"} | by_proxy)) for code in codes]
        assert hidden == made_up
        assert "没有找到这张评价单" in hidden
    sides.owner()
    assert ratings() == []


def test_the_paper_bears_what_is_asked_and_the_code(officer, task, application):
    application()
    page = text_of(officer.get(reverse("desk:slip", args=[task.public_id])))
    for word in ("李淑芬", "上门关怀", slip_code(task.public_id), "很满意", "很不满意"):
        assert word in page


def test_the_list_says_each_rating_and_small_groups_only_that_they_are_few(officer, desk, person, application):
    for stars in (5, 5, 4, 4, 2):
        words.rated(visit(person, at=desk.at), desk.at, stars)
    words.rated(visit(person, at=desk.at, item="助浴"), desk.at, 1, "<b>太烫</b>")
    application()
    answer = officer.get(reverse("desk:feedback"))
    page = text_of(answer)
    assert ("平均 3.5 分" in page, "共 6 条评价" in page, "少于 5 条" in page) == (True, True, True)
    assert b"<b>" not in answer.content
    for asked, number in (
        ({"item": "助浴"}, 1),
        ({"stars": "5"}, 2),
        ({"low": "on"}, 2),
        ({"q": "李淑"}, 6),
        ({"q": "王"}, 0),
    ):
        assert len(officer.get(reverse("desk:feedback"), asked).context["rows"]) == number
    for group in ("worker", "area", "item"):
        assert officer.get(reverse("desk:feedback"), {"by": group}).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "0001-01-01"}, {"until": "9999-12-31"}, {"stars": "9"}, {"area": "999999"}, {"area": "x"},
        {"worker": "x"}, {"worker": str(uuid.uuid4())}, {"q": "\x00"}, {"item": "长" * 500}, {"by": "x"}, {"z": "1"},
        {"after": "x"}, {"since": "2026-12-31", "until": "2026-01-01"}, {"area": "5301"},
    ],
)  # fmt: skip
def test_any_address_is_answered(officer, task, application, asked):
    application()
    for name in ("feedback", "concerns"):
        assert officer.get(reverse(f"desk:{name}"), asked, follow=True).status_code == 200
        assert officer.post(reverse(f"desk:{name}_export") + f"?{next(iter(asked))}=x").status_code == 200


def test_the_file_holds_what_the_address_means(officer, stranger, desk, task, application):
    words.rated(task, desk.at, 4)
    application()
    for browser, rows in ((officer, 2), (stranger, 1)):
        sheet = browser.post(reverse("desk:feedback_export")).content
        assert len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()) == rows


def test_another_county_sees_and_counts_nothing(stranger, desk, task, application, sides):
    for _ in range(6):
        words.rated(visit(task.person, at=desk.at), desk.at, 5)
    application()
    page = text_of(stranger.get(reverse("desk:feedback")))
    assert ("李淑芬" in page, "上门关怀" in page, "6" in page.split("评价单")[-1]) == (False, False, False)
    for name in words.OF_VISIT:
        for method in ("get", "post"):
            hidden, made_up = [
                getattr(stranger, method)(reverse(f"desk:{name}", args=[key]), {"stars": "5", "way": "phone"})
                for key in (task.public_id, uuid.uuid4())
            ]
            assert same(hidden) == same(made_up)
    sides.owner()
    assert Rating.objects.filter(task=task).count() == 0


def test_who_is_no_officer_has_no_such_pages(worker, task, application):
    browser = make.signed_in(worker)
    application()
    for name in (*words.LISTS, *words.ENTRY):
        assert browser.get(reverse(f"desk:{name}")).status_code == 404
    for name in words.EXPORTS:
        assert browser.post(reverse(f"desk:{name}")).status_code == 404
    assert browser.post(rate(task), {"stars": "5", "way": "phone"}).status_code == 404


def test_one_rating_and_three_cost_the_same(officer, desk, person, application, sides):
    words.rated(visit(person, at=desk.at), desk.at, 1)
    application()
    for name in words.LISTS:  # what a browser asks once
        officer.get(reverse(f"desk:{name}"))
    alone = [queries(officer, reverse(f"desk:{name}")) for name in words.LISTS]
    sides.owner()
    for _ in range(2):
        words.rated(visit(person, at=desk.at - timedelta(hours=2)), desk.at, 1)
    application()
    assert [queries(officer, reverse(f"desk:{name}")) for name in words.LISTS] == alone


def test_the_dossier_offers_what_can_still_be_rated(officer, task, person, application):
    application()
    page = officer.get(reverse("desk:person", args=[person.public_id])).content.decode()
    assert rate(task) in page
