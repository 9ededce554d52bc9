"""The ways in of persons and proxies: a PIN for a card, at a door of their own."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.accounts.conftest import PASSWORD, QuickScrypt
from yinling.base.accounts import actions, queries
from yinling.base.accounts.actions import Answer, NameTaken, PinTooSimple
from yinling.base.accounts.domain import draw_pin, is_simple_pin, plain_digits
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import KEYHOLDERS, AccountKind
from yinling.base.journal.models import Body
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

PIN, NAME = "406182", "card-" + "a" * 32
OFFICER = Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area="6201")


@pytest.fixture
def elder(sides, now):
    sides.app(OFFICER)
    key = uuid.uuid4()
    actions.create_keyholder(
        account=key, kind=AccountKind.PERSON, username=NAME, display_name="李淑芬", pin=PIN, by=OFFICER, at=now
    )
    return Account.objects.get(public_id=key)


def at_the_elder_door(pin, at, name=NAME):
    proof = queries.pin_proof(pin)
    return actions.check_password(username=name, password=proof, address=None, at=at, kinds=KEYHOLDERS)


@pytest.mark.parametrize("typed", [PIN, "406 182", "４０６１８２", "40-61-82"])
def test_card_and_pin_sign_in(elder, now, typed):
    assert at_the_elder_door(typed, now) == Answer(elder)


def test_nobody_comes_in_at_the_other_door(elder, account, now):
    assert at_the_elder_door(PASSWORD, now, name="wangmin").account is None
    staff = actions.check_password(username=NAME, password=queries.pin_proof(PIN), address=None, at=now)
    assert staff == Answer(None)
    assert actions.check_password(username=NAME, password=PIN, address=None, at=now) == Answer(None)
    assert actions.check_password(username="wangmin", password=PASSWORD, address=None, at=now) == Answer(account)


@pytest.mark.parametrize("name", [NAME, "card-" + "b" * 32])
def test_five_wrong_pins_lock_a_card_of_ours_and_a_made_up_one_alike(elder, now, name):
    before = QuickScrypt.computed
    answers = [at_the_elder_door("918273", now + timedelta(seconds=n), name) for n in range(6)]
    until = now + timedelta(seconds=4, minutes=15)
    assert answers == [Answer(None)] * 4 + [Answer(None, until)] * 2
    assert QuickScrypt.computed == before + 5


def test_the_pin_stands_nowhere(sides, elder, now):
    at_the_elder_door("918273", now)
    sides.owner()
    assert all(PIN not in text and "918273" not in text for text in Body.objects.values_list("body", flat=True))
    assert not elder.check_password(PIN), "what is hashed is a keyed digest of it"


def test_a_new_pin_ends_sessions_lifts_the_lock_and_opens_what_was_closed(elder, now):
    for n in range(5):
        at_the_elder_door("918273", now + timedelta(seconds=n))
    actions.close_keyholder(account=elder.public_id, reason="手机丢了", by=OFFICER, at=now)
    closed = Account.objects.get()
    assert (closed.is_active, closed.session_stamp != elder.session_stamp) == (False, True)
    actions.set_pin(account=elder.public_id, pin="730519", by=OFFICER, at=now + timedelta(seconds=9))
    later = now + timedelta(seconds=10)
    assert at_the_elder_door("730519", later).account == elder
    assert at_the_elder_door(PIN, later).account is None


def test_the_holder_sets_his_own_pin_but_opens_no_closed_account(elder, now):
    own = queries.holder(elder)
    actions.set_pin(account=elder.public_id, pin="730519", by=own, at=now)
    actions.close_keyholder(account=elder.public_id, reason="手机丢了", by=OFFICER, at=now)
    actions.set_pin(account=elder.public_id, pin="730518", by=own, at=now)
    assert not Account.objects.get().is_active


def test_who_may_not(elder, account, now):
    other = Viewer(account=str(uuid.uuid4()), role=Role.PERSON)
    for by in (NOBODY, other, Viewer(account=str(uuid.uuid4()), role=Role.WORKER)):
        with pytest.raises(Forbidden):
            actions.set_pin(account=elder.public_id, pin="730519", by=by, at=now)
    with pytest.raises(Forbidden):
        actions.set_pin(account=account.public_id, pin="730519", by=OFFICER, at=now)
    with pytest.raises(Forbidden):
        actions.close_keyholder(account=uuid.uuid4(), reason="x", by=OFFICER, at=now)
    with pytest.raises(Forbidden):
        actions.enrol_totp(account=elder, secret="GEZDGNBV", by=queries.holder(elder), at=now)
    with pytest.raises(Forbidden):
        actions.rename_keyholder(account=elder.public_id, username="card-1", by=OFFICER, at=now)
    with pytest.raises(Forbidden):
        actions.create_keyholder(
            account=uuid.uuid4(), kind=AccountKind.STAFF, username="card-2", display_name="x", pin=PIN, by=OFFICER,
            at=now,
        )  # fmt: skip


def test_a_name_is_one_accounts(sides, elder, now):
    with pytest.raises(NameTaken):
        actions.create_keyholder(
            account=uuid.uuid4(),
            kind=AccountKind.PROXY,
            username=NAME,
            display_name="李芳",
            pin=PIN,
            by=OFFICER,
            at=now,
        )
    sides.work(system("tests"))
    actions.rename_keyholder(account=elder.public_id, username="card-1", by=system("tests"), at=now)
    assert at_the_elder_door(PIN, now, name="card-1") == Answer(elder)


@pytest.mark.parametrize(
    "pin",
    ["", "1", "12345", "1234567", "111111", "123456", "987654", "121212", "123123", "12a456", "①②③④⑤⑥", "350301"],
)
def test_simple_pins_are_refused(elder, now, pin):
    assert is_simple_pin(pin, birth_date=date(1935, 3, 1))
    if pin != "350301":
        with pytest.raises(PinTooSimple):
            actions.set_pin(account=elder.public_id, pin=pin, by=OFFICER, at=now)


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=60, unique=True))
def test_a_drawn_pin_is_never_simple(numbers):
    pin = draw_pin([*numbers, 406182])
    assert (len(pin), is_simple_pin(pin)) == (6, False)


@given(st.text("0123456789０９ -\u3000\u2003", max_size=12))
def test_digits_are_read_in_one_form(typed):
    assert plain_digits(plain_digits(typed)) == plain_digits(typed)
