"""Two ends of a visit at the same moment, over real connections: one of them happens, and wholly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.conftest import NOW
from tests.service.conftest import at_once
from tests.service.delivery.pictures import photo
from yinling.base.journal.models import Entry
from yinling.service.delivery import actions
from yinling.service.delivery.domain import CODES_AN_HOUR, MAX_PHOTOS, Place
from yinling.service.delivery.models import PhoneCode, Photo, Receipt, Task
from yinling.service.delivery.terms import Confirmer, NoShow, WordWay
from yinling.service.orders.actions import cancel
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each test has a database of its own
LATER = NOW + timedelta(hours=1)
WORD = {"confirmer": Confirmer.PERSON, "proxy_name": "", "proxy_relation": ""}


def task_in(county, state):
    with transaction.atomic():
        task = factories.taken(county.person, county.workers[0], at=NOW)
        by = county.viewer(county.workers[0], NOW)
        if state in {"checked_in", "done"}:
            actions.check_in_by_place(task=task, place=Place(36.0, 103.8, 10), by=by, at=NOW)
        if state == "done":
            actions.finish(task=task, notes="陪聊半小时", by=by, at=NOW)
    return task


def by_worker(county, act, **given):
    viewer = county.viewer(county.workers[0], LATER)
    return viewer, "yl_app", lambda: act(by=viewer, at=LATER, **given)


def by_officer(county, act, **given):
    viewer = county.viewer(county.officer, LATER)
    return viewer, "yl_app", lambda: act(by=viewer, at=LATER, **given)


def outcome(task):
    held = Task.objects.select_related("order").get(public_id=task)
    return held.state, held.order.state


def test_confirmed_on_the_phone_and_by_the_office_at_once_makes_one_receipt(committed_county):
    for _ in range(3):
        task = task_in(committed_county, "done")
        answers = at_once(
            by_worker(committed_county, actions.confirm, task=task, **WORD),
            by_officer(committed_county, actions.confirm_by_person, task=task, way=WordWay.PHONE),
        )
        assert {type(answer).__name__ for answer in answers} <= {"NoneType", "TaskMoved"}
        assert None in answers
        assert outcome(task) == ("confirmed", "fulfilled")
        assert Receipt.objects.filter(task__public_id=task).count() == 1
        assert Entry.objects.filter(subject=task, kind="delivery.service_confirmed").count() == 1


def test_finished_and_nobody_met_at_once_one_of_them_happens(committed_county):
    for _ in range(3):
        task = task_in(committed_county, "checked_in")
        answers = at_once(
            by_worker(committed_county, actions.finish, task=task, notes="陪聊半小时"),
            by_worker(committed_county, actions.no_show, task=task, because=NoShow.REFUSED, what=""),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "TaskMoved"]
        assert outcome(task) in {("done", "in_hand"), ("no_show", "returned")}


def test_arrived_and_called_off_at_once_one_of_them_happens(committed_county):
    for _ in range(3):
        task = task_in(committed_county, "taken")
        order = Order.objects.get(tasks__public_id=task).public_id
        answers = at_once(
            by_worker(committed_county, actions.check_in_by_place, task=task, place=Place(36.0, 103.8, 10)),
            by_officer(committed_county, cancel, order=order, reason="家属接走"),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "TaskMoved"]
        assert outcome(task) in {("checked_in", "in_hand"), ("withdrawn", "cancelled")}


def test_codes_and_pictures_sent_at_once_keep_their_number(committed_county):
    task = task_in(committed_county, "taken")
    answers = at_once(*[by_worker(committed_county, actions.send_phone_code, task=task)] * 5)
    assert sorted(type(a).__name__ for a in answers) == ["NoneType"] * CODES_AN_HOUR + ["TooManyCodes"] * 2
    assert PhoneCode.objects.filter(task__public_id=task).count() == CODES_AN_HOUR
    task = task_in(committed_county, "checked_in")
    images = [photo(seed, (220, 220)) for seed in range(MAX_PHOTOS + 2)]
    answers = at_once(*[by_worker(committed_county, actions.add_photo, task=task, image=one) for one in images])
    assert sorted(type(a).__name__ for a in answers) == ["PhotoAdded"] * MAX_PHOTOS + ["Unacceptable"] * 2
    assert Photo.objects.filter(task__public_id=task).count() == MAX_PHOTOS


def test_the_same_picture_sent_twice_at_once_is_one(committed_county):
    task = task_in(committed_county, "checked_in")
    answers = at_once(*[by_worker(committed_county, actions.add_photo, task=task, image=photo(1, (220, 220)))] * 2)
    assert answers[0] == answers[1]
    assert Photo.objects.filter(task__public_id=task).count() == 1
