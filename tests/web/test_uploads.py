"""What may be sent: counted in front of the application, kept in memory, thrown away when it is too much."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.conf import settings

from yinling.web import uploads
from yinling.web.uploads import LARGE, LARGE_AT, PHOTO, SMALL, Bounded

COOKIE = (b"cookie", f"{settings.SESSION_COOKIE_NAME}=abc".encode())
PHOTO_AT = "/field/tasks/00000000-0000-4000-8000-000000000000/photo"


def scope(path=LARGE_AT, *headers) -> dict[str, object]:
    return {"type": "http", "path": path, "headers": list(headers)}


def length(number: int) -> tuple[bytes, bytes]:
    return b"content-length", str(number).encode()


class House:
    """An application that hears everything out, and what was sent to the browser."""

    def __init__(self) -> None:
        self.heard = 0
        self.sent: list[dict[str, object]] = []

    async def __call__(self, scope, receive, send) -> None:
        more = True
        while more:
            message = await receive()
            self.heard += len(message.get("body", b""))
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"heard"})


def call(asked, chunks: Iterator[bytes]) -> tuple[House, int, int]:
    """Send a body in chunks: the house, the status it answered with, and how many bytes it took in all."""
    house, taken = House(), 0

    async def receive():
        nonlocal taken
        chunk = next(chunks, None)
        taken += len(chunk or b"")
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message):
        house.sent.append(message)

    asyncio.run(Bounded(house)(asked, receive, send))
    return house, house.sent[0]["status"], taken


def body(number: int, chunk: int = 64 * 1024) -> Iterator[bytes]:
    """So many bytes, one chunk in memory at a time."""
    one = b"x" * chunk
    for start in range(0, number, chunk):
        yield one[: min(chunk, number - start)]


@pytest.mark.parametrize(
    ("path", "headers", "size", "status"),
    [
        (LARGE_AT, (COOKIE,), LARGE, 200),
        (LARGE_AT, (COOKIE,), LARGE + 1, 413),
        (LARGE_AT, (), SMALL, 200),
        (LARGE_AT, (), SMALL + 1, 413),
        (LARGE_AT, ((b"cookie", b"other=1"),), SMALL + 1, 413),
        ("/desk/people/new", (COOKIE,), SMALL + 1, 413),
        ("/desk/people/new", (COOKIE,), SMALL, 200),
        (PHOTO_AT, (COOKIE,), PHOTO, 200),
        (PHOTO_AT, (COOKIE,), PHOTO + 1, 413),
        (PHOTO_AT, (), SMALL + 1, 413),
        (f"{PHOTO_AT}/x", (COOKIE,), SMALL + 1, 413),
    ],
)
def test_a_body_is_taken_up_to_its_limit(path, headers, size, status):
    announced, counted = call(scope(path, *headers, length(size)), body(size)), call(scope(path, *headers), body(size))
    assert (announced[1], counted[1]) == (status, status)


def test_what_is_announced_too_large_never_reaches_the_application():
    house, status, taken = call(
        scope(LARGE_AT, COOKIE, length(200 * 1024 * 1024)), body(200 * 1024 * 1024, 1024 * 1024)
    )
    assert (status, house.heard, taken) == (413, 0, 200 * 1024 * 1024)
    page = house.sent[1]["body"].decode()
    assert [word for word in ("文件超过 60 MB 的上限", "/desk/rosters/") if word not in page] == []


def test_a_body_without_end_is_not_heard_out(monkeypatch):
    monkeypatch.setattr(uploads, "_DRAINED", 8 * 1024 * 1024)
    _house, status, taken = call(scope("/desk/"), body(64 * 1024 * 1024, 1024 * 1024))
    assert (status, taken) == (413, 8 * 1024 * 1024)


@pytest.mark.parametrize("said", [b"-1", b"x", b"9" * 40, "１".encode(), b""])
def test_a_length_that_is_none_does_not_help(said):
    _house, status, _taken = call(scope("/desk/", (b"content-length", said)), body(SMALL + 1))
    assert status == 413


def test_a_broken_cookie_is_no_session():
    broken = (b"cookie", b'a="\xff; ' + b";=" * 10)
    assert call(scope(LARGE_AT, broken), body(SMALL + 1))[1] == 413


def test_other_scopes_pass():
    seen = []

    async def application(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(Bounded(application)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]


def test_who_sent_a_photo_too_large_reads_of_photos():
    house, status, _taken = call(scope(PHOTO_AT, COOKIE), body(PHOTO + 1))
    assert (status, "照片超过 12 MB" in house.sent[1]["body"].decode()) == (413, True)
