"""Comparators: how one field of two records is graded. Each gives the name of a grade, "" where nothing can be said.

The makers take the name of the field, so that a table of rules says which fields it compares.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from yinling.kernel.names import split_name

Judge = Callable[[object, object], str]
_YEARS = 2  # years that a slip of the memory or of one key may be off


def exact(field: str) -> Judge:
    """`same` or `other`."""
    read = attrgetter(field)

    def judge(a: object, b: object) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        return "same" if left == right else "other"

    return judge


def typed(field: str, *, slips: int = 1, least: int = 4) -> Judge:
    """`same`, `typo` (at most `slips` keys struck wrongly in at least `least` signs), or `other`."""
    read = attrgetter(field)

    def judge(a: object, b: object) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        if left == right:
            return "same"
        return "typo" if is_typo(left, right, slips=slips, least=least) else "other"

    return judge


def any_typed(field: str) -> Judge:
    """For fields with several values: `same` where they share one, `typo` where two are one key apart, or `other`."""
    read = attrgetter(field)

    def judge(a: object, b: object) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        if not set(left).isdisjoint(right):
            return "same"
        near = any(is_typo(one, other, slips=1, least=7) for one in left for other in right)
        return "typo" if near else "other"

    return judge


def close(field: str, *, least: float) -> Judge:
    """`same`, `close` (at least `least` of 100 alike), or `other`."""
    read = attrgetter(field)

    def judge(a: object, b: object) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        if left == right:
            return "same"
        return "close" if ratio(left, right, score_cutoff=least) else "other"

    return judge


def dates(field: str) -> Judge:
    """Dates YYYY[-MM[-DD]]: `day`, `month` or `year`, as deep as both go; `slip` where one part is off; or `other`."""
    read = attrgetter(field)

    def judge(a: object, b: object) -> str:
        left, right = read(a), read(b)
        if not left or not right:
            return ""
        depth = min(len(left), len(right))
        if left[:depth] == right[:depth]:
            return _DEPTHS.get(depth, "year")
        return "slip" if is_slip(left[:depth], right[:depth]) else "other"

    return judge


_DEPTHS = {4: "year", 7: "month", 10: "day"}


def is_typo(left: str, right: str, *, slips: int, least: int) -> bool:
    """Whether at most `slips` keys were struck wrongly: left out, put in, put for another, or two in reverse."""
    if min(len(left), len(right)) < least or abs(len(left) - len(right)) > slips:
        return False
    return DamerauLevenshtein.distance(left, right, score_cutoff=slips) <= slips


def is_slip(left: str, right: str) -> bool:
    """Whether two dates of one depth are off in one part only, the year by little or by one digit.

    Also where month and day have changed places. A year alone is a slip when it is off by one or two.
    """
    if len(left) == 4:
        return _near_years(left, right)
    one, other = left.split("-"), right.split("-")
    if one[0] == other[0]:
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or one[1:] == other[:0:-1]
    return one[1:] == other[1:] and _near_years(one[0], other[0], digit=True)


def _near_years(left: str, right: str, *, digit: bool = False) -> bool:
    if not (left.isdecimal() and right.isdecimal()):
        return False
    one_digit = digit and sum(a != b for a, b in zip(left, right, strict=True)) == 1
    return abs(int(left) - int(right)) <= _YEARS or one_digit


# --- Chinese names


def grade_names(left: str, right: str) -> str:
    """Two folded names: `same`, `sound`, `character`, `half`, `surname` or `other`.

    `sound`: other characters read the same (建, 健). `character`: one of three or more is other, missing or moved, or
    one name begins the other, as the short form of a long name does. `half`: the same, of two characters.
    `surname`: nothing but the surname.
    """
    if left == right:
        return "same"
    if len(left) == len(right):
        off = [(one, other) for one, other in zip(left, right, strict=True) if one != other]
        if all(_reading(one) == _reading(other) for one, other in off):
            return "sound"
        if len(off) > 2:
            return _grade_surnames(left, right)
    if _is_character_off(left, right):
        return "character"
    return _grade_surnames(left, right)


def _is_character_off(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    if len(longer) < 3:
        return False
    return is_typo(left, right, slips=1, least=2) or (len(shorter) >= 4 and longer.startswith(shorter))


def _grade_surnames(left: str, right: str) -> str:
    if left[:1] != right[:1] or split_name(left)[0] != split_name(right)[0] or not split_name(left)[0]:
        return "other"
    return "half" if len(left) == len(right) == 2 else "surname"


def sound(name: str) -> str:
    """The name in pinyin without tones, each character in its commonest reading: alike for names that may be one."""
    return "".join(map(_reading, name))


@lru_cache(maxsize=30_000)
def _reading(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.NORMAL)[0])
