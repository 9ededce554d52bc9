"""Pure decisions of sign-in: when failures lock, which code is right now, what a password lacks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.ASCII)
CODE_SECONDS = 30  # RFC 6238 section 5.2
CODE_DIGITS = 6
PIN_DIGITS = 6
CODE_DRIFT = 1  # steps before and after that are still right: the clock of a phone (RFC 6238 section 6)


@dataclass(frozen=True)
class LockRule:
    """`limit` failures within `window` close the door for `closed`, counted from the last of them."""

    limit: int
    window: timedelta
    closed: timedelta


def locked_until(failures: Sequence[datetime], *, rule: LockRule, at: datetime) -> datetime | None:
    """Until when the door is closed, or None when it is open.

    `failures` are the moments of wrong proofs since the last good one, in any order. Tries during a lock are
    not counted, so a lock always ends.
    """
    ordered = sorted(failures)
    for first, last in zip(ordered, ordered[rule.limit - 1 :], strict=False):
        if last - first <= rule.window and at < last + rule.closed:
            return last + rule.closed
    return None


def sign_in_name(typed: str) -> str:
    """One form for a name however it was typed: no spaces around, no full-width letters, lower case."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def fits_sign_in(name: str) -> bool:
    """Whether a name in that form can be an account's: 3 to 40 signs, as the table demands."""
    return _NAME.fullmatch(name) is not None


def code_step(at: datetime) -> int:
    """The time step of a moment (RFC 6238 section 4.2)."""
    return int(at.timestamp()) // CODE_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a step: HOTP with HMAC-SHA-1 (RFC 4226 section 5.3); `secret` is base32.

    Raises ValueError for a secret that is not base32.
    """
    digest = hmac.digest(base64.b32decode(secret, casefold=True), step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The step whose code this is, among those right at a moment and later than the last one used; else None.

    A code once used is never right again (RFC 6238 section 5.2), hence `after`.
    """
    typed = unicodedata.normalize("NFKC", code).replace(" ", "").encode()
    now = code_step(at)
    steps = [step for step in range(now - CODE_DRIFT, now + CODE_DRIFT + 1) if step > after]
    right = [step for step in steps if hmac.compare_digest(typed, code_at(secret, step).encode())]
    return right[0] if right else None


def plain_digits(typed: str) -> str:
    """What was typed on a number pad, in one form: no spaces or dashes, no full-width digits."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if not c.isspace() and c != "-")


def draw_pin(entropy: Iterable[int]) -> str:
    """Six digits from random numbers, skipping those that are too simple.

    Raises StopIteration when the numbers run out.
    """
    numbers = iter(entropy)
    while is_simple_pin(pin := f"{next(numbers) % 10**PIN_DIGITS:0{PIN_DIGITS}}"):
        continue
    return pin


def is_simple_pin(pin: str, *, birth_date: date | None = None) -> bool:
    """Whether a PIN is among the first that anybody would try, or is no PIN at all.

    So are: not six digits, a run up or down, a group repeated (111111, 121212, 123123), the holder's birth date.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdecimal()):
        return True
    steps = {int(b) - int(a) for a, b in itertools.pairwise(pin)}
    repeats = any(pin == pin[:size] * (PIN_DIGITS // size) for size in (1, 2, 3))
    born = birth_date is not None and pin in {birth_date.strftime(form) for form in ("%y%m%d", "%Y%m", "%d%m%y")}
    return repeats or steps in ({1}, {-1}) or born


def kinds_of_characters(password: str) -> int:
    """How many of the four kinds a password has: lower case, upper case, digits, anything else."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum() or not c.isascii())
    return sum(any(kind(c) for c in password) for kind in kinds)
