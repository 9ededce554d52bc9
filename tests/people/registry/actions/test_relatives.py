"""Relatives: written once, linked to their own record, ended and brought back; not by others."""

from __future__ import annotations

import uuid

import pytest

from tests.people.registry.actions.test_corrections import CLERK, errors
from tests.people.registry.people import COUNTY, HIDDEN, enter, officer, unit
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.people.registry.actions import (
    RelativeMoved,
    add_relative,
    end_relative,
    link_relative,
    restore_relative,
)
from yinling.people.registry.models import Person, Relative


def add(person, now, *, key=None, by=CLERK, **changed):
    plain = {"name": "张国华", "kin": "1", "phone": "", "is_deceased_cadre": False, "other": None}
    return add_relative(relative=key or uuid.uuid4(), person=person, by=by, at=now, **(plain | changed))


def test_a_relative_is_written_once_however_often_it_is_sent(home, now):
    person, key = enter(home, now, by=CLERK), uuid.uuid4()
    assert [add(person, now, key=key, phone="0931 8432828") for _ in range(2)] == [key, key]
    row = Relative.objects.get()
    assert (row.name, row.kin, row.phone, row.other, row.area_code) == ("张国华", "1", "0931-8432828", None, COUNTY)
    assert Entry.objects.filter(kind="registry.relative_added").count() == 1


def test_a_relative_has_a_record_of_their_own(home, now):
    person, husband = enter(home, now, by=CLERK), enter(home, now, by=CLERK, name="张国华", sex="1")
    key = add(person, now)
    link_relative(relative=key, other=husband, by=CLERK, at=now)
    assert Relative.objects.get().other == Person.objects.get(public_id=husband)
    with pytest.raises(RelativeMoved):
        link_relative(relative=key, other=husband, by=CLERK, at=now)
    link_relative(relative=key, other=None, by=CLERK, at=now)
    assert Relative.objects.get().other is None
    assert set(errors(lambda: link_relative(relative=key, other=person, by=CLERK, at=now))) == {"other"}


def test_a_relative_is_ended_and_brought_back(home, now):
    key = add(enter(home, now, by=CLERK), now)
    end_relative(relative=key, by=CLERK, at=now)
    for late in (end_relative, lambda **more: link_relative(other=None, **more)):
        with pytest.raises(RelativeMoved):
            late(relative=key, by=CLERK, at=now)
    restore_relative(relative=key, by=CLERK, at=now)
    with pytest.raises(RelativeMoved):
        restore_relative(relative=key, by=CLERK, at=now)
    assert Relative.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("changed", "field"), [({"name": "<b>"}, "name"), ({"name": ""}, "name"), ({"kin": "x"}, "kin"),
                           ({"phone": "1"}, "phone")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(home, now, changed, field):
    person = enter(home, now, by=CLERK)
    assert set(errors(lambda: add(person, now, **changed))) == {field}
    assert set(errors(lambda: add(person, now, other=person))) == {"other"}


def test_nobody_else_writes_and_nobody_is_linked_from_outside_the_scope(home, now, sides):
    sides.owner()
    hidden = enter(unit(HIDDEN, "麒麟区教育局"), now, by=officer(HIDDEN), name="张国华")
    sides.app(CLERK)
    person = enter(home, now, by=CLERK)
    key = add(person, now)
    for call in (
        lambda: add(person, now, other=hidden),
        lambda: link_relative(relative=key, other=hidden, by=CLERK, at=now),
    ):
        with pytest.raises(Forbidden):
            call()
    stranger = officer(HIDDEN)
    sides.app(stranger)
    for call in (
        lambda: add(person, now, by=stranger),
        lambda: end_relative(relative=key, by=stranger, at=now),
        lambda: link_relative(relative=key, other=None, by=stranger, at=now),
        lambda: restore_relative(relative=key, by=stranger, at=now),
    ):
        with pytest.raises(Forbidden):
            call()
    sides.app(CLERK)
    assert list(Relative.objects.values_list("other", "ended_at")) == [(None, None)]
