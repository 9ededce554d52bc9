"""A person at a device in Chromium, who complains of all that a page should not be."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.config.house import House
from yinling.base.accounts.terms import DEMO_PASSWORD
from yinling.config.launcher.places import FRONT

AXE = FRONT / "test" / "axe.min.js"
RUN_AXE = "axe.run({resultTypes: ['violations']})"  # what passes is not written down, which takes most of the time
RUN_STRICT_AXE = RUN_AXE.replace("({", "({rules: {'color-contrast-enhanced': {enabled: true}}, ")  # contrast of 7:1
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


class Walker:
    """One person at one device; whatever the browser complains of is kept."""

    def __init__(self, browser: Browser, house: House, size: dict[str, int]) -> None:
        self.base = f"http://127.0.0.1:{house.port}"
        self.context: BrowserContext = browser.new_context(viewport=size, base_url=self.base, locale="zh-CN")
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: object) -> None:
        text = getattr(message, "text", "")
        if getattr(message, "type", "") in {"error", "warning"} and "status of 422" not in text:  # a refused form
            self.complaints.append(text)

    def sign_in(self, username: str) -> None:
        page = self.page
        page.goto("/")
        self.check("sign-in")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.locator("main form .btn-primary").click()
        page.locator("input[name=code]").wait_for()
        self.check("code")
        for _try in range(3):
            row = page.locator("tr", has_text=username).inner_text()
            code = re.search(r"\b\d{6}\b", row)
            assert code, row
            page.fill("input[name=code]", code.group(0))
            page.locator("main form .btn-primary").click()
            if "sign-in" not in page.url:
                return
            time.sleep(31 - time.time() % 30)
            page.reload()
        raise AssertionError(f"{username} could not sign in")

    def check(self, name: str) -> None:
        """No violation that axe knows, no complaint of the browser, nothing that scrolls sideways; a picture if wanted."""
        self.page.wait_for_load_state()
        self.page.locator("main").first.wait_for()
        found = self.page.evaluate(f"{AXE.read_text(encoding='utf-8')}; {RUN_AXE}")
        assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == [], name
        assert self.complaints == [], name
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{name} scrolls sideways"
        if folder := os.environ.get("YINLING_PICTURES"):
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def check_both(self, name: str) -> None:
        """`check` at the desk's width and at a phone's."""
        self.check(name)
        self.page.set_viewport_size(PHONE)
        self.check(f"{name}-phone")
        self.page.set_viewport_size(DESK)


def reload_until(page: Page, address: str, shown: Callable[[], bool]) -> None:
    """Open an address again and again until it shows what must come."""
    end = time.monotonic() + 30
    page.goto(address)
    while not shown():
        assert time.monotonic() < end, page.locator("main").inner_text()
        time.sleep(0.3)
        page.goto(address)
