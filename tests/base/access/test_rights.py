"""Grants in force by the day, three administrators apart, persons seen by name."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.people.registry.people import CITY, COUNTY, HIDDEN, places, unit
from yinling.base.access.actions import (
    RolesClash,
    RoleUnfit,
    ScopeMissing,
    end_grant,
    give_grant,
    name_person,
    unname_persons,
)
from yinling.base.access.models import Grant, NamedPerson
from yinling.base.access.queries import Seat, seats, viewer, workers_for
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind
from yinling.base.journal.models import Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import Purpose, Role, Viewer, system

SYSTEM = system("tests")
SECURITY = Viewer(account=str(uuid.uuid4()), role=Role.SECURITY_ADMIN)
GENERAL = frozenset({Purpose.GENERAL})


@pytest.fixture
def account(sides, now):
    places()
    made = Account.objects.create(username="wangmin", display_name="王敏", created_at=now)
    sides.app(SECURITY)
    return made


def give(account, now, *, role=Role.OFFICER, area=COUNTY, start=date(2026, 1, 1), end=None, by=SECURITY, units=()):
    key = uuid.uuid4()
    give_grant(
        grant=key, account=account.public_id, role=role, area_code=area, units=units, purposes=GENERAL,
        valid_from=start, valid_to=end, by=by, at=now,
    )  # fmt: skip
    return key


@pytest.mark.parametrize(
    ("on", "in_force"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_grant_holds_over_a_half_open_period(account, now, on, in_force):
    key = give(account, now, end=date(2026, 7, 1))
    expected = Viewer(account=str(account.public_id), role=Role.OFFICER, area=COUNTY, purposes=GENERAL, name="王敏")
    assert seats(account, on=on) == ([Seat(key, Role.OFFICER, COUNTY, ())] if in_force else [])
    assert viewer(account, grant=None, on=on) == (expected if in_force else None)


def test_an_account_works_in_the_seat_it_chose_and_only_in_its_own(account, now, sides):
    first, second = give(account, now, area=COUNTY), give(account, now, area=HIDDEN)
    today = date(2026, 11, 22)
    areas = [viewer(account, grant=seat, on=today).area for seat in (None, first, second, uuid.uuid4())]
    assert areas == [COUNTY, COUNTY, HIDDEN, COUNTY]


def test_a_closed_account_is_nobody(account, now):
    give(account, now)
    account.is_active = False
    assert viewer(account, grant=None, on=date(2026, 11, 22)) is None


def test_units_come_with_the_grant(account, now, sides):
    sides.owner()
    homes = [unit(COUNTY, f"单位{n}") for n in range(2)]
    sides.app(SECURITY)
    give(account, now, area="", units=tuple(home.public_id for home in homes))
    found = viewer(account, grant=None, on=date(2026, 11, 22))
    assert (found.area, set(found.units)) == (None, {home.pk for home in homes})


def test_a_grant_given_twice_is_one(account, now):
    key = uuid.uuid4()
    for _time in range(2):
        give_grant(
            grant=key, account=account.public_id, role=Role.OFFICER, area_code=COUNTY, units=(), purposes=GENERAL,
            valid_from=date(2026, 1, 1), valid_to=None, by=SECURITY, at=now,
        )  # fmt: skip
    assert (Grant.objects.count(), Entry.objects.filter(kind="access.grant_given").count()) == (1, 1)


@pytest.mark.parametrize("role", [None, *(r for r in Role if r not in {Role.SECURITY_ADMIN, Role.SYSTEM})])
def test_only_the_security_administrator_gives_and_ends(account, now, role):
    key = give(account, now)
    other = Viewer(account=str(uuid.uuid4()), role=role, area="0")
    with pytest.raises(Forbidden):
        give(account, now, by=other)
    with pytest.raises(Forbidden):
        end_grant(grant=key, by=other, at=now)
    assert Grant.objects.filter(valid_to__isnull=True).count() == 1


def test_nobody_gives_rights_to_himself(account, now):
    self_made = Viewer(account=str(account.public_id), role=Role.SECURITY_ADMIN)
    with pytest.raises(Forbidden):
        give(account, now, by=self_made)


ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@pytest.mark.parametrize(
    ("first", "second"),
    [(a, b) for a in ADMINISTRATORS for b in (*ADMINISTRATORS, Role.OFFICER, Role.WORKER) if a != b]
    + [(b, a) for a in ADMINISTRATORS for b in (Role.OFFICER, Role.WORKER)],
)
def test_an_administrator_is_nothing_else_whoever_gives_the_right(account, now, first, second):
    give(account, now, role=first, by=SYSTEM)
    with pytest.raises(RolesClash):
        give(account, now, role=second, by=SYSTEM)
    assert list(Grant.objects.values_list("role", flat=True)) == [first]


def test_what_was_given_for_later_clashes_too_and_what_is_over_does_not(account, now, sides):
    give(account, now, role=Role.AUDIT_ADMIN, start=date(2027, 1, 1), end=date(2027, 6, 1), by=SYSTEM)
    with pytest.raises(RolesClash):
        give(account, now)
    sides.owner()
    Grant.objects.update(valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 22))
    sides.app(SECURITY)
    give(account, now)
    assert Grant.objects.count() == 2


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_a_security_administrator_makes_no_administrators(account, now, role):
    with pytest.raises(Forbidden):
        give(account, now, role=role)
    give(account, now, role=role, by=SYSTEM)
    give(account, now, role=role, area="", by=SYSTEM)
    assert Grant.objects.count() == 2


@pytest.mark.parametrize("kind", list(AccountKind))
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_a_role_fits_the_kind_of_account(account, now, sides, kind, role):
    sides.owner()
    Account.objects.filter(pk=account.pk).update(kind=kind)
    wanted = {Role.PERSON: AccountKind.PERSON, Role.PROXY: AccountKind.PROXY}.get(role, AccountKind.STAFF)
    if kind is wanted:
        give(account, now, role=role, by=SYSTEM)
    else:
        with pytest.raises(RoleUnfit):
            give(account, now, role=role, by=SYSTEM)
    assert Grant.objects.count() == (kind is wanted)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.WORKER])
def test_an_officer_and_a_worker_need_a_scope(account, now, sides, role):
    with pytest.raises(ScopeMissing):
        give(account, now, role=role, area="")
    sides.owner()
    home = unit(COUNTY, "单位")
    sides.app(SECURITY)
    if role is Role.OFFICER:
        give(account, now, role=role, area="", units=(home.public_id,))
    else:
        with pytest.raises(ScopeMissing):
            give(account, now, role=role, area="", units=(home.public_id,))


def test_nobody_ends_his_own_right(account, now):
    key = give(account, now)
    with pytest.raises(Forbidden):
        end_grant(grant=key, by=Viewer(account=str(account.public_id), role=Role.SECURITY_ADMIN), at=now)
    assert Grant.objects.get().valid_to is None


def test_a_grant_ends_today_once(account, now):
    key = give(account, now)
    end_grant(grant=key, by=SECURITY, at=now)
    assert Grant.objects.get().valid_to == date(2026, 11, 22)
    with pytest.raises(Forbidden):
        end_grant(grant=key, by=SECURITY, at=now)
    with pytest.raises(Forbidden):
        end_grant(grant=uuid.uuid4(), by=SECURITY, at=now)


def test_the_database_keeps_grants_in_form(account, now):
    same_day = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)}
    with pytest.raises(IntegrityError, match="grant_period_forward"), transaction.atomic():
        Grant.objects.create(
            account=account, role="officer", purposes=["general"], given_by="x", given_at=now, **same_day
        )


def test_a_person_is_seen_by_name_until_the_task_ends(account, now, sides):
    give(account, now, role=Role.WORKER, area=CITY)
    sides.work(SYSTEM)
    tasks = [uuid.uuid4(), uuid.uuid4()]
    for number, task in enumerate(tasks):
        for _twice in range(2):
            name_person(
                account=account.public_id, person_id=7 + number, because="task", subject=task, by=SYSTEM, at=now
            )
    today = date(2026, 11, 22)
    assert viewer(account, grant=None, on=today).persons == (7, 8)
    assert viewer(account, grant=None, on=today).area is None, "a worker's area opens no records"
    unname_persons(subject=tasks[0], keep=account.public_id, by=SYSTEM, at=now)
    assert viewer(account, grant=None, on=today).persons == (7, 8)
    unname_persons(subject=tasks[0], keep=None, by=SYSTEM, at=now + timedelta(hours=1))
    assert viewer(account, grant=None, on=today).persons == (8,)
    assert NamedPerson.objects.count() == 2


def test_workers_are_found_for_the_places_they_cover(account, now):
    give(account, now, role=Role.WORKER, area=CITY)
    today = date(2026, 11, 22)
    covered = {area: [a.username for a in workers_for(area, on=today)] for area in (CITY, COUNTY, HIDDEN, "530102001")}
    assert covered == {CITY: ["wangmin"], COUNTY: ["wangmin"], HIDDEN: [], "530102001": ["wangmin"]}
