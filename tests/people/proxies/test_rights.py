"""Rights: recorded once, revoked with a reason, restored the same day by the same hand; told as facts without names."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.people.proxies.conftest import CLERK, seen_by
from tests.people.proxies.rights import recorded
from tests.people.registry.people import COUNTY, OTHER_COUNTY, officer
from yinling.base.access.actions import give_grant
from yinling.base.accounts.models import Account
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Role
from yinling.people.proxies.actions import RightMoved, restore_right, revoke_right
from yinling.people.proxies.models import ProxyRight
from yinling.people.proxies.queries import acting, past_rights_of, person_of_right, right, rights_of
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.actions import merge_persons, move_belongings
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Person


def errors(act) -> set[str]:
    with pytest.raises(Unacceptable) as refusal:
        act()
    return set(refusal.value.errors)


def worker(sides, now, area=COUNTY) -> Account:
    sides.owner()
    made = Account.objects.create(username=f"w{area}", display_name="周海", password="!", created_at=now)
    give_grant(
        grant=uuid.uuid4(), account=made.public_id, role=Role.WORKER, area_code=area, units=(), purposes=frozenset(),
        valid_from=date(2026, 1, 1), valid_to=None, by=make.SYSTEM, at=now,
    )  # fmt: skip
    sides.app(CLERK)
    return made


def test_a_right_is_recorded_once_however_often_it_is_sent(person, now):
    key = uuid.uuid4()
    assert [recorded(person, now, key=key, scopes=["rate", "order", "rate"]) for _ in range(2)] == [key, key]
    row = ProxyRight.objects.get()
    assert (row.name, row.relation, row.phone, row.scopes, row.area_code) == (
        "李芳", "女儿", "13900008888", ["order", "rate"], COUNTY,
    )  # fmt: skip
    line = right(key, on=local_day(now))
    assert (line.phone, line.scope_labels, line.in_force) == ("139****8888", ["代下单", "代评价和投诉"], True)
    assert person_of_right(key) == person


def test_the_fact_names_the_right_and_nobody(sides, person, now):
    key = recorded(person, now)
    sides.owner()
    entry = Entry.objects.get(kind="proxies.right_recorded")
    body = Body.objects.get(entry=entry).body
    assert str(key) in body
    assert "李芳" not in body
    assert "8888" not in body


def test_the_list_says_who_may_act_now_and_who_might_have(person, now):
    today = local_day(now)
    held = recorded(person, now)
    later = recorded(person, now, name="李强", valid_from=today + timedelta(days=3))
    gone = recorded(person, now, name="李明", scopes=["rate"])
    revoke_right(right=gone, because="本人不再委托", by=CLERK, at=now)
    assert [line.right for line in rights_of(person, on=today)] == [held]
    assert [line.right for line in past_rights_of(person, on=today)] == [gone, later]
    assert [line.right for line in rights_of(person, on=today + timedelta(days=3))] == [held, later]
    assert rights_of(person, on=today, scope=ActingScope.ORDER) == rights_of(person, on=today)
    only_rating = recorded(person, now, scopes=["rate"])
    assert only_rating not in [line.right for line in rights_of(person, on=today, scope=ActingScope.ORDER)]


def test_a_right_is_revoked_once_with_a_reason_and_restored_the_same_day(person, now):
    key = recorded(person, now)
    assert errors(lambda: revoke_right(right=key, because=" \x00", by=CLERK, at=now)) == {"because"}
    revoke_right(right=key, because="本人不再委托", by=CLERK, at=now)
    with pytest.raises(RightMoved):
        revoke_right(right=key, because="本人不再委托", by=CLERK, at=now)
    with pytest.raises(RightMoved):
        restore_right(right=key, by=CLERK, at=now + timedelta(days=1))
    restore_right(right=key, by=CLERK, at=now + timedelta(hours=2))
    with pytest.raises(RightMoved):
        restore_right(right=key, by=CLERK, at=now + timedelta(hours=2))
    assert right(key, on=local_day(now)).in_force
    kinds = Entry.objects.filter(kind__startswith="proxies.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["proxies.right_recorded", "proxies.right_revoked", "proxies.right_restored"]


def test_the_person_revokes_himself_and_no_officer_undoes_that(sides, person, inner, now):
    key = recorded(person, now)
    himself = seen_by(Role.PERSON, uuid.uuid4(), inner)
    sides.app(himself)
    revoke_right(right=key, because="不需要了", by=himself, at=now)
    sides.app(CLERK)
    with pytest.raises(RightMoved):
        restore_right(right=key, by=CLERK, at=now)
    sides.app(himself)
    restore_right(right=key, by=himself, at=now)


def test_nobody_else_records_or_revokes(sides, person, inner, now):
    key = recorded(person, now)
    strangers = [
        officer(OTHER_COUNTY), seen_by(Role.OFFICER, uuid.uuid4(), inner), seen_by(Role.WORKER, uuid.uuid4(), inner),
        seen_by(Role.PROXY, uuid.uuid4(), inner),
    ]  # fmt: skip
    for by in [*strangers, seen_by(Role.PERSON, uuid.uuid4(), inner)]:
        sides.app(by)
        with pytest.raises(Forbidden):
            recorded(person, now, by=by)
    for by in strangers:
        sides.app(by)
        with pytest.raises(Forbidden):
            revoke_right(right=key, because="不知道", by=by, at=now)
        with pytest.raises(Forbidden):
            restore_right(right=key, by=by, at=now)
    sides.app(CLERK)
    assert [line.right for line in rights_of(person, on=local_day(now))] == [key]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "李\x00芳"}, {"name"}),
        ({"name": "<script>"}, {"name"}),
        ({"name": "李" * 51}, {"name"}),
        ({"phone": "abc"}, {"phone"}),
        ({"relation": "\x00 "}, {"relation"}),
        ({"scopes": []}, {"scopes"}),
        ({"account": uuid.UUID(int=1), "kind": "staff"}, {"account"}),
        ({"kind": "guardian", "basis": "x", "phone": "1"}, {"basis", "phone"}),
    ],
)
def test_what_cannot_be_recorded_is_refused_at_its_field(person, now, changed, fields):
    assert errors(lambda: recorded(person, now, **changed)) == fields
    assert not ProxyRight.objects.exists()


def test_a_worker_of_the_area_acts_by_a_staff_right(sides, person, inner, now):
    staff = worker(sides, now)
    key = recorded(person, now, kind="staff", name="别人", relation="", account=staff.public_id, scopes=["confirm"])
    by = seen_by(Role.WORKER, staff.public_id, inner)
    found = acting(person=person, scope=ActingScope.CONFIRM, by=by, on=local_day(now))
    assert (found.said, found.on_behalf) == ("代办人周海（工作人员）", key)
    far = worker(sides, now, area=OTHER_COUNTY)
    assert errors(lambda: recorded(person, now, kind="staff", account=far.public_id)) == {"account"}


def test_rights_follow_a_merge(sides, home, person, now):
    from tests.people.registry.people import enter

    kept = enter(home, now, by=CLERK, name="单国瑛")
    key = recorded(person, now)
    sides.owner()
    merge = merge_persons(person=kept, other=person, reason="电话向本人核实", by=CLERK, at=now)
    move_belongings(merge=merge, by=make.SYSTEM, at=now)
    assert person_of_right(key) == kept
    assert ProxyRight.objects.get().person == Person.objects.get(public_id=kept)
