"""What is said and answered about one visit at the same moment, over real connections: one counts, nothing is doubled."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from tests.conftest import NOW
from tests.quality.feedback.visits import visit
from tests.service.conftest import at_once, committed_county  # noqa: F401 - a fixture of the neighbour's
from yinling.base.journal.models import Entry
from yinling.base.notices.models import Message
from yinling.quality.feedback.actions import (
    AlreadyRated,
    ConcernMoved,
    StillOpen,
    answer,
    complain,
    dismiss,
    rate,
    redo,
)
from yinling.quality.feedback.models import Concern, Rating
from yinling.quality.feedback.terms import ConcernState, Way
from yinling.service.orders.models import Order

pytestmark = pytest.mark.slow  # each test has a database of its own
LATER = NOW + timedelta(minutes=9)


def as_officer(county, act, **given):
    viewer = county.viewer(county.officer, LATER)
    return viewer, "yl_app", lambda: act(by=viewer, at=LATER, **given)


def visited(county):
    with transaction.atomic():
        return visit(county.person, at=NOW)


def test_one_slip_entered_by_five_at_once_is_one_rating(committed_county):  # noqa: F811 - the fixture
    task = visited(committed_county)
    said = {"task": task.public_id, "stars": 1, "remark": "没来", "way": Way.PAPER}
    answers = at_once(*[as_officer(committed_county, rate, **said) for _ in range(5)])
    assert [type(one) for one in answers if not isinstance(one, uuid.UUID)] == [AlreadyRated] * 4
    assert (Rating.objects.filter(task=task).count(), Concern.objects.filter(task=task).count()) == (1, 1)
    assert Entry.objects.filter(kind="feedback.rating_given").count() == 1


def test_five_complaints_at_once_are_three(committed_county):  # noqa: F811 - the fixture
    task = visited(committed_county)
    acts = [
        as_officer(
            committed_county, complain, task=task.public_id, text=f"第{n}次没来", way=Way.PHONE, request=uuid.uuid4()
        )
        for n in range(5)
    ]
    answers = at_once(*acts)
    assert sorted(type(one).__name__ for one in answers) == [StillOpen.__name__] * 2 + ["UUID"] * 3
    assert Concern.objects.filter(task=task, state=ConcernState.OPEN).count() == 3


def test_answered_dismissed_and_redone_at_once_one_of_them_happens(committed_county):  # noqa: F811 - the fixture
    for _ in range(3):
        task = visited(committed_county)
        with transaction.atomic():
            by = committed_county.viewer(committed_county.officer, NOW)
            concern = complain(task=task.public_id, text="没来", way=Way.PHONE, request=uuid.uuid4(), by=by, at=NOW)
        said = {"concern": concern, "answer": "已致歉"}
        answers = at_once(
            as_officer(committed_county, answer, **said),
            as_officer(committed_county, dismiss, **said),
            as_officer(committed_county, redo, **said, due_date=LATER.date()),
        )
        assert sorted(type(one).__name__ for one in answers) == [ConcernMoved.__name__] * 2 + ["NoneType"]
        won = [one is None for one in answers].index(True)
        order = Order.objects.get(pk=task.order_id)
        assert (Concern.objects.get(public_id=concern).state, order.state, order.round) == [
            ("answered", "fulfilled", 1), ("dismissed", "fulfilled", 1), ("redone", "placed", 2),
        ][won]  # fmt: skip
        assert Message.objects.filter(subject=concern).count() == 1
