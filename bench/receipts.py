"""Receipts measured: made and packed into a code, verified in Python and in a browser, and how fine their code is.

`./yinling bench receipts [LEAVES ...]` (1,000,000 leaves unless told). The database is that of `bench journal`: a
cluster of its own with fsync on. The browser is Chromium, once as it is and once slowed down six times, as a plain
phone is.
"""

from __future__ import annotations

import mimetypes
import os
import sys
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from playwright.sync_api import Route, sync_playwright
from tests.cluster import KEYS

from bench.journal import _database, _grow, _row, _timed
from yinling.config.launcher.places import FRONT, PROJECT
from yinling.config.launcher.tables import table
from yinling.kernel.notes import LOG_KEY, VerifierKey
from yinling.kernel.receipt_codes import pack_receipt, unpack_receipt
from yinling.kernel.receipts import verify_receipt
from yinling.kernel.signing import public_key_of

if TYPE_CHECKING:
    from yinling.service.delivery.events import ServiceConfirmed

RECEIPTS = 1000
IN_BROWSER = 200
_PAPER = 60  # millimetres that the code is wide
_HOST = "http://bench.test"
_SLOW = 6
_SCRIPT = """async ([files, codes, policy, base]) => {
  const [receipts, unpack, bytes] = await Promise.all(
    ["receipts", "unpack", "bytes"].map((name) => import(`${base}/static/verify/${name}.js`)));
  const timed = (act) => { const begin = performance.now(); act(); return (performance.now() - begin) / 1000; };
  const key = bytes.unbase64(policy);
  const read = files.map(bytes.unbase64);
  return [timed(() => receipts.verifyReceipt(read[0], key)),
    read.map((file) => timed(() => receipts.verifyReceipt(file, key))),
    codes.map((code) => timed(() => unpack.unpackReceipt(code)))];
}"""


