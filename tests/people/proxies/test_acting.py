"""Who acts for a person: himself, a proxy by a right that holds, staff in whose care he is; nobody else."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests.people.proxies.conftest import CLERK, seen_by
from tests.people.proxies.rights import recorded, with_key
from tests.people.registry.people import CITY, COUNTY, HIDDEN, OTHER_COUNTY, enter, officer
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import NOBODY, Role, system
from yinling.people.proxies.actions import revoke_right
from yinling.people.proxies.models import Key
from yinling.people.proxies.queries import acting
from yinling.people.proxies.terms import ActingKind, ActingScope
from yinling.people.registry.models import Person


def asked(person, by, now, scope=ActingScope.RATE):
    found = acting(person=person, scope=scope, by=by, on=local_day(now))
    return found.kind, found.said, found.on_behalf


def refused(person, by, now, scope=ActingScope.RATE) -> bool:
    with pytest.raises(Forbidden):
        acting(person=person, scope=scope, by=by, on=local_day(now))
    return True


def test_the_person_acts_for_himself_and_for_nobody_else(home, person, inner, now):
    other = enter(home, now, by=CLERK, name="张建国")
    himself = seen_by(Role.PERSON, uuid.uuid4(), inner)
    assert asked(person, himself, now) == (ActingKind.PERSON, "本人", None)
    assert refused(other, himself, now)


def test_a_proxy_acts_by_the_right_of_his_key(home, person, inner, now):
    right = recorded(person, now, scopes=["rate", "order"])
    proxy = with_key(right, now)
    assert asked(person, proxy, now) == (ActingKind.PROXY, "代办人李芳（女儿）", right)
    assert refused(person, proxy, now, ActingScope.CONFIRM)
    assert refused(person, seen_by(Role.PROXY, uuid.uuid4(), inner), now)
    assert refused(enter(home, now, by=CLERK, name="张建国"), proxy, now)


def test_a_right_holds_from_its_first_day_until_before_its_last(person, now):
    right = recorded(person, now, valid_from=date(2026, 11, 20), valid_to=date(2026, 11, 25))
    proxy = with_key(right, now)
    held = [day for day in range(17, 28) if not _is_refused(person, proxy, date(2026, 11, day))]
    assert held == [20, 21, 22, 23, 24]


def _is_refused(person, by, on) -> bool:
    try:
        acting(person=person, scope=ActingScope.RATE, by=by, on=on)
    except Forbidden:
        return True
    return False


def test_a_revoked_right_or_key_holds_no_longer(person, now):
    right = recorded(person, now)
    proxy = with_key(right, now)
    Key.objects.update(revoked_at=now, revoked_by="t", revoked_because="遗失")
    assert refused(person, proxy, now)
    other = with_key(right, now)
    assert asked(person, other, now)[0] is ActingKind.PROXY
    revoke_right(right=right, because="本人不再委托", by=CLERK, at=now)
    assert refused(person, other, now)


def test_staff_act_on_the_persons_word_where_the_person_is_in_their_care(home, person, inner, now):
    for by in (CLERK, officer(CITY), officer(None, units=(home.id,))):
        assert asked(person, by, now) == (ActingKind.STAFF, "王敏（经办人员）代办", None)
    for by in (officer(OTHER_COUNTY), officer(HIDDEN), officer(None), seen_by(Role.OFFICER, uuid.uuid4(), inner)):
        assert refused(person, by, now)


@pytest.mark.parametrize("role", [Role.WORKER, Role.PROXY, Role.AUDIT_ADMIN, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN])
def test_who_only_sees_the_person_may_not_act(person, inner, now, role):
    assert refused(person, seen_by(role, uuid.uuid4(), inner), now)


def test_nobody_and_the_machinery_act_for_nobody(person, now):
    assert refused(person, NOBODY, now)
    assert refused(person, system("tests"), now)
    assert refused(uuid.uuid4(), CLERK, now)


def test_nobody_acts_for_a_record_that_became_part_of_another(home, person, inner, now):
    kept = Person.objects.get(public_id=enter(home, now, by=CLERK, name="张建国"))
    proxy = with_key(recorded(person, now), now)
    Person.objects.filter(id=inner).update(merged_into=kept)
    assert refused(person, CLERK, now)
    assert refused(person, proxy, now)
    assert refused(person, seen_by(Role.PERSON, uuid.uuid4(), inner), now)


def test_the_wall_hides_the_right_of_another_county(sides, person, now):
    proxy = with_key(recorded(person, now), now)
    sides.app(officer(OTHER_COUNTY))
    assert refused(person, officer(COUNTY), now)
    sides.app(proxy)
    assert asked(person, proxy, now + timedelta(hours=1))[0] is ActingKind.PROXY
