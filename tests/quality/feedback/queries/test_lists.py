"""Lists of ratings and concerns: in scope, narrowed, fifty at a time; means of small groups left unsaid."""

from __future__ import annotations

import io
import json
import uuid
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests import factories as make
from tests.quality.feedback.visits import visit
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.actions import merge_persons, move_belongings
from yinling.quality.feedback.actions import export_concerns, export_ratings
from yinling.quality.feedback.domain import Mean, slip_code
from yinling.quality.feedback.models import Concern, Rating
from yinling.quality.feedback.queries import (
    ConcernFilter,
    FeedbackFilterUnknown,
    Group,
    RatingFilter,
    averages,
    concerns,
    overall,
    rating_of,
    ratings,
    ratings_of,
    standing_ratings,
    task_of_slip,
)
from yinling.quality.feedback.terms import ConcernState, Way

TODAY = date(2026, 11, 22)


def listed(ground, *, by=None, **chosen):
    return [line.rating for line in ratings(by=by or ground.clerk, chosen=RatingFilter(**chosen), on=TODAY).lines]


def rated(ground, number, stars=4, **more):
    return [ground.rate(ground.visit(**more), stars) for _ in range(number)]


def test_ratings_are_listed_in_scope_and_narrowed(ground):
    one = ground.rate(ground.visit(item="助浴"), 5, at=ground.at)
    two = ground.rate(ground.visit(worker=uuid.UUID(int=7)), 2, way=Way.PAPER, at=ground.at + timedelta(days=1))
    assert listed(ground) == [two, one]
    assert listed(ground, by=ground.stranger) == []
    assert (listed(ground, item="助浴"), listed(ground, worker=uuid.UUID(int=7))) == ([one], [two])
    assert (listed(ground, low=True), listed(ground, stars=5), listed(ground, way="paper")) == ([two], [one], [two])
    assert (listed(ground, until=TODAY), listed(ground, since=TODAY + timedelta(days=1))) == ([one], [two])
    assert (listed(ground, area=make.CHENGGUAN), listed(ground, area=make.QILIHE)) == ([two, one], [])
    assert (listed(ground, search="李淑"), listed(ground, search="张")) == ([two, one], [])


def test_a_page_goes_on_where_the_last_one_ended(ground):
    made = rated(ground, 52)
    first = ratings(by=ground.clerk, chosen=RatingFilter(), on=TODAY)
    assert first.after
    second = ratings(by=ground.clerk, chosen=RatingFilter(), after=first.after, on=TODAY)
    assert [line.rating for line in (*first.lines, *second.lines)] == made[::-1]
    assert second.after is None


def test_the_list_asks_as_often_for_three_as_for_one(ground):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            ratings(by=ground.clerk, chosen=RatingFilter(), on=TODAY)
            concerns(by=ground.clerk, chosen=ConcernFilter(), on=TODAY)
        return len(captured)

    rated(ground, 1, 1)
    alone = asked()
    rated(ground, 2, 1)
    assert asked() == alone


@pytest.mark.parametrize(
    "after",
    ["x", "W10", "\x00", urlsafe_b64encode(json.dumps(["rated_at", "0001-01-01T00:00:00+14:00", 1]).encode()).decode(),
     urlsafe_b64encode(json.dumps(["rated_at", "2026-11-22", 1]).encode()).decode(),
     urlsafe_b64encode(json.dumps(["answer_by", "2026-11-22", 2**64]).encode()).decode()],
)  # fmt: skip
def test_a_place_that_nobody_gave_is_the_beginning(ground, after):
    made = rated(ground, 1, 1)
    assert [
        line.rating for line in ratings(by=ground.clerk, chosen=RatingFilter(), after=after, on=TODAY).lines
    ] == made
    assert len(concerns(by=ground.clerk, chosen=ConcernFilter(), after=after, on=TODAY).lines) == 1


@pytest.mark.parametrize("wrong", [{"stars": 6}, {"way": "x"}, {"area": "y"}, {"item": "\x00"}, {"search": "长" * 101}])
def test_what_cannot_be_asked_is_refused(wrong):
    with pytest.raises(FeedbackFilterUnknown):
        RatingFilter(**wrong)


@pytest.mark.parametrize("wrong", [{"kind": "x"}, {"area": "y"}, {"item": "\x00"}])
def test_what_cannot_be_asked_of_concerns_is_refused(wrong):
    with pytest.raises(FeedbackFilterUnknown):
        ConcernFilter(**wrong)


