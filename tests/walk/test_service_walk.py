"""A visit as people see it in Chromium, from the approval to the answered rating; then every page of every door.

axe looks at each page at a desk's width, at a phone's, and at a phone's with twice the letters (7:1 at the elder door).
YINLING_TEST_PICTURES names a folder for the pictures.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page, expect

from tests.config.house import House
from tests.walk.caller import Caller
from tests.walk.day import picture
from tests.walk.test_day import register
from tests.walk.walker import AXE, DESK, PHONE, Walker, reload_until

pytestmark = pytest.mark.browser

NAME, ITEM = "赵国强", "上门关怀"
_STRICT = "{rules: {'color-contrast-enhanced': {enabled: true}}}"
_LARGE = "document.documentElement.style.fontSize = '200%'"
_NARROW = "document.documentElement.scrollWidth <= innerWidth + 1"
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# What stands for the words of addresses; what nobody made on this day has no page to open.
_KEYS = {
    "person": "SELECT public_id FROM registry_person",
    "task": "SELECT public_id FROM delivery_task",
    "order": "SELECT public_id FROM orders_order WHERE state = 'in_hand' OR round > 1",
    "photo": "SELECT public_id FROM delivery_photo",
    "concern": "SELECT public_id FROM feedback_concern",
    "account": "SELECT public_id FROM accounts_account WHERE username = 'xiaozhou'",
    "unit": "SELECT unit.public_id FROM units_unit AS unit JOIN registry_person ON unit_id = unit.id",
    "key": "SELECT public_id FROM proxies_key",
}
_CODES = {"menu": "0216", "services": "0216", "items": "0216", "entitlements": "nursing_allowance", "tags": "aged"}
_ADMINS = ("aqgl", "sjgl", "xtgl")


class Story:
    """The four who take part, each at a device."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house, self.browser = house, browser
        caller = Caller(f"http://127.0.0.1:{house.port}")
        caller.sign_in("lanzhou")
        self.person = register(caller, NAME, 1)
        self.officer, self.worker, self.elder = (Walker(browser, house, size) for size in (DESK, PHONE, PHONE))
        self.worker.sign_in("xiaozhou")
        self.officer.sign_in("lanzhou")

    def approve(self) -> None:
        page = self.officer.page
        line = page.locator(".work", has_text=NAME).filter(has=page.locator("strong", has_text=ITEM))
        reload_until(page, "/desk/", lambda: line.count() == 1)
        line.locator("form[action*='/approve'] button").click()
        line.wait_for(state="detached")

    def visit(self, *, picture_sent: bytes) -> str:
        """Take, arrive, photograph, finish; returns the task."""
        page = self.worker.page
        take = page.locator("form[action$='/take'] button")
        reload_until(page, "/field/", lambda: take.count() >= 1)
        take.first.click()
        page.wait_for_url(re.compile("/tasks/"))
        self.worker.check("visit-taken")
        self.officer.page.goto(f"/desk/people/{self.person}/card")
        page.fill("input[name=code]", self.officer.page.locator(".badge-short").inner_text())
        page.locator("form[action$='/check-in'] .btn-primary").click()
        page.locator("textarea").wait_for()
        page.set_input_files("input[name=image]", {"name": "a.png", "mimeType": "image/png", "buffer": picture_sent})
        page.locator("button[formaction$='/photo']").click()
        page.locator(".photos img").wait_for()
        for line in page.locator(".checklist-line input[value=done]").all():
            line.check()
        page.fill("textarea", "陪聊一小时，量了血压，一切都好")
        self.worker.check("visit-photographed")
        page.locator("form[action$='/finish'] .form-acts .btn-primary").click()
        page.locator("form[action$='/confirm']").wait_for()
        self.worker.check("visit-done")
        return page.url.rpartition("/")[2]

    def comes_in(self) -> None:
        """The officer gives the person a key; the person signs in with card and PIN."""
        page = self.officer.page
        page.goto(f"/desk/people/{self.person}/key")
        page.locator("form[action$='/key/issue'] button").click()
        card, pin = page.locator(".key-large").all_inner_texts()
        self.officer.check_both("key-paper")
        page = self.elder.page
        page.goto("/elder/")
        page.fill("input[name=card]", card)
        page.fill("input[name=pin]", pin)
        page.locator("main .big-button--main").click()
        page.wait_for_url(re.compile("/elder/$"))

    def says(self, task: str, word: str) -> None:
        """The person confirms the visit on the own page and says how it was."""
        page = self.elder.page
        page.goto("/elder/appointments/")
        self.elder.check("elder-to-confirm")
        page.locator(f"form[action*='{task}/confirm'] button").click()
        page.wait_for_url(re.compile("/elder/receipts/"))
        page.get_by_label(word, exact=True).check()
        page.locator("form[action$='/rate'] .big-button--main").click()
        expect(page.locator("main")).to_contain_text(f"您说：{word}")
        self.elder.check("elder-rated")

    def verifies(self, task: str) -> None:
        """Whoever scans the receipt reads that it is genuine; the paper says it in words."""
        page = self.officer.page
        link = page.locator(".receipt-code a")
        reload_until(page, f"/desk/receipts/{task}/paper", lambda: link.count() == 1)
        self.officer.check_both("receipt-paper")
        address = link.get_attribute("href") or ""
        anybody = Walker(self.browser, self.house, PHONE)
        anybody.page.goto(f"{anybody.base}/verify#{address.partition('#')[2]}")
        expect(anybody.page.locator(".verify-word")).to_contain_text("真实")
        anybody.check("verify-genuine")

    def orders_again(self) -> None:
        """The officer answers the low rating: the visit is done again; the person reads so, and orders more."""
        page = self.officer.page
        page.goto("/desk/concerns/")
        self.officer.check_both("concerns")
        page.locator("a[href*='/desk/concerns/']", has_text=NAME).first.click()
        page.locator("input[name=outcome][value=redone]").check()
        page.fill("textarea[name=answer]", "对不起，我们请另一位今天再来一次。")
        self.officer.check_both("concern")
        page.locator("form .form-acts .btn-primary").click()
        page.wait_for_url(re.compile("/desk/concerns/$"))
        page = self.elder.page
        page.goto("/elder/")
        for press in (".tile", "main .row-link", "main .big-button--main"):
            page.locator(press).first.click()
        page.wait_for_url(re.compile("new=1"))
        page.goto("/elder/appointments/")
        expect(page.locator("main .slab")).to_have_count(2)
        self.elder.check("elder-appointments")


