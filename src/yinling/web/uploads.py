"""What may be sent to the house: large files at one address only, counted before anything is kept of them.

An ASGI server hands every byte on, and the application would keep a body on disk before anybody looks at it. So the
limit stands in front of the application: what is too large is answered at once and thrown away as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext as _

from yinling.people.intake.outside import MAX_BYTES
from yinling.service.delivery.outside import MAX_PHOTO_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[..., Awaitable[None]]

LARGE_AT = "/desk/rosters/new"
PHOTO_AT = re.compile(r"/field/tasks/[0-9a-f-]{36}/(photo|finish)", re.ASCII)
SMALL = 4 * 1024 * 1024  # every other body: a form, or a list of decisions
LARGE = MAX_BYTES + 1024 * 1024  # the file and the rest of its form
PHOTO = MAX_PHOTO_BYTES + 1024 * 1024
_DRAINED = 512 * 1024 * 1024  # so much of a body too large is still heard out, so that a browser shows the answer


class TooLarge(Exception):
    """More came than may come; nothing of it is kept."""


class Bounded:
    """The application behind its limit on what is sent to it."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass a request on; answer one that is too large with 413 and hear the rest of it without keeping it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        limit = _limit(scope)
        if _announced(scope) > limit:
            await _refuse(receive, send, 0, limit)
            return
        counted = _Counted(receive, limit)
        try:
            await self._application(scope, counted, send)
        except TooLarge:
            await _refuse(receive, send, counted.seen, limit)


class _Counted:
    """`receive`, counting what comes. Raises TooLarge."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._limit, self.seen = receive, limit, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self.seen += len(message.get("body", b""))
        if self.seen > self._limit:
            raise TooLarge
        return message


class BoundedUpload(FileUploadHandler):
    """Keeps one file in memory up to MAX_BYTES and nothing on disk: what is in it is secret."""

    chunk_size = 1024 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """More of it. Stops the upload at the limit."""
        if start + len(raw_data) > MAX_BYTES:
            raise StopUpload(connection_reset=True)
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept, field_name=self.field_name, name=self.file_name or "", size=file_size,
            content_type=self.content_type or "", charset=self.charset, content_type_extra=self.content_type_extra,
        )  # fmt: skip


def _limit(scope: MutableMapping[str, Any]) -> int:
    """How much may come: a roster's or a photo's size from a browser that has a session, else little."""
    path = scope["path"]
    limit = LARGE if path == LARGE_AT else PHOTO if PHOTO_AT.fullmatch(path) else SMALL
    return limit if limit == SMALL or _has_session(scope) else SMALL


def _has_session(scope: MutableMapping[str, Any]) -> bool:
    try:
        cookies = SimpleCookie(_header(scope, b"cookie"))
    except CookieError:
        return False
    return settings.SESSION_COOKIE_NAME in cookies


def _announced(scope: MutableMapping[str, Any]) -> int:
    length = _header(scope, b"content-length")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0


def _header(scope: MutableMapping[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def _refuse(receive: Receive, send: Send, seen: int, limit: int) -> None:
    """413 with the sentence that says what to do, whole at once; then hear the rest out."""
    page = _photo_page() if limit == PHOTO else _page()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(page)).encode()),
        (b"cache-control", b"no-store"), (b"connection", b"close"),
        (b"content-security-policy", b"default-src 'none'"), (b"x-content-type-options", b"nosniff"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": page, "more_body": True})
    while seen < _DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            break
    await send({"type": "http.response.body", "body": b""})


def _photo_page() -> bytes:
    title = _("照片太大，没有接收")
    told = _("照片超过 12 MB。请把相机的照片大小调小一档再拍，然后回到上一页。")
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{told}</p></body></html>"
    ).encode()


def _page() -> bytes:
    limit = MAX_BYTES // (1024 * 1024)
    title, back = _("文件太大，没有接收"), _("返回名册")
    told = _("文件超过 {limit} MB 的上限：请删去图片等附件，或按单位拆成几个文件后分别导入。").format(limit=limit)
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><h1>{title}</h1><p>{told}</p><p><a href="/desk/rosters/">{back}</a></p></body></html>'
    ).encode()
