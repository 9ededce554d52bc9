"""Dates in words and signs: what year, month and day a text names, before anyone asks whether that can be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from yinling.people.intake.domain.cleaning.signs import chinese_digits, chinese_number


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as it stands there: month and day 0 when not named, a year below 100 when written with two digits."""

    year: int
    month: int
    day: int
    rule: str
    doubt: str = ""


_PLAIN: Final = re.compile(r"(\d{4})([-./年])(\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_COMPACT: Final = re.compile(r"((?:1[89]|20)\d\d)(\d\d)(\d\d)?")
_CALENDAR: Final = re.compile(r"^[’'‘`]|公元|公历|阳历|西历|^出?生?于|生$|生人$|出生$|[入参离退]\w?[党作休]$")
_LUNAR: Final = re.compile(r"\(?(?:农历|阴历|旧历)\)?")
_LUNAR_YEAR: Final = re.compile(r"\s*(\d{4})")
_ABOUT: Final = re.compile(
    r"大?约|大概|左右|前后|上下|上旬|中旬|下旬|[上下]半年|年?[初底末]|年中|[春夏秋冬][季天]?|[?？]|\(?估计\)?|可能|以前|之前|以后|之后"
)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_RANGE: Final = re.compile(r"(.*?\d.*?)\s*[-—–―~至到]+\s*((?:1[89]|20)\d\d.*)")
_SEVERAL: Final = re.compile(r"[;；、,，/\s]+")
_SEPARATORS: Final = re.compile(r"[\s年月日号.。/\-—–―−_,，、·．:：]+")
_REPUBLIC: Final = re.compile(r"(?:中华)?民国\s*(元|\d{1,2}|[一二三四五六七八九十]{1,3})\s*年?\s*(.*)")
_CHINESE: Final = re.compile(r"[〇零○一二三四五六七八九十廿卅元]")
_CHINESE_DATE: Final = re.compile(r"([^年月日号\s]+)年\s*(?:([^年月日号\s]+)月(?:份)?\s*(?:([^年月日号\s]+)[日号]?)?)?")
_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ENGLISH: Final = re.compile(
    r"(?:(\d{1,2})[-\s,]*)?([a-z]{3})[a-z]*\.?[-\s,]*(?:(\d{1,2}),\s*)?(\d{4}|\d{2})", re.IGNORECASE
)
_LONGEST: Final = 60


def plain_date(text: str) -> Reading | None:
    """The commonest spellings at once: 1931.05, 1931-5-3, 1931年5月, 193105, 19310503. None for all others."""
    if found := _PLAIN.fullmatch(text):
        year, sign, month, day = found.groups()
        if month == "1" and sign == "." and not day:
            return Reading(int(year), 1, 0, "date.year_month", "date.january_or_october")
        return _reading(int(year), int(month), int(day or 0))
    if found := _COMPACT.fullmatch(text):
        year, month, day = found.groups()
        if int(month) <= 12:
            return replace(_reading(int(year), int(month), int(day or 0)), rule="date.compact")
    return None


def read_date(text: str) -> Reading | None:
    """Whatever other spelling: None when no date can be made out. `text` is as `signs.read` gives it."""
    if len(text) > _LONGEST:
        return None
    rest, doubt = _without_remarks(text)
    if doubt == "date.lunar":
        year = _LUNAR_YEAR.match(rest)  # months and days of that calendar are others
        return Reading(int(year[1]), 0, 0, "date.year", doubt) if year else None
    reading = _one_date(rest)
    if reading is None:
        reading, doubt = _first_of_several(rest)
    if reading is None:
        return None
    return replace(reading, doubt=doubt or reading.doubt)


def _without_remarks(text: str) -> tuple[str, str]:
    rest, doubt = _CALENDAR.sub("", text), ""
    if _LUNAR.search(rest):
        rest, doubt = _LUNAR.sub("", rest), "date.lunar"
    if _ABOUT.search(rest):
        rest, doubt = _ABOUT.sub(" ", rest), doubt or "date.approximate"
    aside = "".join("".join(filter(None, found.groups())) for found in _BRACKETS.finditer(rest))
    if any(sign.isdigit() for sign in aside):
        doubt = doubt or "date.several"
    return _CALENDAR.sub("", _BRACKETS.sub(" ", rest).strip()).strip(), doubt


def _first_of_several(text: str) -> tuple[Reading | None, str]:
    if (found := _RANGE.fullmatch(text)) and (reading := _one_date(found[1])):
        return reading, "date.range"
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) > 1 and all(_one_date(part) for part in parts):
        return _one_date(parts[0]), "date.several"
    return None, ""