class Kept(NamedTuple):
    """What the tables of delivery keep of a receipt."""

    sequence: int
    salt: bytes
    body: str


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print one table and the size of a code."""
    sizes = [int(argument) for argument in arguments] or [1_000_000]
    with _database():
        for size in sizes:
            rows, files = _making(size)
            rows += _verifying(files) + _browsing(files)
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: figures hold only for a machine at rest")
            print(table([f"measured at {size:,} leaves", "median", "p99", "rate"], rows))
            print(_fineness(files[0]))


def _making(size: int) -> tuple[list[list[str]], list[bytes]]:
    """Receipts of visits in a log of that size, as a page asks for them, one after the other."""
    from yinling.base.journal.queries import build_receipt
    from yinling.web.receipts import receipt_picture

    _recorded(1)  # the sealer's first batch makes the head of the log, which `_grow` moves
    _grow(size)
    kept, files = iter(_recorded(RECEIPTS, behind=size)), list[bytes]()
    made = _timed(lambda: files.append(build_receipt(*next(kept))), RECEIPTS)
    turn, drawn = iter(files), iter(files)
    packed = _timed(lambda: pack_receipt(next(turn)), RECEIPTS)
    pictures = _timed(lambda: receipt_picture(next(drawn)), 20)
    return [
        _row("receipt made", made, f"{RECEIPTS / sum(made):,.0f}/s"),
        _row("receipt packed into digits", packed, f"{RECEIPTS / sum(packed):,.0f}/s"),
        _row("its code drawn", pictures, f"{len(pictures) / sum(pictures):,.1f}/s"),
    ], files


def _recorded(number: int, *, behind: int = 0) -> list[Kept]:
    """Confirmed visits, recorded and sealed behind as many leaves."""
    from django.db import connection, transaction
    from django.utils import timezone
    from tests.base.journal.facts import OFFICER, seal_and_sign

    from yinling.base.journal.actions import record

    with connection.cursor() as cursor:  # the leaves below stand for entries of these numbers
        cursor.execute("SELECT setval(pg_get_serial_sequence('journal_entry', 'id'), %s)", [behind + 10])
    with transaction.atomic():
        facts = [record(_visit(n), by=OFFICER, at=timezone.now()) for n in range(number)]
    seal_and_sign(timezone.now())
    return [Kept(fact.sequence, fact.salt, fact.body_text) for fact in facts]


def _visit(number: int) -> ServiceConfirmed:
    from dataclasses import fields

    from yinling.service.delivery.events import ServiceConfirmed

    said: dict[str, object] = {
        "subject": uuid4(), "order": uuid4(), "person": uuid4(), "worker": uuid4(), "person_name": "李**",
        "item": "上门助浴", "place": "甘肃省 兰州市 城关区", "worker_name": "周明", "check_in": "扫描服务卡",
        "taken_at": "2026-11-22T01:30:00.123456+00:00", "checked_in_at": "2026-11-22T02:30:00.123456+00:00",
        "done_at": "2026-11-22T03:30:00.123456+00:00", "confirmed_at": "2026-11-22T03:31:00.123456+00:00",
        "confirmed_by": "代办人（女儿）", "notes_digest": f"{number:064x}", "evidence_score": 85,
        "evidence": ("签到：扫描服务卡，40/40", "照片：2张，20/20", "清单：5/6，17/20", "确认：本人，8/20"),
        "on_behalf": str(uuid4()),
    }  # fmt: skip
    return ServiceConfirmed(**{one.name: said.get(one.name, "") for one in fields(ServiceConfirmed)})  # type: ignore[arg-type]  # as its fields ask


def _policy() -> bytes:
    seed, name = bytes.fromhex(KEYS["YINLING_LOG_KEY"]), KEYS.get("YINLING_LOG_ORIGIN", "yinling.local/journal")
    return f"log {VerifierKey(name, LOG_KEY, public_key_of(seed))}\nquorum none\n".encode()


def _verifying(files: list[bytes]) -> list[list[str]]:
    policy, turn, codes = _policy(), iter(files), iter([pack_receipt(file) for file in files])
    checked = _timed(lambda: verify_receipt(next(turn), policy), len(files))
    read = _timed(lambda: unpack_receipt(next(codes)), len(files))
    return [
        _row("verified, Python", checked, f"{len(files) / sum(checked):,.0f}/s"),
        _row("unpacked, Python", read, f"{len(files) / sum(read):,.0f}/s"),
    ]


def _browsing(files: list[bytes]) -> list[list[str]]:
    """The page's own scripts, in Chromium at full and at a sixth of its speed; the first receipt stands apart."""
    some = files[:IN_BROWSER]
    given = [[b64encode(file).decode() for file in some], [pack_receipt(file) for file in some],
             b64encode(_policy()).decode(), _HOST]  # fmt: skip
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for slower in (1, _SLOW):
            page = browser.new_page()
            page.route("**/*", _serve)
            page.goto(f"{_HOST}/")
            if slower > 1:
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
            first, checked, read = page.evaluate(_SCRIPT, given)
            where = "Chromium" if slower == 1 else f"Chromium slowed {slower} times"
            rows += [
                _row(f"verified, {where}, the first", [first]),
                _row(f"verified, {where}", checked, f"{len(checked) / sum(checked):,.0f}/s"),
                _row(f"unpacked, {where}", read, f"{len(read) / sum(read):,.0f}/s"),
            ]
        browser.close()
    return rows


def _serve(route: Route) -> None:
    """The scripts as they lie in the tree; an empty page for the rest."""
    name = route.request.url.removeprefix(f"{_HOST}/static/")
    for folder in (PROJECT / "src/yinling/web/static", FRONT / "static"):
        if (found := folder / name).is_file():
            kind = mimetypes.guess_type(Path(name).name)[0] or "text/plain"
            route.fulfill(status=200, body=found.read_bytes(), content_type=kind)
            return
    route.fulfill(status=200, body="<!doctype html><title>bench</title>", content_type="text/html")


def _fineness(file: bytes) -> str:
    from yinling.web.receipts import receipt_address, receipt_picture

    side = receipt_picture(file).side - 4
    return (
        f"file {len(file):,} bytes, address {len(receipt_address(file)):,} signs, code version {(side - 17) // 4}, "
        f"{side} modules, {_PAPER / (side + 4):.2f} mm each at {_PAPER} mm"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