def test_a_group_of_a_few_says_only_that(ground):
    rated(ground, 4, 1, item="助浴")
    rated(ground, 5, 4)
    rated(ground, 1, 5)
    found = averages(by=ground.clerk, chosen=RatingFilter(), group=Group.ITEM, on=TODAY)
    assert [(one.label, one.mean) for one in found] == [
        ("上门关怀", Mean(6, Decimal("4.2"), (0, 0, 0, 5, 1))), ("助浴", Mean(None, None, None)),
    ]  # fmt: skip
    assert overall(by=ground.clerk, chosen=RatingFilter(), on=TODAY).number == 10
    assert averages(by=ground.stranger, chosen=RatingFilter(), group=Group.ITEM, on=TODAY) == []


def test_groups_of_workers_and_areas_are_named(ground):
    who = uuid.UUID(int=7)
    rated(ground, 5, 5, worker=who, worker_name="周海")
    [of_worker] = averages(by=ground.clerk, chosen=RatingFilter(), group=Group.WORKER, on=TODAY)
    assert (of_worker.key, of_worker.label, of_worker.mean.mean) == (str(who), "周海", Decimal("5.0"))
    [of_area] = averages(by=ground.clerk, chosen=RatingFilter(area="62"), group=Group.AREA, on=TODAY)
    assert (of_area.key, of_area.label) == ("6201", "兰州市")


def test_concerns_wait_by_the_day_of_answer_and_answered_ones_stand_newest_first(ground):
    later = ground.complain(ground.visit(), at=ground.at + timedelta(days=2))
    ground.rate(ground.visit(item="助浴"), 1, at=ground.at)
    found = concerns(by=ground.clerk, chosen=ConcernFilter(), on=TODAY).lines
    assert [line.item for line in found] == ["助浴", "上门关怀"]
    assert (found[0].stars, found[1].stars, found[1].concern) == (1, None, later)
    chosen = [
        ConcernFilter(kind="complaint"), ConcernFilter(item="助浴"), ConcernFilter(search="李"),
        ConcernFilter(overdue=True), ConcernFilter(state=ConcernState.ANSWERED),
    ]  # fmt: skip
    sizes = [len(concerns(by=ground.clerk, chosen=one, on=TODAY + timedelta(days=8)).lines) for one in chosen]
    assert sizes == [1, 1, 2, 1, 0]


def test_a_slip_finds_its_visit_among_those_in_scope(ground):
    task = ground.visit()
    assert task_of_slip(slip_code(task.public_id)) == task.public_id
    ground.see(ground.stranger)
    with pytest.raises(Forbidden):
        task_of_slip(slip_code(task.public_id))


def test_the_ratings_of_a_person_follow_a_merge(ground):
    ground.sides.owner()
    kept = make.person(unit=make.unit(make.CHENGGUAN), at=ground.at, name="李淑芳")
    task = visit(ground.person, at=ground.at)
    ground.sides.app(ground.clerk)
    made = ground.rate(task, 1)
    ground.sides.owner()
    merge = merge_persons(
        person=kept.public_id, other=ground.person.public_id, reason="电话向本人核实", by=ground.clerk, at=ground.at
    )
    move_belongings(merge=merge, by=make.SYSTEM, at=ground.at)
    assert [line.rating for line in ratings_of(kept.public_id)] == [made]
    assert {row.person_id for row in (Rating.objects.get(), Concern.objects.get())} == {kept.id}
    ground.sides.app(ground.clerk)
    assert rating_of(task.public_id).person == kept.public_id
    assert list(standing_ratings([task.public_id])) == [task.public_id]


def test_files_hold_what_was_asked_and_the_journal_knows_it(ground):
    ground.rate(ground.visit(), 1, "=1+1")
    for export, number in ((export_ratings, 9), (export_concerns, 15)):
        made = export(by=ground.clerk, at=ground.at)
        rows = list(load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True))
        assert (len(rows), len(rows[0]), made.rows) == (2, number, 1)
        assert "李淑芬" in rows[1]
        with pytest.raises(Forbidden):
            export(by=ground.himself(), at=ground.at)
        ground.see(ground.stranger)
        assert export(by=ground.stranger, at=ground.at).rows == 0
        ground.see(ground.clerk)
    assert Entry.objects.filter(kind="feedback.exported").count() == 4
