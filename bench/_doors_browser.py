"""One browser of `bench doors`: a process that is signed in as somebody and opens pages."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.utils import timezone

from yinling.base.accounts.models import Account
from yinling.web.sessions import ENROLLED, SEEN_AT, SIGNED_IN_AT

ROUNDS = 12
BUDGET = 1.0  # seconds that one case may take; slow pages have fewer samples


class Answer(NamedTuple):
    """Which addresses open with 200; else why none. What the last of them asked of PostgreSQL, in seconds."""

    good: Sequence[str]
    reason: str = ""
    queries: int = 0
    in_postgres: float = 0.0
    slowest: str = ""


class _Noted:
    """Counts the statements of a page and keeps the slowest."""

    def __init__(self) -> None:
        self.seconds: list[tuple[float, str]] = []

    @property
    def slowest(self) -> str:
        """The statement that took longest; empty for a page that asks nothing."""
        return max(self.seconds, default=(0.0, ""))[1]

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(statement, params, many, context)
        finally:
            self.seconds.append((time.perf_counter() - start, str(statement)))


@cache
def _browser(username: str) -> Client:
    logging.disable(logging.INFO)  # a line for each request: written in life, too, but not into this report
    client = Client(raise_request_exception=False)  # what fails is said among what was not opened
    if username:
        client.force_login(Account.objects.get(username=username))
        session, now = client.session, timezone.now().isoformat()
        session[ENROLLED], session[SIGNED_IN_AT], session[SEEN_AT] = True, now, now
        session.save()
    return client


def look(username: str, addresses: Sequence[str]) -> Answer:
    """Open each once: which answer with a page."""
    if not addresses:
        return Answer((), "no such thing here")
    good, status = [], 0
    for address in addresses:
        status = _status(username, address)
        if status == 405:
            return Answer((), "it takes no GET")
        if status == 200:
            good.append(address)
    if not good:
        return Answer((), f"it answers {status}")
    noted = _Noted()
    with connection.execute_wrapper(noted):
        _status(username, good[-1])
    return Answer(good, "", len(noted.seconds), sum(one for one, _text in noted.seconds), noted.slowest)


def opened(username: str, addresses: Sequence[str], part: int) -> list[float]:
    """Seconds of each opening, one address after the other from the browser's own part of them."""
    found, end = [], time.monotonic() + BUDGET
    for number in range(ROUNDS + 2):
        address = addresses[(number + part * 7) % len(addresses)]
        start = time.perf_counter()
        _status(username, address)
        if number >= 2:  # the first two warm the caches
            found.append(time.perf_counter() - start)
        if found and time.monotonic() > end:
            break
    return found


def _status(username: str, address: str) -> int:
    answer = _browser(username).get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)
