"""Held rows decided: by an officer, by a file, once and for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import factories as make
from tests.people.intake.actions.scenes import (
    MAYBE_ZHENG,
    QIAN,
    ZHAO,
    ZHENG,
    Someone,
    believed,
    book,
    everything,
    hold_true,
    questions,
    statuses,
    who,
)
from tests.people.intake.imported import taken_in
from yinling.base.rows.refusals import Forbidden
from yinling.people.intake.actions import (
    KeptElsewhere,
    NotNow,
    decide,
    settle_file,
    settle_row,
    take_back_roster,
    withdraw,
)
from yinling.people.intake.domain.decisions import Decision
from yinling.people.intake.models import Candidate, Roster, RosterRow
from yinling.people.intake.terms import VerdictChoice
from yinling.people.registry.models import Person, PersonNow, Question

NEXT = "2026年10月31日"
SAME, DIFFERENT = VerdictChoice.SAME, VerdictChoice.DIFFERENT


def _held() -> RosterRow:
    return RosterRow.objects.get(status="held")


def _say(row: RosterRow, verdict: VerdictChoice, *, by, at) -> str:
    """All that an officer says of one row, and what the job then writes."""
    for one in Candidate.objects.filter(row=row, verdict=""):
        decide(row=row.public_id, person=one.person.public_id, verdict=verdict, by=by, at=at)
    return settle_row(row=row.public_id, by=make.SYSTEM, at=at)


@pytest.fixture
def waiting(unit, by, now):
    return taken_in(unit, book(ZHENG, MAYBE_ZHENG), by=by, at=now)


def test_the_same_joins_the_person(waiting, by, now):
    assert _say(_held(), SAME, by=by, at=now) == "merged"
    assert statuses(waiting) == ["new", "merged"]
    assert believed(who("郑守田"))["phone"] == "13909310006、13809319999"
    assert questions(who("郑守田")) == {("former_unit", "conflict")}
    hold_true()


def test_different_becomes_a_person(waiting, by, now):
    assert _say(_held(), DIFFERENT, by=by, at=now) == "new"
    assert (statuses(waiting), PersonNow.objects.filter(name="郑守田").count()) == (["new", "new"], 2)
    hold_true()


def test_a_row_is_decided_once(waiting, by, now):
    row, person = _held(), who("郑守田").public_id
    decide(row=row.public_id, person=person, verdict=SAME, by=by, at=now)
    with pytest.raises(NotNow):
        decide(row=row.public_id, person=person, verdict=DIFFERENT, by=by, at=now)
    settle_row(row=row.public_id, by=make.SYSTEM, at=now)
    before = everything()
    assert settle_row(row=row.public_id, by=make.SYSTEM, at=now) == "merged"
    assert everything() == before


@pytest.mark.parametrize("verdict", [SAME, DIFFERENT])
def test_withdrawn_and_imported_again_nothing_is_asked_again(unit, by, now, verdict):
    """Neither about a record that stood before, nor about two rows of one file."""
    taken_in(unit, book(ZHENG), by=by, at=now)
    li = Someone("李淑芬", "女", "1940.03", phone="13909310002")
    pair = (li, replace(li, phone="13809310003", unit="城关区卫生局"))
    content = book(MAYBE_ZHENG, *pair, day=NEXT)
    first = taken_in(unit, content, by=by, at=now)
    assert statuses(first) == ["held", "new", "held"]
    for row in RosterRow.objects.filter(status="held"):
        _say(row, verdict, by=by, at=now)
    settled = statuses(first)
    withdraw(roster=first.public_id, by=by, at=now)
    take_back_roster(roster=first.public_id, by=make.SYSTEM, at=now)
    hold_true()
    assert statuses(taken_in(unit, content, by=by, at=now)) == settled
    hold_true()


def test_a_different_person_with_the_same_number_has_none(unit, by, now):
    taken_in(unit, book(ZHAO), by=by, at=now)
    claims = replace(QIAN, id_number=ZHAO.id_number, name="冯一水")
    taken_in(unit, book(claims, day=NEXT), by=by, at=now)
    assert _say(_held(), DIFFERENT, by=by, at=now) == "new"
    other = who("冯一水")
    assert "id_number" not in believed(other)
    asked = Question.objects.get(person=other, code="id_number.taken")
    assert (asked.term, asked.held, asked.written) == ("id_number", None, ZHAO.id_number)
    hold_true()


def test_a_group_that_waits_goes_on_as_a_whole(unit, by, now):
    """Two rows that are one man may both be the man on record: what is said of one holds for the other."""
    taken_in(unit, book(ZHENG), by=by, at=now)
    roster = taken_in(unit, book(MAYBE_ZHENG, replace(MAYBE_ZHENG, care="不能自理"), day=NEXT), by=by, at=now)
    assert statuses(roster) == ["held", "held"]
    first, _second = RosterRow.objects.filter(roster=roster, status="held").order_by("number")
    assert _say(first, DIFFERENT, by=by, at=now) == "new"
    assert statuses(roster) == ["new", "merged"]
    assert PersonNow.objects.filter(name="郑守田").count() == 2
    hold_true()


def test_who_was_missing_and_is_held_is_not_missing_once_he_is_found(unit, by, now):
    taken_in(unit, book(ZHENG, QIAN), by=by, at=now)
    taken_in(unit, book(MAYBE_ZHENG, QIAN, day=NEXT), by=by, at=now)
    assert ("standing", "standing.missing") in questions(who("郑守田"))
    _say(_held(), SAME, by=by, at=now)
    assert ("standing", "standing.missing") not in questions(who("郑守田"))


def test_whom_another_body_keeps_only_he_decides_who_sees_both(unit, by, above, now):
    there = make.unit(make.QILIHE, name="七里河区教育局")
    officer = make.viewer_for(make.officer(make.QILIHE, at=now), at=now)
    taken_in(there, book(replace(ZHAO, unit="七里河区教育局")), by=officer, at=now)
    taken_in(unit, book(replace(ZHAO, care="不能自理"), day=NEXT), by=by, at=now)
    row, person = _held(), who("赵国强").public_id
    from tests.conftest import Sides

    Sides().app(by)
    with pytest.raises(KeptElsewhere):
        decide(row=row.public_id, person=person, verdict=SAME, by=by, at=now)
    Sides().app(officer)
    with pytest.raises(Forbidden):
        decide(row=row.public_id, person=person, verdict=SAME, by=officer, at=now)
    Sides().app(above)
    decide(row=row.public_id, person=person, verdict=SAME, by=above, at=now)
    Sides().owner()
    assert settle_row(row=row.public_id, by=make.SYSTEM, at=now) == "merged"
    assert believed(who("赵国强"))["self_care"] == "unable"
    hold_true()


def test_a_withdrawn_roster_is_not_decided_about(waiting, by, now):
    row = _held()
    withdraw(roster=waiting.public_id, by=by, at=now)
    with pytest.raises(NotNow):
        decide(row=row.public_id, person=who("郑守田").public_id, verdict=SAME, by=by, at=now)
    with pytest.raises(NotNow):
        settle_file(roster=waiting.public_id, decisions=[], by=make.SYSTEM, at=now)


def test_a_file_of_decisions(waiting, by, now):
    sheet, number = "退休干部", _held().number
    lines = [
        Decision(2, sheet, 999, SAME),
        Decision(3, sheet, number, SAME, None, sheet, 998),
        Decision(4, sheet, number, SAME),
        Decision(5, sheet, number, DIFFERENT),
    ]
    done = settle_file(roster=waiting.public_id, decisions=lines, by=make.SYSTEM, at=now)
    assert (done.merged, done.new, done.waiting, done.already) == (1, 0, 0, 1)
    assert [one.line for one in done.refused] == [2, 3]
    before = everything()
    again = settle_file(roster=waiting.public_id, decisions=lines[2:], by=make.SYSTEM, at=now)
    assert ((again.merged, again.already), everything()) == ((0, 2), before)
    with pytest.raises(Forbidden):
        settle_file(roster=waiting.public_id, decisions=lines, by=by, at=now)
    hold_true()


def test_a_later_line_may_name_the_person_that_an_earlier_one_made(unit, by, now):
    taken_in(unit, book(ZHENG), by=by, at=now)
    third = replace(MAYBE_ZHENG, phone="13700000007", unit="城关区水务局")
    roster = taken_in(unit, book(MAYBE_ZHENG, third, day=NEXT), by=by, at=now)
    first, second = RosterRow.objects.filter(roster=roster, status="held").order_by("number")
    sheet = first.sheet.name
    lines = [
        Decision(2, sheet, first.number, DIFFERENT),
        Decision(3, sheet, second.number, SAME, None, sheet, first.number),
    ]
    done = settle_file(roster=roster.public_id, decisions=lines, by=make.SYSTEM, at=now)
    assert (done.new, done.merged, done.refused) == (1, 1, ())
    assert len(set(RosterRow.objects.filter(id__in=[first.id, second.id]).values_list("person", flat=True))) == 1
    assert (Person.objects.count(), Roster.objects.count()) == (2, 2)
    hold_true()
