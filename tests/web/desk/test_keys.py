"""Keys to a person's own page: given, printed once, renewed, taken back, by the officer in charge alone."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.base.accounts.conftest import quick_hash  # noqa: F401 - a fixture
from tests.web.desk.conftest import same, text_of
from yinling.base.accounts.models import Account
from yinling.base.journal.models import Body
from yinling.people.proxies.actions import open_key, record_right
from yinling.people.proxies.models import Key

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk, unit):
    return desk.person(unit)


def address(name, key):
    return reverse(f"desk:{name}", args=[key])


def give(browser, person, **more):
    return browser.post(address("key_issue", person.public_id), {"key": str(uuid.uuid4()), **more})


def pin_on(paper) -> str:
    return re.search(r"\b(\d{3}) (\d{3})\b", text_of(paper)).expand(r"\1\2")


def test_the_pin_is_shown_once_and_opens_the_door(officer, person, sides, application):
    application()
    assert "开通本人网页" in text_of(officer.get(address("keys", person.public_id)))
    typed = {"key": str(uuid.uuid4())}
    paper = give(officer, person, **typed)
    pin = pin_on(paper)
    assert (paper.status_code, paper.headers["Cache-Control"]) == (200, "no-store")
    again = give(officer, person, **typed)
    assert (again.status_code, "密码只显示一次" in text_of(again)) == (422, True)
    assert pin not in text_of(again)
    sides.owner()
    open_key(key=uuid.UUID(typed["key"]), by=make.SYSTEM, at=person.created_at)
    assert [text for text in Body.objects.values_list("body", flat=True) if pin in text] == []
    code = make.code_of(person)
    application()
    browser = Client()
    answer = browser.post("/elder/sign-in", {"card": code, "pin": pin, "who": "person", "device": "shared"})
    assert answer.status_code == 302
    assert browser.get("/elder/").status_code == 200


def test_a_new_pin_and_none_at_all(officer, person, application):
    application()
    first = pin_on(give(officer, person))
    key = Key.objects.get().public_id
    assert pin_on(officer.post(address("key_reissue", key))) != first
    assert officer.post(address("key_revoke", key), {"because": ""}).status_code == 422
    assert officer.post(address("key_revoke", key), {"because": "手机丢了"}).status_code == 302
    assert "已停用" in text_of(officer.get(address("keys", person.public_id)))
    assert Account.objects.filter(kind="person", is_active=True).count() == 0
    officer.post(address("key_reissue", key))
    assert "已开通" in text_of(officer.get(address("keys", person.public_id)))


def test_a_proxy_has_a_paper_of_his_own(officer, person, desk, sides, application):
    by = make.viewer_for(make.officer(make.CHENGGUAN, at=desk.at), at=desk.at)
    right = uuid.uuid4()
    record_right(
        right=right, person=person.public_id, kind="family", basis="spoken", name="李芳", relation="女儿",
        phone="13900005678", account=None, scopes=["order"], valid_from=desk.at.date(), valid_to=None, by=by, at=desk.at,
    )  # fmt: skip
    application()
    paper = give(officer, person, right=str(right))
    assert "手机号的后四位" in text_of(paper)
    assert give(officer, person, right=str(uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("typed", [{"key": "x"}, {"key": ""}, {"key": "' OR 1=1"}, {"right": "x"}])
def test_a_form_that_is_none_gives_no_key(officer, person, application, typed):
    application()
    assert give(officer, person, **typed).status_code == 302
    assert Key.objects.count() == 0


def test_in_another_county_all_of_it_is_absent(officer, stranger, person, sides, application):
    application()
    give(officer, person)
    key, before = Key.objects.get(), list(Account.objects.values())
    for name, of in (("keys", person.public_id), ("key_issue", person.public_id)):
        for send in (stranger.get, stranger.post) if name == "keys" else (stranger.post,):
            hidden, made_up = send(address(name, of)), send(address(name, uuid.uuid4()))
            assert same(hidden) == same(made_up)
    for name in ("key_reissue", "key_revoke"):
        hidden = stranger.post(address(name, key.public_id), {"because": "手机丢了"})
        assert (hidden.status_code, same(hidden)) == (
            404,
            same(stranger.post(address(name, uuid.uuid4()), {"because": "手机丢了"})),
        )
    sides.owner()
    assert list(Account.objects.values()) == before


def test_nobody_and_a_worker_find_nothing(worker, person, application):
    browser = make.signed_in(worker)
    application()
    for name in ("keys", "key_issue", "key_reissue", "key_revoke"):
        assert Client().post(address(name, person.public_id)).status_code == 302
        assert browser.post(address(name, person.public_id)).status_code == 404
