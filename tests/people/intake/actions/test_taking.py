"""Rosters taken in: the first, the same again, another writing of it, the next year's, and one across bodies."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from tests import factories as make
from tests.people.intake.actions.scenes import (
    EVERYBODY,
    MAYBE_ZHENG,
    QIAN,
    SUN,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    believed,
    book,
    everything,
    hold_true,
    later,
    questions,
    statuses,
    who,
)
from tests.people.intake.imported import handed_in, sheets, taken_in
from yinling.base.rows.refusals import Forbidden
from yinling.people.intake.actions import AlreadyTaken, receive, take_in
from yinling.people.intake.models import Candidate, Roster, RosterFile, RosterRow
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Card, Fact, Person, PersonNow, Question
from yinling.people.registry.terms import QuestionState

NEXT = "2026年10月31日"


def test_the_first_roster(unit, by, now):
    roster = taken_in(unit, book(*EVERYBODY, ZHENG, MAYBE_ZHENG), by=by, at=now)
    assert statuses(roster) == ["new"] * 6 + ["held"]
    assert (PersonNow.objects.count(), Card.objects.filter(revoked_at__isnull=True).count()) == (6, 6)
    assert believed(who("赵国强")) == {
        "name": "赵国强", "sex": "1", "birth_date": "1938-05-01", "id_number": ZHAO.id_number, "phone": ZHAO.phone,
        "former_unit": "兰州市城关区教育局", "address": ZHAO.address, "self_care": "able", "person_type": "retired",
    }  # fmt: skip
    assert not RosterFile.objects.exists()
    hold_true()


def test_the_same_file_again_changes_nothing(unit, by, now):
    content = book(*EVERYBODY)
    first = taken_in(unit, content, by=by, at=now)
    before = everything()
    with pytest.raises(AlreadyTaken) as refused:
        handed_in(unit, content, by=by, at=now)
    assert (refused.value.roster, everything(), Roster.objects.count()) == (first.public_id, before, 1)
    assert take_in(roster=first.public_id, by=make.SYSTEM, at=now) == "done"
    assert everything() == before


def test_a_form_sent_twice_is_one_roster(unit, by, now):
    key = uuid.uuid4()
    for _time in range(2):
        sent = {"file_name": "a.xlsx", "content": book(ZHAO), "unit": unit.public_id, "later": False}
        assert receive(roster=key, by=by, at=now, **sent) == key
    assert Roster.objects.count() == 1


def test_the_same_people_in_another_order_and_under_other_heads(unit, by, now):
    taken_in(unit, book(*EVERYBODY), by=by, at=now)
    facts, shown = Fact.objects.count(), list(PersonNow.objects.order_by("person_id").values())
    heads = ("姓 名", "性  别", "出生日期", "公民身份号码", "手机号码", "原单位", "住址", "自理能力")
    roster = taken_in(unit, book(*reversed(EVERYBODY), heads=heads, order=(7, 3, 0, 5, 1, 2, 6, 4)), by=by, at=now)
    assert statuses(roster) == ["merged"] * 5
    assert (Fact.objects.count(), list(PersonNow.objects.order_by("person_id").values())) == (facts, shown)
    assert not Question.objects.exists()
    hold_true()


def _next_year(unit, by, now):
    """Zhao changed, Qian contradicts, Sun was corrected by hand since, Zhou is gone, Wu is as he was, Zheng is new."""
    taken_in(unit, book(*EVERYBODY), by=by, at=now)
    sun = who("孙德明")
    registry.correct(
        person=sun.public_id, term="self_care", value="partly", valid_from=None, reason="家访时看到", by=by, at=now,
        seen=Fact.objects.get(person=sun, term="self_care").public_id,
    )  # fmt: skip
    changed = replace(ZHAO, phone="13909317777", address="庆阳路99号1单元101室", care="不能自理")
    contradicting = replace(QIAN, id_number="", born="1940-03-22")
    lines = (changed, contradicting, replace(SUN, care="不能自理"), WU, ZHENG)
    return taken_in(unit, book(*lines, day=NEXT), by=by, at=later(now, years=0))


def test_what_changed_since_the_last_roster_becomes_dated_facts(unit, by, now):
    roster = _next_year(unit, by, now)
    zhao = who("赵国强")
    said = believed(zhao)
    assert (said["address"], said["self_care"]) == ("庆阳路99号1单元101室", "unable")
    assert set(said["phone"].split("、")) >= {"13909317777"}
    for term in ("address", "self_care", "phone"):
        fresh = Fact.objects.get(person=zhao, term=term, superseded_at__isnull=True)
        old = Fact.objects.get(id=fresh.replaces)
        assert (old.term, old.superseded_at, fresh.origin) == (term, roster.finished_at, roster.public_id)
        assert fresh.valid_from == roster.as_of
    assert PersonNow.objects.get(person=zhao).known_on == roster.as_of
    hold_true()


def test_what_cannot_change_becomes_a_question(unit, by, now):
    roster = _next_year(unit, by, now)
    qian = who("钱秀兰")
    assert statuses(roster) == ["merged"] * 4 + ["new"]
    assert questions(qian) == {("birth_date", "conflict")}
    assert believed(qian)["birth_date"] == "1940-03-12"
    asked = Question.objects.get(person=qian)
    assert (asked.held, asked.written, asked.origin) == ("1940-03-12", "1940-03-22", roster.public_id)


def test_a_sex_that_contradicts_becomes_a_question(unit, by, now):
    taken_in(unit, book(QIAN), by=by, at=now)
    roster = taken_in(unit, book(replace(QIAN, id_number="", sex="男"), day=NEXT), by=by, at=now)
    assert (statuses(roster), questions(who("钱秀兰"))) == (["merged"], {("sex", "conflict")})
    assert believed(who("钱秀兰"))["sex"] == "2"


def test_who_is_missing_becomes_a_question_and_nobody_else(unit, by, now):
    roster = _next_year(unit, by, now)
    missing = Question.objects.filter(code="standing.missing")
    assert [q.person for q in missing] == [who("周玉梅")]
    assert (missing.get().origin, PersonNow.objects.get(name="周玉梅").standing) == (roster.public_id, "on_roll")


def test_who_is_named_again_is_not_missing_any_more(unit, by, now):
    _next_year(unit, by, now)
    taken_in(unit, book(ZHOU, day="2026年11月1日"), by=by, at=now)
    assert ("standing", "standing.missing") not in questions(who("周玉梅"))


def test_an_officers_correction_is_not_overridden(unit, by, now):
    _next_year(unit, by, now)
    sun = who("孙德明")
    assert (believed(sun)["self_care"], questions(sun)) == ("partly", {("self_care", "conflict")})


def test_what_was_answered_is_not_asked_again(unit, by, now):
    _next_year(unit, by, now)
    sun = who("孙德明")
    question = Question.objects.get(person=sun)
    registry.settle(question=question.public_id, outcome=QuestionState.KEPT, value="", note="家访", by=by, at=now)
    again = replace(SUN, care="不能自理")
    taken_in(unit, book(again, ZHAO, day="2026年11月1日"), by=by, at=now)
    assert questions(sun) == set()


def test_two_rows_with_one_number_do_not_stop_the_import(unit, by, now):
    """A clerk copied the husband's number to the wife's line, and next year to a stranger's."""
    wife = replace(QIAN, id_number=ZHAO.id_number)
    roster = taken_in(unit, book(ZHAO, wife), by=by, at=now)
    assert roster.state == "done"
    hold_true()
    stranger = replace(WU, id_number=ZHAO.id_number, sex="男")
    assert taken_in(unit, book(stranger, day=NEXT), by=by, at=now).state == "done"
    hold_true()


