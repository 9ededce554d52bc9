"""Every page of every door in Chromium: at 1440 and 390 px, and at 390 with text of 200 %, without a fault that axe knows.

At the elder door contrast is 7:1. The pages are those of `everything`, opened by who works at the door; what they load
afterwards is answered, too. With YINLING_PICTURES a picture of each is kept in that folder.
"""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import TypeVar

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Route, sync_playwright

from tests import factories as make
from tests.walk.walker import AXE, DESK, PHONE, RUN_AXE, RUN_STRICT_AXE
from tests.web.everything import Everything, elder, everything, reference
from tests.web.test_every_door import addresses, patterns
from yinling.base.access.models import NamedPerson
from yinling.base.accounts.models import Account
from yinling.base.accounts.terms import AccountKind
from yinling.config.launcher.places import FRONT
from yinling.kernel.viewer import Role
from yinling.people.proxies.models import Key

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]

T = TypeVar("T")
HOST = "http://yinling.test"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SIZES = {"1440": (DESK, "100%"), "390": (PHONE, "100%"), "390-200": (PHONE, "200%")}
# The pages in parts of a like number, so that two processes share them.
PARTS = {
    "people": "desk/people/", "rules": "desk/(rules|entitlements|cohorts|figures|quality)",
    "rosters": "desk/(rosters|duplicates|questions|facts|relatives|merges|contests|approvals)",
    "catalogue": "desk/(catalogue|feedback|concerns)", "orders": "desk/(orders|visits|receipts|workers)",
    "desk": "desk/", "admin": "admin/", "field": "field/", "elder": "elder/", "public": "",
}  # fmt: skip
_SEATS = {
    "desk": ["officer"],
    "admin": ["system", "security", "audit"],
    "field": ["worker"],
    "elder": ["person", "proxy"],
}


def part_of(pattern: str) -> str:
    """The first part whose beginning an address has."""
    return next(name for name, begins in PARTS.items() if re.match(begins, pattern))


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=2)


@pytest.fixture
def made(sides, at) -> Everything:
    sides.owner()
    reference(at)
    home = make.unit(make.CHENGGUAN, name="城关区教育局")
    return everything(home, make.worker(at=at, name="周海"), make.officer(at=at), at=at)


def browsers(made: Everything, at) -> dict[str, Client]:
    """Who works at each door; the person's own key opens her own record."""
    officer, worker = (Account.objects.get(public_id=key) for key in made.keys["account"])
    key = Key.objects.get(person=made.person)
    herself = Account.objects.get(public_id=key.account)
    NamedPerson.objects.create(
        account=herself, person_id=made.person.id, because="self", subject=key.public_id, since=at
    )
    seats = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}
    administrators = {
        name: make.signed_in(make.account(role, "0" if role is Role.AUDIT_ADMIN else "", at=at))
        for name, role in seats.items()
    }
    return {
        "officer": make.signed_in(officer), "worker": make.signed_in(worker), "person": make.signed_in(herself),
        "proxy": elder(made.person.unit, AccountKind.PROXY, at=at), "nobody": Client(), **administrators,
    }  # fmt: skip


class Window:
    """A browser in a thread of its own; what it asks for is answered here, where the database is, by a test client."""

    def __init__(self) -> None:
        self.client, self.complaints = Client(), list[str]()
        self._asked: Queue[tuple[str, str, dict[str, str], Future[HttpResponse]]] = Queue()
        self._thread = ThreadPoolExecutor(1)
        self._do(self._open)

    def close(self) -> None:
        """Close the browser."""
        self._do(self._playwright.stop)
        self._thread.shutdown()

    def faults(self, address: str, name: str) -> list[str]:
        """What is wrong with a page, at each size."""
        return self._do(partial(self._faults, address, name))

    def _do(self, work: Callable[[], T]) -> T:
        """Let the browser's thread do something, and answer it meanwhile."""
        done = self._thread.submit(work)
        while not done.done():
            try:
                method, path, headers, answer = self._asked.get(timeout=0.02)
            except Empty:
                continue
            answer.set_result(getattr(self.client, method)(path, headers=headers))
        return done.result()

    def _open(self) -> None:
        self._playwright = sync_playwright().start()
        chromium = self._playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        page = self.page = chromium.new_context(locale="zh-CN").new_page()
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._take)

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "Cross-Origin-Opener-Policy" not in text:  # complained of on plain http
            self.complaints.append(text)

    def _take(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        found = FRONT / "collected" / path.partition("?")[0].removeprefix("/static/")
        if path.startswith("/static/") and found.is_file():
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            route.fulfill(status=200, body=found.read_bytes(), content_type=kind)
            return
        asked = {name: value for name, value in route.request.headers.items() if name.startswith("hx-")}
        waiting: Future[HttpResponse] = Future()
        self._asked.put((route.request.method.lower(), path, asked, waiting))
        answer = waiting.result(timeout=60)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        route.fulfill(status=answer.status_code, body=body, headers=dict(answer.items()))

    def _faults(self, address: str, name: str) -> list[str]:
        self.complaints.clear()
        self.page.set_viewport_size(DESK)
        self.page.goto(HOST + address)
        self.page.wait_for_selector(".htmx-request", state="detached")  # what comes after the page
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        axe = RUN_STRICT_AXE if address.startswith("/elder/") else RUN_AXE
        found = [fault for size in _SIZES for fault in self._at(size, name, axe)]
        return [f"{address}: {fault}" for fault in [*found, *self.complaints]]

    def _at(self, size: str, name: str, axe: str) -> Iterator[str]:
        viewport, text = _SIZES[size]
        self.page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a size
        self.page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
        for violation in self.page.evaluate(axe)["violations"]:
            yield f"{size} {violation['id']} {[node['html'][:160] for node in violation['nodes']][:3]}"
        if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"):
            yield f"{size} scrolls sideways"
        if folder := os.environ.get("YINLING_PICTURES"):
            self.page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=True)


@pytest.fixture
def window() -> Iterator[Window]:
    opened = Window()
    yield opened
    opened.close()


def is_page(answer: HttpResponse) -> bool:
    """A whole page, no file and no piece that another page loads."""
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and kind.startswith("text/html") and b"</html>" in answer.content


@pytest.mark.parametrize("part", PARTS)
def test_no_page_has_a_fault_at_any_size(made, at, window, sides, part):
    seats, faults, opened = browsers(made, at), [], 0
    sides.app()
    for pattern in [one for one in patterns() if part_of(one) == part]:
        for seat in _SEATS.get(pattern.partition("/")[0], ["nobody"]):
            window.client = seats[seat]
            window.client.raise_request_exception = False
            for address in addresses(pattern, made):
                answer = window.client.get(address)
                if answer.status_code >= 500:
                    faults.append(f"{address}: {answer.status_code}")
                if not is_page(answer):
                    continue
                opened += 1
                faults += window.faults(address, f"{seat}-{_name(pattern)}-{opened}")
    assert faults == []
    assert opened > 2, "the part opens pages"


def _name(pattern: str) -> str:
    return re.sub(r"<[^>]+>", "x", pattern).strip("/").replace("/", "-") or "home"


def test_every_address_belongs_to_a_part():
    assert {part_of(pattern) for pattern in patterns()} == set(PARTS)
