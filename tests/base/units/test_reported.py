"""Bodies that a roster names and nobody had registered."""

from __future__ import annotations

import pytest

from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.base.units.actions import ReportedUnit, enter_reported
from yinling.base.units.models import Unit
from yinling.kernel.viewer import NOBODY, system

SYSTEM = system("tests")


def _told(name: str) -> ReportedUnit:
    return ReportedUnit(name, name[2:], "government", "620102", "roster:1")


def test_they_stand_under_the_body_that_reported_them(sides, now, areas):
    sides.work()
    (parent,) = enter_reported(units=[_told("兰州水务局")], parent=None, by=SYSTEM, at=now).values()
    made = enter_reported(units=[_told("城关文化馆"), _told("城关图书馆")], parent=parent, by=SYSTEM, at=now)
    assert sorted(made) == ["城关图书馆", "城关文化馆"]
    unit = Unit.objects.get(name="城关文化馆")
    assert (unit.parent, unit.short_name, unit.area_id, unit.source) == (parent, "文化馆", "620102", "roster:1")
    assert Entry.objects.filter(kind="units.units_loaded").count() >= 2


def test_none_is_no_fact(sides, now, areas):
    sides.work()
    before = Entry.objects.count()
    assert enter_reported(units=[], parent=None, by=SYSTEM, at=now) == {}
    assert Entry.objects.count() == before


def test_only_the_system_enters_them(sides, now, areas):
    sides.app(NOBODY)
    with pytest.raises(Forbidden):
        enter_reported(units=[_told("兰州水务局")], parent=None, by=NOBODY, at=now)
