"""What an import did undone: one row, or all of it, with what was there before believed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories as make
from tests.people.intake.actions.scenes import (
    EVERYBODY,
    QIAN,
    SUN,
    ZHAO,
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
from yinling.people.intake.actions import NotNow, separate, stand_apart, take_back_roster, withdraw
from yinling.people.intake.models import MatchKey, Roster, RosterRow
from yinling.people.registry.models import Card, Fact, Person, PersonNow
from yinling.service.orders.models import Order

NEXT = "2026年10月31日"
CHANGED = replace(ZHAO, phone="13909317777", address="庆阳路99号1单元101室", care="不能自理")


def _back(roster: Roster, *, by, at) -> tuple[int, int]:
    withdraw(roster=roster.public_id, by=by, at=at)
    return take_back_roster(roster=roster.public_id, by=make.SYSTEM, at=at)


def test_a_first_roster_withdrawn_leaves_nobody_in_the_lists(unit, by, now):
    roster = taken_in(unit, book(*EVERYBODY), by=by, at=now)
    assert _back(roster, by=by, at=now) == (5, 0)
    assert (PersonNow.objects.count(), Fact.objects.filter(superseded_at__isnull=True).count()) == (0, 0)
    assert not Card.objects.filter(revoked_at__isnull=True).exists()
    assert (Person.objects.count(), MatchKey.objects.count()) == (5, 0)
    before = everything()
    assert take_back_roster(roster=roster.public_id, by=make.SYSTEM, at=now) == (0, 0)
    assert everything() == before
    hold_true()


def test_what_a_withdrawn_roster_had_replaced_is_believed_again(unit, by, now):
    taken_in(unit, book(*EVERYBODY), by=by, at=now)
    zhao = who("赵国强")
    before = believed(zhao)
    roster = taken_in(unit, book(CHANGED, QIAN, day=NEXT), by=by, at=now)
    assert believed(zhao) != before
    assert _back(roster, by=by, at=now) == (0, 0)
    assert believed(zhao) == before
    assert questions(who("孙德明")) == set()
    hold_true()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_rosters_withdrawn_in_any_order(unit, by, now, order):
    taken_in(unit, book(ZHAO), by=by, at=now)
    before = believed(who("赵国强"))
    second = taken_in(unit, book(CHANGED, day=NEXT), by=by, at=now)
    third = taken_in(unit, book(replace(CHANGED, care="部分自理"), day="2026年11月1日"), by=by, at=now)
    for place in order:
        _back((second, third)[place], by=by, at=now)
        hold_true()
    assert believed(who("赵国强")) == before


def test_a_roster_on_top_of_a_withdrawn_one(unit, by, now):
    first = taken_in(unit, book(*EVERYBODY), by=by, at=now)
    _back(first, by=by, at=now)
    again = taken_in(unit, book(*EVERYBODY), by=by, at=now)
    assert (statuses(again), PersonNow.objects.count()) == (["new"] * 5, 5)
    assert set(Person.objects.filter(now__isnull=False).values_list("origin", flat=True)) == {again.public_id}
    hold_true()


def test_a_person_on_whom_something_was_built_stays_with_a_mark(unit, by, now):
    roster = taken_in(unit, book(ZHAO, QIAN, SUN), by=by, at=now)
    make.rules(now)
    make.order(who("赵国强"), at=now)
    said = believed(who("赵国强"))
    assert _back(roster, by=by, at=now) == (2, 1)
    assert [now_.name for now_ in PersonNow.objects.all()] == ["赵国强"]
    assert (believed(who("赵国强")), questions(who("赵国强"))) == (said, {("standing", "roster.withdrawn")})
    assert Order.objects.get().person == who("赵国强")
    hold_true()


def test_who_may_withdraw_and_when(unit, by, stranger, now, sides):
    roster = taken_in(unit, book(ZHAO), by=by, at=now)
    sides.app(stranger)
    with pytest.raises(Forbidden):
        withdraw(roster=roster.public_id, by=stranger, at=now)
    sides.app(by)
    with pytest.raises(NotNow):
        withdraw(roster=roster.public_id, by=by, at=now + timedelta(days=31))
    withdraw(roster=roster.public_id, by=by, at=now + timedelta(days=29))
    with pytest.raises(NotNow):
        withdraw(roster=roster.public_id, by=by, at=now + timedelta(days=29))


def test_a_separated_row_takes_what_it_alone_said(unit, by, now):
    """Three rows of one man: the person keeps the rest, telephones included, and the new one stands."""
    rows = [
        replace(ZHAO, phone=f"1390931000{i}", id_number=number) for i, number in enumerate((ZHAO.id_number, "", ""))
    ]
    rows[1] = replace(rows[1], care="")
    roster = taken_in(unit, book(*rows), by=by, at=now)
    assert statuses(roster) == ["new", "merged", "merged"]
    person = who("赵国强")
    middle = RosterRow.objects.filter(roster=roster, status="merged").order_by("number").first()
    separate(row=middle.public_id, by=by, at=now)
    assert stand_apart(row=middle.public_id, by=make.SYSTEM, at=now) == "new"
    assert statuses(roster) == ["new", "new", "merged"]
    assert believed(person)["phone"] == "13909310000、13909310002"
    other = RosterRow.objects.get(id=middle.id).person
    assert (other != person, believed(other)["phone"]) == (True, "13909310001")
    hold_true()
    before = everything()
    assert stand_apart(row=middle.public_id, by=make.SYSTEM, at=now) == "new"
    assert everything() == before


def test_a_separated_row_gives_back_what_it_had_changed(unit, by, now):
    taken_in(unit, book(ZHAO, QIAN), by=by, at=now)
    person, before = who("赵国强"), believed(who("赵国强"))
    roster = taken_in(unit, book(replace(CHANGED, id_number="", phone=ZHAO.phone), QIAN, day=NEXT), by=by, at=now)
    joined = RosterRow.objects.filter(roster=roster, person=person).get()
    assert joined.status == "merged"
    separate(row=joined.public_id, by=by, at=now)
    stand_apart(row=joined.public_id, by=make.SYSTEM, at=now)
    assert believed(person) == before
    assert (statuses(roster), PersonNow.objects.filter(name="赵国强").count()) == (["new", "merged"], 2)
    hold_true()
    again = taken_in(unit, book(replace(CHANGED, id_number="", phone=ZHAO.phone), day="2026年11月1日"), by=by, at=now)
    assert RosterRow.objects.filter(roster=again, person=person).count() == 0


def test_a_row_of_a_withdrawn_roster_is_not_separated(unit, by, now):
    roster = taken_in(unit, book(ZHAO, ZHAO), by=by, at=now)
    joined = RosterRow.objects.get(roster=roster, status="merged")
    _back(roster, by=by, at=now)
    with pytest.raises(NotNow):
        separate(row=joined.public_id, by=by, at=now)
    assert stand_apart(row=joined.public_id, by=make.SYSTEM, at=now) == "merged"
