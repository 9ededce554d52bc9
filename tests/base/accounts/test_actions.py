"""Signing in as the application role: right, wrong, locked, replayed, refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.base.accounts.conftest import PASSWORD, SECRET, SEEDING, QuickScrypt
from yinling.base.accounts import actions, queries
from yinling.base.accounts.actions import AlreadyEnrolled, Answer, NameTaken, NameUnfit
from yinling.base.accounts.apps import refuse_demo_accounts
from yinling.base.accounts.domain import code_at, code_step
from yinling.base.accounts.models import Account, SignInTry
from yinling.base.accounts.terms import DEMO_PASSWORD, Outcome
from yinling.base.journal.models import Body, Entry
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer

HERE = "192.0.2.7"


def guess(at, username="wangmin", password="wrong-Wrong-1", address=HERE):
    return actions.check_password(username=username, password=password, address=address, at=at)


def code(at):
    return code_at(SECRET, code_step(at))


def admin(role=Role.SECURITY_ADMIN):
    return Viewer(account="00000000-0000-0000-0000-00000000ad01", role=role)


def test_a_right_password_and_code_sign_in(account, now):
    assert guess(now, password=PASSWORD) == Answer(account)
    assert guess(now, username=" ＷangMin", password=PASSWORD) == Answer(account)
    assert actions.check_code(account=account, code=code(now), address=HERE, at=now) == Answer(account)
    assert list(SignInTry.objects.values_list("step", "outcome", "address")) == [("code", "passed", HERE)]


@pytest.mark.parametrize("username", ["wangmin", "nobody", "", "' OR 1=1 --", "王敏"])
def test_every_try_computes_one_hash_whether_the_name_exists_or_not(account, now, username):
    before = QuickScrypt.computed
    guess(now, username=username)
    assert QuickScrypt.computed == before + 1


@pytest.mark.parametrize("username", ["wangmin", "nobody"])
def test_five_wrong_passwords_lock_known_and_unknown_names_alike(account, now, username):
    at = [now + timedelta(seconds=n) for n in range(6)]
    until = at[4] + timedelta(minutes=15)
    answers = [guess(moment, username=username) for moment in at]
    assert answers == [Answer(None)] * 4 + [Answer(None, until)] * 2
    assert SignInTry.objects.count() == 5
    locked = guess(until - timedelta(seconds=1), username=username, password=PASSWORD, address=None)
    assert locked == Answer(None, until)
    expected = Answer(account) if username == "wangmin" else Answer(None)
    assert guess(until, username=username, password=PASSWORD, address=None) == expected


def test_wrong_codes_count_with_wrong_passwords(account, now):
    for n in range(3):
        guess(now + timedelta(seconds=n))
    for n in (3, 4):
        answer = actions.check_code(account=account, code="000000", address=HERE, at=now + timedelta(seconds=n))
    assert answer == Answer(None, now + timedelta(minutes=15, seconds=4))
    assert guess(now + timedelta(seconds=5), password=PASSWORD).account is None


def test_a_right_password_alone_forgives_no_wrong_code(account, now):
    for n in range(5):
        at = now + timedelta(seconds=n)
        guess(at, password=PASSWORD)
        answer = actions.check_code(account=account, code="000000", address=HERE, at=at)
    assert answer.locked_until == now + timedelta(minutes=15, seconds=4)


def test_signing_in_wholly_starts_the_count_anew(account, now):
    for n in range(4):
        guess(now + timedelta(seconds=n))
    at = now + timedelta(seconds=10)
    assert actions.check_code(account=account, code=code(at), address=HERE, at=at).account == account
    assert [guess(at + timedelta(seconds=n + 1)).locked_until for n in range(4)] == [None] * 4


def test_an_address_has_its_own_count_over_all_names(account, now, settings):
    limit = settings.YINLING_LOCK_ADDRESS.limit
    who = [queries.name_digest(f"name{n}") for n in range(limit)]
    SignInTry.objects.bulk_create(
        SignInTry(who=w, address=HERE, step="password", outcome=Outcome.FAILED, at=now) for w in who
    )
    until = now + settings.YINLING_LOCK_ADDRESS.closed
    assert guess(now, password=PASSWORD) == Answer(None, until)
    assert guess(now, password=PASSWORD, address="192.0.2.8") == Answer(account)


def test_a_code_is_good_once(account, now):
    assert actions.check_code(account=account, code=code(now), address=HERE, at=now).account == account
    for later in (0, 29, 31):
        at = now + timedelta(seconds=later)
        assert actions.check_code(account=account, code=code(now), address=HERE, at=at).account is None


def test_closing_an_account_ends_sessions_and_sign_in(account, now):
    before = account.get_session_auth_hash()
    actions.lock(account=account, reason="离职", by=admin(), at=now)
    account.refresh_from_db()
    assert (account.is_active, account.get_session_auth_hash() == before) == (False, False)
    assert guess(now, password=PASSWORD) == Answer(None)
    assert actions.check_code(account=account, code=code(now), address=HERE, at=now).account is None
    actions.unlock(account=account, by=admin(), at=now)
    assert guess(now + timedelta(seconds=1), password=PASSWORD) == Answer(account)


def test_unlocking_lifts_a_lock_by_failures(account, now):
    for n in range(5):
        guess(now + timedelta(seconds=n))
    at = now + timedelta(seconds=9)
    actions.unlock(account=account, by=admin(), at=at)
    assert guess(at + timedelta(seconds=1), password=PASSWORD, address=None) == Answer(account)


@pytest.mark.parametrize("by", [NOBODY, admin(Role.OFFICER), admin(Role.SYSTEM_ADMIN), admin(Role.AUDIT_ADMIN)])
def test_only_the_security_administrator_manages_accounts(account, now, by):
    before = list(Account.objects.values())
    acts = [
        lambda: actions.create_account(username="other", display_name="某", password=PASSWORD, by=by, at=now),
        lambda: actions.lock(account=account, reason="", by=by, at=now),
        lambda: actions.unlock(account=account, by=by, at=now),
        lambda: actions.change_password(account=account, password=PASSWORD + "x", by=by, at=now),
        lambda: actions.enrol_totp(account=account, secret=SECRET, by=by, at=now),
        lambda: actions.sign_out(account=account, by=by, at=now, everywhere=True),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act()
    assert list(Account.objects.values()) == before


def test_nobody_manages_the_own_account(account, now):
    oneself = Viewer(account=str(account.public_id), role=Role.SECURITY_ADMIN)
    for act in (
        lambda: actions.unlock(account=account, by=oneself, at=now),
        lambda: actions.lock(account=account, reason="", by=oneself, at=now),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_name_is_given_once_in_whatever_spelling(account, now):
    with pytest.raises(NameTaken):
        actions.create_account(username=" WangMin", display_name="另一人", password=PASSWORD, by=admin(), at=now)


@pytest.mark.parametrize("username", ["", "ab", "王敏敏", "a b c", "-abc", "a" * 41, "a\n\nb", "root'--"])
def test_names_of_another_form_are_refused(sides, now, username):
    sides.work()
    with pytest.raises(NameUnfit):
        actions.create_account(username=username, display_name="某", password=PASSWORD, by=SEEDING, at=now)
    sides.owner()
    with pytest.raises(IntegrityError, match="account_username_form"), transaction.atomic():
        Account.objects.create(username=username, display_name="某", created_at=now)


def test_somebody_without_a_name_gets_no_account(sides, now):
    sides.work()
    with pytest.raises(NameUnfit):
        actions.create_account(username="wangmin", display_name=" ", password=PASSWORD, by=SEEDING, at=now)


@pytest.mark.parametrize("password", ["Short-1", "alllowercaseletters", "1234567890", "Zhangsan-1"])
def test_simple_passwords_are_refused(sides, now, password):
    sides.work()
    with pytest.raises(ValidationError):
        actions.create_account(username="zhangsan", display_name="某", password=password, by=SEEDING, at=now)
    assert Account.objects.count() == 0


def test_a_new_password_ends_sessions_and_lifts_the_duty_to_change(account, now):
    assert account.must_change_password
    before = account.get_session_auth_hash()
    actions.change_password(account=account, password="Another-horse-8", by=queries.holder(account), at=now)
    held = Account.objects.get()
    assert (held.must_change_password, held.check_password("Another-horse-8")) == (False, True)
    assert held.get_session_auth_hash() == account.get_session_auth_hash() != before


def test_leaving_everywhere_ends_all_sessions(account, now):
    before = account.get_session_auth_hash()
    actions.sign_out(account=account, by=queries.holder(account), at=now)
    assert Account.objects.get().get_session_auth_hash() == before
    actions.sign_out(account=account, by=queries.holder(account), at=now, everywhere=True)
    assert Account.objects.get().get_session_auth_hash() != before


def test_the_second_factor_is_stored_sealed_and_once(account, now):
    stored = Authenticator.objects.get().data["secret"]
    assert SECRET not in stored
    with pytest.raises(AlreadyEnrolled):
        actions.enrol_totp(account=account, secret=SECRET, by=queries.holder(account), at=now)


def test_demo_accounts_open_in_a_demo_only(sides, now, settings):
    sides.work()
    made = actions.create_account(
        username="demo1", display_name="演示", password=DEMO_PASSWORD, by=SEEDING, at=now, demo=True
    )
    actions.enrol_totp(account=made, secret=SECRET, by=SEEDING, at=now)
    sides.app()
    line = queries.demo_accounts(at=now)[0]
    assert (line.account, line.secret, line.code, line.seconds_left) == (made, SECRET, code(now), 30)
    assert guess(now, username="demo1", password=DEMO_PASSWORD) == Answer(made)
    assert refuse_demo_accounts() == []
    settings.YINLING_DEMO = False
    assert guess(now, username="demo1", password=DEMO_PASSWORD) == Answer(None)
    assert queries.demo_accounts(at=now) == []
    assert [error.id for error in refuse_demo_accounts()] == ["accounts.E001"]


def test_the_application_may_not_rename_or_delete_accounts_nor_rewrite_tries(account, now):
    guess(now)
    for act in (
        lambda: Account.objects.update(username="someone"),
        lambda: Account.objects.update(is_demo=True),
        lambda: Account.objects.all().delete(),
        lambda: SignInTry.objects.update(outcome=Outcome.PASSED),
        lambda: SignInTry.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            act()


def test_all_that_happens_at_the_door_is_written_down(account, now, sides):
    at = [now + timedelta(minutes=n) for n in range(9)]
    guess(at[0])
    actions.check_code(account=account, code=code(at[1]), address=HERE, at=at[1])
    actions.sign_out(account=account, by=queries.holder(account), at=at[2], everywhere=True)
    actions.lock(account=account, reason="离职", by=admin(), at=at[3])
    actions.unlock(account=account, by=admin(), at=at[4])
    actions.change_password(account=account, password="Another-horse-8", by=queries.holder(account), at=at[5])
    sides.owner()
    facts = Entry.objects.filter(subject=account.public_id).order_by("id")
    assert list(facts.values_list("kind", "role")) == [
        ("accounts.created", "system"),
        ("accounts.second_factor_enrolled", "system"),
        ("accounts.sign_in_failed", ""),
        ("accounts.signed_in", ""),
        ("accounts.signed_out", ""),
        ("accounts.locked", "security_admin"),
        ("accounts.unlocked", "security_admin"),
        ("accounts.password_changed", ""),
    ]


def test_a_lock_is_written_down_once_and_no_name_that_nobody_has_is_kept(account, now, sides):
    for n in range(7):
        guess(now + timedelta(seconds=n), username="my-secret-password")
    sides.owner()
    assert Entry.objects.filter(kind="accounts.sign_in_locked").count() == 1
    bodies = "".join(Body.objects.values_list("body", flat=True))
    assert ("sign_in_locked" in bodies or HERE in bodies, "my-secret-password" in bodies) == (True, False)


def test_ended_sessions_and_old_tries_are_forgotten_and_a_lock_is_not(account, now, sides):
    for n in range(5):
        guess(now + timedelta(seconds=n), username="recent")
    guess(now - timedelta(days=2), username="old")
    for key, ends in [("ended", now - timedelta(seconds=1)), ("open", now + timedelta(hours=1))]:
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    sides.work(SEEDING)
    actions.forget_ended(by=SEEDING, at=now)
    assert SignInTry.objects.count() == 5
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    sides.app()
    assert guess(now + timedelta(seconds=9), username="recent").locked_until is not None
    with pytest.raises(Forbidden):
        actions.forget_ended(by=admin(), at=now)
