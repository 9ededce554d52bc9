"""A way in made anew: one asks, another decides, each hands on half a password, and the holder sees that it happened."""

from __future__ import annotations

import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from tests.base.accounts.conftest import PASSWORD, SEEDING
from yinling.base.accounts import actions, queries
from yinling.base.accounts.actions.passwords import first_half, join_halves, one_time_password
from yinling.base.accounts.domain import kinds_of_characters
from yinling.base.accounts.models import Account, Recovery
from yinling.base.accounts.terms import AccountKind, RecoveryState
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

HERE = "192.0.2.7"


def admin(name="孙静", role=Role.SECURITY_ADMIN):
    return Viewer(account=str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), role=role, name=name)


FIRST, SECOND, OPERATOR = admin(), admin("丁强"), system("command line: root")


def ask(account, now, *, by=FIRST, reason="手机丢失", key=None):
    key = key or uuid.uuid4()
    return key, actions.ask_recovery(recovery=key, account=account, reason=reason, by=by, at=now)


def entered(password, now, username="wangmin"):
    return actions.check_password(username=username, password=password, address=HERE, at=now).account


def state(key):
    return RecoveryState(Recovery.objects.get(public_id=key).state)


@pytest.mark.parametrize("second", [SECOND, OPERATOR])
def test_the_two_halves_together_sign_in_once_and_neither_alone(account, now, sides, second):
    sides.app(FIRST)
    stamp = account.session_stamp
    key, first = ask(account, now)
    assert entered(PASSWORD, now) == account, "nothing has changed yet"
    sides.work(OPERATOR) if second is OPERATOR else sides.app(second)
    half = actions.approve_recovery(recovery=key, by=second, at=now)
    held = Account.objects.get(pk=account.pk)
    assert (held.must_change_password, held.session_stamp == stamp, state(key)) == (True, False, RecoveryState.APPROVED)
    assert not Authenticator.objects.filter(user_id=account.pk).exists()
    tried = [entered(word, now) for word in (PASSWORD, first, half, f"{half}-{first}", f"{first}-{half}")]
    assert tried == [None, None, None, None, account]
    asked = queries.last_recovery(held)
    assert (asked.asked_by_name, asked.decided_by_name) == ("孙静", second.name)


def test_the_facts_say_who_and_why_and_no_password(account, now, sides):
    sides.app(FIRST)
    key, first = ask(account, now)
    half = actions.approve_recovery(recovery=key, by=SECOND, at=now)
    facts = Entry.objects.filter(kind__in=("accounts.recovery_asked", "accounts.recovery_approved")).order_by("id")
    assert list(facts.values_list("kind", "actor", "subject")) == [
        ("accounts.recovery_asked", FIRST.account, account.public_id),
        ("accounts.recovery_approved", SECOND.account, account.public_id),
    ]
    sides.owner()
    kept = " ".join(Body.objects.values_list("body", flat=True))
    assert ("手机丢失" in kept, first in kept, half in kept) == (True, False, False)


def test_four_eyes(account, now, sides):
    sides.app(FIRST)
    key, _half = ask(account, now)
    holder = Viewer(account=str(account.public_id), role=Role.SECURITY_ADMIN)
    for one in (FIRST, holder):
        with pytest.raises(Forbidden):
            actions.approve_recovery(recovery=key, by=one, at=now)
        with pytest.raises(Forbidden):
            actions.refuse_recovery(recovery=key, reason="不行", by=one, at=now)
    assert state(key) is RecoveryState.OPEN
    sides.owner()
    with pytest.raises(IntegrityError, match="recovery_four_eyes"), transaction.atomic():
        Recovery.objects.filter(public_id=key).update(state="approved", decided_by=FIRST.account, decided_at=now)


def test_nobody_asks_for_himself_nor_for_a_key_of_a_person(account, now, sides):
    sides.app(FIRST)
    with pytest.raises(Forbidden):
        ask(account, now, by=Viewer(account=str(account.public_id), role=Role.SECURITY_ADMIN))
    sides.owner()
    Account.objects.filter(pk=account.pk).update(kind=AccountKind.PERSON)
    account.refresh_from_db()
    with pytest.raises(Forbidden):
        ask(account, now)
    assert Recovery.objects.count() == 0


