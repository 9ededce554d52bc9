"""The security administrator: accounts made, found, closed, granted; recoveries in two pairs of hands; hostile forms."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from tests import factories as make
from tests.base.accounts.conftest import QuickScrypt
from tests.web.desk.conftest import queries, text_of
from yinling.base.access.models import Grant
from yinling.base.access.queries import viewer
from yinling.base.accounts.actions import check_password
from yinling.base.accounts.models import Account, Recovery
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = [f"{QuickScrypt.__module__}.{QuickScrypt.__name__}"]


@pytest.fixture
def browser(security):
    return make.signed_in(security)


def page(name, *keys):
    return reverse(f"admin:{name}", args=keys)


def new(browser, username="lixuemei", name="李雪梅"):
    return browser.post(page("account_new"), {"username": username, "name": name})


def test_an_account_is_made_and_its_password_shown_once(browser, at, application, sides):
    application()
    answer = new(browser)
    password = re.search(r"\b(?:[A-Za-z2-9]{4}-){3}[A-Za-z2-9]{4}\b", text_of(answer))[0]
    made = Account.objects.get(username="lixuemei")
    assert (answer.status_code, made.must_change_password, made.is_demo) == (200, True, False)
    assert check_password(username="lixuemei", password=password, address=None, at=at).account == made
    for address in (page("account", made.public_id), page("accounts")):
        assert password not in text_of(browser.get(address))


@pytest.mark.parametrize(
    ("username", "name", "told"),
    [
        ("", "李雪梅", "账号"), ("lixuemei", " ", "姓名"), ("ab", "李雪梅", "3 到 40 个小写字母"),
        ("李雪梅", "李雪梅", "3 到 40 个小写字母"), ("'; DROP TABLE", "李雪梅", "3 到 40 个小写字母"),
        ("a\x00bc", "李雪梅", ""), ("x" * 61, "李雪梅", ""), ("lixuemei", "雪" * 51, ""), ("taken", "李雪梅", "已经有人使用"),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_makes_no_account(browser, at, application, username, name, told):  # noqa: PLR0917 - fixtures
    Account.objects.create(username="taken", display_name="某", created_at=at)
    before = Account.objects.count()
    application()
    answer = new(browser, username, name)
    assert (answer.status_code, told in text_of(answer), Account.objects.count()) == (422, True, before)


def given(browser, account, **typed):
    sent = {"role": "officer", "area": "城关区", "start": "2026-01-01", "key": str(uuid.uuid4()), **typed}
    return browser.post(page("grant", account.public_id), {k: v for k, v in sent.items() if v != ""})


def test_a_right_is_given_by_name_or_code_and_ended(browser, at, application, sides):
    holder = Account.objects.create(username="lixuemei", display_name="李雪梅", created_at=at)
    application()
    assert given(browser, holder, purposes=["health"]).status_code == 302
    row = Grant.objects.get(account=holder)
    assert (row.role, row.area_code, set(row.purposes)) == ("officer", make.CHENGGUAN, {"general", "health"})
    found = viewer(holder, grant=None, on=local_day(at))
    assert (found.role, found.area, found.purposes) == (
        Role.OFFICER, make.CHENGGUAN, frozenset({Purpose.GENERAL, Purpose.HEALTH}),
    )  # fmt: skip
    assert "已终止" in text_of(browser.post(page("grant_end", row.public_id), follow=True))
    row.refresh_from_db()
    assert (row.valid_to, viewer(holder, grant=None, on=local_day(at))) == (local_day(at), None)


def test_units_are_named_one_a_line(browser, at, application, sides):
    holder = Account.objects.create(username="lixuemei", display_name="李雪梅", created_at=at)
    unit = make.unit(make.CHENGGUAN, name="城关区教育局")
    application()
    assert given(browser, holder, area="", units="城关区教育局\n").status_code == 302
    assert viewer(holder, grant=None, on=local_day(at)).units == (unit.pk,)
    assert "没有这样的单位：火星局" in text_of(given(browser, holder, area="", units="火星局"))


@pytest.mark.parametrize(
    "typed",
    [
        {"area": "9999"}, {"area": "火星"}, {"area": ""}, {"role": "security_admin"}, {"role": "system"}, {"role": "x"},
        {"role": "person"}, {"purposes": ["everything"]}, {"start": "昨天"}, {"start": "9999-12-31"},
        {"end": "2020-01-01"}, {"end": "2026-01-01"}, {"key": "x"}, {"area": "\x00"}, {"area": "6" * 61},
        {"role": "worker", "area": "", "units": "城关区教育局"},
    ],
)  # fmt: skip
def test_a_form_that_is_wrong_gives_nothing(browser, at, application, typed):
    holder = Account.objects.create(username="lixuemei", display_name="李雪梅", created_at=at)
    make.unit(make.CHENGGUAN, name="城关区教育局")
    application()
    assert given(browser, holder, **typed).status_code == 422
    assert not Grant.objects.filter(account=holder).exists()


def test_an_administrators_account_gets_no_second_role(browser, auditor, application):
    application()
    assert "不能兼任" in text_of(given(browser, auditor))


def test_the_own_account_is_somebody_elses_business(browser, security, application, sides):
    application()
    shown = text_of(browser.get(page("account", security.public_id)))
    assert "这是您自己的账户" in shown
    own = security.public_id
    for name, typed in (("lock", {"reason": "试试"}), ("unlock", {}), ("recovery_ask", {"reason": "试试", "key": own})):
        assert browser.post(page(name, own), typed).status_code == 404
    assert given(browser, security).status_code == 404
    assert browser.get(page("grant", own)).status_code == 404
    sides.owner()
    assert (Account.objects.filter(is_active=False).count(), Recovery.objects.count()) == (0, 0)


def test_an_account_is_closed_with_a_reason_and_opened_again(browser, clerk, application):
    application()
    assert browser.post(page("lock", clerk.public_id), {"reason": ""}).status_code == 422
    closed = text_of(browser.post(page("lock", clerk.public_id), {"reason": "调离"}, follow=True))
    assert ("已停用账户" in closed, "撤销" in closed) == (True, True)
    assert not Account.objects.get(pk=clerk.pk).is_active
    browser.post(page("unlock", clerk.public_id))
    assert Account.objects.get(pk=clerk.pk).is_active


def test_recovery_goes_through_two_pairs_of_hands(browser, second, clerk, at, application):
    application()
    key = str(uuid.uuid4())
    asked = text_of(browser.post(page("recovery_ask", clerk.public_id), {"reason": "手机丢失", "key": key}))
    half = r"\b[A-Za-z2-9]{4}-[A-Za-z2-9]{4}\b"
    first = re.search(half, asked)[0]
    assert browser.post(page("recovery_approve", key)).status_code == 404, "who asked does not approve"
    other = make.signed_in(second)
    assert "手机丢失" in text_of(other.get(page("recoveries")))
    approved = text_of(other.post(page("recovery_approve", key)))
    last = re.search(half, approved)[0]
    found = check_password(username=clerk.username, password=f"{first}-{last}", address=None, at=at).account
    assert (found, found.must_change_password) == (clerk, True)
    assert (first in approved, last in text_of(other.get(page("recoveries")))) == (False, False)
    assert "刚才已经处理过了" in text_of(other.post(page("recovery_approve", key), follow=True))


def test_recovery_is_refused_with_a_reason_or_taken_back(browser, second, clerk, application):
    application()
    key = str(uuid.uuid4())
    browser.post(page("recovery_ask", clerk.public_id), {"reason": "手机丢失", "key": key})
    assert (
        browser.post(page("recovery_ask", clerk.public_id), {"reason": "又一次", "key": uuid.uuid4()}).status_code
        == 422
    )
    other = make.signed_in(second)
    assert other.post(page("recovery_withdraw", key)).status_code == 404
    assert other.post(page("recovery_refuse", key), {"reason": ""}).status_code == 422
    assert "没有批准" in text_of(other.post(page("recovery_refuse", key), {"reason": "没有见到本人"}, follow=True))
    assert list(Recovery.objects.values_list("state", "decided_because")) == [("refused", "没有见到本人")]


def test_the_holder_is_told_at_the_next_sign_in(security, second, clerk, at, application):
    application()
    key = str(uuid.uuid4())
    make.signed_in(security).post(page("recovery_ask", clerk.public_id), {"reason": "手机丢失", "key": key})
    make.signed_in(second).post(page("recovery_approve", key))
    clerk.refresh_from_db()
    shown = text_of(make.signed_in(clerk).get("/account/password"))
    assert ("孙静" in shown, "丁强" in shown, "手机丢失" in shown) == (True, True, True)


@pytest.mark.usefixtures("auditor", "clerk")
def test_the_list_is_narrowed(browser, application, at):
    Account.objects.create(username="zhangsan", display_name="张三", created_at=at, is_active=False)
    application()

    def names(**asked):
        answer = browser.get(page("accounts"), asked)
        assert answer.status_code == 200
        return re.findall(r"共 (\d+) 个账户", text_of(answer)) or ["0"]

    assert names() == ["4"]
    assert [names(q=q) for q in ("张", "zhangsan", "ZHANG", "三", "\x00", "'")] == [
        ["1"],
        ["1"],
        ["1"],
        ["0"],
        ["4"],
        ["0"],
    ]
    assert [names(role=r) for r in ("officer", "audit_admin", "worker", "x")] == [["1"], ["1"], ["0"], ["4"]]
    assert [names(area=a) for a in ("620102", "城关区", "6201", "620103", "火星", "9" * 70)] == [
        ["1"], ["1"], ["2"], ["0"], ["0"], ["0"],
    ]  # fmt: skip
    assert [names(state=s) for s in ("closed", "active", "ungranted", "unenrolled", "x")] == [
        ["1"], ["3"], ["1"], ["4"], ["4"],
    ]  # fmt: skip
    assert [names(page=p) for p in ("0", "-1", "x", "99999999999999999999")] == [["4"]] * 4
    assert names(page="7") == ["0"]


def test_the_list_asks_as_often_for_three_as_for_one(browser, application, sides, at):
    asked = []
    browser.get(page("accounts"))  # the session notes its beginning once
    for number in range(3):
        sides.owner()
        make.officer(make.CHENGGUAN, at=at, name=f"第{number}")
        application()
        asked.append(queries(browser, page("accounts")))
    assert asked[0] == asked[2]
