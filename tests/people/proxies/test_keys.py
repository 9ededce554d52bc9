"""Keys to the elder door: who gives them, whom they let in, and how they follow card and right."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tests import factories
from yinling.base.access.queries import viewer
from yinling.base.accounts.models import Account
from yinling.base.jobs.actions import defer  # noqa: F401 - the jobs are deferred through it
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, system
from yinling.people.proxies import actions
from yinling.people.proxies.actions import CannotIssue, KeyExists
from yinling.people.proxies.actions.keys import name_at_card
from yinling.people.proxies.models import Key
from yinling.people.proxies.terms import ActingScope, KeyKind
from yinling.people.registry.actions import reissue_card
from yinling.people.registry.domain import Unacceptable
from yinling.people.registry.models import Card

PIN = "406182"
WORK = system("tests")


@pytest.fixture
def keeper(sides, now):
    """An officer of the county as the application, and one person in care."""
    factories.rules(now)
    owner = factories.person(unit=factories.unit(), at=now)
    by = factories.viewer_for(factories.officer(at=now), at=now)
    sides.app(by)
    return by, owner


def granted(keeper, now, *, phone="13900005678", valid_to=None, scopes=tuple(ActingScope.values)):
    by, owner = keeper
    right = uuid.uuid4()
    actions.record_right(
        right=right, person=owner.public_id, kind="family", basis="spoken", name="李芳", relation="女儿", phone=phone,
        account=None, scopes=scopes, valid_from=local_day(now), valid_to=valid_to, by=by, at=now,
    )  # fmt: skip
    return right


def issue(keeper, now, right=None, key=None):
    by, owner = keeper
    key = key or uuid.uuid4()
    actions.issue_key(key=key, person=owner.public_id, right=right, pin=PIN, by=by, at=now)
    return key


def opened(sides, key, now):
    sides.work(WORK)
    actions.open_key(key=key, by=WORK, at=now)
    sides.owner()
    account = Account.objects.get(public_id=Key.objects.get(public_id=key).account)
    return account, viewer(account, grant=None, on=local_day(now))


def test_before_background_tied_the_person_the_account_sees_nobody(sides, keeper, now):
    key = issue(keeper, now)
    account = Account.objects.get(public_id=Key.objects.get(public_id=key).account)
    assert (account.kind, account.display_name) == ("person", "李淑芬")
    assert viewer(account, grant=None, on=local_day(now)) is None


def test_the_person_sees_himself_alone(sides, keeper, now):
    _account, seen = opened(sides, issue(keeper, now), now)
    assert (seen.role, seen.area, seen.units, seen.persons, seen.purposes) == (
        Role.PERSON, None, (), (keeper[1].id,), frozenset(Purpose),
    )  # fmt: skip


def test_a_proxy_comes_in_until_the_right_ends(sides, keeper, now):
    right = granted(keeper, now, valid_to=local_day(now) + timedelta(days=10))
    account, seen = opened(sides, issue(keeper, now, right), now)
    assert (seen.role, seen.persons, seen.purposes) == (Role.PROXY, (keeper[1].id,), frozenset({Purpose.GENERAL}))
    assert viewer(account, grant=None, on=local_day(now) + timedelta(days=10)) is None


def test_opening_twice_changes_nothing(sides, keeper, now):
    key = issue(keeper, now)
    first = opened(sides, key, now)
    assert opened(sides, key, now + timedelta(hours=1)) == first


def test_a_second_key_is_refused_and_shows_no_second_pin(keeper, now):
    key = issue(keeper, now)
    for again in (key, None):
        with pytest.raises(KeyExists):
            issue(keeper, now, key=again)
    assert Key.objects.count() == 1


def test_who_is_not_in_charge_gives_no_key(sides, keeper, now):
    stranger = factories.viewer_for(_other_officer(sides, now), at=now)
    sides.app(stranger)
    with pytest.raises(Forbidden):
        issue((stranger, keeper[1]), now)


def _other_officer(sides, now):
    sides.owner()
    factories.areas(factories.QILIHE)
    return factories.officer(factories.QILIHE, at=now)


def test_what_is_missing_is_said(sides, keeper, now):
    with pytest.raises(CannotIssue, match="手机号"):
        issue(keeper, now, granted(keeper, now, phone=""))
    issue(keeper, now, granted(keeper, now))
    with pytest.raises(CannotIssue, match="后四位相同"):
        issue(keeper, now, granted(keeper, now, phone="13700005678"))
    Card.objects.update(revoked_at=now)
    with pytest.raises(CannotIssue, match="服务卡"):
        issue(keeper, now)
    with pytest.raises(Forbidden):
        issue(keeper, now, uuid.uuid4())


def test_a_key_follows_the_card(sides, keeper, now):
    by, owner = keeper
    key = issue(keeper, now)
    old = Card.objects.get(person=owner).code
    reissue_card(person=owner.public_id, by=by, at=now)
    new = Card.objects.get(person=owner, revoked_at=None).code
    assert _names() == [name_at_card(old, "")]
    sides.work(WORK)
    actions.follow_card(person=owner.public_id, by=WORK, at=now)
    assert _names() == [name_at_card(new, "")]
    Card.objects.update(revoked_at=now)
    actions.follow_card(person=owner.public_id, by=WORK, at=now)
    assert _names() == [f"key-{key.hex}"]


def _names():
    return list(Account.objects.filter(kind__in=("person", "proxy")).values_list("username", flat=True))


def test_taken_back_it_opens_nothing_and_a_new_pin_opens_it_again(sides, keeper, now):
    by, _owner = keeper
    key = issue(keeper, now)
    account, _seen = opened(sides, key, now)
    sides.app(by)
    with pytest.raises(Unacceptable):
        actions.revoke_key(key=key, because=" ", by=by, at=now)
    for _time in range(2):
        actions.revoke_key(key=key, because="手机丢了", by=by, at=now)
    account.refresh_from_db()
    assert (account.is_active, viewer(account, grant=None, on=local_day(now))) == (False, None)
    actions.reissue_key(key=key, pin="730519", by=by, at=now)
    row = Key.objects.get(public_id=key)
    assert (row.revoked_at, row.revoked_because, row.kind) == (None, "", KeyKind.PERSON)
    _account, seen = opened(sides, key, now)
    assert seen.persons == (keeper[1].id,)


def test_the_key_of_a_revoked_right_is_closed(sides, keeper, now):
    by, _owner = keeper
    right = granted(keeper, now)
    key = issue(keeper, now, right)
    account, _seen = opened(sides, key, now)
    sides.work(WORK)
    actions.close_keys(right=right, by=WORK, at=now)
    assert Key.objects.get().revoked_at is None, "the right holds: the job came for nothing"
    sides.app(by)
    actions.revoke_right(right=right, because="本人不再委托", by=by, at=now)
    with pytest.raises(Forbidden):
        actions.reissue_key(key=key, pin="730519", by=by, at=now)
    sides.work(WORK)
    actions.close_keys(right=right, by=WORK, at=now)
    account.refresh_from_db()
    assert (account.is_active, Key.objects.get().revoked_because) == (False, "代办授权已撤销")


def test_only_background_opens(keeper, now):
    by, owner = keeper
    key = issue(keeper, now)
    for act in (
        lambda: actions.open_key(key=key, by=by, at=now),
        lambda: actions.follow_card(person=owner.public_id, by=by, at=now),
        lambda: actions.close_keys(right=uuid.uuid4(), by=by, at=now),
    ):
        with pytest.raises(Forbidden):
            act()
