"""Coming in with card and PIN: right, wrong, locked, on one's own device and on another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.base.accounts.conftest import QuickScrypt
from tests.web.elder.conftest import PIN, text_of
from yinling.base.accounts.models import SignInTry
from yinling.people.proxies.terms import ActingScope

SIGN_IN, HOME = "/elder/sign-in", "/elder/"


def test_card_and_pin_lead_home(elder):
    page = elder.client.get(SIGN_IN)
    assert (page.status_code, "no-store" in page.headers["Cache-Control"]) == (200, True)
    home = elder.inside().get(HOME)
    assert (home.status_code, home.headers["Cache-Control"]) == (200, "no-store")
    assert "李老" in text_of(home)


@pytest.mark.parametrize("typed", [
    lambda e: {"card": f"{e.code[:4]}-{e.code[4:]}".lower(), "pin": "406 182"},
    lambda e: {"card": f" {e.code[:4]} {e.code[4:]} ", "pin": "４０６１８２"},
    lambda e: {"card": f"{live.YINLING_PUBLIC_URL}/c/{factories.token_of(e.person)}"},
])  # fmt: skip
def test_however_it_is_typed(elder, typed):
    elder.sides.owner()
    more = typed(elder)
    elder.sides.app()
    assert elder.sign_in(**more).status_code == 302


def test_the_sentence_and_the_work_are_the_same_whatever_is_wrong(elder):
    elder.sides.owner()
    closed = factories.code_of(elder.other)  # a card of ours without a key
    elder.sides.app()
    said = set()
    for n, more in enumerate(({"pin": "918273"}, {"card": closed}, {"who": "proxy", "tail": "5678"})):
        before = QuickScrypt.computed
        answer = elder.sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), **more)
        said.add((answer.status_code, re.search(r'role="alert">(.*?)</div>', answer.content.decode()).group(1)))
        assert QuickScrypt.computed == before + 1
    assert len(said) == 1
    assert "找管理单位的工作人员" in said.pop()[1]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"card": ""}, "card"), ({"card": "22222223"}, "card"), ({"card": "💊.%00"}, "card"),
        ({"card": "2" * 5000}, "card"), ({"card": "\x00"}, "card"), ({"pin": ""}, "pin"), ({"pin": "4" * 99}, "pin"),
        ({"who": "proxy"}, "tail"), ({"who": "proxy", "tail": "56789"}, "tail"), ({"who": "system"}, "who"),
        ({"device": "mine"}, "device"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_before_a_try_is_counted(elder, more, field):
    answer = elder.sign_in(**more)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert elder.as_owner(SignInTry.objects.count) == 0


def test_five_wrong_pins_lock_for_a_quarter_of_an_hour_kindly(elder):
    for _time in range(5):
        answer = elder.sign_in(pin="918273")
    assert "15 分钟后再试" in text_of(answer)
    assert "请在" in text_of(elder.sign_in())
    assert elder.client.get(HOME).status_code == 302


def test_a_new_pin_from_the_office_lifts_the_lock(elder):
    from yinling.people.proxies import actions
    from yinling.people.proxies.models import Key

    for _time in range(5):
        elder.sign_in(pin="918273")
    by = factories.viewer_for(elder.officer, at=elder.at)
    elder.as_owner(lambda: actions.reissue_key(key=Key.objects.get().public_id, pin="730519", by=by, at=timezone.now()))
    assert elder.sign_in(pin="730519").status_code == 302


def test_on_the_own_device_one_stays_ninety_days(elder):
    answer = elder.sign_in(device="own")
    cookie = answer.cookies[live.SESSION_COOKIE_NAME]
    assert timedelta(days=89) < timedelta(seconds=int(cookie["max-age"])) <= timedelta(days=90)
    assert _later(elder, days=89).status_code == 200
    over = _later(elder, days=2)
    assert (over.status_code, over.headers["Location"]) == (302, "/elder/sign-in?ended=1")
    assert "时间久了" in text_of(elder.client.get(over.headers["Location"]))


def test_on_another_device_until_the_browser_is_closed_and_never_while_reading(elder):
    answer = elder.sign_in(device="shared")
    cookie = answer.cookies[live.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert _later(elder, hours=11).status_code == 200, "nothing is timed while somebody reads"
    assert _later(elder, hours=2).status_code == 302


def _later(elder, **ago):
    """Open home as if the session had begun so much earlier."""
    session = elder.client.session
    for word in ("signed_in_at", "seen_at"):
        from datetime import datetime

        then = datetime.fromisoformat(session.get(word, timezone.now().isoformat()))
        session[word] = (then - timedelta(**ago)).isoformat()
    session.save()
    return elder.client.get(HOME)


def test_sign_out_ends_it_here(elder):
    client = elder.inside()
    assert client.get("/elder/sign-out").status_code == 405
    answer = client.post("/elder/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (302, SIGN_IN)
    assert client.get(HOME).status_code == 302


def test_nobody_is_led_to_this_doors_sign_in_and_back(elder):
    asked = Client().get("/elder/record/")
    assert (asked.status_code, asked.headers["Location"]) == (302, f"{SIGN_IN}?next=/elder/record/")
    assert elder.sign_in(next="/elder/record/").headers["Location"] == "/elder/record/"


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "/desk/", "javascript:alert(1)", "/elder/../desk/\n"]
)
def test_nobody_is_led_elsewhere(elder, evil):
    answer = elder.sign_in(next=evil)
    assert answer.headers["Location"] == HOME


def test_staff_and_persons_have_doors_of_their_own(elder):
    staff = factories.signed_in(elder.officer)
    assert staff.get(HOME).status_code == 404
    client = elder.inside()
    for address in ("/desk/", "/desk/people/", "/field/", "/field/tasks/00000000-0000-4000-8000-000000000000"):
        assert client.get(address).status_code == 404, address
    assert client.get("/").headers["Location"] == HOME
    assert client.get(SIGN_IN).headers["Location"] == HOME


def test_staff_pages_of_ones_own_account_do_nothing_here(elder):
    client = elder.inside()
    for address in ("/account/second-factor", "/account/password"):
        client.get(address)
    answer = client.post("/account/password", {"old": PIN, "new": "Correct-horse-8", "again": "Correct-horse-8"})
    assert answer.status_code in {200, 404, 422}
    assert elder.sign_in(Client()).status_code == 302, "the PIN is what it was"


def test_a_proxy_says_the_tail_of_the_own_phone(elder):
    elder.proxy(*ActingScope)
    assert elder.sign_in(Client(), who="proxy", tail="0000").status_code == 422
    client = Client()
    assert elder.sign_in(client, who="proxy", tail=" 56 78").status_code == 302
    home = text_of(client.get(HOME))
    assert "您正在代 李淑芬 办理" in home
    assert "李芳，" in home


@pytest.mark.parametrize("tail", ["0000", "139 0000 5678", "五六七八", "\x00"])
def test_what_stands_in_the_hidden_field_refuses_nobody_who_signs_in_for_herself(elder, tail):
    assert elder.sign_in(tail=tail).status_code == 302


def test_the_field_for_proxies_says_whose_it_is_and_stands_where_the_sheet_hides_it(elder):
    page = elder.client.get(SIGN_IN).content.decode()
    field = page.split('<div class="of-proxy">', maxsplit=1)[1].split("</div></div>")[0]
    assert ("代办人手机号的后四位（本人不用填）</label>" in field, 'name="tail"' in field, "可不填" in page) == (
        True,
        True,
        False,
    )


def test_who_scanned_a_card_only_types_the_pin(elder):
    elder.sides.owner()
    token = factories.token_of(elder.person)
    elder.sides.app()
    answer = elder.client.get(f"/c/{token}", follow=True)
    assert (answer.status_code, answer.context["form"]["card"].value()) == (200, token)
    assert "只要输入密码" in text_of(answer)
    assert elder.sign_in(card=token).status_code == 302
    assert elder.client.get(f"/c/{token}").headers["Location"] == HOME


@pytest.mark.parametrize("card", ["a/b.c", "../x.y", ".", "%0a.%0a", "\x00.", "é.💊", "<b>.</b>", "x." * 400])
def test_what_claims_to_be_a_card_breaks_nothing(sides, card):
    sides.app()
    answer = Client().get(SIGN_IN, {"card": card})
    assert (answer.status_code, "<b>" in answer.content.decode()) == (200, False)


def test_a_new_pin_of_ones_own(elder):
    other = Client()
    elder.sign_in(other)
    client = elder.inside()
    wrong = [
        {"old": PIN, "new": "111111", "again": "111111"}, {"old": PIN, "new": "730519", "again": "730518"},
        {"old": "918273", "new": "730519", "again": "730519"}, {"old": PIN, "new": "73051", "again": "73051"},
        {"old": PIN, "new": f"{elder.at.year - 1991:02}0308", "again": f"{elder.at.year - 1991:02}0308"},
    ]  # fmt: skip
    for typed in wrong:
        assert client.post("/elder/pin", typed).status_code == 422, typed
    assert client.post("/elder/pin", {"old": PIN, "new": "730519", "again": "730 519"}).status_code == 302
    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302, "other devices are signed out"
    assert (elder.sign_in(Client()).status_code, elder.sign_in(Client(), pin="730519").status_code) == (422, 302)


def test_a_pin_stands_in_no_session_and_no_log(elder, caplog):
    with caplog.at_level("DEBUG"):
        elder.sign_in(pin="918273")
        elder.inside()
    assert [pin for pin in (PIN, "918273") if pin in caplog.text] == []
    kept = elder.as_owner(lambda: [row.get_decoded() for row in Session.objects.all()])
    assert PIN not in str(kept)


def test_before_the_key_is_open_it_says_so(elder):
    from yinling.people.proxies import actions

    by = factories.viewer_for(elder.officer, at=elder.at)
    elder.as_owner(
        lambda: actions.issue_key(
            key=__import__("uuid").uuid4(), person=elder.other.public_id, right=None, pin=PIN, by=by, at=elder.at
        )
    )
    elder.sides.owner()
    code = factories.code_of(elder.other)
    elder.sides.app()
    client = Client()
    assert elder.sign_in(client, card=code).status_code == 302
    answer = client.get(HOME)
    assert (answer.status_code, "正在开通" in text_of(answer)) == (503, True)
    assert client.post("/elder/sign-out").status_code == 302
