"""Complaints are raised once, answered with words, ordered again or dismissed, and reopened the same day."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests.quality.feedback.actions.test_rating import errors
from yinling.base.journal.models import Entry
from yinling.base.notices.models import Message
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Role
from yinling.people.registry.models import PersonNow
from yinling.quality.feedback.actions import ConcernMoved, NotToRedo, StillOpen, answer, dismiss, redo, reopen
from yinling.quality.feedback.models import Concern
from yinling.quality.feedback.queries import concern_of, concerns_about, concerns_of, count_concerns, count_overdue
from yinling.quality.feedback.terms import ConcernState, Way
from yinling.service.delivery.terms import TaskState
from yinling.service.orders.models import Order
from yinling.service.orders.terms import OrderState

TODAY = date(2026, 11, 22)


def settle(ground, act, concern, words="已致歉，改派他人", **more):
    return act(concern=concern, answer=words, **{"by": ground.clerk, "at": ground.at, **more})


@pytest.mark.parametrize("state", list(TaskState))
def test_the_person_complains_about_a_visit_in_any_state(ground, state):
    task, himself, key = ground.visit(state=state), ground.himself(), uuid.uuid4()
    ground.see(himself)
    made = [ground.complain(task, " 没有来\x00", way=Way.PAGE, request=key, by=himself) for _ in range(2)]
    assert made[0] == made[1]
    line = concern_of(made[0])
    assert (line.text, line.said_by, line.answer_by, line.state) == (
        "没有来", "本人", date(2026, 11, 29), ConcernState.OPEN,
    )  # fmt: skip
    assert [one.concern for one in concerns_of(ground.person.public_id)] == [made[0]]


def test_one_visit_bears_three_open_complaints(ground):
    task = ground.visit()
    first, *_others = [ground.complain(task, f"第 {n} 次没有来") for n in range(3)]
    with pytest.raises(StillOpen):
        ground.complain(task)
    settle(ground, answer, first)
    ground.complain(task)
    assert len(concerns_about(task.public_id)) == 4


@pytest.mark.parametrize("text", ["", " a", "\x00\x00", "长" * 1001])
def test_a_complaint_says_something_and_ends(ground, text):
    task = ground.visit()
    assert errors(lambda: ground.complain(task, text)) == {"text"}


def test_nobody_else_complains(ground):
    account = uuid.uuid4()
    task = ground.visit(worker=account)
    for by in (ground.stranger, ground.named(Role.WORKER, account), ground.named(Role.PROXY)):
        with pytest.raises(Forbidden):
            ground.complain(task, way=Way.PAGE, by=by)
    assert not Concern.objects.exists()


def test_an_answer_is_kept_told_and_taken_back_the_same_day(ground):
    concern = ground.complain(ground.visit())
    settle(ground, answer, concern)
    line = concern_of(concern)
    assert (line.state, line.answer, line.answered_by_name) == (ConcernState.ANSWERED, "已致歉，改派他人", "王敏")
    with pytest.raises(ConcernMoved):
        settle(ground, answer, concern)
    with pytest.raises(ConcernMoved):
        reopen(concern=concern, by=ground.clerk, at=ground.at + timedelta(days=1))
    reopen(concern=concern, by=ground.clerk, at=ground.at + timedelta(hours=1))
    assert concern_of(concern).is_open
    with pytest.raises(ConcernMoved):
        reopen(concern=concern, by=ground.clerk, at=ground.at)
    settle(ground, dismiss, concern, "当天本人外出，电话联系不上", at=ground.at + timedelta(hours=2))
    assert concern_of(concern).state is ConcernState.DISMISSED
    kinds = Entry.objects.filter(kind__startswith="feedback.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "feedback.concern_raised", "feedback.concern_settled", "feedback.concern_reopened", "feedback.concern_settled",
    ]  # fmt: skip
    ground.sides.owner()
    texts = [message.text for message in Message.objects.order_by("id")]
    assert texts == [
        "您对“上门关怀”的意见已答复：已致歉，改派他人", "您对“上门关怀”的意见不成立：当天本人外出，电话联系不上",
    ]  # fmt: skip
    assert {message.phone for message in Message.objects.all()} == {"13900001234"}


def test_without_a_mobile_number_nothing_is_sent(ground):
    ground.sides.owner()
    PersonNow.objects.filter(person=ground.person).update(phone="0931-8432828")
    concern = ground.complain(ground.visit())
    settle(ground, answer, concern)
    ground.sides.owner()
    assert not Message.objects.exists()


def test_redo_places_the_order_again(ground):
    task = ground.visit()
    concern = ground.complain(task)
    settle(ground, redo, concern, "重新安排", due_date=TODAY + timedelta(days=2))
    order = Order.objects.get(pk=task.order_id)
    assert (order.state, order.round, order.due_date) == (OrderState.PLACED, 2, TODAY + timedelta(days=2))
    assert concern_of(concern).state is ConcernState.REDONE
    with pytest.raises(ConcernMoved):
        reopen(concern=concern, by=ground.clerk, at=ground.at)


def test_redo_of_an_order_that_is_not_fulfilled_changes_nothing(ground):
    concern = ground.complain(ground.visit(state=TaskState.NO_SHOW))
    with pytest.raises(NotToRedo):
        settle(ground, redo, concern, due_date=TODAY)
    assert concern_of(concern).is_open
    ground.sides.owner()
    assert not Message.objects.exists()


@pytest.mark.parametrize("days", [-1, 61, 10**6])
def test_redo_falls_within_sixty_days(ground, days):
    concern = ground.complain(ground.visit())
    assert errors(lambda: settle(ground, redo, concern, due_date=TODAY + timedelta(days=days))) == {"due_date"}


@pytest.mark.parametrize("act", [answer, dismiss, redo])
@pytest.mark.parametrize("words", ["", "a", "\x00\x00", "长" * 501])
def test_an_answer_says_something_and_ends(ground, act, words):
    concern, more = ground.complain(ground.visit()), {"due_date": TODAY} if act is redo else {}
    assert errors(lambda: settle(ground, act, concern, words, **more)) == {"answer"}
    assert concern_of(concern).is_open


@pytest.mark.parametrize("act", [answer, dismiss, redo, reopen])
def test_nobody_else_answers(ground, act):
    concern = ground.complain(ground.visit())
    more = {} if act is reopen else {"answer": "已致歉"}
    more |= {"due_date": TODAY + timedelta(days=99)} if act is redo else {}
    for by in (ground.stranger, ground.himself(), ground.named(Role.WORKER), ground.named(Role.OFFICER)):
        with pytest.raises(Forbidden):
            act(concern=concern, by=by, at=ground.at, **more)
    ground.see(ground.stranger)
    with pytest.raises(Forbidden):
        act(concern=concern, by=ground.stranger, at=ground.at, **more)
    ground.see(ground.clerk)
    assert concern_of(concern).is_open


def test_what_waits_and_what_is_late_is_counted_in_scope(ground):
    task = ground.visit()
    first = ground.complain(task)
    ground.complain(task, "态度不好", at=ground.at + timedelta(days=3))
    late = TODAY + timedelta(days=8)
    assert (count_concerns(by=ground.clerk), count_overdue(by=ground.clerk, on=late)) == (2, 1)
    assert (count_concerns(by=ground.stranger), count_overdue(by=ground.stranger, on=late)) == (0, 0)
    settle(ground, answer, first)
    assert (count_concerns(by=ground.clerk), count_overdue(by=ground.clerk, on=late)) == (1, 0)
