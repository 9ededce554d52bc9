"""`./yinling keys list | rotate | drop ID | new`: the data keys, which ciphertexts rest on them, and their change."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import psycopg

from yinling.config.keeping import ring as rings
from yinling.config.keeping.database import Kept, answering
from yinling.config.keeping.events import INSTALLATION, DataKeyDropped, DataKeyRotated
from yinling.config.keeping.programs import connected
from yinling.config.keeping.sealed import key_counts, places, reseal
from yinling.config.launcher.progress import say
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.tables import table
from yinling.config.launcher.words import _
from yinling.kernel.calendars import local_day
from yinling.kernel.ciphers import CipherError, KeyRing

_EVERY = 2.0  # seconds between two words about the progress
_HELD_PAUSE = 0.2  # seconds until rows that somebody holds are tried again


def main(argv: Sequence[str]) -> int:
    """One of the four. Raises Refusal: 2 for wrong usage, 1 when it cannot be done."""
    match list(argv):
        case ["list"]:
            return _list()
        case ["rotate"]:
            return _rotate()
        case ["drop", key_id]:
            return _drop(key_id)
        case ["new"]:
            say(rings.new_key(local_day(_now())))
            return 0
    raise Refusal(_("用法：./yinling keys list | rotate | drop 编号 | new。"), 2)


def _now() -> datetime:
    return datetime.now(UTC)


def _list() -> int:
    with answering() as kept:
        _ready(kept)
        ring = _ring(kept.settings)
        with connected(kept.url) as connection:
            counts = key_counts(connection, ring)
    known = [key.key_id for key in ring.keys]
    rows = [[key_id, _standing(key_id, known), str(number)] for key_id, number in counts.items()]
    say(table([_("数据密钥"), _("用途"), _("密文数")], rows))
    return 0 if set(counts) <= set(known) else 1


def _standing(key_id: str, known: Sequence[str]) -> str:
    if key_id not in known:
        return _("不在密钥串里，读不出来")
    return _("加密和解密") if key_id == known[0] else _("只解密")


def _rotate() -> int:
    """Go on with a change of keys that was broken off, or begin one; then seal everything with the first key."""
    with answering() as kept:
        _ready(kept)
        ring = _ring(kept.settings)
        with connected(kept.url) as connection:
            counts = key_counts(connection, ring)
            if not any(number for key_id, number in counts.items() if key_id != ring.current.key_id):
                ring = _begin(kept)
            elif kept.is_up:
                rings.hand_over(kept.where, kept.settings["YINLING_DATA_KEYS"])
            total = sum(
                number for key_id, number in key_counts(connection, ring).items() if key_id != ring.current.key_id
            )
            done = _reseal_all(connection, ring, total)
            counts = key_counts(connection, ring)
        _tell(DataKeyRotated(INSTALLATION, ring.current.key_id, done))
    old = [key_id for key_id, number in counts.items() if not number]
    say(_("全部密文都用 %(key)s 加密了，这次重新加密 %(number)d 个。") % {"key": ring.current.key_id, "number": done})
    if old:
        told = {"keys": ", ".join(old)}
        say(_("不再使用的密钥：%(keys)s。以前的备份还需要它们；去掉用 ./yinling keys drop 编号。") % told)
    return 0


def _begin(kept: Kept) -> KeyRing:
    """A new key of an installation's own; elsewhere the operator states it. Raises Refusal."""
    if kept.cluster is None:
        raise Refusal(
            _(
                "全部密文已经用第一个密钥加密。要更换：用 ./yinling keys new 生成一个，"
                "写在各进程的 YINLING_DATA_KEYS 最前面，重启全部进程，再运行一次 ./yinling keys rotate。"
            )
        )
    ring = rings.put_first(kept.where, rings.new_key(local_day(_now())))
    if kept.is_up:
        rings.hand_over(kept.where, ring)
    told = {"key": _ring({"YINLING_DATA_KEYS": ring}).current.key_id, "path": kept.where.secrets}
    say(_("新的数据密钥 %(key)s 已写入 %(path)s：请把这个文件再另存一份。") % told)
    return _ring({"YINLING_DATA_KEYS": ring})


def _reseal_all(connection: psycopg.Connection, ring: KeyRing, total: int) -> int:
    """Seal value after value in small transactions until none rests on another key; killed, the next run goes on."""
    done, spoken = 0, time.monotonic()
    for place in places():
        try:
            for number in reseal(connection, place, ring):
                done += number
                if not number:
                    time.sleep(_HELD_PAUSE)
                if time.monotonic() - spoken > _EVERY:
                    spoken = time.monotonic()
                    say("  " + _("已重新加密 %(done)d / %(total)d") % {"done": done, "total": total})
        except CipherError as error:
            said = {"table": place.table, "reason": error}
            raise Refusal(_("%(table)s 里有密文解不开（%(reason)s）。") % said) from error
    return done


def _drop(key_id: str) -> int:
    """Take a key off the ring that nothing rests on. Raises Refusal."""
    with answering() as kept:
        _ready(kept)
        ring = _ring(kept.settings)
        if key_id not in {key.key_id for key in ring.keys}:
            raise Refusal(_("密钥串里没有 %(key)s：见 ./yinling keys list。") % {"key": key_id[:40]}, 2)
        if key_id == ring.current.key_id:
            raise Refusal(_("%(key)s 是正在加密用的密钥：先用 ./yinling keys rotate 换一个。") % {"key": key_id})
        with connected(kept.url) as connection:
            number = key_counts(connection, ring)[key_id]
        if number:
            raise Refusal(
                _("还有 %(number)d 个密文用 %(key)s 加密：先用 ./yinling keys rotate。")
                % {"number": number, "key": key_id}
            )
        if kept.cluster is None:
            raise Refusal(_("没有密文用 %(key)s 加密：可以把它从各进程的 YINLING_DATA_KEYS 中去掉。") % {"key": key_id})
        rings.take_off(kept.where, key_id)
        _tell(DataKeyDropped(INSTALLATION, key_id))
    say(_("已去掉 %(key)s。以前的备份还需要它：请连同那些备份一起保存。") % {"key": key_id})
    return 0


def _ready(kept: Kept) -> None:
    """Make Django's models known, with the owner's settings."""
    os.environ.update(kept.settings)
    from yinling.config.startup import settle

    settle("owner")


def _ring(settings: Mapping[str, str]) -> KeyRing:
    try:
        return KeyRing.parse(settings.get("YINLING_DATA_KEYS", ""))
    except CipherError as error:
        raise Refusal(_("数据密钥写得不对：%(reason)s。") % {"reason": error}) from None


def _tell(event: DataKeyRotated | DataKeyDropped) -> None:
    from yinling.config.keeping.telling import tell

    tell(event, at=_now())
