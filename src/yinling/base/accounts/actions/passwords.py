"""Passwords for one sign-in: read aloud or copied once, worth nothing after the holder chose another."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from yinling.base.accounts.domain import kinds_of_characters

# Without the signs that people take for one another: 0 and O, 1, l and I.
_SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUP = 4  # two groups make a half, two halves a password: 16 signs out of 56, 92 bits
_CONTEXT = b"accounts.recovery|"


def one_time_password() -> str:
    """A password of all four kinds of characters: four groups of four signs."""
    return join_halves(random_half(), random_half)


def join_halves(first: str, draw: Callable[[], str]) -> str:
    """A whole password that begins with `first`: second halves are drawn until it has all four kinds of characters."""
    password = first
    while kinds_of_characters(password) < 4 or password == first:
        password = f"{first}-{draw()}"
    return password


def random_half() -> str:
    """Two groups of four signs, 46 bits."""
    return _grouped(secrets.randbits(256))


def first_half(recovery: UUID) -> str:
    """The half that the administrator gets who asks for a recovery: derived from its id, so that it is kept nowhere."""
    return _grouped(int.from_bytes(hmac.digest(settings.YINLING_INDEX_KEY, _CONTEXT + recovery.bytes, sha256), "big"))


def _grouped(number: int) -> str:
    """Two groups of signs that a large number spells."""
    signs = ""
    for _sign in range(2 * _GROUP):
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"