def test_a_visit_from_the_approval_to_the_answered_rating(house: House, browser: Browser):
    story = Story(house, browser)
    story.approve()
    task = story.visit(picture_sent=picture(1))
    story.comes_in()
    story.says(task, "不满意")
    story.verifies(task)
    story.orders_again()

    findings = [*_pages(story.officer, "desk", house), *_pages(story.worker, "field", house)]
    findings += [*_pages(story.elder, "elder", house), *_pages(Walker(browser, house, DESK), "", house)]
    for name in _ADMINS:
        admin = Walker(browser, house, DESK)
        admin.sign_in(name)
        findings += _pages(admin, "admin", house)
    assert findings == []


def _pages(walker: Walker, door: str, house: House) -> list[str]:
    """What is wrong with any page of a door that this person may open."""
    found, opened = list[str](), 0
    for pattern in _patterns():
        if pattern.partition("/")[0] != door if door else pattern.startswith(("desk", "field", "elder", "admin")):
            continue
        address = _address(pattern, house)
        answer = walker.page.request.get(address, max_redirects=0)
        if answer.status >= 500:
            found.append(f"{answer.status} {address}")
        if answer.status in {200, 202} and answer.text().lstrip().startswith("<!doctype html"):
            opened += 1
            found += _looked_at(walker, address, f"{door or 'public'}-{re.sub(r'[^a-z]+', '-', pattern)}")
    assert opened >= {"desk": 30, "elder": 12, "admin": 1, "": 2, "field": 1}[door], f"{door}: {opened}"
    return found


def _looked_at(walker: Walker, address: str, name: str) -> list[str]:
    page, found = walker.page, list[str]()
    options = _STRICT if "/elder/" in address else "{}"
    walker.complaints.clear()
    for size, large in ((DESK, False), (PHONE, False), (PHONE, True)):
        page.set_viewport_size(size)
        if not large and size is DESK:
            page.goto(address)
        if large:
            page.evaluate(_LARGE)
        width = f"{size['width']}{' large' if large else ''}"
        seen = page.evaluate(f"{AXE.read_text(encoding='utf-8')}; axe.run({options})")
        found += [f"{address} {width}: {one['id']} {one['nodes'][0]['html'][:150]}" for one in seen["violations"]]
        if not page.evaluate(_NARROW):
            found.append(f"{address} {width}: scrolls sideways")
        _keep(page, f"{name}-{width}".replace(" ", "-"))
    return found + [f"{address}: {complaint}" for complaint in walker.complaints]


def _keep(page: Page, name: str) -> None:
    if folder := os.environ.get("YINLING_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def _address(pattern: str, house: House) -> str:
    """The address with the things of the day; where there is none, with a key of nothing."""
    found = "/" + pattern
    for name in _PARAMETER.findall(pattern):
        value = {"term": "phone", "page": "people", "token": "x"}.get(name) or ""
        if name == "code":
            value = next((code for part, code in _CODES.items() if f"{part}/" in pattern), "aged")
        elif not value:
            value = _key(name, house)
        found = re.sub(rf"<(?:\w+:)?{name}>", value, found, count=1)
    return found


def _key(name: str, house: House) -> str:
    if name in _KEYS:
        with house.cluster.connect("yinling") as connection:
            row = connection.execute(_KEYS[name] + " LIMIT 1").fetchone()
            if row:
                return str(row[0])
    return "00000000-0000-4000-8000-000000000000"


def _patterns(found: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every address of the house as it is written down."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, before + str(one.pattern))
        elif "sign-out" not in str(one.pattern):
            yield before + str(one.pattern)
