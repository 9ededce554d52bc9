"""The verifier's page in Chromium without a server: page and static files are answered from here, all else is noted."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from django.http import HttpResponse
from playwright.sync_api import Page, Playwright, Route, sync_playwright

from yinling.config.launcher.places import FRONT

HOST = "http://verify.test"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass
class Answers:
    """What stands in for the server: one page, the collected static files; `asked` are all addresses asked for."""

    page: HttpResponse
    asked: list[str] = field(default_factory=list)

    def take(self, route: Route) -> None:
        """Answer one request."""
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        self.asked.append(f"{route.request.method} {path}")
        found = FRONT / "collected" / path.removeprefix("/static/")
        if path == "/verify":
            route.fulfill(status=200, body=self.page.content, headers=dict(self.page.items()))
        elif path.startswith("/static/") and found.is_file():
            kind = mimetypes.guess_type(Path(path).name)[0] or "application/octet-stream"
            route.fulfill(status=200, body=found.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="")


class Verifier:
    """A browser with the page open; `complaints` are what the browser finds wrong with it."""

    def __init__(self, page: HttpResponse, *, width: int = 1440, height: int = 900) -> None:
        self.answers, self.complaints = Answers(page), list[str]()
        self._size = {"width": width, "height": height}
        self._playwright: Playwright = sync_playwright().start()

    def __enter__(self) -> Page:
        self._browser = self._playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        page = self._page = self._browser.new_context(viewport=self._size, locale="zh-CN").new_page()  # type: ignore[arg-type]  # a size
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self.answers.take)
        return page

    def _heard(self, kind: str, text: str) -> None:
        """Keep a complaint. On plain http, where crypto.subtle is absent too, one header is always complained of."""
        if kind in {"error", "warning"} and "Cross-Origin-Opener-Policy" not in text:
            self.complaints.append(text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._page.unroute_all(behavior="ignoreErrors")  # an icon may still be under way
        self._browser.close()
        self._playwright.stop()