def test_a_known_person_who_claims_somebodys_number_keeps_none(unit, by, now):
    bare = replace(QIAN, id_number="")
    taken_in(unit, book(bare), by=by, at=now)
    taken_in(unit, book(replace(WU, id_number=QIAN.id_number, name="吴建军")), by=by, at=now)
    roster = taken_in(unit, book(QIAN, day=NEXT), by=by, at=now)
    assert roster.state == "done"
    hold_true()


@pytest.fixture
def neighbour(unit, now):
    """A unit of the next county that keeps Zhao, and its officer."""
    there = make.unit(make.QILIHE, name="七里河区教育局")
    return there, make.viewer_for(make.officer(make.QILIHE, at=now), at=now)


def test_a_person_whom_another_body_keeps_is_held_and_not_written_to(unit, by, now, neighbour):
    there, officer = neighbour
    taken_in(there, book(replace(ZHAO, unit="七里河区教育局")), by=officer, at=now)
    before = list(Fact.objects.order_by("id").values())
    roster = taken_in(unit, book(replace(ZHAO, care="不能自理"), QIAN, day=NEXT), by=by, at=now)
    assert (statuses(roster), roster.counts["elsewhere"]) == (["held", "new"], 1)
    assert [one.is_elsewhere for one in Candidate.objects.all()] == [True]
    assert list(Fact.objects.filter(person=who("赵国强")).order_by("id").values()) == before
    hold_true()


def test_only_the_system_takes_in(unit, by, now):
    key = handed_in(unit, book(ZHAO), by=by, at=now)
    with pytest.raises(Forbidden):
        take_in(roster=key, by=by, at=now)
    assert (Person.objects.count(), RosterRow.objects.count()) == (0, 0)


def test_a_failure_in_the_middle_leaves_nothing(unit, by, now, monkeypatch):
    from django.db import transaction

    from yinling.people.intake.actions import writing

    def broken(*_args, **_kwargs):
        raise OSError("the disk is full")

    key = handed_in(unit, book(*EVERYBODY), by=by, at=now)
    monkeypatch.setattr(writing, "_conclude", broken)
    with pytest.raises(OSError, match="full"), transaction.atomic():
        take_in(roster=key, by=make.SYSTEM, at=now)
    assert (Person.objects.count(), Fact.objects.count(), RosterRow.objects.count()) == (0, 0, 0)
    monkeypatch.undo()
    assert take_in(roster=key, by=make.SYSTEM, at=now) == "done"
    hold_true()


def test_a_list_that_does_not_say_what_kind_of_people_it_names(unit, by, now):
    lines = [
        ("名册",),
        ("姓名", "性别", "出生年月", "联系电话"),
        ("赵国强", "男", "1938-05-01", "13909310001"),
        ("钱秀兰",),
    ]
    roster = taken_in(unit, sheets({"Sheet1": lines}), by=by, at=now)
    assert statuses(roster) == ["new", "new"]
    assert believed(who("赵国强"))["person_type"] == "retired"
    assert questions(who("赵国强")) == {("person_type", "person_type.assumed")}
    hold_true()
