"""What rosters may learn in a day of the persons whom other bodies keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories as make
from tests.people.intake.actions.scenes import EVERYBODY, QIAN, SUN, WU, ZHAO, ZHOU, book, everything
from tests.people.intake.imported import handed_in, taken_in
from yinling.people.intake.actions import searching, take_in
from yinling.people.intake.models import Roster


@pytest.fixture
def kept(unit, now, monkeypatch):
    """Another county keeps everybody; two a day may be learnt of."""
    monkeypatch.setattr(searching, "HELD_ELSEWHERE_PER_DAY", 2)
    there = make.unit(make.QILIHE, name="七里河区教育局")
    officer = make.viewer_for(make.officer(make.QILIHE, at=now), at=now)
    taken_in(there, book(*(replace(one, unit="七里河区教育局") for one in EVERYBODY)), by=officer, at=now)


def test_a_roster_that_would_tell_of_too_many_is_refused_as_a_whole(unit, by, now, kept):
    before = everything()
    key = handed_in(unit, book(ZHAO, QIAN, SUN), by=by, at=now)
    assert take_in(roster=key, by=make.SYSTEM, at=now) == "refused"
    row = Roster.objects.get(public_id=key)
    assert row.refusal == "有 3 行可能已由其他单位管理，超过一天允许的次数：请由上级老干部部门导入这份名册。"
    assert everything() == before


def test_earlier_rosters_of_the_day_count(unit, by, now, kept):
    taken_in(unit, book(ZHAO, QIAN), by=by, at=now)
    key = handed_in(unit, book(SUN), by=by, at=now)
    assert take_in(roster=key, by=make.SYSTEM, at=now + timedelta(hours=23)) == "refused"
    taken_in(unit, book(WU), by=by, at=now + timedelta(hours=25))


def test_another_account_and_the_command_line_are_not_counted(unit, by, now, kept):
    taken_in(unit, book(ZHAO, QIAN), by=by, at=now)
    other = make.viewer_for(make.officer(make.CHENGGUAN, at=now), at=now)
    taken_in(unit, book(SUN, WU), by=other, at=now)
    taken_in(unit, book(ZHAO, SUN, WU, ZHOU), by=make.SYSTEM, at=now)


def test_a_number_that_is_kept_elsewhere_counts_too(unit, by, now, kept):
    """Nothing agrees but the number: the row becomes a person without it, and that was learnt."""
    guesses = [replace(one, name=f"冯{i}水", sex="男", born="1950-01-01", phone="", address="", unit="") for i, one in
               enumerate((ZHAO, QIAN, SUN))]  # fmt: skip
    key = handed_in(unit, book(*guesses), by=by, at=now)
    assert take_in(roster=key, by=make.SYSTEM, at=now) == "refused"
