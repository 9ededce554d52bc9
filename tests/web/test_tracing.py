"""Each request has one line with the route's name, and no line has a word of what was asked."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.test import Client

from tests.factories import officer, signed_in
from yinling.config.logs import JsonLines

NAME, ID_NUMBER, PHONE, MARK = "李芳", "530102194001010021", "13888888888", "zzneedlezz"
NEEDLES = (NAME, ID_NUMBER, PHONE, MARK, "%E6%9D%8E")


@pytest.fixture
def lines():
    """All log lines of this test, as the processes write them."""
    kept: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(self.format(record))

    keeper = Keeper(logging.DEBUG)
    keeper.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(keeper)
    root.setLevel(logging.INFO)
    yield kept
    root.removeHandler(keeper)
    root.setLevel(before)


def of_event(lines: list[str], event: str) -> list[dict]:
    return [line for line in map(json.loads, lines) if line["event"] == event]


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_route(lines, now):
    holder = officer(at=now)
    lines.clear()
    answer = signed_in(holder).get(f"/desk/people/?q={NAME}")
    (line,) = of_event(lines, "request")
    assert re.fullmatch("[0-9A-Z]{8}", line.pop("number"))
    assert (line.pop("ms") > 0, line.pop("time")[:2]) == (True, "20")
    assert line == {
        "level": "info", "process": "owner", "logger": "yinling.request", "event": "request",
        "route": "desk:people", "method": "GET", "status": answer.status_code, "role": "officer",
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.urls("tests.web.urls_failing")
def test_nothing_that_was_asked_gets_into_a_line(lines, now):
    client = signed_in(officer(at=now))
    client.raise_request_exception = False
    form = {"name": NAME, "id_number": ID_NUMBER, "phone": PHONE, MARK: MARK}
    headers = {"Referer": f"http://testserver/{MARK}", "User-Agent": MARK, "X-Forwarded-For": MARK, "Cookie-Of": MARK}
    asked = [
        (path, method)
        for path in (
            f"/desk/people/?q={NAME}&phone={PHONE}", f"/desk/people/{MARK}", f"/{MARK}/{NAME}", f"/fail/{NAME}-{PHONE}",
            f"/break/{ID_NUMBER}-{MARK}", f"/c/{MARK}", "/desk/people/new", "/sign-in", "/csp-report",
        )
        for method in ("get", "post", "put")
    ]  # fmt: skip
    statuses = {
        getattr(client, method)(path, form if method == "post" else None, headers=headers).status_code
        for path, method in asked
    }
    Client(enforce_csrf_checks=True).post("/sign-in", form, headers=headers)
    Client().get("/", headers=headers | {"Host": f"{MARK}.example"})
    assert 500 in statuses
    assert len(of_event(lines, "request")) >= len(asked)
    whole = "\n".join(lines)
    assert [needle for needle in NEEDLES if needle in whole] == []


@pytest.mark.django_db
@pytest.mark.urls("tests.web.urls_failing")
def test_a_page_of_failure_shows_the_number_of_its_lines(lines):
    answer = Client(raise_request_exception=False).get(f"/fail/{NAME}")
    assert answer.status_code == 500
    page = answer.content.decode()
    (shown,) = re.findall(r'<strong class="secret secret--code">([0-9A-Z]{4}-[0-9A-Z]{4})</strong>', page)
    assert (NAME in page, "错误编号" in page) == (False, True)
    failed, asked = (json.loads(line) for line in lines)
    assert failed["number"] == asked["number"] == shown.replace("-", "")
    assert (asked["route"], asked["status"], asked["level"]) == ("fail", 500, "error")
    assert failed["errors"][0]["type"] == "builtins.RuntimeError"
    assert failed["errors"][0]["at"][-1].startswith("tests/web/urls_failing.py:")


@pytest.mark.django_db
def test_health_and_files_have_no_line(lines):
    Client().get("/health")
    assert lines == []


@pytest.mark.django_db
def test_two_requests_have_two_numbers(lines):
    for _turn in range(2):
        Client().get("/sign-in")
    assert len({json.loads(line)["number"] for line in lines}) == 2
