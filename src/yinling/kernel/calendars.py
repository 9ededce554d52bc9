"""Days and durations as people say them, in Chinese or English: the reader never has to compute.

The kernel knows no gettext, so each function takes the language.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final, Literal

from borax.calendars.lunardate import LunarDate

Language = Literal["zh", "en"]

# What borax knows: the lunar years 1900 to 2100.
FIRST_LUNAR_DAY: Final = date(1900, 1, 31)
LAST_LUNAR_DAY: Final = date(2101, 1, 28)

_CHINA: Final = timezone(timedelta(hours=8))
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400
_UNITS: Final = ((_DAY, "天", "day"), (_HOUR, "小时", "hour"), (_MINUTE, "分钟", "minute"))
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class LunarDateUnknown(ValueError):
    """The day lies outside the lunar years 1900 to 2100. Its message is Chinese."""

    code = "lunar_date_unknown"


class BirthAfterDay(ValueError):
    """An age is asked for on a day before the birth. Its message is Chinese."""

    code = "birth_after_day"


def local_day(moment: datetime) -> date:
    """The calendar day in China at a moment (UTC+8, without summer time since 1992)."""
    return moment.astimezone(_CHINA).date()


def lunar_text(day: date, *, language: Language = "zh") -> str:
    """The lunar month and day: `十月十四`, `闰六月初一`; in English `10th lunar month, day 14`.

    Raises LunarDateUnknown before 1900-01-31 and after 2101-01-28.
    """
    if not FIRST_LUNAR_DAY <= day <= LAST_LUNAR_DAY:
        raise LunarDateUnknown(f"{day}的农历日期超出1900至2100年，无法换算。")
    lunar = LunarDate.from_solar(day)
    if language == "en":
        return f"{'leap ' if lunar.leap else ''}{_ordinal(lunar.month)} lunar month, day {lunar.day}"
    return f"{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}"


def say_date(day: date, *, language: Language = "zh") -> str:
    """`2026年11月22日 (农历十月十四)`, or `22 November 2026 (10th lunar month, day 14)`.

    Outside the lunar years 1900 to 2100 the part in brackets is left out.
    """
    said = (
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        if language == "en"
        else f"{day.year}年{day.month}月{day.day}日"
    )
    if not FIRST_LUNAR_DAY <= day <= LAST_LUNAR_DAY:
        return said
    return f"{said} ({'' if language == 'en' else '农历'}{lunar_text(day, language=language)})"


def age_on(birth_date: date, on: date) -> int:
    """Completed years on the day `on`.

    Someone born on 29 February completes a year on 1 March of years without that day: only then has the whole
    year passed (Civil Code 2021, articles 200 to 204, counts years from the day after). Raises BirthAfterDay.
    """
    if on < birth_date:
        raise BirthAfterDay("出生日期晚于所问的日期，无法计算年龄。请核对出生日期。")
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def say_wait(seconds: float, *, language: Language = "zh") -> str:
    """How long someone has been waiting: `已等 12 分钟`, `已等 3 小时`, `waiting for 2 days`; rounded down.

    Under a minute, and for a clock that ran backwards, `刚刚` or `just now`.
    """
    if seconds < _MINUTE:
        return "刚刚" if language == "zh" else "just now"
    duration = _say_duration(seconds, language)
    return f"已等 {duration}" if language == "zh" else f"waiting for {duration}"


def say_due(now: datetime, due: datetime, *, language: Language = "zh") -> str:
    """How far a deadline is: `3 天后到期`, `已超期 2 小时`, `due in 3 days`, `2 hours overdue`; rounded down.

    Less than a minute either way is `现在到期` or `due now`. Both moments carry a time zone or neither does
    (TypeError otherwise).
    """
    seconds = (due - now).total_seconds()
    if abs(seconds) < _MINUTE:
        return "现在到期" if language == "zh" else "due now"
    duration = _say_duration(abs(seconds), language)
    if language == "zh":
        return f"{duration}后到期" if seconds > 0 else f"已超期 {duration}"
    return f"due in {duration}" if seconds > 0 else f"{duration} overdue"


def _say_duration(seconds: float, language: Language) -> str:
    """The largest unit that fits, and how many of it; at least one minute must have been checked."""
    size, chinese, english = next(unit for unit in _UNITS if seconds >= unit[0])
    count = int(seconds // size)
    return f"{count} {chinese}" if language == "zh" else f"{count} {english}{'' if count == 1 else 's'}"


def _ordinal(number: int) -> str:
    """1st to 12th, as months need them."""
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
