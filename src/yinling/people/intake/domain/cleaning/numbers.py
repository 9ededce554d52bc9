"""Counts and measures: how many children, how many stays, how many square metres."""

from __future__ import annotations

import math
import re
from typing import Final

from yinling.people.intake.domain.cleaning.signs import BLANK, UNKNOWN, chinese_number, is_unknown, read
from yinling.people.intake.domain.cleaning.words import word_set
from yinling.people.intake.domain.records import Cleaned
from yinling.people.intake.domain.sheets import Cell

_UNIT: Final = re.compile(
    r"\s*(?:㎡|m2|m²|m\^2|平方米|平方公尺|平米|平方|平|m|个人|个子女|个孩子|个|人|名|口|次|回|天|位)\s*$", re.IGNORECASE
)
_ABOUT: Final = re.compile(r"大?约|大概|左右|多|余|近")
_NUMBER: Final = re.compile(r"\d{1,6}(?:\.\d+)?|\.\d+")
_COUNT: Final = r"(\d+|[一二两三四五六七八九十]+)"
_CHILDREN: Final = re.compile(rf"{_COUNT}个?(?:子|儿子|儿|男孩|男)[,，、和]?{_COUNT}个?(?:女儿|女孩|女)")
_NONE: Final = word_set("no_number")
# What can be told apart from a slip of the pen; outside, the figure stays and is asked about.
_LIKELY: Final = {"floor_area": (5.0, 1000.0), "children_count": (0.0, 15.0), "hospital_stays": (0.0, 52.0)}


def clean_number(term: str, cell: Cell) -> Cleaned:
    """A count in digits ("2"), an area in square metres with at most one decimal place ("59.5").

    Doubts: number.unreadable, number.approximate, number.implausible (kept, but hardly so).
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return UNKNOWN if math.isnan(cell) else _kept(term, float(cell), "number.as_written")
    text = read(cell)
    if not text:
        return BLANK
    if term != "floor_area" and text.replace(" ", "") in _NONE:
        return Cleaned("0", "number.none")
    if is_unknown(text):
        return UNKNOWN
    return _from_text(term, text.replace(" ", ""))


def _from_text(term: str, text: str) -> Cleaned:
    if term == "children_count" and (both := _CHILDREN.fullmatch(text)):
        return Cleaned(
            str(sum(int(n) if n.isdecimal() else chinese_number(n) or 0 for n in both.groups())), "number.sum"
        )
    exact = _ABOUT.sub("", text)
    bare = _UNIT.sub("", exact)
    doubt = "number.approximate" if exact != text else ""
    if _NUMBER.fullmatch(bare) and bare.isascii():
        return _kept(term, float(bare), "number.as_written" if bare == text else "number.unit_removed", doubt)
    counted = chinese_number(bare)
    if counted is None:
        return Cleaned("", "unreadable", "number.unreadable")
    return _kept(term, float(counted), "number.chinese_numerals", doubt)


def _kept(term: str, number: float, rule: str, doubt: str = "") -> Cleaned:
    is_whole = number == int(number) if abs(number) < 1e6 else False
    if number < 0 or abs(number) >= 1e6 or (term != "floor_area" and not is_whole):
        return Cleaned("", "unreadable", "number.unreadable")
    low, high = _LIKELY.get(term, (0.0, 1e6))
    value = str(int(number)) if is_whole else f"{number:.1f}".removesuffix(".0")
    return Cleaned(value, rule, doubt or ("" if low <= number <= high else "number.implausible"))