@pytest.mark.parametrize("role", [None, *(r for r in Role if r not in {Role.SECURITY_ADMIN, Role.SYSTEM})])
def test_nobody_else_has_a_part_in_it(account, now, sides, role):
    sides.app(FIRST)
    key, _half = ask(account, now)
    other = admin("别人", role)
    for act in (
        lambda: ask(account, now, by=other),
        lambda: actions.approve_recovery(recovery=key, by=other, at=now),
        lambda: actions.refuse_recovery(recovery=key, reason="不行", by=other, at=now),
        lambda: actions.withdraw_recovery(recovery=key, by=other, at=now),
        lambda: queries.recoveries(by=other),
    ):
        with pytest.raises(Forbidden):
            act()
    assert state(key) is RecoveryState.OPEN


def test_one_at_a_time_and_a_form_sent_twice_is_one(account, now, sides):
    sides.app(FIRST)
    key, half = ask(account, now)
    assert ask(account, now, key=key) == (key, half)
    with pytest.raises(actions.RecoveryOpen):
        ask(account, now, by=SECOND)
    with pytest.raises(actions.ReasonMissing):
        ask(account, now, reason=" \x00 ")
    assert Recovery.objects.count() == 1


@pytest.mark.parametrize("way", ["refused", "withdrawn"])
def test_it_is_refused_or_withdrawn_and_nothing_changes(account, now, sides, way):
    sides.app(FIRST)
    key, _half = ask(account, now)
    if way == "refused":
        with pytest.raises(actions.ReasonMissing):
            actions.refuse_recovery(recovery=key, reason="x", by=SECOND, at=now)
        actions.refuse_recovery(recovery=key, reason="没有见到本人", by=SECOND, at=now)
    else:
        with pytest.raises(Forbidden):
            actions.withdraw_recovery(recovery=key, by=SECOND, at=now)
        actions.withdraw_recovery(recovery=key, by=FIRST, at=now)
    assert (state(key).value, entered(PASSWORD, now), queries.last_recovery(account)) == (way, account, None)
    for act in (
        lambda: actions.approve_recovery(recovery=key, by=SECOND, at=now),
        lambda: actions.withdraw_recovery(recovery=key, by=FIRST, at=now),
    ):
        with pytest.raises(actions.RecoveryMoved):
            act()
    ask(account, now)


def test_what_is_not_there_is_forbidden(account, now, sides):
    sides.app(FIRST)
    for by in (SECOND, NOBODY):
        with pytest.raises(Forbidden):
            actions.approve_recovery(recovery=uuid.uuid4(), by=by, at=now)


def test_the_list_has_what_waits_first(account, now, sides):
    sides.app(FIRST)
    key, _half = ask(account, now)
    actions.withdraw_recovery(recovery=key, by=FIRST, at=now)
    again, _half = ask(account, now)
    rows = queries.recoveries(by=FIRST)
    assert [(r.recovery, r.state.value, r.own, r.about_own) for r in rows] == [
        (again, "open", True, False), (key, "withdrawn", True, False),
    ]  # fmt: skip


def test_halves_and_passwords_are_strong():
    made = {one_time_password() for _time in range(20)}
    assert {(len(word), kinds_of_characters(word)) for word in made} == {(19, 4)}
    key = uuid.uuid4()
    assert first_half(key) == first_half(key) != first_half(uuid.uuid4())
    draws = iter(["aaaa-aaaa", "AAAA-2222"])
    assert join_halves("bbbb-bbbb", lambda: next(draws)) == "bbbb-bbbb-AAAA-2222"


def test_seeding_makes_accounts_that_can_be_recovered(sides, now):
    sides.work()
    made = actions.create_account(username="zhangsan", display_name="张三", password=PASSWORD, by=SEEDING, at=now)
    key, first = ask(made, now)
    half = actions.approve_recovery(recovery=key, by=SECOND, at=now)
    assert entered(f"{first}-{half}", now, "zhangsan") == made
