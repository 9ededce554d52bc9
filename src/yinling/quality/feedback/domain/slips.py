"""The code on a paper slip: nine symbols from the task's public id and one check symbol, to be typed back.

It is no secret and opens nothing: whoever types it finds a visit only among those that he may see anyway.
"""

from __future__ import annotations

import re
from uuid import UUID

from yinling.people.registry.domain.cards import CODE_ALPHABET

_FREE = 9
_KEPT_BITS = 44  # of the id's 128, from the left: 30 ** 9 is just above 2 ** 44
_LAST_CHECK = "U"  # the thirty-first remainder has no symbol of its own; U stands nowhere else
_CHECKS = CODE_ALPHABET + _LAST_CHECK
_SHIFT = 128 - _KEPT_BITS


class SlipUnreadable(ValueError):
    """What was typed cannot be the code of a slip: a symbol is wrong or missing."""


def slip_code(task: UUID) -> str:
    """The code of a visit's slip, in two groups: `7K3QF-2MNDA`. The check symbol catches every single wrong symbol."""
    rest, free = task.int >> _SHIFT, ""
    for _place in range(_FREE):
        rest, symbol = divmod(rest, len(CODE_ALPHABET))
        free = CODE_ALPHABET[symbol] + free
    code = free + _check(free)
    return f"{code[:5]}-{code[5:]}"


def tasks_of_slip(text: str) -> tuple[UUID, UUID]:
    """The first and last public id that a typed code can mean (spaces, dashes, small letters allowed).

    Raises SlipUnreadable.
    """
    code = re.sub(r"[\s\-－]+", "", text[:100]).upper()
    free, check = code[:_FREE], code[_FREE:]
    if len(check) != 1 or any(symbol not in CODE_ALPHABET for symbol in free) or _check(free) != check:
        raise SlipUnreadable(text)
    number = 0
    for symbol in free:
        number = number * len(CODE_ALPHABET) + CODE_ALPHABET.index(symbol)
    if number >= 1 << _KEPT_BITS:
        raise SlipUnreadable(text)
    low = number << _SHIFT
    return UUID(int=low), UUID(int=low + (1 << _SHIFT) - 1)


def _check(free: str) -> str:
    """Weights 2 to 10 modulo the prime 31: every single wrong symbol and every swap of neighbours changes it."""
    return _CHECKS[sum((place + 2) * CODE_ALPHABET.index(symbol) for place, symbol in enumerate(free)) % 31]
