"""The elder door on a slow phone: bytes sent and the first paint, first visit and again, a quarter of the CPU.

`./yinling bench elder [ADDRESS CARD PIN]` measures an installation that runs at ADDRESS with somebody's card and PIN;
without them it brings up a demo of its own, enters a person and gives her a key through the desk's pages. The network
is slowed by Chromium: 1.6 Mbit/s and 150 ms there and back, and 400 kbit/s and 400 ms.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.config.house import House, free_port
from tests.walk.walker import DESK, PHONE, Walker

from yinling.config.launcher.tables import table

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

ROUNDS = 5
SLOWER = 4  # times that the phone's CPU is slower than this machine's
_LINKS = {"1.6 Mbit/s, 150 ms": (1_600_000, 150), "400 kbit/s, 400 ms": (400_000, 400)}
_PAGES = {"sign-in": "/elder/sign-in", "home": "/elder/", "menu": "/elder/services/"}
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


class Way(NamedTuple):
    """How one comes in: where, and with what."""

    address: str
    card: str
    pin: str


class Visit(NamedTuple):
    """One page opened: bytes received with headers, requests, and milliseconds to the first paint."""

    received: int
    requests: int
    paint: float


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print one table."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        if arguments:
            rows = _measured(browser, Way(*arguments))
        else:
            with _house() as house:
                rows = _measured(browser, _key(browser, house))
        browser.close()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; CPU slowed {SLOWER} times; median of {ROUNDS}")
    print(table(["page", "link", "cache", "requests", "bytes received", "first paint, ms"], rows))


@contextmanager
def _house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="yl-elder-", dir="/tmp"))
    house = House(folder / "var", free_port())
    try:
        answer = house.up()
        if answer.returncode:
            raise SystemExit(answer.stdout + answer.stderr)
        yield house
    finally:
        house.clear()
        shutil.rmtree(folder, ignore_errors=True)


def _key(browser: Browser, house: House) -> Way:
    """A person entered, and a key given, as the officer of a demo does it."""
    officer = Walker(browser, house, DESK)
    officer.sign_in("lanzhou")
    page = officer.page
    page.goto("/desk/people/new")
    for name, text in {"name": "李国英", "phone": "13893112345", "address": "甘肃省兰州市城关区张掖路1号"}.items():
        page.fill(f"input[name={name}]", text)
    page.fill("input[name=id_number]", "620102193501010029")
    for name, value in {
        "person_type": "retired_with_honours",
        "area_code": "620102",
        "living_arrangement": "alone",
    }.items():
        page.select_option(f"select[name={name}]", value)
    page.select_option("select[name=unit]", index=1)
    page.select_option("select[name=self_care]", "partly")
    page.locator("main form .btn-primary").click()
    page.locator(".dossier").wait_for()
    found = re.search(r"people/([0-9a-f-]{36})", page.url)
    assert found
    page.goto(f"/desk/people/{found[1]}/key")
    page.locator("main form .btn-primary").first.click()
    card, pin = page.locator(".key-large").all_inner_texts()
    return Way(officer.base, card, pin)


def _measured(browser: Browser, way: Way) -> list[list[str]]:
    rows = []
    for link, (bits, delay) in _LINKS.items():
        for name, address in _PAGES.items():
            first = [
                _visit(_context(browser, way, inside=name != "sign-in"), address, bits, delay) for _ in range(ROUNDS)
            ]
            rows.append(_row(name, link, "empty", [visit for visit, _again in first]))
            rows.append(_row(name, link, "kept", [again for _visit_, again in first]))
    return rows


def _context(browser: Browser, way: Way, *, inside: bool) -> BrowserContext:
    """A phone with nothing in its cache; `inside` it holds the cookie of a session begun on another one."""
    context = browser.new_context(viewport=PHONE, base_url=way.address, locale="zh-CN")
    if not inside:
        return context
    page = context.new_page()
    page.goto("/elder/sign-in")
    page.fill("input[name=card]", way.card)
    page.fill("input[name=pin]", way.pin)
    page.locator("main .big-button--main").click()
    page.wait_for_url(re.compile("/elder/$"))
    cookies: Any = context.cookies()
    context.close()
    fresh = browser.new_context(viewport=PHONE, base_url=way.address, locale="zh-CN")
    fresh.add_cookies(cookies)
    return fresh


def _visit(context: BrowserContext, address: str, bits: int, delay: int) -> tuple[Visit, Visit]:
    """The page opened with an empty cache, and once more."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    _slow(session, bits, delay)
    both = _opened(page, session, address), _opened(page, session, address)
    context.close()
    return both


def _slow(session: CDPSession, bits: int, delay: int) -> None:
    session.send("Network.enable")
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": delay, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _opened(page: Page, session: CDPSession, address: str) -> Visit:
    sizes: list[int] = []

    def heard(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    session.on("Network.loadingFinished", heard)
    page.goto(address, wait_until="load")
    page.wait_for_function(f"({_PAINT}) > 0")
    paint = float(page.evaluate(_PAINT))
    session.remove_listener("Network.loadingFinished", heard)
    return Visit(sum(sizes), len([size for size in sizes if size]), paint)


def _row(name: str, link: str, cache: str, visits: Sequence[Visit]) -> list[str]:
    received, requests, paint = (statistics.median(column) for column in zip(*visits, strict=True))
    return [name, link, cache, f"{requests:.0f}", f"{received:,.0f}", f"{paint:,.0f}"]


if __name__ == "__main__":
    main(sys.argv[1:])
