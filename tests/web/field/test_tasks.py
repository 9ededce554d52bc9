"""The worker's list, and taking a task."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.web.field.conftest import text_of
from yinling.service.delivery.models import Task
from yinling.service.dispatch.models import Offer

LIST = "/field/"
SECRETS = ("李淑芬", "13900001234", "甘南路")


def test_an_offer_names_the_place_and_not_the_person(visit):
    page = visit.mine.get(LIST)
    said = text_of(page)
    assert page.status_code == 200
    assert "甘肃省 兰州市 城关区" in said
    assert "上门关怀" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_no_cache_keeps_a_page(visit):
    visit.walk_to("taken")
    for address in (LIST, visit.at()):
        assert "no-store" in visit.mine.get(address).headers["Cache-Control"]


def test_a_worker_without_tasks_reads_what_to_do(visit):
    visit.sides.owner()
    newcomer = factories.signed_in(factories.worker(factories.QILIHE, at=timezone.now()))
    visit.sides.app()
    said = text_of(newcomer.get(LIST))
    assert "现在没有可接的任务" in said
    assert "上门关怀" not in said


def test_taking_leads_to_the_task_and_ends_the_offer_for_others(visit):
    assert "上门关怀" in text_of(visit.others.get(LIST))
    answer = visit.post("take")
    assert (answer.status_code, answer.headers["Location"]) == (302, visit.at())
    assert [secret for secret in SECRETS if secret not in text_of(visit.mine.get(LIST))] == ["13900001234"]
    assert "上门关怀" not in text_of(visit.others.get(LIST))


def test_the_slower_worker_is_told(visit):
    visit.walk_to("taken")
    before = visit.row()
    answer = visit.others.post(f"/field/tasks/{visit.theirs}/take", follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "已被别人接走或已过时限" in text_of(answer)
    assert visit.row() == before


def test_taking_twice_after_a_lost_answer_ends_on_the_task(visit):
    visit.walk_to("taken")
    before = visit.row()
    answer = visit.post("take")
    assert (answer.status_code, answer.headers["Location"]) == (302, visit.at())
    assert visit.row() == before


def test_an_offer_past_its_time_is_gone(visit):
    visit.sides.owner()
    Offer.objects.update(take_by=timezone.now() - timedelta(seconds=1))
    visit.sides.app()
    assert "上门关怀" not in text_of(visit.mine.get(LIST))
    before = visit.row()
    assert "已被别人接走或已过时限" in text_of(visit.mine.post(visit.at("take"), follow=True))
    assert visit.row() == before


def test_a_cancelled_order_is_offered_to_nobody(visit):
    visit.sides.owner()
    order = Offer.objects.get(public_id=visit.task).order.public_id
    visit.sides.app()
    visit.office.post(f"/desk/orders/{order}/cancel")
    assert visit.row()["state"] == "withdrawn"
    assert "上门关怀" not in text_of(visit.mine.get(LIST))
    assert "已被别人接走或已过时限" in text_of(visit.mine.post(visit.at("take"), follow=True))


def test_what_ended_is_shown_for_a_day(visit):
    visit.walk_to("confirmed")
    assert "24 小时内完成 李淑芬 · 上门关怀 已确认" in text_of(visit.mine.get(LIST))
    visit.sides.owner()
    Task.objects.update(confirmed_at=timezone.now() - timedelta(hours=24, seconds=1))
    visit.sides.app()
    assert "李淑芬" not in text_of(visit.mine.get(LIST))
    assert visit.mine.get(visit.at()).status_code == 404


@pytest.mark.parametrize("state", ["offered", "taken", "confirmed"])
def test_a_list_of_three_asks_as_often_as_a_list_of_one(visit, state):
    visit.walk_to(state)
    one = _queries(visit)
    for _ in range(2):
        visit.sides.owner()
        person = factories.person(
            unit=factories.unit(factories.QILIHE), area_code=factories.CHENGGUAN, at=timezone.now()
        )
        visit.task, visit.code = (
            factories.offered(person, at=timezone.now(), to=visit.worker),
            factories.code_of(person),
        )
        visit.sides.app()
        visit.walk_to(state)
    assert _queries(visit) == one


def _queries(visit) -> int:
    visit.mine.get(LIST)  # the first request of a session also notes its presence
    with CaptureQueriesContext(connection) as asked:
        assert visit.mine.get(LIST).status_code == 200
    return len(asked)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_list_is_only_read(visit, method):
    assert getattr(visit.mine, method)(LIST).status_code == 405


@pytest.mark.parametrize("bad", ["x", "1", "%00", "../desk", "7d1f1f1e-0000-4000-8000-00000000000", "%F0%9F%98%80"])
def test_a_bad_id_is_absent(visit, bad):
    assert visit.mine.get(f"/field/tasks/{bad}").status_code == 404
    assert visit.mine.post(f"/field/tasks/{bad}/take").status_code == 404


def test_an_id_that_nobody_has_is_absent_and_cannot_be_taken(visit):
    assert visit.mine.get(f"/field/tasks/{uuid4()}").status_code == 404
    assert visit.mine.post(f"/field/tasks/{uuid4()}/take").headers["Location"] == LIST


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"why": "far"}, "距离太远"),
        ({"why": "busy", "words": " 上午有两家 "}, "时间排不开：上午有两家"),
        ({"why": "other", "words": "家里有事"}, "家里有事"),
        ({"why": "far", "words": "长" * 199}, ("距离太远：" + "长" * 199)[:200]),
    ],
)
def test_a_worker_declines_and_says_why(visit, said, kept):
    answer = visit.mine.post(visit.at("decline"), said, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "已谢绝，这一单不会再派给您" in text_of(answer)
    assert "上门关怀" not in text_of(visit.mine.get(LIST))
    assert (visit.row()["state"], visit.row()["reason"]) == ("declined", kept)
    assert "上门关怀" in text_of(visit.others.get(LIST))
    again = visit.mine.post(visit.at("decline"), said, follow=True)
    assert "这一单已经不在您的列表里了" in text_of(again)


@pytest.mark.parametrize(
    "said",
    [{}, {"why": "x"}, {"why": "other"}, {"why": "other", "words": " 远 "}, {"why": "far", "words": "长" * 201},
     {"why": "other", "words": "\x00\x00\x00"}, {"why": ["far", "'; --"]}],
)  # fmt: skip
def test_without_a_reason_nothing_is_declined(visit, said):
    before = visit.row()
    answer = visit.mine.post(visit.at("decline"), said)
    assert answer.status_code == 422
    assert 'class="give-back decline" open' in answer.content.decode()
    assert visit.row() == before


def test_nobody_declines_for_another(visit):
    before = visit.row()
    assert "这一单已经不在您的列表里了" in text_of(visit.others.post(visit.at("decline"), {"why": "far"}, follow=True))
    assert visit.office.post(visit.at("decline"), {"why": "far"}).status_code == 404
    assert visit.row() == before
