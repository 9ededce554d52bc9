"""A person with a browser that keeps cookies and fills in forms, and presses again when an answer is lost."""

from __future__ import annotations

import http.client
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from yinling.base.accounts.terms import DEMO_PASSWORD

PATIENCE = 90  # seconds: a web process that was killed beside a busy machine is back only then
Filled = str | Sequence[str]  # one value of a form's field, or several of the same name
LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


@dataclass
class Form:
    """One form of a page: where it goes and what is filled in already."""

    action: str
    fields: dict[str, Filled] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form" and (at.get("method") or "").lower() == "post":
            self._form = Form(at.get("action") or "")
            self.found.append(self._form)
        elif self._form is not None and at.get("name"):
            if tag == "input" and (at.get("type") not in {"radio", "checkbox"} or "checked" in at):
                self._fill(str(at["name"]), at.get("value") or "")
            elif tag == "textarea":
                self._form.fields[str(at["name"])] = ""
        if tag == "select":
            self._select = at.get("name") or ""
        elif tag == "option" and self._form is not None and self._select:
            chosen = "selected" in at or self._select not in self._form.fields
            self._form.fields[self._select] = (at.get("value") or "") if chosen else self._form.fields[self._select]

    def _fill(self, name: str, value: str) -> None:
        """Fields of the same name are sent all, as a browser does."""
        assert self._form is not None
        if name not in self._form.fields:
            self._form.fields[name] = value
        else:
            before = self._form.fields[name]
            self._form.fields[name] = [*([before] if isinstance(before, str) else before), value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


@dataclass
class Page:
    """What came back: the address in the end, the status, the text."""

    address: str
    status: int
    text: str

    def form(self, action: str) -> Form:
        """The first form whose address has `action` in it; an empty address is the page's own."""
        parser = _Forms()
        parser.feed(self.text)
        for form in parser.found:
            form.action = urllib.parse.urljoin(self.address, form.action or self.address)
            if action in form.action:
                return form
        raise AssertionError(f"no form for {action} on {self.address}: {self.text[:2000]}")

    def options(self, name: str) -> list[tuple[str, str]]:
        """Values and labels of a select."""
        inside = re.search(rf'<select[^>]*name="{name}".*?</select>', self.text, re.S)
        assert inside, self.text[:500]
        return re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', inside.group(0))


class Caller:
    """One signed-in person at `base`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._kept = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._kept))

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps, for another client that acts as the same person."""
        return {cookie.name: cookie.value or "" for cookie in self._kept}

    def get(self, path: str) -> Page:
        """Open an address; a lost connection is tried again until PATIENCE ends."""
        return self._until_answered(urllib.parse.urljoin(self.base, path), None)

    def send_once(self, form: Form, **fields: Filled) -> Page:
        """Send a form once. Raises one of LOST when no answer comes."""
        return self._call(form.action, {**form.fields, **fields})

    def send(self, form: Form, **fields: Filled) -> Page:
        """Send a form, again and again until there is an answer, as a person does who sees none."""
        return self._until_answered(form.action, {**form.fields, **fields})

    def send_file(self, form: Form, name: str, content: bytes, **fields: Filled) -> Page:
        """Send a form with a picture in its field `name`."""
        return self._until_answered(form.action, {**form.fields, **fields}, {name: content})

    def sign_in(self, username: str) -> None:
        """Name and password, then the code that a demo shows."""
        page = self.send(self.get("/sign-in").form("sign-in"), login=username, password=DEMO_PASSWORD)
        for _try in range(3):
            row = re.search(rf"{username}.*?>(\d{{6}})<", page.text, re.S)
            assert row, page.text[:3000]
            page = self.send(page.form("code"), code=row.group(1))
            if "sign-in" not in page.address:
                return
            time.sleep(31 - time.time() % 30)  # that code was used in this half minute: wait for the next
            page = self.get("/sign-in/code")
        raise AssertionError(f"{username} could not sign in: {page.text[:2000]}")

    def _until_answered(
        self, address: str, fields: Mapping[str, Filled] | None, files: Mapping[str, bytes] | None = None
    ) -> Page:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                page = self._call(address, fields, files)
            except LOST:
                page = Page(address, 0, "")
            if page.status and page.status < 500:
                return page
            assert time.monotonic() < end, f"no answer from {address}: {page.status}"
            time.sleep(0.2)

    def _call(
        self, address: str, fields: Mapping[str, Filled] | None, files: Mapping[str, bytes] | None = None
    ) -> Page:
        headers = {"Referer": address}
        data = None
        if files:
            data, headers["Content-Type"] = _parts(fields or {}, files)
        elif fields is not None:
            data = urllib.parse.urlencode(fields, doseq=True).encode()
        request = urllib.request.Request(address, data=data, headers=headers)
        try:
            with self._opener.open(request, timeout=10) as answer:
                return Page(answer.url, answer.status, answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Page(refusal.url, refusal.code, refusal.read().decode("utf-8", "replace"))


def _parts(fields: Mapping[str, Filled], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """A form with files as a browser sends it, and its content type."""
    border = secrets.token_hex(16)
    said = [(name, one) for name, value in fields.items() for one in ([value] if isinstance(value, str) else value)]
    written = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in said]
    written += [
        f'name="{name}"; filename="{name}.png"\r\nContent-Type: image/png\r\n\r\n'.encode() + content
        for name, content in files.items()
    ]
    head = f"--{border}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(head + one + b"\r\n" for one in written)
    return body + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
