"""Comparators for the fields of rosters that have a shape of their own: names, identity numbers, addresses, kin."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter

from rapidfuzz.fuzz import ratio

from yinling.people.intake.domain.matching.comparing import grade_names, is_typo
from yinling.people.intake.domain.matching.likeness import Likeness
from yinling.people.intake.domain.matching.names import Names

Share = Callable[[Likeness, Likeness], float]

_ORDER = slice(14, 17)  # the part of an identity number that tells those apart who were born on one day in one county
_NUMBERS = re.compile(r"\d+")


def judge_names(a: Likeness, b: Likeness) -> str:
    """Grade of the names; a former name that is the other's name, now or then, is as good as the name."""
    if not a.name or not b.name:
        return ""
    if a.name == b.name:
        return "same"
    if a.former_names or b.former_names:
        mine, others = {a.name, *a.former_names}, {b.name, *b.former_names}
        if not mine.isdisjoint(others):
            return "same"
    return grade_names(a.name, b.name)


def share_of_name(names: Names) -> Share:
    """How common the commoner of the two names is."""

    def share(a: Likeness, b: Likeness) -> float:
        if a.name == b.name:
            return names.share(a.name)
        return max(names.share(a.name), names.share(b.name))

    return share


def judge_word(field: str) -> Callable[[Likeness, Likeness], str]:
    """Names of other people: `same`, `near` (one character off, or read alike), `other`."""
    read = attrgetter(field)

    def judge(a: Likeness, b: Likeness) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        if left == right:
            return "same"
        return "near" if grade_names(left, right) in {"sound", "character"} else "other"

    return judge


def share_of_word(names: Names, field: str) -> Share:
    """How common the commoner of the two values of that field is as a name."""
    read = attrgetter(field)

    def share(a: Likeness, b: Likeness) -> float:
        left, right = read(a), read(b)
        return names.share(left) if left == right else max(names.share(left), names.share(right))

    return share


def grade_identities(a: Likeness, b: Likeness) -> str:
    """Identity numbers, usable or not: `same`, `start` (all that is left of one begins the other), `check`
    (but for the check digit), `typo` (one key was struck wrongly).

    `other`: two valid numbers that are not one mistyped; `unlike`: not alike, but one of them is no valid number.
    """
    left, right = a.id_number or a.id_hint, b.id_number or b.id_hint
    shorter = min(len(left), len(right))
    if shorter < 18:
        return "" if shorter < 15 else "start" if left[:15] == right[:15] else "unlike"
    if left == right:
        return "same"
    if a.id_number and b.id_number:
        return "typo" if _mistyped_before_conversion(left, right) else "other"
    if is_typo(left, right, slips=1, least=18):
        return "check" if left[:17] == right[:17] else "typo"
    return "unlike"


def _mistyped_before_conversion(left: str, right: str) -> bool:
    """Whether two valid numbers may be one with a wrong key: fifteen digits turn into eighteen that are valid.

    One key outside the order part: neighbours there are twins, or strangers born on one day in one county.
    """
    return left[_ORDER] == right[_ORDER] and is_typo(left[:14], right[:14], slips=1, least=14)


def grade_addresses(a: Likeness, b: Likeness) -> str:
    """Address keys: `same` (one may lack the area), `close` (one less exact, or in another area), `other`."""
    if not a.address_key or not b.address_key:
        return ""
    if a.address_key == b.address_key:
        return "same"
    (area, left), (other_area, right) = _parted(a.address_key), _parted(b.address_key)
    fits = area.startswith(other_area) or other_area.startswith(area)
    if left == right:
        return "same" if fits else "close"
    return "close" if fits and _less_exact(left, right) else "other"


def _parted(key: str) -> tuple[str, str]:
    area, _, rest = key.rpartition(":")
    return area, rest


def _less_exact(left: str, right: str) -> bool:
    """Whether all numbers of one are the first or the last of the other's, and the words alike."""
    fewer, more = sorted((_NUMBERS.findall(left), _NUMBERS.findall(right)), key=len)
    if not fewer or (more[: len(fewer)] != fewer and more[-len(fewer) :] != fewer):
        return False
    return ratio(left, right) >= _WORDS_ALIKE


_WORDS_ALIKE = 60.0


def grade_kin(a: Likeness, b: Likeness) -> str:
    """`named` where one record names the other's person as spouse, contact or deceased cadre."""
    if not a.name or a.name == b.name:
        return ""
    named = a.name in (b.spouse_name, b.contact_name, b.deceased_cadre)
    return "named" if named or (b.name and b.name in (a.spouse_name, a.contact_name, a.deceased_cadre)) else ""
