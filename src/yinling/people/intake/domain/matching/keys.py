"""Keys that find candidates: two records are compared only if they share one.

A key is kept as a number of 64 bits that nobody without the secret can compute or read back, so that a table of keys
of all persons tells nothing about them. Two different keys fall together once in 2**64: it costs one comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

from yinling.kernel.names import split_name
from yinling.people.intake.domain.matching.comparing import sound
from yinling.people.intake.domain.matching.likeness import Likeness

# A key that more records share says nothing: a care home's address, a unit's telephone. It is used only for records
# that have no rarer one, and never beyond the second limit.
COMMON: Final = 50
TOO_COMMON: Final = 500

_LEAST_ADDRESS = 6


class BlockKey(NamedTuple):
    """A key in clear: what it is made of, and the text."""

    kind: str
    text: str


def keys_of(likeness: Likeness) -> tuple[BlockKey, ...]:
    """The keys of a record, each once. Every way to lose one field leaves another key.

    `identity` survives lost last digits; `phone` finds own and contacts' numbers, in whichever column; `address` one
    door; `name_year` a wrong month; `sound_month` a homophone; `name_spouse` wrong dates; `born_began` a mistyped
    given name at a new address.
    """
    found = dict.fromkeys(key for make in _MAKERS for key in make(likeness) if key.text)
    return tuple(found)


def hashed(secret: bytes, kind: str, text: str) -> int:
    """The key as a signed number of 64 bits (BLAKE2b keyed, RFC 7693; `secret` of 1 to 64 bytes)."""
    digest = blake2b(f"{kind}\x1f{text}".encode(), digest_size=8, key=secret).digest()
    return int.from_bytes(digest, "big", signed=True)


Row = TypeVar("Row", bound=Hashable)


def pairs_within(keys: Mapping[Row, Sequence[int]]) -> set[tuple[Row, Row]]:
    """All pairs of rows that share a key, each once, the earlier row first; too common keys are left out."""
    holders: dict[int, list[Row]] = defaultdict(list)
    for row, of_row in keys.items():
        for key in set(of_row):
            holders[key].append(row)
    sizes = {key: len(rows) for key, rows in holders.items()}
    poor = {row for row, of_row in keys.items() if of_row and all(sizes[key] > COMMON for key in of_row)}
    found: set[tuple[Row, Row]] = set()
    for rows in holders.values():
        if len(rows) == 1:
            continue
        if len(rows) <= COMMON:
            found.update(combinations(rows, 2))
        elif len(rows) <= TOO_COMMON and not poor.isdisjoint(rows):
            found.update(pair for pair in combinations(rows, 2) if not poor.isdisjoint(pair))
    return found


def _identity(one: Likeness) -> Iterable[BlockKey]:
    number = one.id_number or one.id_hint
    yield BlockKey("identity", number[:15] if len(number) >= 15 else "")


def _phones(one: Likeness) -> Iterable[BlockKey]:
    return (BlockKey("phone", phone) for phone in (*one.phones, *one.contact_phone))


def _address(one: Likeness) -> Iterable[BlockKey]:
    rest = one.address_key.rpartition(":")[2]  # without the area, which one of two records may lack
    exact = len(rest) >= _LEAST_ADDRESS and any(sign.isdigit() for sign in rest)
    yield BlockKey("address", rest if exact else "")


def _names(one: Likeness) -> Iterable[BlockKey]:
    for name in (one.name, *one.former_names):
        if not name:
            continue
        if one.birth:
            yield BlockKey("name_year", name + one.birth[:4])
        if len(one.birth) >= 7:
            yield BlockKey("sound_month", sound(name) + one.birth[:7])
        if one.spouse_name:
            yield BlockKey("name_spouse", f"{name}/{one.spouse_name}")


def _dates(one: Likeness) -> Iterable[BlockKey]:
    surname, _ = split_name(one.name)
    if len(one.birth) >= 7 and len(one.began_work) >= 7:
        yield BlockKey("born_began", f"{surname}{one.sex}{one.birth[:7]}/{one.began_work[:7]}")


_MAKERS: Final[tuple[Callable[[Likeness], Iterable[BlockKey]], ...]] = (_identity, _phones, _address, _names, _dates)
