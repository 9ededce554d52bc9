"""The ring of data keys as an installation keeps it: a key put first, one taken off, and who holds it."""

from __future__ import annotations

import re
import secrets
import signal
import time
from datetime import date
from pathlib import Path

from yinling.config.launcher import keys, running
from yinling.config.launcher.crew import SERVICES
from yinling.config.launcher.places import Installation
from yinling.config.launcher.processes import Identity, wait_until
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.words import _

_NAME = "YINLING_DATA_KEYS"
_LINE = re.compile(rf"^{_NAME}=.*$", re.MULTILINE)
_PATIENCE = 40.0  # seconds until a process that was asked to end is back with the new ring


def new_key(on: date) -> str:
    """A new data key as the ring writes it, `id:hex`: named by the day, and by two bytes that make the name its own."""
    return f"k{on:%Y%m%d}-{secrets.token_hex(2)}:{secrets.token_hex(32)}"


def put_first(where: Installation, key: str) -> str:
    """Write `key` before all others into secrets.env, durably; gives the whole ring as it is written."""
    return _write(where, f"{key},{keys.read(where.secrets)[_NAME]}")


def take_off(where: Installation, key_id: str) -> str:
    """Write the ring without one key into secrets.env; gives the ring as it is written."""
    parts = keys.read(where.secrets)[_NAME].split(",")
    return _write(where, ",".join(part for part in parts if part.strip().split(":")[0] != key_id))


def _write(where: Installation, ring: str) -> str:
    text = where.secrets.read_text(encoding="utf-8")
    keys.write_private(where.secrets, _LINE.sub(lambda _found: f"{_NAME}={ring}", text))
    return ring


def hand_over(where: Installation, ring: str) -> None:
    """Let web and background of a running installation start anew with this ring; callers wait in web's socket.

    Raises Refusal when one does not come back with it: then nothing may be sealed with a key that it does not know.
    """
    for service in SERVICES:
        member = running.read(where).members.get(service.name)
        if member is not None and not _holds(member.process, ring):
            member.process.signal(signal.SIGTERM)
    if not wait_until(lambda: _all_hold(where, ring), _PATIENCE):
        raise Refusal(
            _("正在运行的进程没有换上新的密钥：请先 ./yinling down，再 ./yinling up，然后重新运行 keys rotate。")
        )


def _all_hold(where: Installation, ring: str) -> bool:
    time.sleep(0.1)
    members = running.read(where).members
    found = [members.get(service.name) for service in SERVICES]
    return all(member is not None and member.process.alive and _holds(member.process, ring) for member in found)


def _holds(process: Identity, ring: str) -> bool:
    """Whether a process was started with this ring: its own environment says so."""
    try:
        environment = Path(f"/proc/{process.pid}/environ").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return False
    return f"{_NAME}={ring}" in environment
