"""The elder door as she and her daughter use it, in Chromium: ordered in three presses, without a script, at 200 % text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.config.house import House
from tests.walk.walker import AXE, DESK, PHONE, Walker, reload_until

CONTRAST = "axe.run({rules: {'color-contrast-enhanced': {enabled: true}, 'target-size': {enabled: true}}})"
SMALL = """() => [...document.querySelectorAll('a, button, summary, textarea, .ask div label, .ask > input')]
  .filter(e => e.offsetParent && !e.classList.contains('skip'))
  .map(e => [Math.round(e.getBoundingClientRect().height), e.textContent.trim().slice(0, 20)]).filter(x => x[0] < 60)"""
PAGES = (
    "", "services/", "services/?kind=02", "services/?q=zhuyu", "appointments/", "receipts/", "record/", "record/facts",
    "record/tags", "record/looks", "record/proxies", "record/wishes", "pin", "help", "services/nix",
)  # fmt: skip


@pytest.mark.browser
def test_she_comes_in_and_orders_in_three_presses(house: House, browser: Browser):
    officer = Walker(browser, house, DESK)
    officer.sign_in("lanzhou")
    person = _enters_a_person(officer)
    card, pin = _gives_a_key(officer, person)
    elder = Walker(browser, house, PHONE)
    _signs_in(elder, card, pin)
    for path in PAGES:
        elder.page.goto(f"/elder/{path}")
        elder.complaints.clear() if path.endswith("nix") else None  # the browser speaks of a 404 as an error
        _looks_right(elder, f"elder-{path.strip('/').replace('/', '-') or 'home'}")
    _orders(elder.page)
    _looks_right(elder, "elder-ordered")
    _without_a_script(browser, house, card, pin)


def _enters_a_person(walker: Walker) -> str:
    page = walker.page
    page.goto("/desk/people/new")
    typed = {"name": "杨桂芝", "phone": "13893118888", "address": "甘肃省兰州市城关区庆阳路1号"}
    for name, text in typed.items():
        page.fill(f"input[name={name}]", text)
    page.fill("input[name=id_number]", "620102193501010045")
    page.select_option("select[name=person_type]", "retired_with_honours")
    page.select_option("select[name=unit]", index=1)
    page.select_option("select[name=area_code]", "620102")
    page.select_option("select[name=living_arrangement]", "alone")
    page.select_option("select[name=self_care]", "partly")
    page.locator("main form .btn-primary").click()
    page.locator(".dossier, main form.form [role=alert]").first.wait_for()
    found = re.search(r"people/([0-9a-f-]{36})", page.url)
    assert found, page.locator("main").inner_text()
    return found.group(1)


def _gives_a_key(walker: Walker, person: str) -> tuple[str, str]:
    page = walker.page
    page.goto(f"/desk/people/{person}/key")
    walker.check_both("desk-key")
    page.locator("main form .btn-primary").first.click()
    page.locator(".key-paper").wait_for()
    walker.check_both("desk-key-paper")
    card, pin = page.locator(".key-large").all_inner_texts()
    return card, pin


def _asks_a_proxy_alone(page: Page) -> None:
    """The digits of a proxy's phone are asked for when a proxy signs in, and no longer when it is herself after all."""
    seen = []
    for who in ("person", "proxy", "person"):
        page.check(f"input[name=who][value={who}]")
        seen.append(page.locator("input[name=tail]").is_visible())
    assert seen == [False, True, False]


def _signs_in(walker: Walker, card: str, pin: str) -> None:
    page = walker.page
    page.goto("/elder/")
    _looks_right(walker, "elder-sign-in")
    _asks_a_proxy_alone(page)
    page.fill("input[name=card]", card)
    page.fill("input[name=pin]", pin)
    page.locator("main .big-button--main").click()
    page.wait_for_url(re.compile("/elder/$"))
    reload_until(page, "/elder/", lambda: "杨老" in page.locator("main").inner_text())


def _looks_right(walker: Walker, name: str) -> None:
    """Nothing that axe knows at 7:1, no target under 60 px, nothing that scrolls sideways at 200 % text."""
    walker.check(name)
    page = walker.page
    found = page.evaluate(f"{AXE.read_text(encoding='utf-8')}; {CONTRAST}")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]] == [], name
    assert page.evaluate(SMALL) == [], name
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{name} scrolls at 200 %"
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.fontSize = '100%'")
    walker.check(f"{name}-wide")
    page.set_viewport_size(PHONE)


def _orders(page: Page) -> None:
    page.goto("/elder/")
    page.locator(".tile").first.click()
    page.locator(".row-link").first.click()
    page.locator("main .big-button--main").click()
    page.wait_for_url(re.compile("new=1"))
    assert "约好了" in page.locator("main").inner_text()


def _without_a_script(browser: Browser, house: House, card: str, pin: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=f"http://127.0.0.1:{house.port}", java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/elder/")
    page.fill("input[name=card]", card)
    page.fill("input[name=pin]", pin)
    page.locator("main .big-button--main").click()
    _orders(page)
    assert page.locator("[data-read]").is_hidden()
    page.locator("main form button").first.click()
    assert "已经取消" in page.locator("main").inner_text()