def _one_date(text: str) -> Reading | None:
    return plain_date(text) or _republican(text) or _chinese(text) or _english(text) or _digits(text)


def _reading(year: int, month: int, day: int) -> Reading:
    if (month == 0 and day) or not month:
        return Reading(year, 0, 0, "date.zero_part")
    return Reading(year, month, day, "date.day" if day else "date.year_month")


def _digits(text: str) -> Reading | None:
    """Digits with any separators between them, or without."""
    parts = _SEPARATORS.sub(".", text).strip(".").split(".")
    if not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    if len(parts) == 1:
        return _compact(parts[0], text)
    if len(parts) > 3 or any(len(part) > 4 for part in parts):
        return None
    return _separated([len(part) for part in parts], [int(part) for part in parts], text)


def _compact(digits: str, text: str) -> Reading | None:
    if len(digits) == 4 and (text == digits or "年" in text):
        return Reading(int(digits), 0, 0, "date.year")
    if len(digits) == 2 and text.endswith("年"):
        return Reading(int(digits), 0, 0, "date.two_digit_year")
    if len(digits) == 6:
        year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        return Reading(year, month, day, "date.two_digit_year") if 1 <= month <= 12 and 1 <= day <= 31 else None
    return Reading(int(digits[:4]), int(digits[4:6]), int(digits[6:]), "date.compact") if len(digits) == 8 else None


def _separated(lengths: list[int], numbers: list[int], text: str) -> Reading | None:
    if lengths[0] == 4:
        return _year_first(lengths, numbers, text)
    if lengths[-1] == 4:
        return _year_last(numbers)
    if lengths[0] == 2 and max(lengths) <= 2:
        found = _reading(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 0)
        lost = len(numbers) == 2 and text.endswith(".1")
        return replace(found, rule="date.two_digit_year", doubt="date.january_or_october" if lost else "")
    return None


def _year_first(lengths: list[int], numbers: list[int], text: str) -> Reading | None:
    if len(numbers) == 2 and lengths[1] in {3, 4}:  # 1931.0503
        month, day = divmod(numbers[1], 100)
        return _reading(numbers[0], month, day) if lengths[1] == 4 and month <= 12 else None
    if max(lengths[1:]) > 2:
        return None
    found = _reading(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 0)
    return found if text == text.strip() and " " not in text else replace(found, rule="date.blanks_removed")


def _year_last(numbers: list[int]) -> Reading | None:
    """Day, month and year, or month, day and year, as foreign computers write them."""
    if len(numbers) == 2:
        return replace(_reading(numbers[1], numbers[0], 0), rule="date.year_last")
    first, second, year = numbers
    if first > 12:
        return Reading(year, second, first, "date.year_last")
    if second > 12 or first == second:
        return Reading(year, first, second, "date.year_last")
    return Reading(year, 0, 0, "date.year_last", "date.day_or_month")


def _republican(text: str) -> Reading | None:
    found = _REPUBLIC.fullmatch(text)
    if not found:
        return None
    count = 1 if found[1] == "元" else int(found[1]) if found[1].isdigit() else chinese_number(found[1]) or 0
    rest = _one_date(f"{1911 + count}年{found[2]}") if found[2] else None
    if found[2] and not rest:
        return None
    months = (rest.month, rest.day) if rest else (0, 0)
    return Reading(1911 + count, *months, "date.republican", "date.republican")


def _chinese(text: str) -> Reading | None:
    if not _CHINESE.search(text):
        return None
    found = _CHINESE_DATE.fullmatch(text)
    if not found:
        return None
    year = found[1] if found[1].isdecimal() else chinese_digits(found[1])
    month, day = _counted(found[2]), _counted(found[3])
    if year is None or len(year) not in {2, 4} or month is None or day is None:
        return None
    return Reading(int(year), month, day, "date.chinese_numerals")


def _counted(text: str | None) -> int | None:
    """0 for what is not there, None for what is no number."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text) if len(text) <= 2 else None
    return {"元": 1, "正": 1}.get(text) or chinese_number(text)


def _english(text: str) -> Reading | None:
    found = _ENGLISH.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    return Reading(int(found[4]), month, int(found[1] or found[3] or 0), "date.english_month")
