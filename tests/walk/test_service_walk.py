"""A visit as people see it in Chromium, from the approval to the answered rating.

YINLING_PICTURES names a folder for the pictures.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.config.house import House
from tests.walk.caller import Caller
from tests.walk.day import picture
from tests.walk.test_day import register
from tests.walk.walker import DESK, PHONE, Walker, reload_until

pytestmark = pytest.mark.browser

NAME, ITEM = "赵国强", "上门关怀"


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
