"""Ratings: by whom, when, one that counts, never over what staff have not seen; a low one is a concern at once."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.decisions.rulebook.models import Parameter
from yinling.kernel.viewer import NOBODY, Role, system
from yinling.people.registry.domain import Unacceptable
from yinling.quality.feedback.actions import AlreadyRated, NotRatable, rate
from yinling.quality.feedback.models import Concern, Rating
from yinling.quality.feedback.queries import can_rate, rating_history, rating_of, ratings_of, visit_of, visits_to_rate
from yinling.quality.feedback.terms import ConcernKind, ConcernState, Way
from yinling.service.delivery.terms import TaskState


def errors(act) -> set[str]:
    with pytest.raises(Unacceptable) as refusal:
        act()
    return set(refusal.value.errors)


def test_the_person_rates_and_changes_his_mind(ground):
    task, himself = ground.visit(), ground.himself()
    ground.see(himself)
    first = ground.rate(task, 4, "  很好 \x00", way=Way.PAGE, by=himself)
    assert ground.rate(task, 4, "很好", way=Way.PAGE, by=himself) == first
    second = ground.rate(task, 5, "更好", way=Way.PAGE, by=himself, at=ground.at + timedelta(minutes=5))
    line = rating_of(task.public_id)
    assert (line.rating, line.stars, line.remark, line.said_by, line.on_behalf) == (second, 5, "更好", "本人", None)
    assert [one.rating for one in rating_history(task.public_id)] == [second, first]
    assert [one.rating for one in ratings_of(ground.person.public_id)] == [second]
    assert Entry.objects.filter(kind="feedback.rating_given").count() == 2
    assert not Concern.objects.exists()


def test_a_proxy_rates_by_his_right_and_the_journal_knows_it(ground):
    task, right = ground.visit(), ground.right(scopes=["rate"])
    proxy = ground.proxy(right)
    ground.see(proxy)
    made = ground.rate(task, 5, way=Way.PAGE, by=proxy)
    assert rating_of(task.public_id).said_by == "代办人李芳（女儿）"
    ground.sides.owner()
    body = Body.objects.get(entry__kind="feedback.rating_given").body
    assert str(right) in body
    assert Rating.objects.get(public_id=made).on_behalf == right


def test_a_proxy_without_this_scope_is_refused(ground):
    task = ground.visit()
    proxy = ground.proxy(ground.right(scopes=["order", "confirm", "record"]))
    ground.see(proxy)
    with pytest.raises(Forbidden):
        ground.rate(task, 5, way=Way.PAGE, by=proxy)


def test_staff_write_down_whose_word_they_heard(ground):
    task, right = ground.visit(), ground.right()
    ground.rate(task, 4, way=Way.PHONE)
    assert rating_of(task.public_id).said_by == "本人，由王敏（经办人员）代办"
    seen = rating_of(task.public_id).rating
    ground.rate(task, 3, way=Way.PAPER, right=right, seen=seen)
    line = rating_of(task.public_id)
    assert (line.said_by, line.on_behalf, line.way) == ("代办人李芳（女儿），由王敏（经办人员）代办", right, Way.PAPER)


def test_staff_cannot_write_down_the_word_of_one_who_has_no_right(ground):
    task = ground.visit()
    for right in (uuid.uuid4(), ground.right(scopes=["order"]), ground.right(valid_to=date(2026, 11, 23))):
        with pytest.raises(Forbidden):
            ground.rate(task, 4, right=right, at=ground.at + timedelta(days=1))
    assert not Rating.objects.exists()


def test_a_slip_is_never_entered_twice(ground):
    task = ground.visit()
    first = ground.rate(task, 4, way=Way.PAPER)
    for seen in (None, uuid.uuid4()):
        with pytest.raises(AlreadyRated) as refusal:
            ground.rate(task, 4, way=Way.PAPER, seen=seen)
        assert refusal.value.rating == first
    assert Rating.objects.count() == 1


def test_a_low_rating_is_a_concern_in_the_same_act_and_only_one_at_a_time(ground):
    task = ground.visit()
    first = ground.rate(task, 2, "来得很晚")
    concern = Concern.objects.get()
    assert (concern.kind, concern.state, concern.text, concern.rating.public_id) == (
        ConcernKind.LOW_RATING, ConcernState.OPEN, "来得很晚", first,
    )  # fmt: skip
    assert concern.answer_by == date(2026, 11, 29)
    assert Entry.objects.filter(kind="feedback.concern_raised").count() == 1
    ground.rate(task, 1, "来得很晚", seen=first)
    assert Concern.objects.count() == 1


def test_the_low_line_is_the_areas_own(ground):
    ground.sides.owner()
    Parameter.objects.filter(code="低分线").update(value=3)
    task = ground.visit()
    ground.rate(task, 3)
    assert Concern.objects.count() == 1


def test_what_nobody_has_set_limits_nothing(ground):
    ground.sides.owner()
    Parameter.objects.filter(code__in=["低分线", "评价期限", "投诉答复期限"]).update(retired=True)
    task = ground.visit()
    ground.rate(task, 1, at=ground.at + timedelta(days=3000))
    assert not Concern.objects.exists()
    ground.complain(task)
    assert Concern.objects.get().answer_by == date(2026, 11, 22)


@pytest.mark.parametrize("state", [s for s in TaskState if s is not TaskState.CONFIRMED])
def test_only_a_confirmed_visit_is_rated(ground, state):
    task = ground.visit(state=state)
    with pytest.raises(NotRatable):
        ground.rate(task)
    assert not can_rate(visit_of(task.public_id), on=ground.at.date())


def test_a_visit_is_rated_for_thirty_days(ground):
    task = ground.visit()
    day = date(2026, 11, 22)
    assert can_rate(visit_of(task.public_id), on=day + timedelta(days=30))
    assert [one.task for one in visits_to_rate(ground.person.public_id, on=day)] == [task.public_id]
    with pytest.raises(NotRatable):
        ground.rate(task, at=ground.at + timedelta(days=31))
    assert visits_to_rate(ground.person.public_id, on=day + timedelta(days=31)) == []
    ground.rate(task, at=ground.at + timedelta(days=30))
    assert visits_to_rate(ground.person.public_id, on=day) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"stars": 0}, {"stars"}), ({"stars": 6}, {"stars"}), ({"stars": -(2**70)}, {"stars"}),
        ({"remark": "好" * 501}, {"remark"}), ({"way": Way.PAGE}, {"way"}),
    ],
)  # fmt: skip
def test_what_cannot_be_rated_so_is_refused_at_its_field(ground, changed, fields):
    task = ground.visit()
    assert errors(lambda: ground.rate(task, **changed)) == fields
    assert not Rating.objects.exists()


def test_the_person_does_not_pretend_to_have_called(ground):
    task, himself = ground.visit(), ground.himself()
    assert errors(lambda: ground.rate(task, way=Way.PAPER, by=himself)) == {"way"}


def test_nobody_rates_his_own_visit(ground):
    account = uuid.uuid4()
    ground.sides.owner()
    task = ground.visit(worker=account)
    for role in (Role.WORKER, Role.PERSON):
        with pytest.raises(Forbidden):
            ground.rate(task, way=Way.PAGE, by=ground.named(role, account))


def test_nobody_else_rates(ground):
    task = ground.visit()
    for by in (
        ground.stranger, ground.named(Role.WORKER), ground.named(Role.PROXY), ground.named(Role.AUDIT_ADMIN),
        NOBODY, system("tests"),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            ground.rate(task, way=Way.PAGE, by=by)
    ground.see(ground.stranger)
    with pytest.raises(Forbidden):
        ground.rate(task, by=ground.stranger)
    with pytest.raises(Forbidden):
        rate(task=uuid.uuid4(), stars=5, remark="", way=Way.PHONE, by=ground.clerk, at=ground.at)
    ground.sides.owner()
    assert not Rating.objects.exists()
