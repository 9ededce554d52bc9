"""Signing in through the pages, on a real database, as the application role."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.base.accounts.conftest import PASSWORD, SECRET, SEEDING, quick_hash  # noqa: F401 - a fixture
from yinling.base.accounts import actions, queries
from yinling.base.accounts.domain import code_at, code_step
from yinling.base.accounts.models import Account, SignInTry
from yinling.kernel.viewer import Role, Viewer
from yinling.web.sessions import is_over

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.public.urls")]
SIGN_IN, CODE, HOME = "/sign-in", "/sign-in/code", "/inside"


def code():
    return code_at(SECRET, code_step(timezone.now()))


@pytest.fixture
def account(sides):
    """An account with both proofs and nothing left to do; the requests run as the application role."""
    return make(sides)


def make(sides, username="wangmin", *, enrolled=True, must_change=False, demo=False):
    sides.work()
    now = timezone.now()
    made = actions.create_account(
        username=username, display_name="王敏", password=PASSWORD, by=SEEDING, at=now, demo=demo
    )
    if enrolled:
        actions.enrol_totp(account=made, secret=SECRET, by=SEEDING, at=now)
    Account.objects.filter(pk=made.pk).update(must_change_password=must_change)
    sides.app()
    return made


def sign_in(client, password=PASSWORD, username="wangmin"):
    return client.post(SIGN_IN, {"login": username, "password": password})


def signed_in(client):
    sign_in(client)
    return client.post(CODE, {"code": code()})


def error_in(response):
    found = re.search(r'<div class="form-errors".*?<ul>(.*?)</ul>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip() if found else ""


def test_password_and_code_lead_inside(client, account):
    assert client.get(HOME).headers["Location"] == f"{SIGN_IN}?next=/inside"
    first = sign_in(client)
    assert (first.status_code, first.headers["Location"]) == (302, CODE)
    assert client.get(HOME).headers["Location"] == f"{SIGN_IN}?next=/inside"
    anonymous_key = client.cookies[live.SESSION_COOKIE_NAME].value
    second = client.post(CODE, {"code": code()})
    assert (second.status_code, second.headers["Location"]) == (302, "/")
    assert client.cookies[live.SESSION_COOKIE_NAME].value != anonymous_key
    assert client.get(HOME).content.decode() == "inside 王敏"
    assert not Session.objects.filter(session_key=anonymous_key).exists()


def test_the_page_asked_for_is_opened_afterwards(client, account):
    client.post(f"{SIGN_IN}?next=/inside", {"login": "wangmin", "password": PASSWORD, "next": "/inside"})
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/inside"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(client, account, elsewhere):
    client.post(SIGN_IN, {"login": "wangmin", "password": PASSWORD, "next": elsewhere})
    assert client.post(CODE, {"code": code()}).headers["Location"] == "/"


def test_unknown_name_wrong_password_and_closed_account_are_answered_alike(client, account, sides):
    sides.work()
    closed = make(sides, "closed")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    sides.app()
    pages = []
    for username, password in [("wangmin", "x"), ("nobody", "x"), ("closed", PASSWORD)]:
        answer = Client().post(SIGN_IN, {"login": username, "password": password})
        page = re.sub(r'value="[^"]*"', "", answer.content.decode())
        pages.append((answer.status_code, re.sub(r'"X-CSRFToken": "\w+"', "", page), sorted(answer.headers)))
    assert pages[0] == pages[1] == pages[2]
    assert "账号或密码不对。" in pages[0][1]


def test_unknown_and_known_names_cost_the_same_statements(client, account):
    counts = []
    for username in ("wangmin", "nobody"):
        with connection.execute_wrapper(counting := Counting()):
            sign_in(Client(), "x", username)
        counts.append(counting.statements)
    assert counts[0] == counts[1]


class Counting:
    """Counts statements by their first word."""

    def __init__(self):
        self.statements = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql.split()[0])
        return execute(sql, params, many, context)


def test_a_name_is_locked_after_five_and_the_page_says_for_how_long(client, account):
    said = [error_in(sign_in(client, "x")) for _ in range(6)]
    assert said == ["账号或密码不对。"] * 4 + ["试错次数过多，请在 15 分钟后再试。"] * 2
    assert error_in(sign_in(client)) == "试错次数过多，请在 15 分钟后再试。"


def test_wrong_codes_lock_too_and_a_used_code_is_wrong(client, account):
    sign_in(client)
    used = code()
    Account.objects.filter(pk=account.pk).update(last_code_step=code_step(timezone.now()) + 1)
    said = [error_in(client.post(CODE, {"code": used})) for _ in range(5)]
    wrong = "动态验证码 ：验证码不对，或者已经用过。请等下一个再输入。"
    assert said == [wrong] * 4 + ["动态验证码 ：试错次数过多，请在 15 分钟后再试。"]
    assert client.get(HOME).status_code == 302


def test_the_code_page_wants_a_password_first(client, account):
    assert client.get(CODE).headers["Location"] == SIGN_IN
    assert client.post(CODE, {"code": code()}).headers["Location"] == SIGN_IN


def test_closing_the_account_between_the_two_steps_keeps_it_out(client, account, sides):
    sign_in(client)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    client.post(CODE, {"code": code()})
    assert client.get(HOME).status_code == 302


def test_a_first_sign_in_enrols_changes_the_password_and_only_then_goes_on(client, sides):
    made = make(sides, enrolled=False, must_change=True)
    assert sign_in(client).headers["Location"] == "/"
    assert client.get(HOME).headers["Location"] == "/account/second-factor"
    page = client.get("/account/second-factor").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert secret in client.get("/account/second-factor").content.decode().replace(" ", "")
    assert "验证码不对" in error_in(client.post("/account/second-factor", {"code": "abc"}))
    assert (
        client.post("/account/second-factor", {"code": code_at(secret, code_step(timezone.now()))}).status_code == 302
    )
    assert queries.second_factor(made) is not None
    assert client.get(HOME).headers["Location"] == "/account/password"
    new = {"old": PASSWORD, "new": "Another-horse-8", "again": "Another-horse-8"}
    assert "不一样" in error_in(client.post("/account/password", new | {"again": "x"}))
    assert "现在的密码不对" in error_in(client.post("/account/password", new | {"old": "x"}))
    assert client.post("/account/password", new).status_code == 302
    assert client.get(HOME).status_code == 200


def test_htmx_is_sent_as_a_whole_page(client, account):
    answer = client.get(HOME, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"{SIGN_IN}?next=/inside")


@pytest.mark.parametrize(
    ("started", "seen", "ends"), [(0, 29, False), (0, 31, True), (12 * 60 + 1, 0, True), (11 * 60, 5, False)]
)
def test_sessions_end_when_idle_and_after_twelve_hours(client, account, started, seen, ends):
    signed_in(client)
    client.get(HOME)
    session = client.session
    now = timezone.now()
    session["signed_in_at"] = (now - timedelta(minutes=max(started, seen))).isoformat()
    session["seen_at"] = (now - timedelta(minutes=seen)).isoformat()
    session.save()
    answer = client.get(HOME)
    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, f"{SIGN_IN}?ended=1") if ends else (200, None)
    )
    assert client.get(HOME).status_code == (302 if ends else 200)


def test_signing_out_and_signing_out_everywhere(account):
    here, there = Client(), Client()
    signed_in(here)
    Account.objects.filter(pk=account.pk).update(last_code_step=0)
    signed_in(there)
    assert [c.get(HOME).status_code for c in (here, there)] == [200, 200]
    assert here.get("/sign-out").status_code == 200
    assert here.post("/sign-out").status_code == 302
    assert [c.get(HOME).status_code for c in (here, there)] == [302, 200]
    Account.objects.filter(pk=account.pk).update(last_code_step=0)
    signed_in(here)
    here.post("/sign-out", {"everywhere": "1"})
    assert [c.get(HOME).status_code for c in (here, there)] == [302, 302]


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, account):
    signed_in(client)
    cookie = client.cookies[live.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"login": "", "password": ""},
        {"login": "a\x00b", "password": "x"},
        {"login": "x", "password": "a\x00b"},
        {"login": "x" * 500_000, "password": "x"},
        {"login": "x", "password": "x" * 500_000},
        {"login": ["a", "b"], "password": ["c", "d"]},
        {"login": "\u202e\ufdd0\U0001f600", "password": "密码"},
        {"login": "' OR 1=1 --", "password": "' OR 1=1 --"},
        {"code": "123456"},
    ],
)
def test_hostile_forms_are_answered_calmly(client, account, form):
    answer = client.post(SIGN_IN, form)
    assert answer.status_code == 200
    assert client.get(HOME).status_code == 302
    assert len(answer.content) < 100_000


def test_a_megabyte_is_refused_before_it_is_read(client, account):
    assert client.post(SIGN_IN, {"login": "x" * 1_100_000, "password": "x"}).status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "x/y"])
def test_bodies_of_other_types_are_answered_calmly(client, account, kind):
    assert client.post(SIGN_IN, b'{"login": {"$ne": 1}}\xff', content_type=kind).status_code in {200, 400}


@pytest.mark.parametrize("address", [SIGN_IN, "/sign-out", "/language"])
def test_a_form_without_its_token_is_refused_in_words(account, address):
    answer = Client(enforce_csrf_checks=True).post(address, {"login": "wangmin", "password": PASSWORD})
    assert answer.status_code == 403
    assert "这一页放得太久了" in answer.content.decode()
    assert SignInTry.objects.count() == 0


def test_demo_accounts_are_shown_in_a_demo_only(client, sides, settings):
    make(sides, "demo1", demo=True)
    page = client.get(SIGN_IN).content.decode()
    assert (SECRET in page, code() in page, "demo1" in page) == (True, True, True)
    settings.YINLING_DEMO = False
    page = client.get(SIGN_IN).content.decode()
    assert (SECRET in page, "demo1" in page, "演示" in page) == (False, False, False)


@pytest.mark.parametrize(("role", "over"), [(Role.WORKER, False), (Role.OFFICER, True), (None, True)])
def test_a_workers_phone_may_lie_still_between_two_visits(rf, role, over):
    now = timezone.now()
    request = rf.get("/")
    request.session = {
        "signed_in_at": (now - timedelta(hours=2)).isoformat(),
        "seen_at": (now - timedelta(hours=1)).isoformat(),
    }
    request.user, request.viewer = Account(), Viewer(account="x", role=role)
    assert is_over(request, now) is over
    request.session["signed_in_at"] = (now - timedelta(hours=13)).isoformat()
    assert is_over(request, now)
