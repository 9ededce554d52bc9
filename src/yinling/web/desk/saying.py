"""Days and ages as the desk says them: the reader never computes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from yinling.kernel.calendars import Language, age_on, local_day, say_date, say_due

_SOON = timedelta(days=7)


class Due(NamedTuple):
    """A day by which something is due: in words, and the tone of its status (open, due, over)."""

    day: date
    said: str
    tone: str


def language() -> Language:
    """The reader's language, as the kernel names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def due(day: date, at: datetime) -> Due:
    """When something falls due that is due on a day: at that day's end in China."""
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone.get_default_timezone())
    tone = "over" if end <= at else "due" if end - at <= _SOON else "open"
    return Due(day, say_due(at, end, language=language()), tone)


def left(until: datetime, at: datetime) -> str:
    """How long until a moment: `5 小时后到期`."""
    return say_due(at, until, language=language())


def age(birth_date: date | None, at: datetime) -> int | None:
    """Completed years today in China; None when the birth date is not known."""
    return age_on(birth_date, local_day(at)) if birth_date else None


def today(at: datetime) -> str:
    """The day with its lunar date."""
    return say_date(local_day(at), language=language())
