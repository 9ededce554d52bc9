"""Who has which line of the administrators' door; everybody else finds nothing there."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.web.desk.conftest import same, text_of
from yinling.base.access.models import BreakGlass, Grant
from yinling.base.accounts.models import Account, Recovery
from yinling.base.journal.models import Entry
from yinling.web.admin.urls import urlpatterns

LINES = {
    "security": ("accounts", "account_new", "recoveries"),
    "auditor": ("glasses", "looks", "sign_ins", "grants", "journal"),
    "operator": ("state",),
}
OF_ACCOUNT = ("account", "grant", "recovery_ask")
ACTS = {
    "security": ("lock", "unlock", "grant_end", "recovery_approve", "recovery_refuse", "recovery_withdraw"),
    "auditor": ("glass_review",),
    "operator": (),
}
FILES = ("looks_export",)


@pytest.fixture
def who(security, auditor, operator, clerk, at):
    return {
        "security": security, "auditor": auditor, "operator": operator, "officer": clerk,
        "worker": make.worker(make.CHENGGUAN, at=at),
    }  # fmt: skip


@pytest.fixture
def things(clerk, at):
    """The address of every page and act about one account, grant, recovery or break-glass."""
    recovery = Recovery.objects.create(account=clerk, reason="手机丢失", asked_by="x", asked_by_name="某", asked_at=at)
    glass = BreakGlass.objects.create(
        account=clerk,
        account_name="王敏",
        sought="x",
        sought_by="card_code",
        reason="老人在本市急诊要联系家属",
        asked_at=at,
    )
    ids = dict.fromkeys((*OF_ACCOUNT, "lock", "unlock"), clerk.public_id)
    ids |= dict.fromkeys(("recovery_approve", "recovery_refuse", "recovery_withdraw"), recovery.public_id)
    ids |= {"glass_review": glass.public_id, "grant_end": Grant.objects.get(account=clerk).public_id}
    return {name: reverse(f"admin:{name}", args=[key]) for name, key in ids.items()}


def addresses(things):
    lists = {name: reverse(f"admin:{name}") for names in (*LINES.values(), FILES, ("home",)) for name in names}
    return lists | things


def owner_of(name):
    for role, names in LINES.items():
        if name in (*names, *ACTS[role]):
            return role
    return {"looks_export": "auditor", "home": "", **dict.fromkeys(OF_ACCOUNT, "security")}[name]


def test_these_tests_know_every_address(things):
    assert {p.name for p in urlpatterns} == set(addresses(things))


def test_each_administrator_opens_his_own_lines_and_nothing_is_stored(who, things, application):
    application()
    for role, names in LINES.items():
        browser = make.signed_in(who[role])
        for name in (*names, *(OF_ACCOUNT if role == "security" else ())):
            answer = browser.get(addresses(things)[name])
            assert (name, answer.status_code, answer.headers["Cache-Control"]) == (name, 200, "no-store")


def test_the_front_door_leads_each_to_his_own(who, application):
    application()
    first = {"security": "/admin/accounts/", "auditor": "/admin/break-glass/", "operator": "/admin/state/"}
    for role, address in first.items():
        browser = make.signed_in(who[role])
        assert browser.get("/").headers["Location"] == "/admin/"
        assert browser.get("/admin/").headers["Location"] == address


@pytest.mark.parametrize("role", ["security", "auditor", "operator", "officer", "worker"])
def test_a_line_of_another_is_as_absent_as_a_made_up_address(who, things, application, sides, role):
    browser = make.signed_in(who[role])
    application()
    made_up = same(browser.get("/admin/there-is-no-such-page"))
    for name, address in addresses(things).items():
        if owner_of(name) in {role, ""}:
            continue
        assert (name, same(browser.get(address))) == (name, made_up)
        assert browser.post(address, {"reason": "某个理由", "note": "某个意见"}).status_code == 404
    if role in {"officer", "worker"}:
        assert same(browser.get("/admin/")) == made_up
    sides.owner()
    assert nothing_changed()


def nothing_changed():
    return (
        list(Recovery.objects.values_list("state", flat=True)) == ["open"]
        and not BreakGlass.objects.filter(reviewed_at__isnull=False).exists()
        and not Account.objects.filter(is_active=False).exists()
        and not Grant.objects.filter(valid_to__isnull=False).exists()
    )


def test_nobody_is_led_to_sign_in(things, application):
    application()
    for address in addresses(things).values():
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={address}")
        assert Client().post(address).status_code == 302


def test_what_is_not_there_is_absent_and_acts_on_it_do_nothing(who, things, application, sides):
    application()
    for role, names in {**ACTS, "security": (*ACTS["security"], "grant", "recovery_ask")}.items():
        browser = make.signed_in(who[role])
        for name in names:
            address = reverse(f"admin:{name}", args=[uuid.uuid4()])
            assert browser.post(address, {"reason": "某个理由", "note": "某个意见"}).status_code == 404
    sides.owner()
    assert nothing_changed()


def test_an_act_that_is_read_changes_nothing_and_leads_home(who, things, application, sides):
    application()
    for role in LINES:
        browser = make.signed_in(who[role])
        for name in (*ACTS[role], *(FILES if role == "auditor" else ())):
            assert browser.get(addresses(things)[name]).status_code == 302
    sides.owner()
    assert nothing_changed()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(who, things, application, method):
    application()
    for role, names in LINES.items():
        browser = make.signed_in(who[role])
        for name in (*names, *ACTS[role]):
            assert getattr(browser, method)(addresses(things)[name]).status_code == 405


def test_acts_want_the_form_token(who, things, application):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = make.signed_in(who["security"]).cookies
    application()
    for name in ACTS["security"]:
        assert browser.post(things[name], {"reason": "某个理由"}).status_code == 403


def test_no_page_carries_inline_script_or_style(who, things, application):
    application()
    for role, names in LINES.items():
        browser = make.signed_in(who[role])
        for name in (*names, *(OF_ACCOUNT if role == "security" else ())):
            page = browser.get(addresses(things)[name]).content.decode()
            assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in page] == []
            assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize("key", ["x", "0", "%00", "../../etc/passwd", "' OR 1=1 --"])
def test_addresses_that_name_nothing_are_absent(who, application, key):
    application()
    browser = make.signed_in(who["security"])
    for address in (f"/admin/accounts/{key}", f"/admin/recoveries/{key}/approve", f"/admin/grants/{key}/end"):
        assert browser.get(address).status_code == 404


def test_no_administrator_reads_a_record_or_a_name(who, things, application, at):
    person = make.person(unit=make.unit(make.CHENGGUAN), at=at)
    application()
    for role, names in LINES.items():
        browser = make.signed_in(who[role])
        for address in ("/desk/", "/desk/people/", f"/desk/people/{person.public_id}", "/field/", "/desk/break-glass/"):
            assert browser.get(address).status_code == 404
        for name in names:
            assert "李淑芬" not in text_of(browser.get(addresses(things)[name]))


def test_every_reading_of_the_books_is_written_down(who, things, application, sides):
    application()
    browser = make.signed_in(who["auditor"])
    for name in LINES["auditor"]:
        browser.get(addresses(things)[name])
    browser.post(addresses(things)["looks_export"])
    sides.owner()
    read = Entry.objects.filter(kind="access.books_read", actor=str(who["auditor"].public_id))
    assert read.count() == len(LINES["auditor"]) + 1
